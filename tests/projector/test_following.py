"""Which session a projector follows: that of its own hall, until another one comes before it."""

from __future__ import annotations

import pytest

from charrette.week.models import Gathering
from tests.world import World


@pytest.fixture
def beside(world: World) -> World:
    """Two sessions on one day, in two halls; the projector follows the first, which is going on."""
    world.write(lambda session: setattr(session.get_one(Gathering, world.youth), "day", 1))
    world.write(lambda session: setattr(session.get_one(Gathering, world.work), "day", 1))
    world.open()
    assert shown(world) == world.work
    return world


def shown(world: World) -> int:
    return int(world.snapshot(f"screen:{world.screen}", "fenna")["screen"]["gathering"])


def test_opening_the_doors_of_a_session_in_another_hall_leaves_the_wall_of_this_one_alone(beside: World) -> None:
    beside.run("open_doors", gathering=beside.youth)
    assert shown(beside) == beside.work
    beside.run("start_gathering", gathering=beside.youth)
    assert shown(beside) == beside.work


def test_freezing_the_wall_a_moment_after_somebody_went_on_does_not_bring_back_what_it_showed(world: World) -> None:
    """Who freezes it says that, and not once more what it showed when they looked."""
    world.open()
    stream = f"screen:{world.screen}"
    before = world.snapshot(stream, "fenna")["screen"]["view"]
    world.run("go_to_step", "otto", gathering=world.work, step="ideeen")
    shown = world.snapshot(stream, "fenna")["screen"]
    assert shown["view"] != before
    world.run("show_on_screen", screen=world.screen, frozen=True)
    assert world.snapshot(stream, "fenna")["screen"] == {**shown, "frozen": True}


def test_when_its_own_session_is_closed_the_wall_goes_along_with_the_next(beside: World) -> None:
    beside.run("close_gathering", gathering=beside.work)
    beside.run("open_doors", gathering=beside.youth)
    assert shown(beside) == beside.youth


def test_a_session_that_was_left_open_on_an_earlier_day_does_not_keep_the_wall(beside: World) -> None:
    beside.write(lambda session: setattr(session.get_one(Gathering, beside.youth), "day", 2))
    beside.run("open_doors", gathering=beside.youth)
    assert shown(beside) == beside.youth


def test_a_facilitator_brings_a_projector_over_to_another_session_and_it_follows_that(beside: World) -> None:
    beside.run("open_doors", gathering=beside.youth)
    beside.run("show_on_screen", screen=beside.screen, view="join", gathering=beside.youth)
    beside.run("start_gathering", gathering=beside.youth)
    beside.run("go_to_step", gathering=beside.work, step="next")
    assert shown(beside) == beside.youth


def test_a_projector_that_is_brought_over_leaves_the_board_of_the_session_before_behind(beside: World) -> None:
    beside.run("show_on_screen", screen=beside.screen, view="board", board=beside.board)
    beside.run("show_on_screen", screen=beside.screen, view="board", gathering=beside.youth)
    screen = beside.snapshot(f"screen:{beside.screen}", "fenna")["screen"]
    assert (screen["gathering"], screen["board"]) == (beside.youth, None)
