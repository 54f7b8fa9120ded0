"""From which moment a file is: it moves on with every event of whatever the file shows, and with nothing else.

While the moment is the same, so are the bytes. What a file shows is declared with its kind (``FileKind.shows``);
``tests/exports/test_moments.py`` lets every event happen and looks which files became others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from charrette.exports.kinds import KINDS, SORTS
from charrette.spine.models import JournalEvent, Stream
from charrette.spine.streams import STREAMS


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The moment of the journal an export was made from; printed on every page and in every file.

    ``seq`` counts the events of all streams whose facts the export shows, ``at`` is when the last of them was written,
    so the same moment gives the same file. ``timezone`` (IANA name) is only used to print times for people.
    """

    seq: int
    at: datetime
    charrette_title: str
    place: str
    timezone: str


class Whole(Protocol):
    """What a moment tells of the charrette, and when that was made."""

    @property
    def id(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def timezone(self) -> str: ...
    @property
    def created_at(self) -> datetime: ...


def moment_of(session: Session, charrette: Whole, *kinds: str, gathering: str = "") -> Moment:
    """Return the moment that files of these kinds are made from; of one ``gathering`` (its key), if they are of one."""
    return Moment(
        seq=moment_number(session, charrette.id, *kinds, gathering=gathering),
        at=_moment_time(session, charrette, *kinds, gathering=gathering),
        charrette_title=charrette.title,
        place=charrette.place,
        timezone=charrette.timezone,
    )


def moment_number(session: Session, charrette: int, *kinds: str, gathering: str = "") -> int:
    """Return the number of events that what these kinds of files show went through; it never goes back.

    ``gathering``: the key of the one that the file is about, if it is about one.
    """
    names = list(_streams(session, charrette, kinds, gathering))
    return int(session.scalar(select(func.sum(Stream.seq)).where(Stream.name.in_(names))) or 0)


def _moment_time(session: Session, charrette: Whole, *kinds: str, gathering: str = "") -> datetime:
    """Return when the last of these events was written; before the first, when the charrette was made."""
    names = list(_streams(session, charrette.id, kinds, gathering))
    last = (JournalEvent.stream == Stream.name) & (JournalEvent.seq == Stream.seq)
    at = session.scalar(select(func.max(JournalEvent.at)).join(Stream, last).where(Stream.name.in_(names)))
    return at or charrette.created_at


def _streams(session: Session, charrette: int, kinds: tuple[str, ...], gathering: str) -> Iterator[str]:
    shown = [STREAMS[name] for name in sorted({name for kind in kinds for name in KINDS[kind].shows})]
    yield from (f"{stream.name}:{charrette}" for stream in shown if stream.one_each)
    at_gatherings = [stream for stream in shown if stream.of_gatherings is not None]
    if at_gatherings:
        meant = list(SORTS["gathering"](session, charrette, gathering))
        for stream in at_gatherings:
            assert stream.of_gatherings is not None
            yield from (f"{stream.name}:{number}" for number in stream.of_gatherings(session, meant))
