"""All agendas of a charrette in one zip: for each area four formats, an index and a list of checksums."""

from __future__ import annotations

import logging
from functools import partial

from charrette.agendas.export.html import agenda_html, index_html
from charrette.agendas.export.pdf import agenda_pdf
from charrette.agendas.export.tables import agenda_json, agenda_sheet
from charrette.agendas.export.values import AgendaDocument, Book
from charrette.agendas.files import AGENDA
from charrette.exports.archive import manifest, zipped
from charrette.exports.making import Guard, Make, unwatched
from charrette.exports.sheets import FORMATS, sheet_bytes
from charrette.exports.tables import json_bytes
from charrette.exports.words import Words

log = logging.getLogger(__name__)


def agenda_file(document: AgendaDocument, words: Words, suffix: str) -> bytes:
    """Return the agenda in the format ``suffix``, one of those of ``AGENDA``; raises KeyError for another."""
    makers: dict[str, Make] = {
        "pdf": lambda: agenda_pdf(document, words),
        "html": lambda: agenda_html(document, words).encode("utf-8"),
        **{format: partial(sheet_bytes, agenda_sheet(document), format, words) for format in FORMATS},
        "json": lambda: agenda_json(document),
    }
    return makers[suffix]()


def book_files(book: Book, words: Words, guard: Guard = unwatched) -> dict[str, bytes]:
    """Return all files of the book by name, index and manifest last.

    An agenda that cannot be made, or that ``guard`` gives up, is left out and logged: one text never stops the book.
    The index does not lead to it, and the manifest names it.
    """
    wanted = {
        f"agendas/{agenda.area_slug}.{suffix}": partial(agenda_file, agenda, words, suffix)
        for agenda in sorted(book.agendas, key=lambda agenda: agenda.area_slug)
        for suffix in AGENDA.formats
    }
    files: dict[str, bytes] = {}
    for name, make in wanted.items():
        try:
            files[name] = guard(make)
        except Exception:
            log.exception("%s could not be made; the book goes on without it", name)
    files |= book.beside.files
    files["index.html"] = index_html(book, words, sorted(files)).encode("utf-8")
    files["manifest.json"] = json_bytes(manifest(book.slug, book.moment, files, wanted=wanted.keys()))
    return files


def book_zip(book: Book, words: Words, guard: Guard = unwatched) -> bytes:
    """Return the whole book as a zip."""
    return zipped(book.slug, book_files(book, words, guard))
