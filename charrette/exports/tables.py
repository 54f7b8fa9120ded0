"""Tables and data: CSV and JSON, for programs. The same value gives the same bytes.

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

from charrette.exports.text import clean, is_invisible

_FORMULA_STARTS = frozenset("=+-@\t\r\n\x00＝＋－＠")
Cell = str | int | float | bool | datetime | tuple[str | int, ...] | None
"""What stands in a cell of a table; several codes or numbers are a tuple."""


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
    """Return a table as CSV. Numbers stay numbers, yes and no become 1 and 0, times are in UTC, text is made safe."""
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
    if isinstance(value, datetime):
        return iso_cell(value)
    if isinstance(value, tuple):
        return safe_cell(" ".join(map(str, value)))
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
        return iso_cell(value)
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value).encode("utf-8", "replace").decode("utf-8")
    return value


def iso_cell(at: datetime) -> str:
    """Return a time as ISO 8601 in UTC."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
