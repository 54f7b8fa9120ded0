"""One table that people take home: as CSV for programs, as XLSX for people. The same value, the same bytes.

A maker gives a ``Sheet``; in which format it goes out is decided here, so no table has one and lacks the other. The CSV
has the names and codes of the program and times in UTC. The XLSX says the same in words of one language, with times of
the hall. In it text is text: a spreadsheet of any language reads *1-2* as *1-2* and not as a day, and *=1+1* as it was
written.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range

from charrette import clock
from charrette.exports.moments import Moment
from charrette.exports.phrases import capital, moment_line
from charrette.exports.tables import Cell, csv_bytes
from charrette.exports.text import clean
from charrette.exports.words import Words
from charrette.spine.choices import Word, word

FORMATS = ("csv", "xlsx")

_LONGEST_CELL = 32_767
"""Letters that a cell of a spreadsheet holds at most."""
_LARGEST_NUMBER = 10**15
"""From here on a spreadsheet rounds whole numbers."""
_WIDEST_COLUMN, _NARROWEST_COLUMN = 60, 8
"""In letters; a text that is longer goes on below itself, a heading after each word."""
_FILTER_BUTTON = 4
"""How much of a heading the button beside it covers, in letters."""
_NOT_IN_XML = re.compile("[\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``key`` is what programs call it, ``heading`` what people read above it.

    ``choices``: the closed list that its codes are of. People read their words, as staff hear them. ``time``: it holds
    times, so its heading tells the zone.
    """

    key: str
    heading: Word
    choices: str = ""
    time: bool = False


MOMENT_COLUMNS = (
    Column("moment", word("heading", "Moment")),
    Column("moment_at", word("heading", "As it stood on"), time=True),
)
"""The last columns of every table: the number of its moment, and when that was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table at one moment, which every row ends with. ``name`` is what people read on its tab."""

    name: Word
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    moment: Moment

    def all_columns(self) -> tuple[Column, ...]:
        """Return the columns with those of the moment."""
        return (*self.columns, *MOMENT_COLUMNS)

    def whole(self) -> Iterator[Sequence[Cell]]:
        """Yield the rows with their moment."""
        return ((*row, self.moment.seq, self.moment.at) for row in self.rows)


def sheet_bytes(sheet: Sheet, format: str, words: Words) -> bytes:
    """Return the table in one of ``FORMATS``; ``words`` is for people's format. Raises KeyError for another."""
    return {"csv": lambda: _csv(sheet), "xlsx": lambda: _Workbook(sheet, words).made()}[format]()


def _csv(sheet: Sheet) -> bytes:
    return csv_bytes([column.key for column in sheet.all_columns()], sheet.whole())


class _Workbook:
    """A workbook of one sheet in the making. Nothing is put on the disk meanwhile, as the rows may have names."""

    def __init__(self, sheet: Sheet, words: Words) -> None:
        self._sheet, self._words = sheet, words
        self._zone = sheet.moment.timezone
        self._target = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._target, {"in_memory": True})
        self._book.set_properties({"title": words.of(sheet.name), "created": sheet.moment.at.replace(tzinfo=None)})
        self._page = self._book.add_worksheet(words.of(sheet.name))
        self._bold = self._format(bold=True, text_wrap=True, num_format="@", bottom=1)
        self._text = self._format(text_wrap=True, num_format="@")
        self._number = self._format(num_format="0")
        self._time = self._format(num_format=words.cell_time, align="left")

    def _format(self, **properties: Any) -> Any:
        return self._book.add_format({"valign": "top", **properties})

    def made(self) -> bytes:
        """Return the workbook: its first row stays in sight and lets people choose rows."""
        rows = list(self._sheet.whole())
        last = len(self._sheet.all_columns()) - 1
        for at, column in enumerate(self._sheet.all_columns()):
            self._column(at, column, [row[at] for row in rows])
        self._page.freeze_panes(1, 0)
        self._page.autofilter(0, 0, len(rows), last)
        self._page.ignore_errors({"number_stored_as_text": xl_range(0, 0, len(rows), last)})
        self._to_print()
        self._book.close()
        return self._target.getvalue()

    def _column(self, at: int, column: Column, cells: Sequence[Cell]) -> None:
        """Write a column, as wide as what stands in it."""
        heading = self._words.of(column.heading)
        if column.time:
            heading = f"{heading} ({self._words.zone(self._zone)})"
        self._page.write_string(0, at, heading, self._bold)
        width = max(_NARROWEST_COLUMN, *(len(word) + _FILTER_BUTTON for word in heading.split()))
        for row, cell in enumerate(cells, 1):
            width = max(width, min(_WIDEST_COLUMN, self._cell(row, at, column, cell) + 1))
        self._page.set_column(at, at, width)

    def _cell(self, row: int, at: int, column: Column, cell: Cell) -> int:
        """Write a cell; what is empty stays so. Return how many letters wide it is."""
        if isinstance(cell, datetime):
            local = clock.in_hall(cell, self._zone).replace(tzinfo=None, microsecond=0)
            self._page.write_datetime(row, at, local, self._time)
            return len(self._words.cell_time)
        if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) < _LARGEST_NUMBER:
            self._page.write_number(row, at, cell, self._number)
            return len(str(cell))
        text = _NOT_IN_XML.sub("\ufffd", clean(self._said(column, cell)))[:_LONGEST_CELL]
        if text:
            self._page.write_string(row, at, text, self._text)
        return max(map(len, text.split("\n")))

    def _said(self, column: Column, cell: Cell) -> str:
        """Return a cell as people read it."""
        if cell is None:
            return ""
        if isinstance(cell, bool):
            return self._words.yes_or_no(cell)
        each = [str(part) for part in (cell if isinstance(cell, tuple) else (cell,))]
        return ", ".join(self._words.name(column.choices, part) for part in each) if column.choices else ", ".join(each)

    def _to_print(self) -> None:
        """Let the paper say what it is: the first row and the moment on each page, and which page it is."""
        self._page.set_landscape()
        self._page.set_paper(9)  # A4
        self._page.fit_to_pages(1, 0)
        self._page.repeat_rows(0)
        stood = capital(moment_line(self._sheet.moment, self._words)).replace("&", "&&")
        self._page.set_footer(f"&L{stood}&R&P / &N")
