"""How many votes one has: each on one idea, as many as a board gives, secret. Only one that its owner can see is used.

A vote for a group is a vote for an idea in it: the group has the sum. A vote on an idea that was withdrawn is gone with
it; on one that is hidden, or waits for approval, it rests. Voting that is opened again goes on with the votes that
stand, unless staff begin a new ballot: then everybody has all their votes, and the former result is kept
(``results.py``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, aliased

from charrette.boards.lists import BoardPhase, IdeaState
from charrette.boards.models import Ballot, Idea, Vote


@dataclass(frozen=True)
class Given:
    """The ids of the ideas on a board that somebody voted for. ``resting``: those that are not shown now. These take up
    nothing of the votes one has, and come back when the idea is shown again."""

    votes: list[int]
    resting: list[int]

    def left(self, limit: int | None) -> int | None:
        """Return how many votes are left of ``limit``, or None without a limit."""
        return None if limit is None else max(0, limit - len(self.votes))


def given_on(session: Session, board_id: int, person_id: int) -> Given:
    """Return what this person voted for on this board."""
    query = (
        select(Vote.idea_id, Idea.state)
        .join(Idea, Idea.id == Vote.idea_id)
        .where(Vote.board_id == board_id, Vote.person_id == person_id)
        .order_by(Vote.idea_id)
    )
    given = Given([], [])
    for idea_id, state in session.execute(query):
        (given.votes if state is IdeaState.VISIBLE else given.resting).append(idea_id)
    return given


def settle_returning(session: Session, ideas: Iterable[Idea]) -> None:
    """Bring votes for these ideas back, which are shown again: of who gave all votes to others meanwhile the vote for
    the idea that was away lapses, so that nobody has more than others and what they chose last stays.

    Of an ended ballot that it stood in nothing lapses: there was no voting meanwhile, and the count is published."""
    session.flush()
    for idea in ideas:
        limit = idea.board.votes_per_person
        if limit is None or idea.state is not IdeaState.VISIBLE or _is_counted(session, idea):
            continue
        own, others, shown = aliased(Vote), aliased(Vote), aliased(Idea)
        beyond = (
            select(own.person_id)
            .join(others, (others.person_id == own.person_id) & (others.board_id == own.board_id))
            .join(shown, shown.id == others.idea_id)
            .where(own.idea_id == idea.id, shown.state == IdeaState.VISIBLE)
            .group_by(own.person_id)
            .having(func.count() > limit)
        )
        session.execute(delete(Vote).where(Vote.idea_id == idea.id, Vote.person_id.in_(beyond)))


def _is_counted(session: Session, idea: Idea) -> bool:
    """Return whether voting ended with this idea among what stood for the vote."""
    return idea.board.phase is not BoardPhase.VOTING and session.get(Ballot, idea.id) is not None
