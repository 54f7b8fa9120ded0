"""A table for people: the same as the CSV, in their words; text in it stays text in a spreadsheet of any language."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text as sql

from charrette.exports.kinds import FOR_PROGRAMS, KINDS
from charrette.exports.making import MAKERS, prepare, unwatched
from charrette.exports.orders import Order
from charrette.exports.sheets import Column, Sheet
from charrette.exports.tables import Cell, safe_cell
from charrette.exports.words import Words, _catalogue
from charrette.spine.choices import LISTS, Word, word
from charrette.web.languages import LANGUAGES
from tests.exports.spreadsheets import cells_of, first_cells, one_column, page_of
from tests.exports.week import take_home
from tests.spine.queries import counted
from tests.world import World

TABLES = [("ideas", ""), ("attendance", "work"), ("check_in_log", "work"), ("agenda", "krakeel")]
EVERYWHERE = pytest.mark.parametrize("lang", sorted(LANGUAGES))


def sheet_of(world: World, kind: str, name: str, lang: str = "nl") -> Sheet:
    """Return a table as its maker gives it."""
    order = Order(kind=kind, charrette=world.charrette, format="xlsx", name=name, lang=lang)
    with world.reading() as session:
        made = MAKERS[kind](session, order, Words(lang))(unwatched)
    assert isinstance(made, Sheet)
    return made


def in_words(column: Column, cell: Cell, told: str, lang: str, timezone: str) -> Any:
    """Return what people must read where the CSV has ``told``; ``cell`` tells only of what kind it is."""
    if not told:
        return None
    if column.time:
        return datetime.fromisoformat(told).astimezone(ZoneInfo(timezone)).replace(tzinfo=None)
    if isinstance(cell, bool):
        return Words(lang).yes_or_no(told == "1")
    if isinstance(cell, int):
        return int(told)
    if isinstance(cell, tuple) or column.choices:
        each = told.split(" ")
        return ", ".join(Words(lang).name(column.choices, code) if column.choices else code for code in each)
    return told


# --- the same as the CSV, in words -----------------------------------------------------------------------------


@EVERYWHERE
@pytest.mark.parametrize(("kind", "name"), TABLES)
def test_every_row_and_value_of_the_csv_stands_there_in_words_and_what_is_empty_is_empty(
    played: World, kind: str, name: str, lang: str
) -> None:
    sheet = sheet_of(played, kind, name, lang)
    table = take_home(played, kind, "csv", name=name, lang=lang).decode("utf-8-sig")
    keys, *told = csv.reader(io.StringIO(table, newline=""))
    headings, rows = cells_of(take_home(played, kind, "xlsx", name=name, lang=lang))
    columns, words = sheet.all_columns(), Words(lang)
    zone = f" ({words.zone(sheet.moment.timezone)})"

    assert keys == [column.key for column in columns]
    assert headings == [words.of(column.heading) + zone * column.time for column in columns]
    assert len(set(headings)) == len(headings)
    assert len(rows) == len(told) > 1
    for cells, csv_cells, row in zip(sheet.whole(), told, rows, strict=True):
        for column, cell, told_cell, read in zip(columns, cells, csv_cells, row, strict=True):
            wanted = in_words(column, cell, told_cell, lang, sheet.moment.timezone)
            if isinstance(wanted, str) and isinstance(cell, str) and not column.choices:
                read = safe_cell(read)
            assert (read, type(read)) == (wanted, type(wanted)), column.key


@EVERYWHERE
def test_whatever_stands_above_or_in_a_table_has_words_in_each_language(world: World, lang: str) -> None:
    sheets = [sheet_of(world, kind, name) for kind, name in TABLES]
    columns = {column for sheet in sheets for column in sheet.all_columns()}
    lists = {column.choices for column in columns if column.choices}
    values = [value for name in lists for value in LISTS[name]]
    assert [value for value in values if value.words is None] == []
    declared = [column.heading for column in columns] + [sheet.name for sheet in sheets]
    declared += [kind.saved_as for kind in KINDS.values()] + [value.words.staff for value in values if value.words]
    assert {found.context for found in declared} == {"heading", "sheet name", "file name", *lists}
    assert [found for found in declared if not _has_words(found, lang)] == []


def _has_words(found: Word, lang: str) -> bool:
    """Whether the catalogue has the text; English is the language of the texts themselves."""
    known = getattr(_catalogue(lang), "_catalog", {})
    return bool(found.text) and (lang == "en" or f"{found.context}\x04{found.text}" in known)


def test_times_stand_in_the_columns_that_tell_the_zone_and_nowhere_else(played: World) -> None:
    for kind, name in TABLES:
        sheet = sheet_of(played, kind, name)
        for column, *cells in zip(sheet.all_columns(), *sheet.whole(), strict=True):
            assert {isinstance(cell, datetime) for cell in cells if cell is not None} <= {column.time}, column.key


@EVERYWHERE
def test_names_of_tabs_and_files_are_in_the_language_and_within_what_excel_takes(
    world: World, client: FlaskClient, lang: str
) -> None:
    for kind, name in TABLES:
        tab = Words(lang).of(sheet_of(world, kind, name, lang).name)
        assert page_of(take_home(world, kind, "xlsx", name=name, lang=lang)).title == tab
        assert 0 < len(tab) <= 31
        assert not re.search(r"[\[\]:*?/\\]|^'|'$", tab)
        for format in KINDS[kind].formats:
            address = f"/exports/hoogeveen/{KINDS[kind].address.format(key=name)}.{format}"
            answer = client.get(address, headers={**world.header("otto"), "Accept-Language": lang})
            pattern = Words("en" if format in FOR_PROGRAMS else lang).of(KINDS[kind].saved_as)
            named = f"{pattern.format(key=name, slug='hoogeveen')}.{format}"
            assert answer.headers["Content-Disposition"].partition("; ")[2] == f'filename="{named}"'
            assert len(named) < 218 - 100


def test_the_csv_is_the_same_in_each_language_but_for_the_sentence_of_its_purpose(played: World) -> None:
    for kind, name in TABLES:
        told = [
            [
                {key: value for key, value in row.items() if key != "purpose"}
                for row in csv.DictReader(
                    io.StringIO(take_home(played, kind, "csv", name=name, lang=lang).decode("utf-8-sig"), newline="")
                )
            ]
            for lang in sorted(LANGUAGES)
        ]
        assert all(each == told[0] for each in told), kind


def test_each_table_is_there_for_programs_and_for_a_spreadsheet(world: World, client: FlaskClient) -> None:
    tables = {kind.name for kind in KINDS.values() if "csv" in kind.formats}
    assert tables == {kind for kind, _ in TABLES} == {kind.name for kind in KINDS.values() if "xlsx" in kind.formats}
    listed = client.get("/api/week", headers=world.header("otto")).get_json()["exports"]
    for file in listed:
        if file["format"] in ("csv", "xlsx"):
            answer = client.get(file["href"], headers=world.header("otto"))
            assert (answer.status_code, answer.data[:2] == b"PK") == (200, file["format"] == "xlsx"), file
    sheets = [file for file in listed if file["format"] == "xlsx"]
    assert len(sheets) == len([file for file in listed if file["format"] == "csv"]) > len(tables)
    assert len({file["title"] for file in listed}) == len(listed)


def test_it_takes_no_more_questions_to_the_database_than_the_csv(played: World) -> None:
    for kind, name in TABLES:
        asked = {}
        for format in ("csv", "xlsx"):
            with played.reading() as session, counted(played) as queries:
                order = Order(kind=kind, charrette=played.charrette, format=format, name=name)
                prepare(session, order)(unwatched)
            asked[format] = len(queries)
        assert asked["xlsx"] == asked["csv"] > 0, kind


# --- the clock of the hall -------------------------------------------------------------------------------------

NIGHTS = {
    "2026-03-29T00:59:59Z": "2026-03-29 01:59:59",
    "2026-03-29T01:00:00Z": "2026-03-29 03:00:00",
    "2026-06-08T21:59:59Z": "2026-06-08 23:59:59",
    "2026-06-08T22:00:00Z": "2026-06-09 00:00:00",
    "2026-10-25T00:30:00Z": "2026-10-25 02:30:00",
    "2026-10-25T01:30:00Z": "2026-10-25 02:30:00",
    "2026-12-31T23:00:00Z": "2027-01-01 00:00:00",
}
"""Midnight and both changes of the clock: what is kept, and what a clock on the wall in Hoogeveen shows."""


@EVERYWHERE
def test_times_are_those_of_the_hall_over_midnight_and_both_changes_of_the_clock(played: World, lang: str) -> None:
    kept = [datetime.fromisoformat(at) for at in NIGHTS]

    def at_night(session: Any) -> None:
        for number, at in enumerate(kept, 1):
            session.execute(
                sql("update ideas set posted_at = :at where number = :number"),
                {"at": at.strftime("%Y-%m-%d %H:%M:%S.%f"), "number": number},
            )

    played.writer.run(at_night)
    sheet = sheet_of(played, "ideas", "")
    place = [column.key for column in sheet.columns].index("placed_at")
    page = page_of(take_home(played, "ideas", "xlsx", lang=lang))
    read = [page.cell(row, place + 1) for row in range(2, len(NIGHTS) + 2)]

    assert [row[place] for row in sheet.rows[: len(NIGHTS)]] == kept
    assert [str(cell.value) for cell in read] == list(NIGHTS.values())
    assert {cell.number_format for cell in read} == {{"nl": "dd-mm-yyyy hh:mm", "en": "yyyy-mm-dd hh:mm"}[lang]}
    zone = {"nl": "Midden-Europese tijd", "en": "Central European Time"}[lang]
    assert page.cell(1, place + 1).value.endswith(f" ({zone})")


@given(
    at=st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC)),
    zone=st.sampled_from(["Europe/Amsterdam", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "UTC"]),
)
def test_any_time_in_any_zone_is_what_the_clock_there_shows_to_the_second(at: datetime, zone: str) -> None:
    data = one_column(at, column=Column("at", word("heading", "Time"), time=True), timezone=zone)
    assert first_cells(data) == [at.astimezone(ZoneInfo(zone)).replace(tzinfo=None, microsecond=0)]


def test_a_zone_of_no_country_is_called_by_its_name() -> None:
    assert cells_of(one_column(timezone="UTC"))[0][-1] == "As it stood on (UTC)"


def test_a_maker_that_gives_a_table_as_bytes_is_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MAKERS._all(), "ideas", lambda *_: lambda guard: b"number,text")
    with world.reading() as session, pytest.raises(TypeError, match="not as a Sheet"):
        prepare(session, Order(kind="ideas", charrette=world.charrette, format="xlsx"))(unwatched)
