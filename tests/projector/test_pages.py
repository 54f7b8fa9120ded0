"""The page of a projector: what is shown anew begins at its first page."""

from __future__ import annotations

from functools import partial

import pytest

from charrette.errors import NotAllowed
from tests.spine.company import in_one_commit
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


def count(world: World, page: int, pages: int, **fields: int) -> bool:
    seq = fields.get("seq", world.follow(f"screen:{world.screen}", "beamer")["seq"])
    return bool(world.run("report_pages", "beamer", seq=seq, page=page, pages=pages)["counted"])


def shown(world: World) -> tuple[int, int | None]:
    told = world.snapshot(f"screen:{world.screen}", "fenna")["screen"]
    return told["page"], told["pages"]


def test_the_counter_of_the_console_stays_within_the_pages_that_the_projector_counted(world: World) -> None:
    show = {"screen": world.screen, "view": "board"}
    world.run("show_on_screen", page=7, **show)
    assert shown(world) == (7, None)
    assert count(world, page=2, pages=2)
    assert shown(world) == (2, 2)
    world.run("show_on_screen", page=3, **show)
    assert shown(world) == (2, 2)
    world.run("show_on_screen", page=1, **show)
    assert shown(world) == (1, 2)


def test_when_ideas_are_withdrawn_and_pages_become_fewer_the_counter_comes_along(world: World) -> None:
    world.run("show_on_screen", screen=world.screen, view="board")
    assert count(world, page=3, pages=3)
    assert count(world, page=2, pages=2)
    assert shown(world) == (2, 2)
    team = world.snapshot(f"team:{world.charrette}", "fenna")["screens"]
    assert [(row["page"], row["pages"]) for row in team if row["id"] == world.screen] == [(2, 2)]


def test_what_is_shown_next_is_counted_anew_and_a_count_of_what_was_shown_before_does_not_count(world: World) -> None:
    world.run("show_on_screen", screen=world.screen, view="board")
    known = world.follow(f"screen:{world.screen}", "beamer")["seq"]
    assert count(world, page=2, pages=2)
    world.run("show_on_screen", screen=world.screen, view="results", page=5)
    assert not count(world, page=2, pages=2, seq=known)
    assert shown(world) == (5, None)


def test_a_count_that_shares_its_commit_with_what_is_shown_next_does_not_count(world: World) -> None:
    """Both were under way at once: the count is still of the view of before."""
    screen = {"screen": world.screen}
    world.run("show_on_screen", view="results", **screen)
    known = world.follow(f"screen:{world.screen}", "beamer")["seq"]
    show = partial(world.run, "show_on_screen", view="board", **screen)
    late = partial(count, world, page=8, pages=8, seq=known)
    assert in_one_commit(world, show, late)[1] is False
    assert shown(world) == (1, None)
    assert in_one_commit(world, partial(count, world, page=1, pages=3), show)[0] is True


@pytest.mark.parametrize("who", ["annie", "fenna", "otto"])
def test_only_a_projector_counts_its_pages(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        world.run("report_pages", who, seq=0, page=1, pages=1)
