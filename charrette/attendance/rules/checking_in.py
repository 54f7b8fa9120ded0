"""Checking in and out. The log only grows: a mistake is annulled by another line, never erased."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette import clock
from charrette.attendance.events import (
    AttendanceChanged,
    EntryAnnulled,
    HeadsCounted,
    PersonCheckedIn,
    PersonCheckedOut,
)
from charrette.attendance.lists import EntryKind, EntrySource
from charrette.attendance.models import AttendanceEntry
from charrette.attendance.rules import admissions, log, times
from charrette.attendance.rules.reach import get_entry
from charrette.errors import Conflict, Invalid
from charrette.people.lists import PartyRole
from charrette.people.models import Person
from charrette.people.rules.news import tell_of_newcomer
from charrette.spine import permissions
from charrette.spine.actors import Actor
from charrette.spine.journal import record
from charrette.spine.texts import REASON_LIMIT, clean_name, clean_text
from charrette.spine.turns import ROWS, batched, in_turns
from charrette.week.lists import OPEN_STATES, GatheringState
from charrette.week.models import Gathering
from charrette.week.rules import get_area
from charrette.youth import rules as youth


def _ensure_open(gathering: Gathering, by: Actor, scanned_at: datetime | None, ended: datetime | None) -> None:
    """Let people come in while it goes on. After it ``ended`` staff type in a list, and a scan that waited in a phone
    comes."""
    if gathering.state in OPEN_STATES and ended is None:
        return
    if gathering.state is GatheringState.PLANNED:
        raise Conflict("doors_not_open")
    in_time = scanned_at is not None and ended is not None and times.is_within(gathering, scanned_at, ended)
    if not by.is_staff and not in_time:
        raise Conflict("gathering_closed")


def _ensure_counts(person: Person) -> None:
    if person.set_aside_id is not None:
        raise Conflict("person_set_aside", field="person")


def _presence_of(session: Session, gathering: Gathering, person: Person) -> log.Presence:
    _ensure_counts(person)
    return log.presences(session, gathering.id, [person.id]).get(person.id, log.Presence())


def check_in(
    session: Session,
    *,
    gathering: Gathering,
    person: Person,
    by: Actor,
    source: EntrySource,
    client_id: str | None = None,
    device_at: datetime | None = None,
    sent_at: datetime | None = None,
) -> tuple[bool, datetime]:
    """Check a person in. Returns whether they were here already, and since when.

    Who is typed in, or whose scan comes in, after the session was there during it (``times``) and left at its end.
    Already present by the same source adds no line; by another one the line is kept, and it is still one attendance.

    Raises:
        Conflict: the doors are not open yet, the gathering is closed, or the person is set aside.
    """
    kept = device_at is not None and sent_at is not None  # by a phone, until it could send
    ended = times.ended_at(session, gathering)
    _ensure_open(gathering, by, times.moment_of(clock.now(), device_at, sent_at)[0] if kept else None, ended)
    admissions.admit(session, gathering=gathering, person=person)
    person = youth.person_at(session, gathering, person)
    presence = _presence_of(session, gathering, person)
    present = presence.status == "present"
    known = presence.first_entry if ended else presence.since if present and device_at is None else None
    if known is not None and source.value in presence.sources:
        return True, known
    at, off = times.moment_of(times.not_before(presence), device_at, sent_at)
    at = at if ended is None else times.within(gathering, presence, at if kept else None, ended)
    if person.stands_in_at is not None:  # the error of its clock tells a device
        device_at, off = None, False
    how = {"source": source, "client_id": client_id, "device_at": device_at, "clock_off": off}
    session.add(_line(gathering, person, EntryKind.ENTRY, at=at, by_person_id=_other(by, person), **how))
    _tell_of_entry(session, gathering, person, ended=max(at, ended) if ended else None)
    return present, presence.since if present and presence.since else at


def _line(gathering: Gathering, person: Person, kind: EntryKind, **how: Any) -> AttendanceEntry:
    return AttendanceEntry(gathering_id=gathering.id, person_id=person.id, kind=kind, received_at=clock.now(), **how)


def _other(by: Actor, person: Person) -> int | None:
    """Return who did it for this person, if it was not they themselves."""
    return by.person_id if by.person_id != person.id else None


def _tell_of_entry(session: Session, gathering: Gathering, person: Person, *, ended: datetime | None) -> None:
    """Record an entry; ``ended``: the session was over, and they left with everybody."""
    session.flush()
    if ended is not None:
        _add_exit(session, gathering, person.id, EntryKind.AUTO_EXIT, EntrySource.SYSTEM, None, at=ended)
    record(session, PersonCheckedIn(gathering=gathering.id, person=person.id))
    record(session, AttendanceChanged(team=gathering.charrette_id))


def check_out(
    session: Session,
    *,
    gathering: Gathering,
    person: Person,
    by: Actor,
    source: EntrySource,
    device_at: datetime | None = None,
    sent_at: datetime | None = None,
) -> datetime:
    """Check a person out. A second time changes nothing; an exit without entry is kept and flagged. Who said it without
    a connection left then, also when they were checked out automatically since.

    Raises:
        Conflict: the doors are not open yet, or the team set this person aside.
    """
    if gathering.state is GatheringState.PLANNED:
        raise Conflict("doors_not_open")
    person = youth.person_at(session, gathering, person)
    presence = _presence_of(session, gathering, person)
    ended = times.ended_at(session, gathering)
    kept = times.left_at(presence, device_at, sent_at, ended)
    if presence.status != "present" and presence.last_exit is not None:
        by_itself = "auto_exit" in presence.flags
        if kept is None or kept >= presence.last_exit or not by_itself:
            return presence.last_exit
    at = kept or times.not_before(presence, ended)
    _add_exit(session, gathering, person.id, EntryKind.EXIT, source, by, at=at)
    session.flush()
    record(session, PersonCheckedOut(gathering=gathering.id, person=person.id))
    return at


def _add_exit(
    session: Session,
    gathering: Gathering,
    person_id: int,
    kind: EntryKind,
    source: EntrySource,
    by: Actor | None,
    *,
    at: datetime,
) -> None:
    session.add(
        AttendanceEntry(
            gathering_id=gathering.id,
            person_id=person_id,
            kind=kind,
            source=source,
            at=at,
            received_at=clock.now(),
            by_person_id=by.person_id if by is not None and by.person_id != person_id else None,
        )
    )


def give_presence_back(
    session: Session, *, gathering: Gathering, closed_at: datetime | None, by: Actor, reason: str
) -> int:
    """Annul the automatic exits of a closing that was a mistake a few minutes ago; return how many."""
    if closed_at is None or not times.is_just_now(closed_at):
        return 0
    annulled = select(AttendanceEntry.annuls_id).where(AttendanceEntry.annuls_id.is_not(None))
    exits = session.scalars(
        select(AttendanceEntry).where(
            AttendanceEntry.gathering_id == gathering.id,
            AttendanceEntry.kind == EntryKind.AUTO_EXIT,
            AttendanceEntry.at >= closed_at,
            AttendanceEntry.id.not_in(annulled),
        )
    ).all()
    for some in in_turns(batched(exits, ROWS)):
        session.add_all(_annulment(line, by, reason) for line in some)
        session.flush()
    return len(exits)


def check_out_everybody(session: Session, *, gathering: Gathering, people: Collection[int] | None = None) -> int:
    """Write an automatic exit for everybody still in, at the moment of closing if it has closed; return how many.

    ``people``: the ids of whom alone that is done. The caller tells who follows the list.
    """
    everybody = log.presences(session, gathering.id)
    meant = everybody.keys() if people is None else set(people)
    # In the order in which they came: the numbers of people are drawn, and would tell another one each time.
    present = {id: seen for id, seen in everybody.items() if id in meant and seen.status == "present"}
    for some in in_turns(batched(list(present.items()), ROWS)):
        for person_id, seen in some:
            at = times.not_before(seen, gathering.closed_at)
            _add_exit(session, gathering, person_id, EntryKind.AUTO_EXIT, EntrySource.SYSTEM, None, at=at)
        session.flush()
    return len(present)


def add_walk_in(
    session: Session,
    *,
    gathering: Gathering,
    by: Actor,
    name: str | None = None,
    party_role: PartyRole | None = None,
    area: int | str | None = None,
) -> Person:
    """Add somebody without a phone. Without a name they are present, not by name; in youth gatherings always."""
    permissions.require(permissions.may_facilitate(by))
    nameless = gathering.youth
    person = Person(
        charrette_id=gathering.charrette_id,
        name=None if nameless else clean_name(name),
        party_role=None if nameless else party_role,
        area_id=get_area(session, by, area).id if area is not None and not nameless else None,
        walk_in=True,
        youth=nameless,
        stands_in_at=gathering.id if nameless else None,
        created_at=clock.now(),
    )
    session.add(person)
    session.flush()
    tell_of_newcomer(session, person)
    check_in(session, gathering=gathering, person=person, by=by, source=EntrySource.MANUAL)
    return person


def annul_entry(session: Session, *, entry_id: int, by: Actor, reason: str) -> AttendanceEntry:
    """Annul a line of the log: it counts nowhere any more, and both lines stay.

    Raises:
        Invalid: no reason.
        Conflict: it was annulled before, or is an annulment itself.
    """
    permissions.require(permissions.may_facilitate(by))
    reason = clean_text(reason, limit=REASON_LIMIT, field="reason")
    line = get_entry(session, by, entry_id)
    gathering = session.get_one(Gathering, line.gathering_id)
    if line.kind in (EntryKind.ANNUL, EntryKind.HEADCOUNT) or line.person_id is None:
        raise Conflict("entry_not_annullable")
    if session.scalar(select(AttendanceEntry.id).where(AttendanceEntry.annuls_id == line.id)) is not None:
        raise Conflict("entry_already_annulled")
    annulment = _annulment(line, by, reason)
    session.add(annulment)
    session.flush()
    record(session, EntryAnnulled(gathering=gathering.id, person=line.person_id))
    record(session, AttendanceChanged(team=gathering.charrette_id))
    return annulment


def _annulment(line: AttendanceEntry, by: Actor, reason: str) -> AttendanceEntry:
    moment = clock.now()
    return AttendanceEntry(
        gathering_id=line.gathering_id,
        person_id=line.person_id,
        kind=EntryKind.ANNUL,
        source=EntrySource.MANUAL,
        at=moment,
        received_at=moment,
        by_person_id=by.person_id,
        annuls_id=line.id,
        reason=reason,
    )


def count_heads(session: Session, *, gathering: Gathering, by: Actor, count: int) -> None:
    """Note how many heads were counted in the hall, beside the check-ins; typed in later, they were counted before its
    end."""
    permissions.require(permissions.may_facilitate(by))
    if not 0 <= count <= 100_000:
        raise Invalid("count_out_of_range", field="count", low=0, high=100_000)
    moment = clock.now()
    session.add(
        AttendanceEntry(
            gathering_id=gathering.id,
            kind=EntryKind.HEADCOUNT,
            source=EntrySource.HEADCOUNT,
            at=times.ended_at(session, gathering) or moment,
            received_at=moment,
            by_person_id=by.person_id,
            heads=count,
        )
    )
    session.flush()
    record(session, HeadsCounted(gathering=gathering.id))
