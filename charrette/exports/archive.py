"""All areas of a charrette in one zip: for each the agenda in four formats, an index and a list of checksums.

Order and time stamps depend on the content alone, so the same week gives the same zip, byte for byte.
"""

from __future__ import annotations

import hashlib
import io
import logging
import zipfile
from collections.abc import Callable
from functools import partial
from typing import Any

from charrette.agendas.export.html import agenda_html, index_html
from charrette.agendas.export.pdf import agenda_pdf
from charrette.exports import tables
from charrette.exports.values import AGENDA_FORMATS, AgendaDocument, Book
from charrette.exports.words import Words

log = logging.getLogger(__name__)

Make = Callable[[], bytes]
Guard = Callable[[Make], bytes]
"""Makes one file of a book, as whoever makes the book wants it watched; raises when it takes too much."""
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can hold


def agenda_file(document: AgendaDocument, words: Words, suffix: str) -> bytes:
    """Return the agenda in the format ``suffix``, one of ``AGENDA_FORMATS``; raises KeyError for another."""
    makers = {
        "pdf": lambda: agenda_pdf(document, words),
        "html": lambda: agenda_html(document, words).encode("utf-8"),
        "csv": lambda: tables.agenda_csv(document),
        "json": lambda: tables.agenda_json(document),
    }
    return makers[suffix]()


def unwatched(make: Make) -> bytes:
    """Just make it."""
    return make()


def book_files(book: Book, words: Words, guard: Guard = unwatched) -> dict[str, bytes]:
    """Return all files of the book by name, index and manifest last.

    An agenda that cannot be made, or that ``guard`` gives up, is left out and logged: one text never stops the book.
    The index does not lead to it, and the manifest names it.
    """
    files: dict[str, bytes] = {}
    for agenda in sorted(book.agendas, key=lambda a: a.area_slug):
        for suffix in AGENDA_FORMATS:
            name = f"agendas/{agenda.area_slug}.{suffix}"
            try:
                files[name] = guard(partial(agenda_file, agenda, words, suffix))
            except Exception:
                log.exception("%s could not be made; the book goes on without it", name)
    if book.ideas is not None:
        files["ideas.csv"] = tables.ideas_csv(book.ideas)
        files["ideas.json"] = tables.ideas_json(book.ideas)
    files["index.html"] = index_html(book, words, sorted(files)).encode("utf-8")
    files["manifest.json"] = tables.json_bytes(_manifest(book, files))
    return files


def _manifest(book: Book, files: dict[str, bytes]) -> dict[str, Any]:
    listed = [
        {"name": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in sorted(files.items())
    ]
    names = {f"agendas/{agenda.area_slug}.{suffix}" for agenda in book.agendas for suffix in AGENDA_FORMATS}
    missing = {"not_made": sorted(names - files.keys())} if names - files.keys() else {}
    return {"charrette": book.slug, "moment": book.moment, "files": listed, **missing}


def book_zip(book: Book, words: Words, guard: Guard = unwatched) -> bytes:
    """Return the whole book as a zip."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in book_files(book, words, guard).items():
            entry = zipfile.ZipInfo(f"{book.slug}/{name}", _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, data)
    return target.getvalue()
