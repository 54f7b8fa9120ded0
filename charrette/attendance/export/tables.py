"""Who was there, and the check-in log, as tables and as data."""

from __future__ import annotations

from charrette.attendance.export.values import AttendanceList, CheckInLog
from charrette.exports.sheets import Column, Sheet
from charrette.exports.tables import json_bytes
from charrette.spine.choices import word

ATTENDANCE_NAME = word("sheet name", "Attendance")
ATTENDANCE_COLUMNS = (
    Column("number", word("heading", "No.")),
    Column("name", word("heading", "Name")),
    Column("party_role", word("heading", "Role"), choices="party_role"),
    Column("area", word("heading", "Area")),
    Column("status", word("heading", "Status"), choices="attendance_status"),
    Column("first_entry", word("heading", "First in"), time=True),
    Column("last_exit", word("heading", "Last out"), time=True),
    Column("sources", word("heading", "How"), choices="entry_source"),
    Column("flags", word("heading", "Particulars"), choices="attendance_flag"),
    Column("gathering", word("heading", "Session")),
    Column("day", word("heading", "Day")),
    Column("purpose", word("heading", "What this list is for")),
    Column("keep_until", word("heading", "Destroy it by"), time=True),
)
LOG_NAME = word("sheet name", "Check-in log")
LOG_COLUMNS = (
    Column("id", word("heading", "Line number")),
    Column("gathering", word("heading", "Session")),
    Column("kind", word("heading", "What"), choices="entry_kind"),
    Column("source", word("heading", "How"), choices="entry_source"),
    Column("person", word("heading", "Number of the person")),
    Column("name", word("heading", "Name")),
    Column("server_time", word("heading", "Time"), time=True),
    Column("device_time", word("heading", "Time on the phone"), time=True),
    Column("by", word("heading", "Done by")),
    Column("annuls", word("heading", "Annuls line number")),
    Column("reason", word("heading", "Reason")),
    Column("count", word("heading", "Heads counted")),
    Column("flags", word("heading", "Particulars"), choices="attendance_flag"),
)


def attendance_sheet(attendance: AttendanceList) -> Sheet:
    """Return who was there, one row a person; the purpose stands in a column so that it travels along."""
    rows = [
        (
            number,
            row.name,
            row.party_role,
            row.area,
            row.status,
            row.first_entry,
            row.last_exit,
            row.sources,
            row.flags,
            attendance.gathering_title,
            attendance.day,
            attendance.purpose,
            attendance.keep_until,
        )
        for number, row in enumerate(attendance.rows, 1)
    ]
    return Sheet(name=ATTENDANCE_NAME, columns=ATTENDANCE_COLUMNS, rows=rows, moment=attendance.moment)


def attendance_json(attendance: AttendanceList) -> bytes:
    """Return the attendance list as data."""
    return json_bytes(attendance)


def check_in_sheet(log: CheckInLog) -> Sheet:
    """Return every event of the check-in log, annulments included, oldest first."""
    rows = [
        (
            row.id,
            row.gathering,
            row.kind,
            row.source,
            row.person,
            row.name,
            row.server_time,
            row.device_time,
            row.by,
            row.annuls,
            row.reason,
            row.count,
            row.flags,
        )
        for row in log.rows
    ]
    return Sheet(name=LOG_NAME, columns=LOG_COLUMNS, rows=rows, moment=log.moment)


def check_in_json(log: CheckInLog) -> bytes:
    """Return the check-in log as data."""
    return json_bytes(log)
