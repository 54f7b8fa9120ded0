"""From the check-in log in the database to the values that every format prints."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette.attendance.export import values as v
from charrette.attendance.files import ATTENDANCE, CHECK_IN_LOG
from charrette.attendance.models import AttendanceEntry
from charrette.attendance.rules import log
from charrette.crowds.models import SetAside
from charrette.exports.moments import moment_of
from charrette.people.models import Person
from charrette.spine.names import name_order
from charrette.week.models import Area, Charrette, Gathering

ATTENDANCE_KEPT = timedelta(days=30)
"""How long a list with names may be kept after the gathering; the counts stay."""
BLANK_ROWS = 12
"""Lines on paper for who comes in without signing up."""


def attendance_list(
    session: Session, charrette: Charrette, gathering: Gathering, *, purpose: str, lang: str
) -> v.AttendanceList:
    """Return who was at a gathering. In a youth gathering nobody has a name."""
    seen = log.presences(session, gathering.id)
    people = {row.id: row for row in session.scalars(select(Person).where(Person.id.in_(list(seen))))}
    areas = {row.id: row.name for row in session.scalars(select(Area).where(Area.charrette_id == charrette.id))}
    rows = [_attendance_row(people[id], presence, areas, gathering.youth) for id, presence in seen.items()]
    return v.AttendanceList(
        gathering_title=gathering.title,
        day=gathering.day,
        held=gathering.started_at or gathering.doors_opened_at,
        expected=gathering.expected,
        attendances=log.count_attendances(session, gathering.id),
        unique=log.count_unique(session, charrette.id),
        present=log.count_present(session, gathering.id),
        rows=tuple(sorted(rows, key=lambda row: (name_order(row.name), str(row.first_entry)))),
        moment=moment_of(session, charrette, ATTENDANCE.name, gathering=gathering.key),
        purpose=purpose,
        keep_until=gathering.closed_at + ATTENDANCE_KEPT if gathering.closed_at is not None else None,
        blank_rows=BLANK_ROWS,
        lang=lang,
    )


def _attendance_row(person: Person, presence: log.Presence, areas: dict[int, str], youth: bool) -> v.AttendanceRow:
    return v.AttendanceRow(
        name="" if youth else person.name or "",
        party_role="" if youth or person.party_role is None else person.party_role.value,
        area="" if youth else areas.get(person.area_id or 0, ""),
        status=presence.status,
        first_entry=presence.first_entry,
        last_exit=presence.last_exit,
        sources=tuple(presence.sources),
        flags=tuple(presence.flags),
    )


def check_in_log(session: Session, charrette: Charrette, gathering: Gathering) -> v.CheckInLog:
    """Return every line of the check-in log of a gathering, annulled ones and annulments too."""
    lines = list(
        session.scalars(
            select(AttendanceEntry).where(AttendanceEntry.gathering_id == gathering.id).order_by(AttendanceEntry.id)
        )
    )
    ids = {id for line in lines for id in (line.person_id, line.by_person_id) if id is not None}
    names = {row.id: row.name or "" for row in session.scalars(select(Person).where(Person.id.in_(ids)))}
    aside = select(Person.id, SetAside.reason).join(SetAside, SetAside.id == Person.set_aside_id)
    reasons = {id: why for id, why in session.execute(aside.where(Person.charrette_id == charrette.id))}
    rows = tuple(_log_row(line, gathering, {} if gathering.youth else names, reasons) for line in lines)
    moment = moment_of(session, charrette, CHECK_IN_LOG.name, gathering=gathering.key)
    return v.CheckInLog(title=gathering.title, rows=rows, moment=moment)


def _log_row(line: AttendanceEntry, gathering: Gathering, names: dict[int, str], aside: dict[int, str]) -> v.CheckInRow:
    """Return a line of the log; ``aside`` has why people were set aside, whose lines count nowhere."""
    why = aside.get(line.person_id or 0)
    flags = {"clock_off": line.clock_off, "set_aside": why is not None}
    return v.CheckInRow(
        id=line.id,
        gathering=gathering.title,
        kind=line.kind.value,
        source=line.source.value,
        server_time=line.at,
        device_time=line.device_at,
        person=line.person_id,
        name=names.get(line.person_id or 0, ""),
        by=names.get(line.by_person_id or 0, ""),
        annuls=line.annuls_id,
        reason=line.reason or why or "",
        count=line.heads,
        flags=tuple(flag for flag, on in flags.items() if on),
    )
