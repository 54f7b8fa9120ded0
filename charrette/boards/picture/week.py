"""What the picture of the week shows of boards."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette.boards.models import Board
from charrette.spine.lists import Audience
from charrette.spine.streams import Entity, Ids, part
from charrette.week.models import Charrette, Gathering


def board_entity(board: Board) -> Entity:
    """Return a board as the programme shows it."""
    return _title(board) | {"question": board.question, "phase": board.phase.value}


def _title(board: Board) -> Entity:
    return {
        "id": board.id,
        "key": board.key,
        "gathering": board.gathering_id,
        "title": board.title,
        "stream": board.stream,
    }


def boards_of(session: Session, charrette: Charrette, ids: Ids = None) -> list[Board]:
    """Return the boards of a charrette."""
    query = select(Board).join(Gathering).where(Gathering.charrette_id == charrette.id).order_by(Board.id)
    return list(session.scalars(query if ids is None else query.where(Board.id.in_(ids))))


@part("charrette", "boards")
def boards(session: Session, charrette: Charrette, audience: Audience, ids: Ids) -> list[Entity]:
    """Return the boards. What is asked there and where it stands, a phone and a projector learn from the board."""
    shown = board_entity if audience is Audience.FACILITATOR else _title
    return [shown(row) for row in boards_of(session, charrette, ids)]
