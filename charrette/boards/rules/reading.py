"""Who may read what of a board, and how many votes its ideas have."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from charrette.boards.events import AuthorChanged, IdeaAnswered
from charrette.boards.lists import IdeaState
from charrette.boards.models import Board, Idea, Vote
from charrette.crowds.rules.counted import counts
from charrette.people.models import Person
from charrette.people.rules.news import change_of_person
from charrette.spine.journal import record
from charrette.spine.lists import Audience


def may_read_text(board: Board, idea: Idea, audience: Audience) -> bool:
    """Return whether this audience may read the words of this idea."""
    if idea.state is IdeaState.WITHDRAWN:
        return False
    if audience is Audience.FACILITATOR:
        return True
    return idea.state is IdeaState.VISIBLE and not board.concealed


def vote_totals(session: Session, board: Board) -> dict[int, int]:
    """Return the number of votes per idea id. For results only: callers check that they are open."""
    rows = session.execute(
        select(Vote.idea_id, func.count())
        .where(Vote.board_id == board.id, counts(Vote.person_id))
        .group_by(Vote.idea_id)
    )
    return {idea: count for idea, count in rows}


def tell_authors(session: Session, ideas: Iterable[Idea]) -> None:
    """Record on their boards that something happened with these ideas, so that each author's own list says so."""
    for idea in {idea.id: idea for idea in ideas}.values():
        record(session, IdeaAnswered(board=idea.board_id, idea=idea.id))


@change_of_person("boards", shows=frozenset({"name", "party_role", "removed"}))
def tell_boards(session: Session, person: Person) -> None:
    """Record it on every board that has ideas of this person, about those."""
    posts = select(Idea.board_id, Idea.id).where(Idea.author_id == person.id, Idea.state != IdeaState.WITHDRAWN)
    for board_id, rows in groupby(session.execute(posts.order_by(Idea.board_id, Idea.id)), lambda row: row.board_id):
        record(session, AuthorChanged(board=board_id, ideas=[row.id for row in rows]))
