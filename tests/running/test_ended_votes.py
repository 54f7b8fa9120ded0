"""A vote that goes on when its session closes ends with it, and shows what it came to."""

from __future__ import annotations

from typing import Any

import pytest

from charrette.boards.lists import BoardPhase
from charrette.boards.picture.result import lines_of
from tests.spine.asking import outcome
from tests.world import World


def voting(world: World) -> list[int]:
    """Two ideas on a board where everybody votes, with two votes and one."""
    world.open()
    ideas = [world.post(text, "geert") for text in ("Een bankje", "Een boom")]
    world.run("set_board_phase", board=world.board, phase="voting")
    for who, idea in (("annie", ideas[0]), ("geert", ideas[0]), ("jamila", ideas[1])):
        world.run("check_in", who, gathering=world.work)
        world.run("cast_vote", who, idea=idea)
    return ideas


def shown(world: World, who: str = "annie") -> tuple[str, bool, list[int]]:
    """Return the phase, whether results are open, and the votes of the lines."""
    picture = world.snapshot(f"board:{world.board}", who)
    return picture["board"]["phase"], picture["board"]["results"], [line["votes"] for line in lines_of(picture)]


def close(world: World) -> None:
    world.run("close_gathering", gathering=world.work)


def reopen(world: World) -> None:
    world.run("reopen_gathering", gathering=world.work, reason="Er kwam nog een bus")


@pytest.mark.parametrize("who", ["annie", "beamer", "fenna"])
def test_closing_a_session_ends_its_vote_and_shows_the_result(world: World, who: str) -> None:
    voting(world)
    assert shown(world, who) == ("voting", False, [])
    close(world)
    assert shown(world, who) == ("closed", True, [2, 1])


def test_the_result_is_the_same_as_when_the_vote_was_ended_by_hand(world: World) -> None:
    voting(world)
    close(world)
    by_closing = world.snapshot(f"board:{world.board}", "fenna")["results"]
    reopen(world)
    world.run("set_board_phase", board=world.board, phase="voting")
    world.run("set_board_phase", board=world.board, phase="closed")
    assert world.snapshot(f"board:{world.board}", "fenna")["results"] == by_closing


def test_a_session_that_is_reopened_keeps_the_result_and_can_go_on_voting(world: World) -> None:
    ideas = voting(world)
    close(world)
    reopen(world)
    assert shown(world) == ("closed", True, [2, 1])
    assert outcome(world, "cast_vote", "annie", idea=ideas[1]) == "board_not_voting"

    world.run("set_board_phase", board=world.board, phase="voting")
    world.run("check_in", "annie", gathering=world.work)
    world.run("cast_vote", "annie", idea=ideas[1])
    assert shown(world) == ("voting", False, [])
    close(world)
    assert shown(world) == ("closed", True, [2, 2])


@pytest.mark.parametrize("phase", [one.value for one in BoardPhase if one is not BoardPhase.VOTING])
def test_a_board_that_is_not_voting_stays_as_it_is(world: World, phase: str) -> None:
    voting(world)
    world.run("set_board_phase", board=world.board, phase=phase)
    before = shown(world)
    close(world)
    assert shown(world) == before


def test_a_concealed_board_shows_its_result_at_the_reveal(world: World) -> None:
    voting(world)
    world.run("conceal_board", board=world.board)
    close(world)
    assert (shown(world)[2], shown(world, "fenna")[2]) == ([], [2, 1])
    world.run("reveal_board", board=world.board)
    assert shown(world)[2] == [2, 1]


def test_who_follows_the_board_hears_it_with_the_closing(world: World) -> None:
    """One message with the end of the vote and the closing: no phone sees a vote that nobody can vote in."""
    voting(world)
    stream = f"board:{world.board}"
    before = world.follow(stream, "annie")["seq"]
    close(world)
    heard: list[dict[str, Any]] = world.follow(stream, "annie", since=before)["events"]

    assert [event["type"] for event in heard] == ["board_phase_set", "board_locked"]


def test_closing_twice_ends_a_vote_once(world: World) -> None:
    voting(world)
    close(world)
    seq = world.follow(f"board:{world.board}", "fenna")["seq"]
    close(world)
    assert world.follow(f"board:{world.board}", "fenna")["seq"] == seq
