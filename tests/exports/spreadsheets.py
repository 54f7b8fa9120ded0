"""Reading our spreadsheets back, as a spreadsheet program does."""

from __future__ import annotations

import io
from typing import Any

import openpyxl


def page_of(data: bytes) -> Any:
    """Return the only sheet of a workbook."""
    (page,) = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    return page


def rows_of(data: bytes) -> list[dict[str, Any]]:
    """Return the rows of a table by the names in its head; what is empty is an empty text."""
    head, *rows = page_of(data).iter_rows(values_only=True)
    return [dict(zip(head, ("" if value is None else value for value in row), strict=True)) for row in rows]
