"""The flowable that prints people's words. It knows no markup, so no text can be read as an instruction."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from charrette.exports.fonts import BOLD, REGULAR, registered
from charrette.exports.shaping import Glyph, Line, Piece, lay_out

log = logging.getLogger(__name__)

_THICKEN = 32  # the outline that makes a regular letter bold, as a part of its size


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text looks. Lengths in points; ``tag`` is its place in the structure tree."""

    size: float
    leading: float
    color: Color
    bold: bool = False
    before: float = 0
    after: float = 0
    indent: float = 0
    tag: str = "P"
    centred: bool = False
    keep_with_next: bool = False

    @property
    def face(self) -> str:
        """Return the name of the first font to try."""
        return BOLD if self.bold else REGULAR


class Text(Flowable):
    """A text in one style that breaks over lines and pages.

    A text that cannot be laid out is printed in escaped form and logged: one bad text never stops the book.
    """

    def __init__(self, text: str, style: TextStyle, *, lines: tuple[Line, ...] | None = None) -> None:
        super().__init__()
        self.text = text
        self.style = style
        self.keepWithNext = style.keep_with_next
        self._given = lines
        self._lines: tuple[Line, ...] = lines or ()

    def getSpaceBefore(self) -> float:  # noqa: N802  reportlab's name
        """Return the space above, in points."""
        return self.style.before

    def getSpaceAfter(self) -> float:  # noqa: N802  reportlab's name
        """Return the space below, in points."""
        return self.style.after

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Break the text into lines for ``available_width``; return the size it takes."""
        if self._given is None:
            self._lines = _lines(self.text, self.style, available_width - self.style.indent)
        self.width = available_width
        self.height = len(self._lines) * self.style.leading
        return available_width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Return the part that fits and the rest; nothing when not even one line fits."""
        self.wrap(available_width, available_height)
        fit = int(available_height / self.style.leading + 1e-6)
        total = len(self._lines)
        if fit >= total:
            return [self]
        if fit < 1 or (total > 3 and fit < 2):
            return []
        if total - fit == 1 and fit > 2:
            fit -= 1  # no last line alone on a page
        return [Text("", self.style, lines=self._lines[:fit]), Text("", self.style, lines=self._lines[fit:])]

    def draw(self) -> None:
        """Draw the lines, tagged."""
        canvas: Any = self.canv
        if canvas.dry:
            return
        canvas.open_tag(self.style.tag)
        y = self.height - self.style.size
        for line in self._lines:
            x = self.style.indent
            if self.style.centred:
                x = (self.width - line.width) / 2
            elif line.from_right:
                x = self.width - line.width
            draw_line(canvas, line, x, y, self.style.color, bold=self.style.bold)
            y -= self.style.leading
        canvas.close_tag()


def _lines(text: str, style: TextStyle, width: float) -> tuple[Line, ...]:
    try:
        return lay_out(text, style.face, style.size, width)
    except Exception:
        log.exception("A text of %d characters could not be laid out; printed in escaped form.", len(text))
        return lay_out(text.encode("ascii", "backslashreplace").decode("ascii"), style.face, style.size, width)


def draw_line(canvas: Any, line: Line, x: float, y: float, color: Color, *, bold: bool = False) -> None:
    """Draw ``line`` with its left end at (x, y), in reading order, so that text comes out of the PDF as it went in."""
    canvas.saveState()
    canvas.setFillColor(color)
    canvas.setStrokeColor(color)
    code = canvas._code
    code.append("BT")
    for place, piece in line.pieces:
        thicken = bold and piece.font not in (BOLD, REGULAR)
        if thicken:
            code.append(f"2 Tr {piece.size / _THICKEN:.3f} w")
        _draw_piece(canvas, piece, x + place, y)
        if thicken:
            code.append("0 Tr")
    if line.goes_on:
        _draw_piece(canvas, Piece(REGULAR, line.pieces[-1][1].size, " ", 0), x + line.width, y)
    code.append("ET")
    for place, piece in line.pieces:
        for glyph in piece.extra:
            _paint(canvas, piece, glyph, x + place, y, bold=bold)
    canvas.restoreState()


def _draw_piece(canvas: Any, piece: Piece, x: float, y: float) -> None:
    font = registered(piece.font)
    code = canvas._code
    code.append(f"1 0 0 1 {x + piece.x:.3f} {y + piece.y:.3f} Tm")
    for subset, encoded in font.splitString(piece.drawn, canvas._doc):
        name = font.getSubsetInternalName(subset, canvas._doc)
        code.append(f"{name} {piece.size:g} Tf ({canvas._escape(encoded)}) Tj")


def _paint(canvas: Any, piece: Piece, glyph: Glyph, x: float, y: float, *, bold: bool) -> None:
    """Paint a glyph as a shape: it is seen, but the text of its letter is already told."""
    font = registered(piece.font)
    scale = piece.size / 1000
    code = canvas._code
    if bold:
        code.append(f"{piece.size / _THICKEN:.3f} w")
    for operator, points in font.outline(glyph.number):
        placed = (f"{p * scale + (y + glyph.y if i % 2 else x + glyph.x):.3f}" for i, p in enumerate(points))
        code.append(" ".join((*placed, operator)))
    code.append("B" if bold else "f")


def text_width(text: str, style: TextStyle) -> float:
    """Return the width of ``text`` on one line, in points."""
    return lay_out(text, style.face, style.size, 1e6)[0].width


def draw_text(canvas: Canvas, text: str, style: TextStyle, x: float, y: float, *, align: str = "left") -> None:
    """Draw one line of ``text`` from, around or up to ``x``, as given by ``align``."""
    line = lay_out(text, style.face, style.size, 1e6)[0]
    shift = {"left": 0.0, "centre": line.width / 2, "right": line.width}[align]
    draw_line(canvas, line, x - shift, y, style.color, bold=style.bold)
