"""Who was there, and the check-in log, as tables and as data."""

from __future__ import annotations

from charrette.attendance.export.values import AttendanceList, CheckInLog
from charrette.exports.sheets import Sheet
from charrette.exports.tables import iso_cell, json_bytes


def attendance_sheet(attendance: AttendanceList) -> Sheet:
    """Return who was there, one row a person; the purpose stands in a column so that it travels along."""
    head = (
        "number", "name", "party_role", "area", "status", "first_entry", "last_exit", "sources", "flags", "gathering",
        "day", "purpose", "keep_until",
    )  # fmt: skip
    rows = [
        (
            number,
            row.name,
            row.party_role,
            row.area,
            row.status,
            iso_cell(row.first_entry),
            iso_cell(row.last_exit),
            " ".join(row.sources),
            " ".join(row.flags),
            attendance.gathering_title,
            attendance.day,
            attendance.purpose,
            iso_cell(attendance.keep_until),
        )
        for number, row in enumerate(attendance.rows, 1)
    ]
    return Sheet(name="attendance", head=head, rows=rows, moment=attendance.moment)


def attendance_json(attendance: AttendanceList) -> bytes:
    """Return the attendance list as data."""
    return json_bytes(attendance)


def check_in_sheet(log: CheckInLog) -> Sheet:
    """Return every event of the check-in log, annulments included, oldest first."""
    head = (
        "id", "gathering", "kind", "source", "person", "name", "server_time", "device_time", "by", "annuls", "reason",
        "count", "flags",
    )  # fmt: skip
    rows = [
        (
            row.id,
            row.gathering,
            row.kind,
            row.source,
            row.person,
            row.name,
            iso_cell(row.server_time),
            iso_cell(row.device_time),
            row.by,
            row.annuls,
            row.reason,
            row.count,
            " ".join(row.flags),
        )
        for row in log.rows
    ]
    return Sheet(name="check-ins", head=head, rows=rows, moment=log.moment)


def check_in_json(log: CheckInLog) -> bytes:
    """Return the check-in log as data."""
    return json_bytes(log)
