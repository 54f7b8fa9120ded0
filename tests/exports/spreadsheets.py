"""Reading our spreadsheets back, as a spreadsheet program does."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import openpyxl

from charrette.exports.moments import Moment
from charrette.exports.sheets import MOMENT_COLUMNS, Column, Sheet, sheet_bytes
from charrette.exports.tables import Cell
from charrette.exports.words import Words
from charrette.spine.choices import word

MOMENT = Moment(
    seq=48, at=datetime(2026, 6, 8, 10, 13, tzinfo=UTC), charrette_title="Week", place="", timezone="Europe/Amsterdam"
)
TEXTS = (Column("text", word("heading", "Idea")),)


def page_of(data: bytes) -> Any:
    """Return the only sheet of a workbook."""
    (page,) = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    return page


def cells_of(data: bytes) -> tuple[list[str], list[list[Any]]]:
    """Return the headings and the rows of a table; what is empty is None."""
    head, *rows = page_of(data).iter_rows(values_only=True)
    return list(head), [list(row) for row in rows]


def rows_of(data: bytes, columns: Sequence[Column]) -> list[dict[str, Any]]:
    """Return the rows of a table by the keys of its columns; what is empty is an empty text."""
    keys = [column.key for column in (*columns, *MOMENT_COLUMNS)]
    return [
        dict(zip(keys, ("" if value is None else value for value in row), strict=True)) for row in cells_of(data)[1]
    ]


def one_column(*cells: Cell, column: Column = TEXTS[0], timezone: str = MOMENT.timezone) -> bytes:
    """Return a workbook with one column before those of the moment, in English."""
    moment = Moment(seq=48, at=MOMENT.at, charrette_title="Week", place="", timezone=timezone)
    sheet = Sheet(name=word("sheet name", "Ideas"), columns=(column,), rows=[(cell,) for cell in cells], moment=moment)
    return sheet_bytes(sheet, "xlsx", Words("en"))


def first_cells(data: bytes) -> list[Any]:
    return [row[0] for row in cells_of(data)[1]]
