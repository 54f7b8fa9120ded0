"""The agenda of one area as one web page that needs nothing else: no script, no other file, no network.

Autoescaping is on for everything; people's words never pass a filter that would switch it off. It is also the
accessible twin of the PDF.
"""

from __future__ import annotations

import base64
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from charrette.agendas.export.phrases import (
    agenda_title,
    all_parts,
    facts_line,
    idea_numbers_line,
    own_number_line,
    part_line,
    trit_texts,
)
from charrette.agendas.export.values import AgendaDocument, Book, Topic
from charrette.agendas.files import AGENDA
from charrette.exports.phrases import capital, number_line, stood_line
from charrette.exports.qr import qr_svg
from charrette.exports.text import clean
from charrette.exports.words import Words
from charrette.spine.names import name_order

TEMPLATES = Path(__file__).parents[3] / "templates"


def agenda_html(document: AgendaDocument, words: Words) -> str:
    """Return the agenda as a self-contained page. The same document gives the same text."""
    values = {
        "agenda": document,
        "title": clean(agenda_title(document, words)),
        "facts": clean(facts_line(document, words)),
        "moment": capital(stood_line(document.moment, words)),
        "state_number": number_line(document.moment, words),
        "own_number": lambda topic: own_number_line(topic, words),
        "parts": lambda topic: _parts(topic, words),
        "origins": lambda topic: idea_numbers_line(topic, words),
        "part_line": lambda part: part_line(part, words),
        "_": words.gettext,
    }
    return _environment().get_template("agendas/agenda.html").render(values)


def index_html(book: Book, words: Words, names: list[str]) -> str:
    """Return the page that leads to every file of the book; ``names`` are the files beside it."""
    values = {
        "book": book,
        "agendas": sorted(book.agendas, key=lambda agenda: (name_order(agenda.area_name), agenda.area_slug)),
        "formats": AGENDA.formats,
        "names": set(names),
        "others": [name for name in names if not name.startswith("agendas/")],
        "moment": capital(stood_line(book.moment, words)),
        "state_number": number_line(book.moment, words),
        "_": words.gettext,
    }
    return _environment().get_template("agendas/index.html").render(values)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["clean"] = clean
    environment.filters["qr"] = _qr_data
    environment.filters["web"] = _web_address
    return environment


def _qr_data(url: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(qr_svg(url).encode()).decode()


def _web_address(url: str) -> str:
    """Return ``url`` when it leads to a web page; otherwise nothing, so that no link can run code."""
    return url if url.startswith(("https://", "http://")) else "#"


def _parts(topic: Topic, words: Words) -> list[tuple[str, str, str, str, bool]]:
    """Return for each Trits part: its code, its name, its text, its party and whether people wrote the text."""
    return [
        (trit.part, words.name("trits_part", trit.part), *trit_texts(trit, words), bool(trit.text))
        for trit in all_parts(topic.trits)
    ]
