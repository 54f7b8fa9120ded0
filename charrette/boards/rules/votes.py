"""Voting: only while a board votes, and by who is there."""

from __future__ import annotations

from sqlalchemy.orm import Session

from charrette import clock
from charrette.attendance.rules import log
from charrette.boards.events import VoteCast, VoteTakenBack
from charrette.boards.lists import BoardPhase, IdeaState
from charrette.boards.models import Board, Idea, Vote
from charrette.boards.rules.budget import given_on
from charrette.boards.rules.ideas import ensure_writable
from charrette.errors import Conflict
from charrette.spine import permissions
from charrette.spine.actors import Actor
from charrette.spine.journal import record
from charrette.week.lists import OPEN_STATES


def cast_vote(session: Session, *, idea: Idea, by: Actor, ballot: int | None = None) -> int | None:
    """Vote for an idea; voting for it again changes nothing. Returns the votes left, or None without a limit.

    Raises:
        Conflict: the board is not voting, the idea cannot be voted for, or not be read by this person, no votes are
            left (``no_votes_left``), who votes is not checked in where the gathering goes on (``check_in_first``), or
            it was meant for another ``ballot`` than the one of this moment (``other_ballot``).
    """
    board = _votable(idea, by, ballot)
    _ensure_present(session, board, by)
    if idea.state is not IdeaState.VISIBLE or (board.concealed and not by.is_staff):
        raise Conflict("idea_not_votable")
    person_id = by.person_id or 0
    given = given_on(session, board.id, person_id)
    if idea.id not in given.votes:
        if given.left(board.votes_per_person) == 0:
            raise Conflict("no_votes_left", limit=board.votes_per_person)
        session.add(Vote(idea_id=idea.id, person_id=person_id, board_id=board.id, cast_at=clock.now()))
        session.flush()
        record(session, VoteCast(board=board.id))
        given.votes.append(idea.id)
    return given.left(board.votes_per_person)


def take_back_vote(session: Session, *, idea: Idea, by: Actor, ballot: int | None = None) -> int | None:
    """Take an own vote back; taking back what was not given changes nothing. Returns the votes left."""
    board = _votable(idea, by, ballot)
    person_id = by.person_id or 0
    vote = session.get(Vote, (idea.id, person_id))
    if vote is not None:
        session.delete(vote)
        session.flush()
        record(session, VoteTakenBack(board=board.id))
    return given_on(session, board.id, person_id).left(board.votes_per_person)


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


def _votable(idea: Idea, by: Actor, ballot: int | None) -> Board:
    permissions.require(permissions.may_take_part(by))
    ensure_writable(idea.board)
    if idea.board.phase is not BoardPhase.VOTING:
        raise Conflict("board_not_voting")
    if ballot is not None and ballot != idea.board.ballot:
        raise Conflict("other_ballot")
    return idea.board
