"""Tables and data: CSV for spreadsheets, JSON for programs. The same value gives the same bytes.

CSV: UTF-8 with a byte order mark, commas, CRLF, text in quotes (RFC 4180). Text that a spreadsheet could take
for a formula gets an apostrophe in front (OWASP ASVS 1.2.10): what people wrote stays text. JSON has no such
danger and holds the words unchanged, in NFC.
"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from typing import Any

from charrette.exports.phrases import all_parts
from charrette.exports.text import clean, is_invisible
from charrette.exports.values import AgendaDocument, AttendanceList, CheckInLog, IdeasTable, Moment

_FORMULA_STARTS = frozenset("=+-@\t\r\n\x00＝＋－＠")
Cell = str | int | float | bool | None


def safe_cell(text: str) -> str:
    """Return ``text`` for a cell: cleaned, with an apostrophe in front when it could start a formula."""
    return "'" + clean(text) if _could_be_formula(text) else clean(text)


def _could_be_formula(text: str) -> bool:
    if text[:1] in _FORMULA_STARTS:
        return bool(text)
    for char in text:  # spreadsheets skip blanks and unseen characters before the sign
        if char.isspace() or is_invisible(char) or unicodedata.category(char) == "Cc":
            continue
        return char in _FORMULA_STARTS
    return False


def csv_bytes(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a table as CSV. Numbers stay numbers, yes and no become 1 and 0, text is made safe."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return b"\xef\xbb\xbf" + target.getvalue().encode("utf-8")


def _cell(value: Cell) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return int(value)
    return value if isinstance(value, int | float) else safe_cell(value)


def json_bytes(value: Any) -> bytes:
    """Return ``value`` as JSON with sorted keys, UTF-8, ending in a line end."""
    text = json.dumps(plain(value), ensure_ascii=False, sort_keys=True, indent=2)
    return (text + "\n").encode("utf-8")


def plain(value: Any) -> Any:
    """Return a value class as dictionaries, lists and NFC text; times as ISO 8601 in UTC."""
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, datetime):
        return _iso(value)
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value).encode("utf-8", "replace").decode("utf-8")
    return value


def _iso(at: datetime | None) -> str:
    return "" if at is None else at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _moment_cells(moment: Moment) -> tuple[int, str]:
    return moment.seq, _iso(moment.at)


_MOMENT_HEAD = ("moment", "moment_at")


def agenda_csv(document: AgendaDocument) -> bytes:
    """Return the agenda with a row for each Trits part of each topic."""
    head = ("area", "number", "title", "why", "part", "text", "not_applicable", "party", "party_answer", "party_text")
    rows = [
        (
            document.area_name,
            topic.number,
            topic.title,
            topic.why,
            trit.part,
            trit.text,
            trit.not_applicable,
            trit.party,
            trit.state,
            trit.party_text,
            topic.from_item.number if topic.from_item else None,
            " ".join(map(str, topic.idea_numbers)),
            topic.url,
            *_moment_cells(document.moment),
        )
        for topic in document.topics
        for trit in all_parts(topic.trits)
    ]
    return csv_bytes((*head, "from_item", "from_ideas", "url", *_MOMENT_HEAD), rows)


def agenda_json(document: AgendaDocument) -> bytes:
    """Return the agenda as data."""
    return json_bytes(document)


def ideas_csv(table: IdeasTable) -> bytes:
    """Return all posts with what happened to each; no authors."""
    head = (
        "number", "text", "board", "day", "gathering", "column", "kind", "grain", "area", "group", "state", "votes",
        "fate", "fate_reason", "duplicate_of", "items", "topics", "early", "late", "origin",
        "placed_at",
    )  # fmt: skip
    rows = [
        (
            *(getattr(row, name) for name in head[:15]),
            " ".join(map(str, row.items)),
            " ".join(map(str, row.topics)),
            row.early,
            row.late,
            row.origin,
            _iso(row.placed_at),
            *_moment_cells(table.moment),
        )
        for row in table.rows
    ]
    return csv_bytes((*head, *_MOMENT_HEAD), rows)


def ideas_json(table: IdeasTable) -> bytes:
    """Return all posts as data."""
    return json_bytes(table)


def attendance_csv(attendance: AttendanceList) -> bytes:
    """Return who was there, one row a person; the purpose stands in a column so that it travels along."""
    head = ("number", "name", "party_role", "area", "status", "first_entry", "last_exit", "sources", "flags")
    rows = [
        (
            number,
            row.name,
            row.party_role,
            row.area,
            row.status,
            _iso(row.first_entry),
            _iso(row.last_exit),
            " ".join(row.sources),
            " ".join(row.flags),
            attendance.gathering_title,
            attendance.day,
            attendance.purpose,
            _iso(attendance.keep_until),
            *_moment_cells(attendance.moment),
        )
        for number, row in enumerate(attendance.rows, 1)
    ]
    return csv_bytes((*head, "gathering", "day", "purpose", "keep_until", *_MOMENT_HEAD), rows)


def attendance_json(attendance: AttendanceList) -> bytes:
    """Return the attendance list as data."""
    return json_bytes(attendance)


def check_in_csv(log: CheckInLog) -> bytes:
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
            _iso(row.server_time),
            _iso(row.device_time),
            row.by,
            row.annuls,
            row.reason,
            row.count,
            " ".join(row.flags),
            *_moment_cells(log.moment),
        )
        for row in log.rows
    ]
    return csv_bytes((*head, *_MOMENT_HEAD), rows)


def check_in_json(log: CheckInLog) -> bytes:
    """Return the check-in log as data."""
    return json_bytes(log)
