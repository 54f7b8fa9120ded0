"""The result of a vote: what stood for it when voting ended, and in which group, is kept then and never looked up anew.

A ballot that is begun anew starts without votes. What the one before came to is kept, as numbers that nothing changes
any more; the votes themselves go.

Grouping, hiding and moving afterwards change no count that was published. Who is set aside counts nowhere, whenever
that is done: it says that they were never there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from sqlalchemy import delete, func, insert, literal, select
from sqlalchemy.orm import Session

from charrette.boards.lists import IdeaState
from charrette.boards.models import Ballot, Board, FormerBallot, Idea, IdeaGroup, Vote
from charrette.crowds.rules.counted import counts
from charrette.spine.reach import AT_ONCE
from charrette.spine.turns import batched, in_turns, pause, rows_in_turns


@dataclass
class Line:
    """What stood in one group, or one idea that was in none: the votes of each idea by its id."""

    group: IdeaGroup | None = None
    votes_of: dict[int, int] = field(default_factory=dict)

    @property
    def votes(self) -> int:
        """The votes of all of it together."""
        return sum(self.votes_of.values())


def keep_ballots(session: Session, board: Board) -> None:
    """Keep what stood for the vote now that voting ends; a second vote on the board takes the place of the first."""
    session.flush()
    session.execute(delete(Ballot).where(Ballot.board_id == board.id))
    stood = func.coalesce(Idea.set_aside_from, Idea.state) == IdeaState.VISIBLE
    ideas = select(Idea.id, literal(board.id), Idea.group_id).where(Idea.board_id == board.id, stood)
    pause()
    session.execute(insert(Ballot).from_select(["idea_id", "board_id", "group_id"], ideas))
    pause()


def result_lines(session: Session, board: Board) -> list[Line]:
    """Return the result: its groups and lone ideas, by id. Callers check that it is open."""
    cast = (
        select(Vote.idea_id, func.count().label("votes"))
        .where(Vote.board_id == board.id, counts(Vote.person_id))
        .group_by(Vote.idea_id)
        .subquery()
    )
    groups = _groups(session, board)
    rows = rows_in_turns(
        session,
        select(Idea.id, Ballot.group_id, func.coalesce(cast.c.votes, 0))
        .join(Ballot, Ballot.idea_id == Idea.id)
        .outerjoin(cast, cast.c.idea_id == Idea.id)
        .where(Ballot.board_id == board.id, counts(Idea.author_id), Idea.state != IdeaState.WITHDRAWN)
        .order_by(Ballot.group_id, Idea.id),
    )
    return _lines((idea, groups.get(group or 0), votes) for idea, group, votes in rows)


def _groups(session: Session, board: Board) -> dict[int, IdeaGroup]:
    """Return the groups of a board by id, also those that were taken apart."""
    return {group.id: group for group in session.scalars(select(IdeaGroup).where(IdeaGroup.board_id == board.id))}


def _lines(counted: Iterable[tuple[int, IdeaGroup | None, int]]) -> list[Line]:
    """Return the lines of a result from ``(idea, group, votes)``, in that order."""
    lines: dict[tuple[str, int], Line] = {}
    for idea, group, votes in counted:
        key = ("group", group.id) if group is not None else ("idea", idea)
        if key not in lines:
            lines[key] = Line(group)
        lines[key].votes_of[idea] = votes
    return list(lines.values())


def begin_anew(session: Session, board: Board) -> None:
    """Keep what the last ballot came to (``keep_ballots`` kept what stood when it ended), and let nobody have voted."""
    kept = [
        {"board_id": board.id, "number": board.ballot, "idea_id": idea, "group_id": group, "votes": votes}
        for line in in_turns(result_lines(session, board))
        for group in [line.group.id if line.group is not None else None]
        for idea, votes in line.votes_of.items()
    ]
    for some in in_turns(batched(kept, AT_ONCE)):
        session.execute(insert(FormerBallot), some)
    session.execute(delete(Vote).where(Vote.board_id == board.id))
    board.ballot += 1
    session.flush()


def has_votes(session: Session, board: Board) -> bool:
    """Return whether anybody voted in the ballot of this moment, or of the last one."""
    return session.scalar(select(Vote.idea_id).where(Vote.board_id == board.id).limit(1)) is not None


def former_results(session: Session, board: Board) -> dict[int, list[Line]]:
    """Return the results of the ballots before the last one, by their numbers; lines as ``result_lines`` has them."""
    groups = _groups(session, board)
    former = FormerBallot
    rows = rows_in_turns(
        session,
        select(former.number, former.idea_id, former.group_id, former.votes)
        .join(Idea, Idea.id == former.idea_id)
        .where(former.board_id == board.id, Idea.state != IdeaState.WITHDRAWN)
        .order_by(former.number, former.group_id, former.idea_id),
    )
    return {
        number: _lines((idea, groups.get(group or 0), votes) for _, idea, group, votes in ballot)
        for number, ballot in groupby(rows, lambda row: row.number)
    }
