"""What the picture of the week shows of boards."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette.boards.models import Board
from charrette.spine.lists import Audience
from charrette.spine.streams import Entity, Ids, part
from charrette.week.models import Charrette, Gathering


def board_entity(board: Board) -> Entity:
    """Return a board as the week shows it."""
    return {
        "id": board.id,
        "key": board.key,
        "gathering": board.gathering_id,
        "title": board.title,
        "question": board.question,
        "phase": board.phase.value,
        "stream": board.stream,
    }


@part("charrette", "boards")
def boards(session: Session, charrette: Charrette, audience: Audience, ids: Ids) -> list[Entity]:
    query = select(Board).join(Gathering).where(Gathering.charrette_id == charrette.id).order_by(Board.id)
    if ids is not None:
        query = query.where(Board.id.in_(ids))
    return [board_entity(row) for row in session.scalars(query)]
