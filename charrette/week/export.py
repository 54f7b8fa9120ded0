"""The poster at the door: one code to scan, as large as the paper allows, and the same to type."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import Any

from reportlab.lib.pagesizes import A3, A4
from reportlab.lib.units import mm
from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette.exports import fonts
from charrette.exports.making import Work, makes
from charrette.exports.orders import Order
from charrette.exports.pdf_book import About, artifact, tagged_canvas
from charrette.exports.pdf_qr import draw_qr
from charrette.exports.pdf_styles import DELFT, EMBER, INK, SOFT_INK, WHITE
from charrette.exports.pdf_text import TextStyle, draw_line, draw_text
from charrette.exports.shaping import lay_out
from charrette.exports.text import clean
from charrette.exports.words import Words
from charrette.week.files import POSTER
from charrette.week.models import Charrette, Gathering

SIZES = {"A4": A4, "A3": A3}


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterValue:
    """What hangs on the wall: a code to scan, an address to type and a code to say aloud."""

    title: str
    place: str
    url: str
    code: str
    lang: str


@makes(POSTER)
def poster(session: Session, order: Order, words: Words) -> Work:
    """Make the poster of a gathering."""
    charrette = session.get_one(Charrette, order.charrette)
    query = select(Gathering).where(Gathering.charrette_id == charrette.id, Gathering.key == order.name)
    gathering = session.scalars(query).one()
    url = f"{order.public_url}/j/{gathering.code}"
    value = PosterValue(title=gathering.title, place=charrette.place, url=url, code=gathering.code, lang=order.lang)
    return lambda guard: poster_pdf(value, words)


def poster_pdf(poster: PosterValue, words: Words, *, size: str = "A4") -> bytes:
    """Return the poster as a PDF of one page; ``size`` is ``A4`` or ``A3``. Raises KeyError for another."""
    fonts.register()
    width, height = SIZES[size]
    scale = width / A4[0]
    title = words.gettext("Join: %(title)s") % {"title": poster.title}
    about = About(title, poster.title, poster.url, poster.lang, "", lambda page, total: "")
    target = io.BytesIO()
    canvas = tagged_canvas(target, about=about, pagesize=(width, height))
    canvas.setTitle(clean(about.title))
    canvas.setAuthor(clean(about.author))
    canvas.setCreator("Charrette")
    _draw(canvas, poster, words, width / scale, height / scale, scale)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def _draw(canvas: Any, poster: PosterValue, words: Words, width: float, height: float, scale: float) -> None:
    canvas.scale(scale, scale)
    middle, margin = width / 2, 18 * mm
    with artifact(canvas):
        canvas.setFillColor(DELFT)
        canvas.rect(0, height - 42 * mm, width, 42 * mm, stroke=0, fill=1)
        canvas.setFillColor(EMBER)
        canvas.rect(0, height - 44 * mm, width, 2 * mm, stroke=0, fill=1)
    y = height - 13 * mm
    y = _block(canvas, poster.title, TextStyle(30, 34, WHITE, bold=True, tag="H1"), middle, y, width - 2 * margin, 1)
    _block(canvas, poster.place, TextStyle(15, 19, WHITE), middle, y - 2, width - 2 * margin, 1)
    qr = 152 * mm
    top = height - 47 * mm
    alt = words.gettext("QR code to %(url)s") % {"url": poster.url}
    draw_qr(canvas, poster.url, alt, middle - qr / 2, top - qr, qr)
    y = top - qr - 1 * mm
    for line in _instructions(words):
        y = _block(canvas, line, TextStyle(16, 21, INK), middle, y, width - 2 * margin, 2)
    y -= 5 * mm
    address = re.sub(r"^https?://", "", poster.url).removesuffix(f"/j/{poster.code}")
    y = _block(canvas, address, TextStyle(28, 34, DELFT, bold=True), middle, y, width - 2 * margin, 2)
    _code(canvas, poster.code, words, middle, y - 2 * mm)


def _instructions(words: Words) -> tuple[str, ...]:
    return (
        words.gettext("Point the camera of your phone at this code."),
        words.gettext("Or type this address and the code."),
    )


def _block(canvas: Any, text: str, style: TextStyle, middle: float, y: float, width: float, most: int) -> float:
    """Draw ``text`` centred under ``y`` in at most ``most`` lines, smaller where it must; return the next y."""
    if not text:
        return y
    size = style.size
    while size > 8 and len(lay_out(text, style.face, size, width)) > most:
        size -= 1
    leading = style.leading * size / style.size
    canvas.open_tag(style.tag)
    for line in lay_out(text, style.face, size, width):
        draw_line(canvas, line, middle - line.width / 2, y - size, style.color, bold=style.bold)
        y -= leading
    canvas.close_tag()
    return y


def _code(canvas: Any, code: str, words: Words, middle: float, y: float) -> None:
    label = TextStyle(14, 18, SOFT_INK)
    big = TextStyle(72, 76, INK, bold=True)
    canvas.open_tag("P")
    draw_text(canvas, words.gettext("Code"), label, middle, y - 12, align="centre")
    draw_text(canvas, code, big, middle, y - 76, align="centre")
    canvas.close_tag()
