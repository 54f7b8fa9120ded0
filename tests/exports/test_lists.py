"""Attendance lists, posters, the check-in log, the table of ideas and the zip with everything."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from dataclasses import replace

import pytest

from charrette.agendas.export import book as book_of_agendas
from charrette.agendas.export.book import agenda_file, book_files, book_zip
from charrette.agendas.export.values import AgendaDocument, Book
from charrette.attendance.export.pdf import attendance_pdf
from charrette.boards.export import ideas_beside, ideas_csv
from charrette.exports import child
from charrette.exports.words import Words
from charrette.week.export import poster_pdf
from tests.exports import examples
from tests.exports.conftest import fonts_of, reader, text_of


def test_the_same_list_gives_the_same_bytes_with_its_fonts_inside(words: Words) -> None:
    pdf = attendance_pdf(examples.attendance(), words)
    assert attendance_pdf(examples.attendance(), words) == pdf
    assert set(fonts_of(pdf).values()) == {True}


def test_the_head_says_what_the_list_is_for_and_when_it_goes(words: Words) -> None:
    text = text_of(attendance_pdf(examples.attendance(), words))
    assert "Om te weten wie meeontwerpt" in text
    assert "Destroy this list on 12 June 2026 at the latest." in text


def test_the_four_numbers_keep_their_labels(words: Words) -> None:
    text = text_of(attendance_pdf(examples.attendance(), words)).replace("\n", " ")
    for labelled in ("75 expected", "4 attendances", "3 unique people", "2 present now"):
        assert labelled in text


def test_a_long_list_repeats_its_head_and_numbers_its_pages(words: Words) -> None:
    rows = [examples.attendance_row(name=f"Bewoner {number}", party_role="resident") for number in range(1, 121)]
    pages = reader(attendance_pdf(examples.attendance(*rows), words)).pages
    assert all("Name" in page.extract_text() for page in pages)
    assert "Bewoner 120" in "".join(page.extract_text() for page in pages)


def test_a_name_longer_than_a_page_does_not_stop_the_list(words: Words) -> None:
    text = text_of(attendance_pdf(examples.attendance(examples.attendance_row(name="lang " * 3000)), words))
    assert text.count("lang") >= 3000


def test_the_table_of_ideas_names_nobody() -> None:
    head = ideas_csv(examples.ideas()).decode("utf-8-sig").splitlines()[0]
    assert "name" not in head
    assert "author" not in head


def test_the_poster_says_address_and_code_on_both_sizes(words: Words) -> None:
    for size, width in (("A4", 595), ("A3", 841)):
        pdf = reader(poster_pdf(examples.poster(), words, size=size))
        assert len(pdf.pages) == 1
        assert int(pdf.pages[0].mediabox.width) == width
        assert "7KDX4M" in pdf.pages[0].extract_text()


def test_the_poster_says_what_to_do_with_the_code(words: Words) -> None:
    assert "Point the camera of your phone at this code." in text_of(poster_pdf(examples.poster(), words))


def _book() -> Book:
    agendas = (examples.agenda(),)
    beside = ideas_beside(examples.ideas(), Words("nl"))
    return Book(slug="smederijen", moment=examples.MOMENT, agendas=agendas, beside=beside, lang="nl")


def test_the_same_week_gives_the_same_zip(words: Words) -> None:
    assert book_zip(_book(), words) == book_zip(_book(), words)


def test_the_zip_has_every_area_in_every_format_with_the_right_checksums(words: Words) -> None:
    packed = zipfile.ZipFile(io.BytesIO(book_zip(_book(), words)))
    assert packed.testzip() is None
    assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert packed.namelist() == [
        *(f"smederijen/agendas/noordscheschut.{suffix}" for suffix in ("pdf", "html", "csv", "json")),
        "smederijen/ideas.csv",
        "smederijen/ideas.json",
        "smederijen/index.html",
        "smederijen/manifest.json",
    ]
    manifest = json.loads(packed.read("smederijen/manifest.json"))
    assert manifest["moment"]["seq"] == 1482
    for listed in manifest["files"]:
        data = packed.read(f"smederijen/{listed['name']}")
        assert hashlib.sha256(data).hexdigest() == listed["sha256"]
        assert len(data) == listed["bytes"]


def test_an_agenda_that_cannot_be_made_or_takes_too_long_is_left_out_and_the_book_says_so(
    words: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One keeps the processor busy for ever, one fails; the others are made, and no link leads to what is missing."""
    other = replace(examples.agenda(), area_slug="traag", area_name="Traag")

    def make(document: AgendaDocument, words: Words, suffix: str) -> bytes:
        while document.area_slug == "traag" and suffix == "pdf":
            pass
        if document.area_slug == "traag" and suffix == "csv":
            raise RuntimeError("a font went missing")
        return agenda_file(document, words, suffix)

    monkeypatch.setattr(book_of_agendas, "agenda_file", make)
    monkeypatch.setattr(child, "PART_CPU_SECONDS", 0.3)
    told: list[str] = []
    book = replace(_book(), agendas=(other, examples.agenda()))
    files = book_files(book, words, child.Kitchen(lambda: told.append("goes on")).watched)

    made = [f"agendas/noordscheschut.{suffix}" for suffix in ("pdf", "html", "csv", "json")]
    assert [name for name in files if "/" in name] == [*made, "agendas/traag.html", "agendas/traag.json"]
    assert json.loads(files["manifest.json"])["not_made"] == ["agendas/traag.csv", "agendas/traag.pdf"]
    assert re.findall(rb'href="(agendas/[^"]+)"', files["index.html"]) == [
        name.encode() for name in files if "/" in name
    ]
    assert len(told) == 8
