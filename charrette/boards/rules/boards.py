"""Steering a board: phases (soft, reversible), concealing and revealing, groups."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from charrette import clock
from charrette.boards.events import (
    BoardMovedOn,
    BoardPhaseSet,
    GroupDissolved,
    GroupRenamed,
    GroupRestored,
    IdeasGrouped,
)
from charrette.boards.lists import BoardPhase, IdeaState
from charrette.boards.models import Board, Idea, IdeaGroup
from charrette.boards.rules.ideas import ensure_writable
from charrette.boards.rules.results import begin_anew, has_votes, keep_ballots
from charrette.errors import Invalid
from charrette.spine import permissions
from charrette.spine.actors import Actor
from charrette.spine.journal import record
from charrette.spine.texts import TITLE_LIMIT, clean_text
from charrette.spine.turns import ROWS, batched, in_turns, things_in_turns


def set_board_phase(
    session: Session,
    *,
    board: Board,
    by: Actor,
    phase: BoardPhase,
    fresh: bool = False,
    leaving: int | None = None,
) -> Board:
    """Bring a board to a phase. Any phase may follow any other: moving back never deletes anything.

    Voting that is opened again goes on with the votes that stand, unless it is to be ``fresh``: then a new ballot
    begins, without votes, and the result of the one before is kept. ``leaving`` is the number of that one; when it is
    not the ballot of this moment somebody began anew already, and nothing changes.
    """
    permissions.require(permissions.may_facilitate(by))
    ensure_writable(board)
    if leaving is None or leaving == board.ballot:
        change_phase(session, board=board, phase=phase, fresh=fresh)
    return board


def change_phase(session: Session, *, board: Board, phase: BoardPhase, fresh: bool = False) -> None:
    """Change the phase and say so; rights were checked by the caller (a step may do it too)."""
    anew = fresh and phase is BoardPhase.VOTING and has_votes(session, board)
    if board.phase is phase and not anew:
        return
    if board.phase is BoardPhase.VOTING:
        keep_ballots(session, board)
    if anew:
        begin_anew(session, board)
    before, board.phase = board.results, phase
    if phase is BoardPhase.VOTING:
        board.voted = True
    open_now = board.results is not before
    record(session, BoardPhaseSet(board=board.id, phase=phase.value, results=open_now, fresh=anew))
    record(session, BoardMovedOn(charrette=board.gathering.charrette_id, board=board.id))


# --- groups --------------------------------------------------------------------------------------------------


def group_ideas(session: Session, *, board: Board, by: Actor, ideas: list[Idea], title: str) -> IdeaGroup:
    """Put ideas of one board together under a title. Ideas leave the group they were in; one that its author took back
    a moment ago stays out of it.

    Raises:
        Invalid: no ideas, ideas of another board, or none that was not taken back meanwhile (``ideas_gone``).
        Conflict: the board can only be read.
    """
    permissions.require(permissions.may_facilitate(by))
    ensure_writable(board)
    if not ideas or any(idea.board_id != board.id for idea in ideas):
        raise Invalid("ideas_of_one_board", field="ideas")
    ideas = [idea for idea in ideas if idea.state is not IdeaState.WITHDRAWN]
    if not ideas:
        raise Invalid("ideas_gone", field="ideas")
    last = session.scalar(select(func.max(IdeaGroup.position)).where(IdeaGroup.board_id == board.id)) or 0
    group = IdeaGroup(
        board_id=board.id,
        column_id=ideas[0].column_id,
        title=clean_text(title, limit=TITLE_LIMIT, field="title"),
        position=last + 1,
        created_at=clock.now(),
    )
    session.add(group)
    session.flush()
    for some in in_turns(batched(ideas, ROWS)):
        for idea in some:
            idea.group_id = group.id
            idea.column_id = group.column_id
        session.flush()
    moved = [idea.id for idea in ideas]
    record(session, IdeasGrouped(board=board.id, group=group.id, ideas=moved))
    return group


def rename_group(session: Session, *, group: IdeaGroup, by: Actor, title: str) -> IdeaGroup:
    """Give a group another title."""
    permissions.require(permissions.may_facilitate(by))
    board = session.get_one(Board, group.board_id)
    ensure_writable(board)
    group.title = clean_text(title, limit=TITLE_LIMIT, field="title")
    members = list(session.scalars(select(Idea.id).where(Idea.group_id == group.id).order_by(Idea.id)))
    record(session, GroupRenamed(board=board.id, group=group.id, ideas=members, former=board.ballot > 1))
    return group


def dissolve_group(
    session: Session,
    *,
    group: IdeaGroup,
    by: Actor,
    back: dict[int, int] | None = None,
    columns: dict[int, int] | None = None,
) -> list[int]:
    """Take a group apart and return the ids of its ideas; these stay where they are, or go ``back`` to the group that
    each was in before, as far as that is still there, and to the one of the ``columns`` in which each stood."""
    permissions.require(permissions.may_facilitate(by))
    board = session.get_one(Board, group.board_id)
    ensure_writable(board)
    members = list(things_in_turns(session, select(Idea).where(Idea.group_id == group.id).order_by(Idea.id)))
    there = {
        other.id: other
        for other in session.scalars(
            select(IdeaGroup).where(IdeaGroup.board_id == group.board_id, IdeaGroup.dissolved_at.is_(None))
        )
        if other.id != group.id
    }
    stood = {column.id for column in board.columns}
    for some in in_turns(batched(members, ROWS)):
        for idea in some:
            former, column = there.get((back or {}).get(idea.id, 0)), (columns or {}).get(idea.id)
            idea.group_id = former.id if former is not None else None
            idea.column_id = column if column in stood else idea.column_id
            idea.column_id = former.column_id if former is not None else idea.column_id
        session.flush()
    group.dissolved_at = clock.now()
    session.flush()
    gone = [idea.id for idea in members]
    record(session, GroupDissolved(board=board.id, group=group.id, ideas=gone, results=board.results))
    return gone


def restore_group(session: Session, *, group: IdeaGroup, by: Actor, ideas: list[Idea]) -> None:
    """Put a group that was taken apart back, as it was, with those of these ideas that still stand alone.

    Raises:
        Invalid: none of them does (``ideas_gone``).
        Conflict: the board can only be read.
    """
    permissions.require(permissions.may_facilitate(by))
    board = session.get_one(Board, group.board_id)
    ensure_writable(board)
    loose = [idea for idea in ideas if idea.board_id == board.id and idea.state is not IdeaState.WITHDRAWN]
    loose = [idea for idea in loose if idea.group_id is None]
    if group.dissolved_at is None:
        return
    if not loose:
        raise Invalid("ideas_gone", field="ideas")
    group.dissolved_at = None
    for idea in loose:
        idea.group_id, idea.column_id = group.id, group.column_id
    session.flush()
    back = [idea.id for idea in loose]
    record(session, GroupRestored(board=board.id, group=group.id, ideas=back, results=board.results))
