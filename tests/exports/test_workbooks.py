"""A workbook: text in it stays text in a spreadsheet of any language, and it is laid out to be read."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charrette.exports.text import clean
from tests.exports.spreadsheets import first_cells, one_column, page_of
from tests.hostile import formula_cells, hostile_strings

# --- text is text ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        *("1-2", "3/4", "3-4-2026", "12:30", "1E5", "007", "1,5", "1.000", "TRUE", "WAAR", "#N/A", "'t Hart", "=1+1"),
        *("+31 6 1234", "@SUM(A1)", "-2", "{=1}", "https://example.org", "mailto:a@b.nl", "twee\nregels", "_x0041_"),
        *("12345678901234567890", "0612345678", "00000", "ja", "nee", "&amp;"),
    ],
)
def test_what_looks_like_a_day_a_number_or_a_formula_stays_the_text_that_it_is(text: str) -> None:
    cell = page_of(one_column(text))["A2"]
    assert (cell.value, cell.data_type, cell.number_format, cell.hyperlink) == (text, "s", "@", None)


def test_no_cell_that_a_spreadsheet_might_take_for_a_formula_is_one() -> None:
    cells = formula_cells()
    page = page_of(one_column(*cells))
    assert len(cells) > 5
    assert [page.cell(row, 1).data_type for row in range(2, len(cells) + 2)] == ["s"] * len(cells)
    assert first_cells(one_column(*cells)) == [clean(text) for text in cells]


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_whatever_people_write_the_workbook_opens_and_tells_it(texts: list[str]) -> None:
    assert first_cells(one_column(*texts)) == [
        clean(text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd") or None for text in texts
    ]


def test_every_naughty_string_stands_in_the_workbook() -> None:
    texts = [text for text in hostile_strings() if len(text) < 30_000]
    assert first_cells(one_column(*texts)) == [
        clean(text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd") for text in texts
    ]


def test_a_text_longer_than_a_cell_holds_is_cut_and_the_workbook_opens() -> None:
    assert first_cells(one_column("x" * 40_000)) == ["x" * 32_767]


def test_a_number_is_a_number_as_long_as_a_spreadsheet_keeps_all_of_it() -> None:
    assert first_cells(one_column(0, 7, 10**15 - 1, 10**15, -(10**18))) == [
        *(0, 7, 10**15 - 1),
        *("1000000000000000", "-1000000000000000000"),
    ]


# --- how it looks ----------------------------------------------------------------------------------------------


def test_the_first_row_is_bold_stays_in_sight_and_lets_rows_be_chosen_and_paper_says_moment_and_page() -> None:
    page = page_of(one_column("Een bankje"))
    assert [cell.value for cell in page[1]] == ["Idea", "Moment", "As it stood on (Central European Time)"]
    assert [(cell.font.bold, cell.alignment.wrap_text) for cell in page[1]] == [(True, True)] * 3
    assert (page.freeze_panes, page.print_title_rows, page.title) == ("A2", "$1:$1", "Ideas")
    assert page.auto_filter.ref == "A1:C2"
    assert page.oddFooter.left.text == "As it stood on 8 June 2026, 12:13 CEST (moment 48)"
    assert page.oddFooter.right.text == "&P / &N"
    assert [page["B2"].value, page["C2"].value] == [48, datetime(2026, 6, 8, 12, 13)]


def test_a_column_is_as_wide_as_what_stands_in_it_and_a_long_text_goes_on_below_itself() -> None:
    widths = {}
    for name, text in {"short": "ja", "line": "x" * 40, "lines": "x" * 40 + "\nja", "long": "bankje " * 200}.items():
        page = page_of(one_column(text))
        widths[name] = round(page.column_dimensions["A"].width)
        assert page["A2"].alignment.wrap_text is True
    assert 8 <= widths["short"] < widths["line"] == widths["lines"] < widths["long"] <= 61


def test_the_same_table_gives_the_same_bytes() -> None:
    assert one_column("a", "b") == one_column("a", "b")
