"""The page of a projector: what is shown anew begins at its first page."""

from __future__ import annotations

import pytest

from tests.world import World


def page(world: World) -> int:
    return int(world.snapshot(f"screen:{world.screen}", "fenna")["screen"]["page"])


@pytest.mark.parametrize("view", ["report", "results", "black"])
def test_another_view_begins_at_its_first_page(world: World, view: str) -> None:
    world.run("show_on_screen", screen=world.screen, view="board", board=world.board, page=4)
    world.run("show_on_screen", screen=world.screen, view=view)
    assert page(world) == 1


def test_another_board_begins_at_its_first_page_and_a_page_that_is_said_counts(world: World) -> None:
    world.run("show_on_screen", screen=world.screen, view="board", page=4)
    world.run("show_on_screen", screen=world.screen, view="board", frozen=True)
    assert page(world) == 4
    world.run("show_on_screen", screen=world.screen, view="board", board=world.board)
    assert page(world) == 1
    world.run("show_on_screen", screen=world.screen, view="results", page=3)
    assert page(world) == 3
