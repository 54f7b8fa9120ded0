"""Where an idea belongs, asked on the page without JavaScript: never guessed, and only where there is a choice."""

from __future__ import annotations

from sqlalchemy import text

from tests.web.conftest import Hall

LEAVE_ONE = text("delete from board_columns where board_id = :board and position > 1")


def test_who_did_not_choose_where_it_belongs_is_asked_and_keeps_the_text(hall: Hall) -> None:
    hall.command("start_gathering", gathering=hall.gathering()["id"])
    annie, path = hall.joined(), f"/boards/{hall.board()['id']}"
    first = annie.open(path)
    asked = annie.send(first, "/ideas", text="Een bankje")
    posted = annie.send(asked, "/ideas", column=asked.form("/ideas").choices["column"][1])

    assert "column" not in first.form("/ideas").fields
    assert (asked.status, asked.form("/ideas").fields["text"]) == (400, "Een bankje")
    assert "Choose where it belongs." in asked.text
    assert "Nothing here yet." in asked.text
    assert (posted.status, "Een bankje" in posted.text) == (200, True)


def test_an_empty_idea_is_told_that_it_is_empty_before_where_it_belongs_is_asked(hall: Hall) -> None:
    hall.command("start_gathering", gathering=hall.gathering()["id"])
    annie, path = hall.joined(), f"/boards/{hall.board()['id']}"
    page = annie.send(annie.open(path), "/ideas", text=" ")

    assert (page.status, "Choose where it belongs." in page.text) == (400, False)


def test_a_board_of_one_column_asks_nothing(hall: Hall) -> None:
    board = hall.board()["id"]
    hall.app.extensions["charrette"].writer.run(lambda session: session.execute(LEAVE_ONE, {"board": board}))
    hall.command("start_gathering", gathering=hall.gathering()["id"])
    annie = hall.joined()
    page = annie.open(f"/boards/{board}")
    posted = annie.send(page, "/ideas", text="Een bankje")

    assert page.form("/ideas").choices == {}
    assert (posted.status, "Een bankje" in posted.text) == (200, True)
