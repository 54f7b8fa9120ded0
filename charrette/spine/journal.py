"""Recording what happened, and reading a stream back.

The domain only records; the writer gives the sequence numbers, keeps and announces them (``spine.writer``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from charrette import clock
from charrette.spine.events import Event, is_readable
from charrette.spine.models import JournalEvent, Stream

_BEFORE = "events of the commands before this one"

CATCH_UP_EVENTS = 500
"""A client further behind than this gets a snapshot instead of the events."""

_KEEP = insert(JournalEvent.__table__)  # type: ignore[arg-type]
_ADVANCE = text(
    "insert into streams (name, seq) values (:name, :count) "
    "on conflict (name) do update set seq = streams.seq + :count returning seq"
)


@dataclass(frozen=True)
class Happened:
    """An event, and the moment of it."""

    event: Event
    at: datetime


def record(session: Session, event: Event, at: datetime | None = None) -> None:
    """Note that ``event`` happened, now or at the moment ``at``. It is kept, numbered and announced if and when the
    command is committed."""
    session.info.setdefault("events", []).append(Happened(event, at or clock.now()))


def record_revocation(session: Session, digest: str) -> None:
    """Note that the token with this digest no longer counts, so that its sockets are closed after the commit."""
    session.info.setdefault("revoked", []).append(digest)


def current_seq(session: Session, stream: str) -> int:
    """Return the sequence number of the last event of ``stream``; 0 when there is none yet.

    In the middle of a commit the events count that it will number at its end: also those of commands before this one.
    """
    numbered: int = session.scalar(select(Stream.seq).where(Stream.name == stream)) or 0
    waiting = [*session.info.get(_BEFORE, ()), *session.info.get("events", ())]
    return numbered + sum(one.event.stream_name == stream for one in waiting)


def begin_work(session: Session) -> None:
    """Begin the next piece of work of a commit: nothing is recorded of it yet."""
    session.info["events"], session.info["revoked"] = [], []


def end_work(session: Session) -> tuple[list[Happened], list[str]]:
    """Return what the piece of work recorded, events and tokens that no longer count; it will be in the commit."""
    events, revoked = session.info["events"], session.info["revoked"]
    session.info.setdefault(_BEFORE, []).extend(events)
    begin_work(session)
    return events, revoked


def all_numbered(session: Session) -> None:
    """Note that every event that was recorded in this commit has its number now."""
    session.info.pop(_BEFORE, None)
    begin_work(session)


def events_since(session: Session, stream: str, since: int) -> list[JournalEvent] | None:
    """Return the events of ``stream`` after ``since`` in order, or None when a snapshot is the better answer.

    That is when ``since`` is not a number this stream ever gave out, when the journal no longer reaches back to
    it, when more than ``CATCH_UP_EVENTS`` are missing, or when an older version wrote one of them in other words.
    """
    last = current_seq(session, stream)
    if since < 0 or since > last or last - since > CATCH_UP_EVENTS:
        return None
    rows = list(
        session.scalars(
            select(JournalEvent)
            .where(JournalEvent.stream == stream, JournalEvent.seq > since, JournalEvent.seq <= last)
            .order_by(JournalEvent.seq)
        )
    )
    told = len(rows) == last - since and all(is_readable(stream, row.type, row.facts) for row in rows)
    return rows if told else None


def advance(session: Session, stream: str, count: int) -> int:
    """Move the sequence number of a stream on by ``count`` and return the new one; the row stays locked."""
    number: int = session.execute(_ADVANCE, {"name": stream, "count": count}).scalar_one()
    return number


def keep(session: Session, rows: list[dict[str, Any]]) -> None:
    """Write events, with their numbers, to the journal."""
    session.connection().execute(_KEEP, rows)
