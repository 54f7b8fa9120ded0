"""From which moment a file is: it moves on with every event of whatever the file shows, and with nothing else.

While the moment is the same, so are the bytes. What a file shows is declared with its kind (``orders.STREAMS_OF``);
``tests/exports/test_moments.py`` lets every event happen and looks which files became others.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from charrette.boards.models import Board
from charrette.exports.orders import STREAMS_OF, Kind
from charrette.spine.models import JournalEvent, Stream
from charrette.week.models import Charrette, Gathering


def moment_number(session: Session, charrette: Charrette, *kinds: Kind, gathering: str = "") -> int:
    """Return the number of events that what these kinds of files show went through; it never goes back.

    ``gathering``: the key of the one that the file is about, if it is about one.
    """
    names = list(_streams(session, charrette, kinds, gathering))
    return int(session.scalar(select(func.sum(Stream.seq)).where(Stream.name.in_(names))) or 0)


def moment_time(session: Session, charrette: Charrette, *kinds: Kind, gathering: str = "") -> datetime:
    """Return when the last of these events was written; before the first, when the charrette was made."""
    names = list(_streams(session, charrette, kinds, gathering))
    last = (JournalEvent.stream == Stream.name) & (JournalEvent.seq == Stream.seq)
    at = session.scalar(select(func.max(JournalEvent.at)).join(Stream, last).where(Stream.name.in_(names)))
    return at or charrette.created_at


def _streams(session: Session, charrette: Charrette, kinds: tuple[Kind, ...], gathering: str) -> Iterator[str]:
    shown = {name for kind in kinds for name in STREAMS_OF[kind]}
    of_week = Gathering.charrette_id == charrette.id
    meant = of_week & (Gathering.key == gathering) if gathering else of_week
    yield from (f"{kind}:{charrette.id}" for kind in ("charrette", "plan", "agendas", "team") if kind in shown)
    if "gathering" in shown:
        yield from (f"gathering:{id}" for id in session.scalars(select(Gathering.id).where(meant)))
    if "board" in shown:
        boards = select(Board.id).join(Gathering, Gathering.id == Board.gathering_id).where(meant)
        yield from (f"board:{id}" for id in session.scalars(boards))
