"""Without scripts too: words that were not taken stay in sight, and a page that stood open changes nothing unseen."""

from __future__ import annotations

import pytest

from tests.web.conftest import Browser, Hall, Page

WORDS = "Een bankje bij de vijver, met <b>leuning</b>"


def kept(page: Page) -> bool:
    return WORDS in page.text


def begin(hall: Hall) -> tuple[Browser, str]:
    hall.command("start_gathering", gathering=hall.gathering()["id"])
    return hall.joined(), f"/boards/{hall.board()['id']}"


def test_an_idea_that_came_after_the_session_was_closed_stays_on_the_page(hall: Hall) -> None:
    annie, path = begin(hall)
    page = annie.open(path)
    hall.command("close_gathering", gathering=hall.gathering()["id"])
    refused = annie.send(page, "/ideas", first="column", text=WORDS)
    assert (refused.status, refused.has_form("/ideas"), kept(refused)) == (400, False, True)


def test_an_idea_that_is_too_long_while_people_vote_stays_on_the_page(hall: Hall) -> None:
    annie, path = begin(hall)
    page = annie.open(path)
    hall.command("set_board_phase", board=hall.board()["id"], phase="voting")
    assert kept(annie.send(page, "/ideas", first="column", text=WORDS + "x" * 200))


@pytest.mark.parametrize("act", ["phase", "close"])
def test_a_change_that_came_too_late_stays_on_the_page(hall: Hall, act: str) -> None:
    annie, path = begin(hall)
    page = annie.send(annie.open(path), f"{path}/ideas", first="column", text="Een bankje")
    idea = page.form("/withdrawal").action.split("/")[2]
    if act == "phase":
        hall.command("set_board_phase", board=hall.board()["id"], phase="grouping")
    else:
        hall.command("close_gathering", gathering=hall.gathering()["id"])
    refused = annie.send(page, f"/ideas/{idea}", text=WORDS)
    assert (refused.status, kept(refused)) == (400, True)


def test_a_remark_that_came_after_the_round_closed_stays_on_the_page(hall: Hall) -> None:
    annie, _ = begin(hall)
    item = hall.command(
        "create_design_item", title="Plein", kind="solution", grain="fine", text="Een plein", why="Daarom"
    )
    planned = {"gathering": hall.gathering()["id"], "versions": [item["version"]], "title": "Ronde 1"}
    round = hall.command("plan_round", **planned)["round"]
    hall.command("open_round", round=round)
    page = annie.open(f"/rounds/{round}")
    hall.command("close_round", round=round)
    refused = annie.send(page, "/remarks", kind="objection", text="Kan niet", alternative=WORDS)
    assert (refused.status, kept(refused), "Kan niet" in refused.text) == (400, True, True)


def test_a_page_that_stood_open_does_not_overwrite_what_its_author_changed_elsewhere(hall: Hall) -> None:
    annie, path = begin(hall)
    page = annie.send(annie.open(path), f"{path}/ideas", first="column", text="Een bankje")
    idea = page.form("/withdrawal").action.split("/")[2]
    annie.send(annie.open(path), f"/ideas/{idea}", text="Een bank met een leuning")
    refused = annie.send(page, f"/ideas/{idea}", text=WORDS)
    assert (refused.status, refused.form(f"/ideas/{idea}").fields["text"]) == (400, WORDS)
    assert "Een bank met een leuning" in refused.text
    again = annie.send(refused, f"/ideas/{idea}")
    assert (again.status, WORDS in again.text) == (200, True)


def test_a_vote_on_a_page_of_the_former_ballot_does_not_count_in_the_new_one(hall: Hall) -> None:
    annie, path = begin(hall)
    board = hall.board()["id"]
    annie.send(annie.open(path), f"{path}/ideas", first="column", text="Een bankje")
    hall.command("set_board_phase", board=board, phase="voting")
    annie.send(annie.send(annie.open(path), "/votes"), "/check-ins")
    voted = annie.send(annie.open(path), "/votes")
    back = annie.send(voted, "/votes")  # taken back: this page offers to vote, in the first ballot
    geert = hall.joined("Geert")
    geert.send(geert.send(geert.open(path), "/votes"), "/check-ins")
    geert.send(geert.open(path), "/votes")
    hall.command("set_board_phase", board=board, phase="closed")
    hall.command("set_board_phase", board=board, phase="voting", fresh=True)
    refused = annie.send(back, "/votes")
    assert refused.status == 400
    assert "A new ballot has begun here" in refused.text
    assert "3 votes left of 3." in refused.text
