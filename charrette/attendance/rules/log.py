"""Reading the check-in log: who is present, who was, and the three numbers that must never be mixed.

*Attendances* count a person once for every gathering, *unique people* once for the whole week, *present now*
only while they are in. Annulled lines count nowhere, nor do those of people who are set aside.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from charrette.attendance.lists import EntryKind, EntrySource
from charrette.attendance.models import AttendanceEntry
from charrette.crowds.rules.counted import counts
from charrette.spine.turns import things_in_turns
from charrette.week.models import Gathering

TYPED_AT_ONCE = timedelta(minutes=1)
"""Typed in with more than this between what happened and the typing, a line says so."""

_PASSAGES = (EntryKind.ENTRY, EntryKind.EXIT, EntryKind.AUTO_EXIT)
_ANNULMENT = AttendanceEntry.__table__.alias("annulment")


@dataclass
class Presence:
    """One person at one gathering, read from the log. ``status`` is present, left or absent."""

    status: str = "absent"
    since: datetime | None = None
    first_entry: datetime | None = None
    last_exit: datetime | None = None
    last_at: datetime | None = None
    sources: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    entries: list[int] = field(default_factory=list)
    seconds: float = 0.0


def _effective() -> ColumnElement[bool]:
    """Return the condition that a line is a passage, was not annulled, and is of somebody who counts."""
    annulment = _ANNULMENT.c
    annulled = select(annulment.id).where(annulment.annuls_id == AttendanceEntry.id).exists()
    return AttendanceEntry.kind.in_(_PASSAGES) & ~annulled & counts(AttendanceEntry.person_id)


def presences(session: Session, gathering_id: int, people: list[int] | None = None) -> dict[int, Presence]:
    """Return the presence of everybody (or only ``people``) in the log of this gathering, by person id."""
    query = select(AttendanceEntry).where(AttendanceEntry.gathering_id == gathering_id, _effective())
    if people is not None:
        query = query.where(AttendanceEntry.person_id.in_(people))
    found: dict[int, Presence] = defaultdict(Presence)
    for line in things_in_turns(session, query.order_by(AttendanceEntry.at, AttendanceEntry.id)):
        if line.person_id is not None:
            _add_line(found[line.person_id], line)
    return dict(found)


def _add_line(presence: Presence, line: AttendanceEntry) -> None:
    presence.last_at = line.at
    if line.kind is EntryKind.AUTO_EXIT and presence.status == "left":
        return  # their phone told afterwards that they had left before
    if line.kind is EntryKind.ENTRY:
        if line.source.value not in presence.sources:
            presence.sources.append(line.source.value)
        presence.entries.append(line.id)
        if presence.status != "present":
            presence.status, presence.since = "present", line.at
        presence.first_entry = presence.first_entry or line.at
    else:
        if presence.status == "present" and presence.since is not None:
            presence.seconds += max(0.0, (line.at - presence.since).total_seconds())
        elif presence.first_entry is None and "exit_without_entry" not in presence.flags:
            presence.flags.append("exit_without_entry")
        if presence.first_entry is not None:
            presence.status, presence.since = "left", line.at
        presence.last_exit = line.at
        if line.kind is EntryKind.AUTO_EXIT and "auto_exit" not in presence.flags:
            presence.flags.append("auto_exit")
    by_hand = line.kind is EntryKind.ENTRY and line.source in (EntrySource.MANUAL, EntrySource.PAPER)
    if by_hand and line.received_at - line.at > TYPED_AT_ONCE and "entered_later" not in presence.flags:
        presence.flags.append("entered_later")
    if line.clock_off and "clock_off" not in presence.flags:
        presence.flags.append("clock_off")


def annulments(session: Session, gathering_id: int) -> dict[int, list[str]]:
    """Return why lines of this gathering were annulled, by the id of the person, oldest first."""
    found: dict[int, list[str]] = defaultdict(list)
    lines = select(AttendanceEntry.person_id, AttendanceEntry.reason).where(
        AttendanceEntry.gathering_id == gathering_id, AttendanceEntry.kind == EntryKind.ANNUL
    )
    for person_id, reason in session.execute(lines.order_by(AttendanceEntry.id)):
        found[person_id or 0].append(reason or "")
    return dict(found)


def count_present(session: Session, gathering_id: int) -> int:
    """Return how many people are in now: those whose last effective line is an entry."""
    newest = (
        select(
            AttendanceEntry.kind.label("kind"),
            func.row_number()
            .over(
                partition_by=AttendanceEntry.person_id,
                order_by=(AttendanceEntry.at.desc(), AttendanceEntry.id.desc()),
            )
            .label("place"),
        )
        .where(AttendanceEntry.gathering_id == gathering_id, _effective())
        .subquery()
    )
    return (
        session.scalar(
            select(func.count()).select_from(newest).where(newest.c.place == 1, newest.c.kind == EntryKind.ENTRY)
        )
        or 0
    )


def count_attendances(session: Session, gathering_id: int) -> int:
    """Return how many different people came to this gathering."""
    return (
        session.scalar(
            select(func.count(func.distinct(AttendanceEntry.person_id))).where(
                AttendanceEntry.gathering_id == gathering_id, AttendanceEntry.kind == EntryKind.ENTRY, _effective()
            )
        )
        or 0
    )


def count_unique(session: Session, charrette_id: int) -> int:
    """Return how many different people came to the gatherings of this charrette, all together."""
    return (
        session.scalar(
            select(func.count(func.distinct(AttendanceEntry.person_id)))
            .join(Gathering, Gathering.id == AttendanceEntry.gathering_id)
            .where(Gathering.charrette_id == charrette_id, AttendanceEntry.kind == EntryKind.ENTRY, _effective())
        )
        or 0
    )


def count_all_attendances(session: Session, charrette_id: int) -> int:
    """Return the attendances of all gatherings together: a person counts once for each gathering they came to."""
    visits = (
        select(AttendanceEntry.gathering_id, AttendanceEntry.person_id)
        .join(Gathering, Gathering.id == AttendanceEntry.gathering_id)
        .where(Gathering.charrette_id == charrette_id, AttendanceEntry.kind == EntryKind.ENTRY, _effective())
        .distinct()
        .subquery()
    )
    return session.scalar(select(func.count()).select_from(visits)) or 0


def last_headcount(session: Session, gathering_id: int) -> int | None:
    """Return the last number of heads counted in the hall, or None."""
    return session.scalar(
        select(AttendanceEntry.heads)
        .where(AttendanceEntry.gathering_id == gathering_id, AttendanceEntry.kind == EntryKind.HEADCOUNT)
        .order_by(AttendanceEntry.id.desc())
        .limit(1)
    )
