"""Going to the step of this moment, or from one that was left, changes nothing: no clock, no board, no projector."""

from __future__ import annotations

from typing import Any

import pytest

from charrette.spine.journal import current_seq
from tests.spine.asking import outcome
from tests.world import World


def standing(world: World) -> dict[str, Any]:
    """Return all that going to a step moves, and how far each stream is."""
    streams = [f"gathering:{world.work}", f"board:{world.board}", f"screen:{world.screen}"]
    with world.reading() as session:
        seqs = [current_seq(session, stream) for stream in streams]
    return {
        "gathering": world.snapshot(streams[0], "fenna")["gathering"],
        "board": world.snapshot(streams[1], "fenna")["board"],
        "screen": world.snapshot(streams[2], "fenna"),
        "seqs": seqs,
    }


@pytest.mark.parametrize("by", ["id", "key"])
def test_the_step_of_this_moment_keeps_its_clock_and_its_extra_time(world: World, by: str) -> None:
    world.open()
    world.run("go_to_step", gathering=world.work, step="ideeen")
    world.run("add_time", gathering=world.work, seconds=300)
    world.run("set_board_phase", board=world.board, phase="grouping")
    world.now.move(minutes=12)
    before = standing(world)
    answer = world.run("go_to_step", gathering=world.work, step=world.steps[1] if by == "id" else "ideeen")

    assert answer == {"step": world.steps[1], "key": "ideeen", "already": True}
    assert standing(world) == before


def test_time_that_is_meant_for_a_step_that_is_over_is_not_given_to_the_next(world: World) -> None:
    world.open()
    welcome = world.steps[0]
    assert world.run("add_time", gathering=world.work, seconds=60, step=welcome)["already"] is False
    world.run("go_to_step", "otto", gathering=world.work, step="next", leaving=welcome)
    before = standing(world)
    late = world.run("add_time", gathering=world.work, seconds=300, step=welcome)

    assert late == {"step_extra_seconds": 0, "step": world.steps[1], "already": True}
    assert standing(world) == before


def test_a_break_in_the_step_of_this_moment_goes_on_as_it_was(world: World) -> None:
    world.open()
    world.now.move(minutes=4)
    world.run("pause_gathering", gathering=world.work)
    world.now.move(minutes=6)
    before = standing(world)
    world.run("go_to_step", gathering=world.work, step="welkom")

    assert standing(world) == before


def test_another_step_and_the_first_one_after_the_doors_begin_their_clock(world: World) -> None:
    world.run("open_doors", gathering=world.work)
    assert world.run("go_to_step", gathering=world.work, step="welkom")["already"] is False
    world.now.move(minutes=3)
    assert world.run("go_to_step", gathering=world.work, step="next")["already"] is False
    assert world.snapshot(f"gathering:{world.work}", "fenna")["gathering"]["step"] == world.steps[1]


def go_on(world: World, step: int | str, **fields: Any) -> tuple[Any, bool]:
    """Go to a step; return the key of the step of this moment, and whether it was that already."""
    answer = world.run("go_to_step", gathering=world.work, step=step, **fields)
    return answer["key"], answer["already"]


@pytest.mark.parametrize("step", ["next", "previous", "welkom", "bestaat niet"])
@pytest.mark.parametrize("by", ["id", "key"])
def test_who_leaves_a_step_that_was_left_already_changes_nothing(world: World, by: str, step: str) -> None:
    world.open()
    left = world.steps[0] if by == "id" else "welkom"
    assert go_on(world, "ideeen") == ("ideeen", False)
    world.now.move(minutes=2)
    before = standing(world)

    assert go_on(world, step, leaving=left) == ("ideeen", True)
    assert standing(world) == before


@pytest.mark.parametrize("by", ["id", "key"])
def test_who_leaves_the_step_of_this_moment_goes_on_to_the_last_one_and_no_further(world: World, by: str) -> None:
    world.open()
    names = ["welkom", "ideeen", "ronde"]
    for at in (0, 1):
        leaving = world.steps[at] if by == "id" else names[at]
        twice = [go_on(world, "next", leaving=leaving) for _ in range(2)]
        assert twice == [(names[at + 1], False), (names[at + 1], True)]
    assert outcome(world, "go_to_step", gathering=world.work, step="next", leaving=world.steps[2]) == "no_more_steps"


def test_before_the_first_step_no_step_can_be_left(world: World) -> None:
    world.run("open_doors", gathering=world.work)
    assert go_on(world, "next", leaving=world.steps[0]) == (None, True)
    assert go_on(world, "next") == ("welkom", False)


def test_a_session_that_was_closed_says_so_whatever_one_leaves(world: World) -> None:
    world.open()
    world.run("close_gathering", gathering=world.work)
    for leaving in world.steps[:2]:
        told = outcome(world, "go_to_step", gathering=world.work, step="next", leaving=leaving)
        assert told == "gathering_not_running"
