"""The states of a gathering as a table: each move that is allowed, and the refusal of every other; and its clock."""

from __future__ import annotations

from typing import Any

import pytest

from charrette.running.rules import MAY_FOLLOW
from charrette.week.lists import GatheringState
from charrette.week.models import Gathering
from tests.spine.asking import outcome, put, state_of
from tests.world import World

G = GatheringState
GATHERING_MOVES: dict[str, dict[GatheringState, str]] = {
    "open_doors": {G.PLANNED: "doors_open", G.DOORS_OPEN: "doors_open"},
    "start_gathering": {G.PLANNED: "running", G.DOORS_OPEN: "running", G.PAUSED: "running", G.RUNNING: "running"},
    "pause_gathering": {G.RUNNING: "paused", G.PAUSED: "paused"},
    "close_gathering": {G.DOORS_OPEN: "closed", G.RUNNING: "closed", G.PAUSED: "closed", G.CLOSED: "closed"},
    "reopen_gathering": {G.CLOSED: "running", G.MINUTES_DRAFTED: "running", G.MINUTES_AGREED: "running"},
    "minutes_drafted": {G.CLOSED: "minutes_drafted"},
    "minutes_agreed": {G.MINUTES_DRAFTED: "minutes_agreed"},
}


@pytest.mark.parametrize("before", list(GatheringState))
@pytest.mark.parametrize("act", list(GATHERING_MOVES))
def test_a_gathering_moves_only_as_the_table_says(world: World, act: str, before: GatheringState) -> None:
    put(world, Gathering, world.work, state=before)
    fields: dict[str, Any] = {"gathering": world.work, "reason": "Er kwam nog een bus"}
    name = act
    if act.startswith("minutes"):
        name, fields = "set_minutes_state", {"gathering": world.work, "state": act}
    expected = GATHERING_MOVES[act].get(before)
    told = outcome(world, name, **fields)

    assert (told == "ok") == (expected is not None)
    assert state_of(world, Gathering, world.work) == (expected or before.value)


def test_the_table_of_the_domain_allows_nothing_more() -> None:
    assert {state: sorted(after) for state, after in MAY_FOLLOW.items()} == {
        G.PLANNED: ["cancelled", "doors_open", "moved", "running"],
        G.DOORS_OPEN: ["cancelled", "closed", "moved", "running"],
        G.RUNNING: ["closed", "paused"],
        G.PAUSED: ["closed", "running"],
        G.CLOSED: ["minutes_drafted", "running"],
        G.MINUTES_DRAFTED: ["minutes_agreed", "running"],
        G.MINUTES_AGREED: ["running"],
        G.CANCELLED: ["planned"],
        G.MOVED: ["planned"],
    }


def test_reopening_needs_a_reason_that_is_kept(world: World) -> None:
    world.open()
    world.run("close_gathering", gathering=world.work)

    assert outcome(world, "reopen_gathering", gathering=world.work) == "reason_missing"
    assert outcome(world, "reopen_gathering", gathering=world.work, reason="  ") == "reason_missing"
    assert outcome(world, "reopen_gathering", gathering=world.work, reason="Nog een bus") == "ok"
    world.run("close_gathering", gathering=world.work, reason="De zaal moest leeg")
    world.run("reopen_gathering", gathering=world.work, reason="En nog een bus")

    told = world.snapshot(f"team:{world.charrette}", "fenna")["reasons"]
    assert [(why["act"], why["text"]) for why in told] == [
        ("reopened", "Nog een bus"),
        ("closed", "De zaal moest leeg"),
        ("reopened", "En nog een bus"),
    ]
    assert {(why["gathering"], why["by"]) for why in told} == {(world.work, "Fenna")}
    assert "reasons" not in world.snapshot(f"charrette:{world.charrette}", "annie")


def test_closing_makes_the_boards_read_only_and_reopening_gives_them_back(world: World) -> None:
    world.open()
    idea = world.post("Een bankje")
    world.run("close_gathering", gathering=world.work)
    tried = {
        "post_idea": outcome(world, "post_idea", "annie", board=world.board, text="Te laat"),
        "edit_idea": outcome(world, "edit_idea", "annie", idea=idea, text="Anders"),
        "withdraw_idea": outcome(world, "withdraw_idea", "annie", idea=idea),
        "cast_vote": outcome(world, "cast_vote", "annie", idea=idea),
        "set_board_phase": outcome(world, "set_board_phase", board=world.board, phase="voting"),
    }

    assert tried == dict.fromkeys(tried, "board_read_only")
    assert world.snapshot(f"board:{world.board}", "annie")["board"]["read_only"] is True
    world.run("reopen_gathering", gathering=world.work, reason="Nog een bus")
    assert world.snapshot(f"board:{world.board}", "annie")["board"]["read_only"] is False
    assert outcome(world, "post_idea", "annie", board=world.board, text="Toch nog") == "ok"


def seconds_in_step(world: World) -> float:
    """Return how long the present step of the running work session takes by its clock."""
    with world.reading() as session:
        gathering = session.get_one(Gathering, world.work)
        assert gathering.paused_at is None
        assert gathering.step_started_at is not None
        return (world.now.moment - gathering.step_started_at).total_seconds()


def test_a_break_stops_the_clock_of_the_step(world: World) -> None:
    world.open()
    world.now.move(minutes=4)
    world.run("pause_gathering", gathering=world.work)
    world.now.move(minutes=15)
    world.run("start_gathering", gathering=world.work)

    assert seconds_in_step(world) == 4 * 60


@pytest.mark.parametrize("minutes_state", [None, "minutes_drafted"])
def test_the_clock_of_the_step_goes_on_where_it_was_when_the_gathering_closed(
    world: World, minutes_state: str | None
) -> None:
    world.open()
    world.now.move(minutes=4)
    world.run("close_gathering", gathering=world.work)
    if minutes_state is not None:
        world.run("set_minutes_state", gathering=world.work, state=minutes_state)
    world.now.move(hours=15)
    world.run("reopen_gathering", gathering=world.work, reason="Nog een bus")
    world.now.move(minutes=1)

    assert seconds_in_step(world) == 5 * 60


def test_a_break_that_ended_in_the_close_does_not_count_after_reopening(world: World) -> None:
    world.open()
    world.now.move(minutes=4)
    world.run("pause_gathering", gathering=world.work)
    world.now.move(minutes=15)
    world.run("close_gathering", gathering=world.work)
    world.now.move(hours=15)
    world.run("reopen_gathering", gathering=world.work, reason="Nog een bus")

    assert seconds_in_step(world) == 4 * 60


@pytest.mark.parametrize("before", ["doors_open", "paused", "running"])
def test_a_closing_by_mistake_leaves_the_session_as_it_was_before(world: World, before: str) -> None:
    world.run("open_doors", gathering=world.work)
    world.run("check_in", "annie", gathering=world.work)
    if before != "doors_open":
        world.run("start_gathering", gathering=world.work)
        world.now.move(minutes=4)
    if before == "paused":
        world.run("pause_gathering", gathering=world.work)
        world.now.move(minutes=2)
    world.run("close_gathering", gathering=world.work)
    world.now.move(minutes=1)
    world.run("reopen_gathering", gathering=world.work, reason="Verkeerde knop")

    assert state_of(world, Gathering, world.work) == before
    assert world.snapshot(f"gathering:{world.work}", "fenna")["attendance"]["present"] == 1
    if before == "doors_open":
        assert world.run("start_gathering", gathering=world.work)["step"] == world.steps[0]
    else:
        world.now.move(minutes=10)
        if before == "paused":
            world.run("start_gathering", gathering=world.work)
        assert seconds_in_step(world) == (4 if before == "paused" else 14) * 60


def test_reopening_a_gathering_without_a_step_starts_no_clock(world: World) -> None:
    world.run("open_doors", gathering=world.work)
    world.run("close_gathering", gathering=world.work)
    world.now.move(hours=1)
    world.run("reopen_gathering", gathering=world.work, reason="Nog een bus")

    with world.reading() as session:
        assert session.get_one(Gathering, world.work).step_started_at is None


def test_steps_are_soft_and_the_ends_are_told(world: World) -> None:
    world.open()
    way = ["next", "next", "previous", "welkom", world.steps[2]]
    keys = [world.run("go_to_step", gathering=world.work, step=step)["key"] for step in way]

    assert keys == ["ideeen", "ronde", "ideeen", "welkom", "ronde"]
    assert outcome(world, "go_to_step", gathering=world.work, step="next") == "no_more_steps"
    assert outcome(world, "go_to_step", gathering=world.work, step="bestaat niet") == "no_such_step"
    assert outcome(world, "go_to_step", gathering=world.later, step="next") == "gathering_not_running"
