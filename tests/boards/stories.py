"""Stories of what happens on a board."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import delete

from charrette.boards.events import BoardScriptLoaded
from charrette.boards.models import BoardColumn
from charrette.spine.journal import record
from tests.spine.stories import simple, story
from tests.world import World


def two_ideas(world: World) -> list[int]:
    """An idea of Annie and one of Geert; returns their ids."""
    world.open()
    return [world.post("Een bankje"), world.post("Een boom", "geert")]


def results(world: World) -> tuple[list[int], int]:
    """Two grouped ideas with a vote each, and the results open."""
    ideas = two_ideas(world)
    group = world.run("group_ideas", board=world.board, ideas=ideas, title="Groen")["group"]
    world.run("set_board_phase", board=world.board, phase="voting")
    for who in ("annie", "geert"):
        world.run("check_in", who, gathering=world.work)
    world.run("cast_vote", "annie", idea=ideas[0])
    world.run("cast_vote", "geert", idea=ideas[1])
    world.run("set_board_phase", board=world.board, phase="closed")
    return ideas, group


simple("idea_posted", "board", lambda w: w.open(), lambda w: w.post("Een bankje", column=w.columns[1]))
simple("idea_edited", "board", two_ideas, lambda w, i: w.run("edit_idea", "annie", idea=i[0], text="Een bank"))
simple("idea_withdrawn", "board", two_ideas, lambda w, i: w.run("withdraw_idea", "annie", idea=i[0]))
simple("idea_hidden", "board", results, lambda w, held: w.run("hide_idea", idea=held[0][0], reason="Over iemand"))
simple("idea_moved", "board", results, lambda w, h: w.run("move_idea", idea=h[0][0], column=w.columns[1], ungroup=True))
simple(
    "idea_answered", "board", two_ideas, lambda w, i: w.run("answer_idea", idea=i[0], outcome="parked", reason="2027")
)
simple("group_renamed", "board", results, lambda w, held: w.run("rename_group", group=held[1], title="Water"))
simple("group_dissolved", "board", results, lambda w, held: w.run("dissolve_group", group=held[1]))


@story("group_restored", "board")
def _restored(world: World) -> Iterator[None]:
    _, group = results(world)
    ideas = world.run("dissolve_group", group=group)["ideas"]
    yield
    world.run("restore_group", group=group, ideas=ideas)


simple(
    "ideas_grouped",
    "board",
    results,
    lambda w, held: w.run("group_ideas", board=w.board, ideas=held[0][:1], title="Zitten"),
)
simple("board_phase_set", "board", results, lambda w, held: w.run("set_board_phase", board=w.board, phase="collecting"))
simple("board_concealed", "board", results, lambda w, held: w.run("conceal_board", board=w.board, concealed=True))
simple("vote_limit_set", "board", two_ideas, lambda w, i: w.run("set_vote_limit", board=w.board, votes=3))
simple("board_settings_changed", "board", two_ideas, lambda w, i: w.run("set_board", board=w.board, text_limit=90))
simple("board_opened", "board", lambda w: w.post("Van tevoren"), lambda w, idea: w.open())
simple("board_locked", "board", two_ideas, lambda w, i: w.run("close_gathering", gathering=w.work))


@story("idea_shown", "moderated")
def _shown(world: World) -> Iterator[None]:
    world.open()
    idea = world.post("Te veel lawaai", board=world.moderated)
    yield
    world.run("show_idea", idea=idea)


@story("board_revealed", "board")
def _revealed(world: World) -> Iterator[None]:
    results(world)
    world.run("conceal_board", board=world.board, concealed=True)
    yield
    world.run("reveal_board", board=world.board)


@story("board_unlocked", "board")
def _unlocked(world: World) -> Iterator[None]:
    two_ideas(world)
    world.run("close_gathering", gathering=world.work)
    yield
    world.run("reopen_gathering", gathering=world.work, reason="Er kwam nog een bus")


@story("board_script_loaded", "board")
def _board_script_loaded(world: World) -> Iterator[None]:
    world.open()
    yield

    def lose_a_column(session: Any) -> None:
        session.execute(delete(BoardColumn).where(BoardColumn.id == world.columns[1]))
        session.add(BoardColumn(board_id=world.board, key="ooit", title="Ooit", position=3))
        session.flush()
        record(session, BoardScriptLoaded(board=world.board, removed_columns=[world.columns[1]]))

    world.write(lose_a_column)


@story("author_changed", "board")
def _author_changed(world: World) -> Iterator[None]:
    results(world)
    yield
    world.run("update_me", "annie", name="Annie de Vries", party_role="resident")
    world.run("erase_me", "geert")


@story("vote_cast", "board")
def _vote(world: World) -> Iterator[None]:
    ideas = two_ideas(world)
    world.run("set_board_phase", board=world.board, phase="voting")
    world.run("check_in", "annie", gathering=world.work)
    yield
    world.run("cast_vote", "annie", idea=ideas[0])


@story("vote_taken_back", "board")
def _vote_back(world: World) -> Iterator[None]:
    ideas = two_ideas(world)
    world.run("set_board_phase", board=world.board, phase="voting")
    world.run("check_in", "annie", gathering=world.work)
    world.run("cast_vote", "annie", idea=ideas[0])
    yield
    world.run("take_back_vote", "annie", idea=ideas[0])


simple(
    "board_moved_on", "charrette", lambda w: w.open(), lambda w: w.run("set_board_phase", board=w.board, phase="closed")
)
