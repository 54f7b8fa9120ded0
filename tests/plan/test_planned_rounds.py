"""A planned round follows its items, can be changed or cancelled, and never stands in the way of another one."""

from __future__ import annotations

from typing import Any

import pytest

from charrette.projector.lists import ShowView
from charrette.week.lists import Openness
from charrette.week.models import Gathering
from tests.running.test_rounds_of_steps import plan, round_of_step, step_shows
from tests.spine.asking import outcome, put
from tests.world import World


def reviewed(world: World) -> tuple[int, int]:
    """Return an item whose first version was in a closed round, and a second round planned with it."""
    item, version = world.item()
    world.run("close_round", round=world.round([version]))
    return item, world.round([version], opened=False, title="Tweede ronde")


def versions_of(world: World, round: int) -> list[tuple[int, int]]:
    return [(row["item"], row["number"]) for row in world.snapshot(f"round:{round}", "fenna")["versions"]]


def round_row(world: World, round: int, who: str = "fenna") -> dict[str, Any] | None:
    rounds = world.snapshot(f"charrette:{world.charrette}", who)["rounds"]
    return next((row for row in rounds if row["id"] == round), None)


def test_a_version_that_was_revised_goes_into_the_planned_round_and_can_be_opened(world: World) -> None:
    item, round = reviewed(world)
    world.run("revise_item", item=item, text="Een ruimer plein")

    assert versions_of(world, round) == [(item, 2)]
    assert outcome(world, "open_round", round=round) == "ok"


@pytest.mark.parametrize(("act", "fields"), [("drop_item", {"reason": "Te duur"}), ("agree_item", {})])
def test_an_item_that_leaves_the_loop_leaves_the_planned_round(world: World, act: str, fields: dict[str, str]) -> None:
    item, round = reviewed(world)
    other, version = world.item("Een bankje")
    world.run("change_round", round=round, versions=[world.item("Nog iets")[1], version])
    world.run("change_round", round=round, versions=[version, *versions(world, item)])
    world.run(act, item=item, **fields)

    assert versions_of(world, round) == [(other, 1)]
    assert outcome(world, "open_round", round=round) == "ok"


def test_what_a_colleague_put_in_or_took_out_a_moment_ago_stays_so(world: World) -> None:
    item, round = reviewed(world)
    seen = versions(world, item)
    (bench, in_bench), (tree, in_tree) = world.item("Een bankje"), world.item("Een boom")
    world.run("change_round", round=round, versions=[*seen, in_bench], versions_before=seen)
    world.run("change_round", round=round, versions=[*seen, in_tree], versions_before=seen)
    assert sorted(versions_of(world, round)) == [(item, 1), (bench, 1), (tree, 1)]
    both = [*seen, in_bench, in_tree]
    world.run("change_round", round=round, versions=[in_bench, in_tree], versions_before=both)
    world.run("change_round", round=round, versions=[*seen, in_tree], versions_before=both)
    assert versions_of(world, round) == [(tree, 1)]
    world.run("change_round", round=round, versions=[in_bench])
    assert versions_of(world, round) == [(bench, 1)], "without it all is written over, as for a program"


def versions(world: World, item: int) -> list[int]:
    items = world.snapshot(f"plan:{world.charrette}", "fenna")["items"]
    return [row["version"]["id"] for row in items if row["id"] == item]


def test_an_empty_round_says_so_and_can_be_filled_again_or_cancelled(world: World) -> None:
    item, round = reviewed(world)
    world.run("drop_item", item=item, reason="Te duur")
    assert (versions_of(world, round), outcome(world, "open_round", round=round)) == ([], "round_is_empty")
    assert outcome(world, "change_round", round=round, versions=[]) == "one_version_per_item"
    world.run("change_round", round=round, versions=[world.item("Een bankje")[1]], title="Toch")
    assert outcome(world, "cancel_round", round=round, reason=" ") == "text_missing"
    world.run("cancel_round", round=round, reason="Niemand kan die avond")

    row = round_row(world, round)
    assert row is not None
    assert (row["state"], row["title"], row["cancelled_reason"]) == ("cancelled", "Toch", "Niemand kan die avond")
    assert world.snapshot(f"round:{round}", "fenna")["round"]["cancelled_reason"] == "Niemand kan die avond"
    assert round_row(world, round, "annie") is None
    told = world.snapshot(f"round:{round}", "annie")["round"]
    assert (told["title"], told["state"], told["cancelled_reason"]) == ("", "cancelled", None)


@pytest.mark.parametrize("act", ["change_round", "cancel_round"])
def test_a_round_that_was_opened_is_neither_changed_nor_cancelled(world: World, act: str) -> None:
    round = world.round([world.item()[1]])
    fields = {"reason": "Toch niet"} if act == "cancel_round" else {"title": "Anders"}
    assert outcome(world, act, round=round, **fields) == "round_state"


def test_a_planned_round_goes_to_another_gathering_but_not_to_one_for_who_is_invited(world: World) -> None:
    round = world.round([world.item()[1]], opened=False)
    world.run("change_round", round=round, gathering=world.later)
    row = round_row(world, round)
    assert row is not None
    assert row["gathering"] == world.later
    assert outcome(world, "change_round", round=round, gathering=world.youth) == "round_stays_there"
    put(world, Gathering, world.work, openness=Openness.INVITED)
    assert outcome(world, "change_round", round=round, gathering=world.work) == "round_stays_there"


def test_a_projector_does_not_wait_for_a_round_that_is_empty_or_cancelled(world: World) -> None:
    step_shows(world, ShowView.ROUND, 1)
    good = plan(world, world.work)
    item, version = world.item("Anders")
    dead = world.round([version], opened=False)
    assert round_of_step(world) == dead
    world.run("drop_item", item=item, reason="Te duur")
    assert round_of_step(world) == good
    cancelled = plan(world, world.work)
    world.run("cancel_round", round=cancelled, reason="Toch niet")
    assert round_of_step(world) == good


def test_a_cancelled_round_does_not_shift_the_numbers_of_a_script(world: World) -> None:
    step_shows(world, ShowView.REPORT, 1)
    first = plan(world, world.later)
    world.run("cancel_round", round=first, reason="Te vroeg")
    second = plan(world, world.later)
    assert round_of_step(world) == second


def test_what_is_in_a_round_stands_in_the_order_of_its_items(world: World) -> None:
    """Not of when its version was written: the first was revised, the second was not."""
    (first, old), (_, second) = world.item("Een"), world.item("Twee")
    world.run("close_round", round=world.round([old]))
    revised = world.run("revise_item", item=first, text="Een, beter", why="Gezegd")["version"]
    round = world.round([second, revised], title="Tweede ronde")
    assert second < revised
    assert [row["id"] for row in world.snapshot(f"round:{round}", "annie")["versions"]] == [revised, second]
