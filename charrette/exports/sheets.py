"""One table that people take home, as CSV for programs and as XLSX for a spreadsheet. The same value, the same bytes.

A maker gives a ``Sheet``; in which format it goes out is decided here, so no table has one and lacks the other. In an
XLSX text is text: a spreadsheet of any language reads *1-2* as *1-2* and not as a day, and *=1+1* as it was written.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import xlsxwriter

from charrette.exports.moments import Moment
from charrette.exports.tables import MOMENT_HEAD, Cell, csv_bytes, moment_cells
from charrette.exports.text import clean

FORMATS = ("csv", "xlsx")

_LONGEST_CELL = 32_767
"""Letters that a cell of a spreadsheet holds at most."""
_WIDEST_COLUMN = 60
_NARROWEST_COLUMN = 8
_NOT_IN_XML = re.compile("[\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table at one moment. ``name`` is what its sheet is called, without the moment, which every row ends with."""

    name: str
    head: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    moment: Moment

    def whole(self) -> Iterator[Sequence[Cell]]:
        """Yield the rows with their moment."""
        stamp = moment_cells(self.moment)
        return ((*row, *stamp) for row in self.rows)


def sheet_bytes(sheet: Sheet, format: str) -> bytes:
    """Return the table in one of ``FORMATS``; raises KeyError for another."""
    return {"csv": _csv, "xlsx": _xlsx}[format](sheet)


def _csv(sheet: Sheet) -> bytes:
    return csv_bytes((*sheet.head, *MOMENT_HEAD), sheet.whole())


def _xlsx(sheet: Sheet) -> bytes:
    """Return a workbook of one sheet: the first row bold and in sight, also on every page that is printed.

    Nothing is put on the disk meanwhile, as the rows may have names.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"title": sheet.name, "created": sheet.moment.at.replace(tzinfo=None)})
    page = book.add_worksheet(sheet.name)
    bold = book.add_format({"bold": True, "num_format": "@", "valign": "top"})
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    number = book.add_format({"valign": "top"})
    widths = []
    for column, title in enumerate((*sheet.head, *MOMENT_HEAD)):
        page.write_string(0, column, title, bold)
        widths.append(len(title) + 2)
    for at, row in enumerate(sheet.whole(), 1):
        for column, value in enumerate(row):
            if isinstance(value, int | float):  # yes and no too: 1 and 0, as in the CSV
                page.write_number(at, column, value, number)
            elif value is not None and value != "":
                words = _NOT_IN_XML.sub("\ufffd", clean(value))[:_LONGEST_CELL]
                page.write_string(at, column, words, text)
                widths[column] = max(widths[column], min(_WIDEST_COLUMN, len(words)))
    for column, width in enumerate(widths):
        page.set_column(column, column, max(_NARROWEST_COLUMN, width))
    page.freeze_panes(1, 0)
    _to_print(page, sheet.moment)
    book.close()
    return target.getvalue()


def _to_print(page: xlsxwriter.worksheet.Worksheet, moment: Moment) -> None:
    """Let the paper say what it is: the first row and the moment on each page, and which page it is."""
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    stood = " ".join(str(part) for part in moment_cells(moment))
    page.set_footer(f"&L{' '.join(MOMENT_HEAD)}: {stood}&R&P / &N")
