"""Steering a board: phases (soft, reversible), concealing and revealing, groups, votes."""

from __future__ import annotations

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from charrette import clock
from charrette.attendance.rules import log
from charrette.boards.events import (
    BoardMovedOn,
    BoardPhaseSet,
    GroupDissolved,
    GroupRenamed,
    IdeasGrouped,
    VoteCast,
    VoteTakenBack,
)
from charrette.boards.lists import BoardPhase, IdeaState
from charrette.boards.models import Board, Idea, IdeaGroup, Vote
from charrette.boards.rules.ideas import ensure_writable
from charrette.boards.rules.results import keep_ballots
from charrette.errors import Conflict, Invalid
from charrette.spine import permissions
from charrette.spine.actors import Actor
from charrette.spine.journal import record
from charrette.spine.texts import TITLE_LIMIT, clean_text
from charrette.week.lists import OPEN_STATES


def set_board_phase(session: Session, *, board: Board, by: Actor, phase: BoardPhase) -> Board:
    """Bring a board to a phase. Any phase may follow any other: moving back never deletes anything."""
    permissions.require(permissions.may_facilitate(by))
    ensure_writable(board)
    change_phase(session, board=board, phase=phase)
    return board


def change_phase(session: Session, *, board: Board, phase: BoardPhase) -> None:
    """Change the phase and say so; rights were checked by the caller (a step may do it too)."""
    if board.phase is phase:
        return
    if board.phase is BoardPhase.VOTING:
        keep_ballots(session, board)
    before, board.phase = board.results, phase
    if phase is BoardPhase.VOTING:
        board.voted = True
    record(session, BoardPhaseSet(board=board.id, phase=phase.value, results=board.results is not before))
    record(session, BoardMovedOn(charrette=board.gathering.charrette_id, board=board.id))


# --- groups --------------------------------------------------------------------------------------------------


def group_ideas(session: Session, *, board: Board, by: Actor, ideas: list[Idea], title: str) -> IdeaGroup:
    """Put ideas of one board together under a title. Ideas leave the group they were in.

    Raises:
        Invalid: no ideas, or ideas of another board.
        Conflict: the board can only be read.
    """
    permissions.require(permissions.may_facilitate(by))
    ensure_writable(board)
    if not ideas or any(idea.board_id != board.id or idea.state is IdeaState.WITHDRAWN for idea in ideas):
        raise Invalid("ideas_of_one_board", field="ideas")
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
    for idea in ideas:
        idea.group_id = group.id
        idea.column_id = group.column_id
    moved = [idea.id for idea in ideas]
    record(session, IdeasGrouped(board=board.id, group=group.id, ideas=moved))
    return group


def rename_group(session: Session, *, group: IdeaGroup, by: Actor, title: str) -> IdeaGroup:
    """Give a group another title."""
    permissions.require(permissions.may_facilitate(by))
    ensure_writable(session.get_one(Board, group.board_id))
    group.title = clean_text(title, limit=TITLE_LIMIT, field="title")
    members = list(session.scalars(_members(group)))
    record(session, GroupRenamed(board=group.board_id, group=group.id, ideas=[idea.id for idea in members]))
    return group


def _members(group: IdeaGroup) -> Select[Idea]:
    return select(Idea).where(Idea.group_id == group.id).order_by(Idea.id)


def dissolve_group(session: Session, *, group: IdeaGroup, by: Actor) -> None:
    """Take a group apart; its ideas stay where they are."""
    permissions.require(permissions.may_facilitate(by))
    board = session.get_one(Board, group.board_id)
    ensure_writable(board)
    members = list(session.scalars(_members(group)))
    for idea in members:
        idea.group_id = None
    group.dissolved_at = clock.now()
    session.flush()
    gone = [idea.id for idea in members]
    record(session, GroupDissolved(board=board.id, group=group.id, ideas=gone, results=board.results))


# --- votes ---------------------------------------------------------------------------------------------------


def votes_of(session: Session, board: Board, person_id: int) -> list[int]:
    """Return the ids of the ideas this person voted for on this board."""
    return votes_on(session, board.id, person_id)


def votes_on(session: Session, board_id: int, person_id: int) -> list[int]:
    """Return the same by the number of the board."""
    query = select(Vote.idea_id).where(Vote.board_id == board_id, Vote.person_id == person_id)
    return list(session.scalars(query.order_by(Vote.idea_id)))


def cast_vote(session: Session, *, idea: Idea, by: Actor) -> int | None:
    """Vote for an idea; voting for it again changes nothing. Returns the votes left, or None without a limit.

    Raises:
        Conflict: the board is not voting, the idea cannot be voted for, no votes are left (``no_votes_left``), or who
            votes is not checked in where the gathering goes on (``check_in_first``).
    """
    board = _votable(idea, by)
    _ensure_present(session, board, by)
    if idea.state is not IdeaState.VISIBLE:
        raise Conflict("idea_not_votable")
    person_id = by.person_id or 0
    own = votes_of(session, board, person_id)
    if idea.id not in own:
        if board.votes_per_person is not None and len(own) >= board.votes_per_person:
            raise Conflict("no_votes_left", limit=board.votes_per_person)
        session.add(Vote(idea_id=idea.id, person_id=person_id, board_id=board.id, cast_at=clock.now()))
        session.flush()
        record(session, VoteCast(board=board.id))
        own.append(idea.id)
    return None if board.votes_per_person is None else max(0, board.votes_per_person - len(own))


def take_back_vote(session: Session, *, idea: Idea, by: Actor) -> int | None:
    """Take an own vote back; taking back what was not given changes nothing. Returns the votes left."""
    board = _votable(idea, by)
    person_id = by.person_id or 0
    vote = session.get(Vote, (idea.id, person_id))
    if vote is not None:
        session.delete(vote)
        session.flush()
        record(session, VoteTakenBack(board=board.id))
    if board.votes_per_person is None:
        return None
    return max(0, board.votes_per_person - len(votes_of(session, board, person_id)))


def _ensure_present(session: Session, board: Board, by: Actor) -> None:
    """Let those vote who are there: a hall decides, and a token is had for nothing.

    Only where one can check in: before the doors open a vote is one from home, which staff began on purpose. Staff
    vote as they see fit, and type in the hands that were raised.
    """
    gathering = board.gathering
    if by.is_staff or gathering.state not in OPEN_STATES:
        return
    present = log.presences(session, gathering.id, [by.person_id or 0]).get(by.person_id or 0)
    if present is None or present.status != "present":
        raise Conflict("check_in_first", field="gathering")


def _votable(idea: Idea, by: Actor) -> Board:
    permissions.require(permissions.may_take_part(by))
    ensure_writable(idea.board)
    if idea.board.phase is not BoardPhase.VOTING:
        raise Conflict("board_not_voting")
    return idea.board
