"""A table for a spreadsheet: the same as the CSV, and text in it stays text in a spreadsheet of any language."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from charrette.exports.kinds import KINDS
from charrette.exports.making import MAKERS, prepare, unwatched
from charrette.exports.moments import Moment
from charrette.exports.orders import Order
from charrette.exports.sheets import Sheet, sheet_bytes
from charrette.exports.tables import safe_cell
from charrette.exports.text import clean
from tests.exports.spreadsheets import page_of, rows_of
from tests.exports.week import play, take_home
from tests.hostile import hostile_strings
from tests.spine.queries import counted
from tests.world import World

TABLES = [("ideas", ""), ("attendance", "work"), ("check_in_log", "work"), ("agenda", "krakeel")]
MOMENT = Moment(
    seq=48, at=datetime(2026, 6, 8, 10, 13, tzinfo=UTC), charrette_title="Week", place="", timezone="Europe/Amsterdam"
)


def one_column(*texts: str) -> Sheet:
    return Sheet(name="texts", head=("text",), rows=[(text,) for text in texts], moment=MOMENT)


@pytest.mark.parametrize(("kind", "name"), TABLES)
def test_a_table_for_a_spreadsheet_holds_what_the_csv_holds_and_the_same_moment(
    world: World, kind: str, name: str
) -> None:
    play(world)
    read = csv.DictReader(io.StringIO(take_home(world, kind, "csv", name=name).decode("utf-8-sig"), newline=""))
    rows = rows_of(take_home(world, kind, "xlsx", name=name))

    assert len(rows) > 1
    assert [
        {title: safe_cell(value) if isinstance(value, str) else str(value) for title, value in row.items()}
        for row in rows
    ] == list(read)


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


def test_it_takes_no_more_questions_to_the_database_than_the_csv(world: World) -> None:
    play(world)
    for kind, name in TABLES:
        asked = {}
        for format in ("csv", "xlsx"):
            with world.reading() as session, counted(world) as queries:
                order = Order(kind=kind, charrette=world.charrette, format=format, name=name)
                prepare(session, order)(unwatched)
            asked[format] = len(queries)
        assert asked["xlsx"] == asked["csv"] > 0, kind


@pytest.mark.parametrize(
    "text",
    [
        *("1-2", "3/4", "3-4-2026", "12:30", "1E5", "007", "1,5", "1.000", "TRUE", "WAAR", "#N/A", "'t Hart", "=1+1"),
        *("+31 6 1234", "@SUM(A1)", "-2", "{=1}", "https://example.org", "mailto:a@b.nl", "twee\nregels", "_x0041_"),
    ],
)
def test_what_looks_like_a_day_a_number_or_a_formula_stays_the_text_that_it_is(text: str) -> None:
    page = page_of(sheet_bytes(one_column(text), "xlsx"))
    cell = page["A2"]
    assert (cell.data_type, cell.number_format, cell.hyperlink) == ("s", "@", None)
    assert [row["text"] for row in rows_of(sheet_bytes(one_column(text), "xlsx"))] == [text]


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_whatever_people_write_the_workbook_opens_and_tells_it(texts: list[str]) -> None:
    told = [row["text"] for row in rows_of(sheet_bytes(one_column(*texts), "xlsx"))]
    assert told == [clean(text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd") for text in texts]


def test_every_naughty_string_stands_in_the_workbook() -> None:
    texts = [text for text in hostile_strings() if len(text) < 30_000]
    told = [row["text"] for row in rows_of(sheet_bytes(one_column(*texts), "xlsx"))]
    assert told == [clean(text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd") for text in texts]


def test_a_text_longer_than_a_cell_holds_is_cut_and_the_workbook_opens() -> None:
    (row,) = rows_of(sheet_bytes(one_column("x" * 40_000), "xlsx"))
    assert row["text"] == "x" * 32_767


def test_the_first_row_is_bold_and_stays_in_sight_and_paper_says_moment_and_page() -> None:
    page = page_of(sheet_bytes(one_column("Een bankje"), "xlsx"))
    assert [cell.value for cell in page[1]] == ["text", "moment", "moment_at"]
    assert [cell.font.bold for cell in page[1]] == [True] * 3
    assert (page.freeze_panes, page.print_title_rows, page.title) == ("A2", "$1:$1", "texts")
    assert page.oddFooter.left.text == "moment moment_at: 48 2026-06-08T10:13:00Z"
    assert page.oddFooter.right.text == "&P / &N"
    assert [page["B2"].value, page["C2"].value] == [48, "2026-06-08T10:13:00Z"]


def test_the_same_table_gives_the_same_bytes() -> None:
    assert sheet_bytes(one_column("a", "b"), "xlsx") == sheet_bytes(one_column("a", "b"), "xlsx")


def test_a_maker_that_gives_a_table_as_bytes_is_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MAKERS._all(), "ideas", lambda *_: lambda guard: b"number,text")
    with world.reading() as session, pytest.raises(TypeError, match="not as a Sheet"):
        prepare(session, Order(kind="ideas", charrette=world.charrette, format="xlsx"))(unwatched)
