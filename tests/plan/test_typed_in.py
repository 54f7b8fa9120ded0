"""What staff type in for somebody with a pencil is nobody's; and a remark that came back late still gets its answer."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, text

from charrette.boards.models import Idea
from charrette.errors import Conflict
from charrette.plan.models import Remark
from tests.spine.asking import outcome
from tests.world import World


def open_round(world: World) -> dict[str, Any]:
    world.open()
    _, version = world.item()
    return {"round": world.round([version]), "version": version, "kind": "support"}


def test_a_remark_from_paper_is_nobodys_and_it_is_kept_who_typed_it(world: World) -> None:
    about = open_round(world)
    made = world.run("add_remark", **about, text="Mooi zo", on_behalf=True)["remark"]
    with world.reading() as session:
        remark = session.get_one(Remark, made)
        assert (remark.author_id, remark.entered_by_id) == (None, world.people["fenna"])
    (told,) = world.snapshot(f"round:{about['round']}", "fenna")["remarks"]

    assert (told["origin"], told["author"]) == ("paper", None)
    assert world.mine(f"round:{about['round']}", "fenna")["remarks"] == []
    assert world.snapshot(f"round:{about['round']}", "fenna")["tally"]["people"] == 0


def test_what_staff_say_themselves_stays_theirs(world: World) -> None:
    about = open_round(world)
    world.run("add_remark", **about, text="Ik vind het mooi")
    (told,) = world.snapshot(f"round:{about['round']}", "fenna")["remarks"]
    assert (told["origin"], told["author"]["name"]) == ("phone", "Fenna")


def test_an_idea_from_paper_is_nobodys_and_it_is_kept_who_typed_it(world: World) -> None:
    world.open()
    idea = world.post("Een bankje", "fenna", on_behalf=True)
    with world.reading() as session:
        row = session.scalars(select(Idea).where(Idea.id == idea)).one()
        assert (row.author_id, row.entered_by_id, row.origin.value) == (None, world.people["fenna"], "paper")
    assert world.mine(f"board:{world.board}", "fenna")["ideas"] == []


def test_only_staff_type_something_in_for_others(world: World) -> None:
    """Else it would silently be theirs."""
    about = open_round(world)
    assert outcome(world, "add_remark", "annie", **about, text="Van mijn buurman", on_behalf=True) == "not_allowed"
    post = {"board": world.board, "text": "Van mijn buurman", "on_behalf": True}
    assert outcome(world, "post_idea", "annie", **post) == "not_allowed"


def put_back_after_the_report(world: World) -> tuple[int, int]:
    """A remark of somebody who was set aside when the round was reported back, and counts again now."""
    about = open_round(world)
    person = world.join("pieter")
    remark = world.run("add_remark", "pieter", **about, text="De bus kan niet")["remark"]
    act = world.run("set_people_aside", people=[person], reason="Leek een script")["set_aside"]
    world.run("close_round", round=about["round"])
    world.run("report_back", round=about["round"])
    world.run("put_people_back", set_aside=act)
    return about["round"], remark


def test_a_remark_that_was_put_back_after_the_report_gets_its_answer_once(world: World) -> None:
    round, remark = put_back_after_the_report(world)
    world.run("answer_remark", remark=remark, outcome="partly", text="De bocht wordt ruimer")

    assert world.mine(f"round:{round}", "pieter")["remarks"][0]["answer"] == "De bocht wordt ruimer"
    (told,) = world.snapshot(f"round:{round}", "annie")["remarks"]
    assert (told["outcome"], told["answer"]) == ("partly", "De bocht wordt ruimer")
    again = {"remark": remark, "outcome": "adopted", "text": "Toch wel"}
    assert outcome(world, "answer_remark", **again) == "round_state"


def test_the_database_lets_an_answer_come_after_the_report_and_never_change(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    _, remark = put_back_after_the_report(world)
    world.run("answer_remark", remark=remark, outcome="partly", text="De bocht wordt ruimer")
    with pytest.raises(Conflict, match="changed_meanwhile"):
        world.write(lambda session: session.execute(text("update remarks set answer = 'Toch niet'")))
    assert "reported_stays" in caplog.text
