"""A review round without JavaScript: what one thinks is said with and without words."""

from __future__ import annotations

from tests.web.conftest import Hall
from tests.web.test_typed_and_left import in_dutch


def open_round(hall: Hall, titles: tuple[str, ...] = ("Plein",)) -> int:
    """Open a round about new design items and return its id."""
    gathering = hall.gathering()
    hall.command("start_gathering", gathering=gathering["id"])
    idea = hall.command("post_idea", board=hall.board()["id"], text="Een plein")["idea"]
    words = {"text": "Een plein met bomen", "why": "Omdat er geen plek is"}
    nature = {"kind": "solution", "grain": "fine", "from_ideas": [idea]}
    made = [hall.command("create_design_item", title=title, **nature, **words)["version"] for title in titles]
    round = hall.command("plan_round", gathering=gathering["id"], versions=made, title="Ronde 1")["round"]
    hall.command("open_round", round=round)
    return int(round)


def test_who_says_that_it_cannot_be_done_is_asked_once_what_could_be_and_may_send_it_without(hall: Hall) -> None:
    question = "What could be done instead? Even half an idea helps."
    annie, path = hall.joined(), f"/rounds/{open_round(hall)}"
    asked = annie.send(annie.open(path), "/remarks", kind="objection", text="Dan kan de bus er niet door")
    typed = asked.form("/remarks").fields
    again = annie.send(asked, "/remarks", alternative="\u3164\u200b")
    sent = annie.send(again, "/remarks", without="1")
    praised = annie.send(annie.open(path), "/remarks", kind="support", text="Mooi")

    assert question in asked.text
    assert (typed["kind"], typed["text"]) == ("objection", "Dan kan de bus er niet door")
    assert question in again.text
    assert "You have made no remarks in this round." in again.text
    assert [question in page.text for page in (sent, praised)] == [False, False]
    mine = sent.text.partition("My remarks")[2]
    assert "This cannot be done yours Dan kan de bus er niet door" in mine
    assert "Instead:" not in mine


def test_who_agrees_on_a_plain_page_need_not_write_and_what_one_thinks_is_never_guessed(hall: Hall) -> None:
    annie, path = hall.joined(), f"/rounds/{open_round(hall)}"
    unchosen = annie.send(annie.open(path), "/remarks", text="Mooi")
    agreed = annie.send(annie.open(path), "/remarks", kind="support", text="")

    assert (unchosen.status, unchosen.form("/remarks").fields["text"]) == (400, "Mooi")
    assert "Choose what you think of it." in unchosen.text
    assert "I support this yours (without an explanation)" in agreed.text.partition("My remarks")[2]


def test_a_plain_round_says_who_sees_whose_it_is_to_who_gave_a_name_and_to_who_did_not(hall: Hall) -> None:
    path = f"/rounds/{open_round(hall)}"
    named, nameless = (hall.joined(name).open(path).text for name in ("Annie", ""))

    assert "The facilitator can see that it is yours." in named
    assert "The facilitator can see that it is yours." not in nameless
    assert "You gave no name, so nobody sees one." in nameless


def test_what_was_typed_of_each_version_comes_along_to_another_language_and_past_sending_one(hall: Hall) -> None:
    annie, path = hall.joined(), f"/rounds/{open_round(hall, ('Plein', 'Park'))}"
    page = annie.open(path)
    one, other = (name.removeprefix("kind-") for name in page.form("/remarks").choices)
    said = {f"kind-{one}": "support", f"text-{one}": "Mooi plein", f"kind-{other}": "objection"}
    dutch = in_dutch(annie, page, "/remarks", **said, **{f"text-{other}": "Te klein", f"alternative-{other}": "Groter"})
    typed = dict(dutch.form("/remarks").fields)
    sent = annie.send(dutch, "/remarks", version=one)
    left = dict(sent.form("/remarks").fields)
    last = annie.send(sent, "/remarks", version=other)

    assert 'lang="nl"' in dutch.response.get_data(as_text=True)
    assert {name: typed[name] for name in said} == said
    assert "Mooi plein" in sent.text.partition("Mijn opmerkingen")[2]
    assert (left[f"text-{one}"], left[f"text-{other}"], left[f"alternative-{other}"]) == ("", "Te klein", "Groter")
    assert f"kind-{one}" not in left
    assert left[f"kind-{other}"] == "objection"
    assert "Te klein" in last.text.partition("Mijn opmerkingen")[2]


def test_a_round_about_one_version_keeps_what_was_typed_in_another_language(hall: Hall) -> None:
    annie, path = hall.joined(), f"/rounds/{open_round(hall)}"
    dutch = in_dutch(annie, annie.open(path), "/remarks", kind="objection", text="Te klein", alternative="Groter")
    fields = dutch.form("/remarks").fields

    assert [fields[name] for name in ("kind", "text", "alternative")] == ["objection", "Te klein", "Groter"]
