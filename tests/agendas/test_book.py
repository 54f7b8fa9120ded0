"""All agendas in one zip: the same week gives the same bytes, and what cannot be made is left out and named."""

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
from charrette.boards.export import ideas_beside
from charrette.exports import child
from charrette.exports.words import Words
from tests.exports import examples


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
        *(f"smederijen/agendas/noordscheschut.{suffix}" for suffix in ("pdf", "html", "csv", "xlsx", "json")),
        "smederijen/ideas.csv",
        "smederijen/ideas.xlsx",
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

    made = [f"agendas/noordscheschut.{suffix}" for suffix in ("pdf", "html", "csv", "xlsx", "json")]
    assert [name for name in files if "/" in name] == [
        *made,
        *(f"agendas/traag.{suffix}" for suffix in ("html", "xlsx", "json")),
    ]
    assert json.loads(files["manifest.json"])["not_made"] == ["agendas/traag.csv", "agendas/traag.pdf"]
    assert re.findall(rb'href="(agendas/[^"]+)"', files["index.html"]) == [
        name.encode() for name in files if "/" in name
    ]
    assert len(told) == 10
