"""All areas of a charrette in one zip: for each the agenda in four formats, an index and a list of checksums.

Order and time stamps depend on the content alone, so the same week gives the same zip, byte for byte.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import Any

from charrette.exports import tables
from charrette.exports.html import agenda_html, index_html
from charrette.exports.pdf_agenda import agenda_pdf
from charrette.exports.values import AgendaDocument, Book
from charrette.exports.words import Words

FORMATS = ("pdf", "html", "csv", "json")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can hold


def agenda_file(document: AgendaDocument, words: Words, suffix: str) -> bytes:
    """Return the agenda in the format ``suffix``, one of ``FORMATS``; raises KeyError for another."""
    makers = {
        "pdf": lambda: agenda_pdf(document, words),
        "html": lambda: agenda_html(document, words).encode("utf-8"),
        "csv": lambda: tables.agenda_csv(document),
        "json": lambda: tables.agenda_json(document),
    }
    return makers[suffix]()


def book_files(book: Book, words: Words) -> dict[str, bytes]:
    """Return all files of the book by name, index and manifest last."""
    files: dict[str, bytes] = {}
    for agenda in sorted(book.agendas, key=lambda a: a.area_slug):
        for suffix in FORMATS:
            files[f"agendas/{agenda.area_slug}.{suffix}"] = agenda_file(agenda, words, suffix)
    if book.ideas is not None:
        files["ideas.csv"] = tables.ideas_csv(book.ideas)
        files["ideas.json"] = tables.ideas_json(book.ideas)
    files.update(sorted(book.extra_files))
    files["index.html"] = index_html(book, words, sorted(files)).encode("utf-8")
    files["manifest.json"] = tables.json_bytes(_manifest(book, files))
    return files


def _manifest(book: Book, files: dict[str, bytes]) -> dict[str, Any]:
    listed = [
        {"name": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in sorted(files.items())
    ]
    return {"charrette": book.slug, "moment": book.moment, "files": listed}


def book_zip(book: Book, words: Words) -> bytes:
    """Return the whole book as a zip."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in book_files(book, words).items():
            entry = zipfile.ZipInfo(f"{book.slug}/{name}", _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, data)
    return target.getvalue()
