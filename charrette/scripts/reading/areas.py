"""Areas from a CSV file: what a municipality exports from its own spreadsheet.

The first row names the columns: key, name, kind, and optionally description
and example. Commas and semicolons both work, because a Dutch spreadsheet
program writes semicolons.
"""

import csv
import io
from dataclasses import dataclass

from charrette.scripts.reading import vocabulary as v
from charrette.scripts.reading.files import Folder
from charrette.scripts.reading.mistakes import Mistake
from charrette.scripts.reading.tables import Seen, closest, is_key
from charrette.scripts.reading.values import AreaScript
from charrette.spine.texts import is_blank

_NEEDED = ("key", "name", "kind")
_YES = ("yes", "ja", "true", "1", "x")
_NO = ("", "no", "nee", "false", "0")


@dataclass
class _Row:
    """One row of the table, with the number a spreadsheet shows beside it."""

    file: str
    number: int
    cells: dict[str, str]
    mistakes: list[Mistake]

    @property
    def where(self) -> str:
        return f"row {self.number}"

    def wrong(self, column: str, code: str, **params: object) -> None:
        where = f"{self.where}, {column}" if column else self.where
        self.mistakes.append(Mistake(self.file, where, code, params))

    def text(self, column: str, limit: int, *, required: bool = True) -> str:
        text = self.cells.get(column, "").strip()
        if required and is_blank(text):
            self.wrong(column, "empty_text")
        if len(text) > limit:
            self.wrong(column, "too_long", length=len(text), limit=limit)
        return text

    def word(self, column: str, choices: tuple[str, ...]) -> str:
        text = self.text(column, v.NAME_CHARACTERS).lower()
        if text and text not in choices:
            self.wrong(column, "unknown_choice", found=text, choices=choices, suggestion=closest(text, choices))
        return text


def read_areas(folder: Folder, name: str, seen: Seen) -> tuple[AreaScript, ...]:
    """The areas in a CSV file of this folder; mistakes go to the folder's list.

    `seen` holds the keys of areas already read from the programme file.
    """
    text = folder.read_text(name)
    if text is None:
        return ()
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=_delimiter(text), strict=True))
    except csv.Error as error:
        folder.wrong(name, "broken_csv", detail=str(error))
        return ()
    if not rows:
        folder.wrong(name, "too_few")
        return ()
    header = _without_empty_end([cell.strip().lower() for cell in rows[0]])
    if not _header_is_right(folder, name, header):
        return ()
    areas = []
    for number, cells in enumerate(rows[1:], start=2):
        if all(map(is_blank, cells)):
            continue
        row = _Row(name, number, dict(zip(header, cells, strict=False)), folder.mistakes)
        if not all(map(is_blank, cells[len(header) :])):
            row.wrong("", "too_many_cells")
        areas.append(_area(row, seen))
    if len(areas) > v.AREAS_MOST:
        folder.wrong(name, "too_many", found=len(areas), limit=v.AREAS_MOST)
    return tuple(areas)


def _area(row: _Row, seen: Seen) -> AreaScript:
    key = row.text("key", 10 * v.KEY_CHARACTERS)
    if key and not is_key(key):
        row.wrong("key", "bad_key", found=key, limit=v.KEY_CHARACTERS)
    seen.add(key, f"{row.file}, {row.where}", row.wrong)
    return AreaScript(
        key=key,
        name=row.text("name", v.NAME_CHARACTERS),
        kind=row.word("kind", v.AREA_KINDS),
        description=row.text("description", v.PARAGRAPH_CHARACTERS, required=False),
        is_example=_is_yes(row),
    )


def _is_yes(row: _Row) -> bool:
    text = row.cells.get("example", "").strip().lower()
    if text not in _YES + _NO:
        row.wrong("example", "unknown_choice", found=text, choices=("yes", "no", "ja", "nee"))
    return text in _YES


def _header_is_right(folder: Folder, name: str, header: list[str]) -> bool:
    def wrong(column: str, code: str, **params: object) -> None:
        folder.mistakes.append(Mistake(name, f"row 1, {column}" if column else "row 1", code, params))

    before = len(folder.mistakes)
    for number, column in enumerate(header):
        if column not in v.AREA_COLUMNS:
            wrong(column, "unknown_key", choices=v.AREA_COLUMNS, suggestion=closest(column, v.AREA_COLUMNS))
        elif column in header[:number]:
            wrong(column, "duplicate", found=column, first=f"{name}, row 1")
    for column in _NEEDED:
        if column not in header:
            wrong(column, "missing_column", choices=v.AREA_COLUMNS)
    return len(folder.mistakes) == before


def _without_empty_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return ";" if first.count(";") > first.count(",") else ","
