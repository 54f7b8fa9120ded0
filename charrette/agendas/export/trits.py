"""The three Trits parts of a topic on paper: a tile with a picture and a word each, and what was agreed."""

from __future__ import annotations

from typing import Any

from reportlab.platypus.flowables import Flowable
from reportlab.platypus.tables import TableStyle

from charrette.agendas.export.phrases import all_parts, trit_texts
from charrette.agendas.export.values import Trit
from charrette.agendas.lists import TritsPart
from charrette.exports.fonts import REGULAR
from charrette.exports.pdf_book import Grid, artifact
from charrette.exports.pdf_styles import BODY, DELFT, DELFT_PALE, LINE, OPEN, PART, QUIET, WHITE
from charrette.exports.pdf_text import Text
from charrette.exports.words import Words

_TILE = 34.0
_LEFT = 194.0


class Tile(Flowable):
    """A Delft tile with people: one acts; two side by side; one hands over to another."""

    def __init__(self, part: str) -> None:
        super().__init__()
        self.part = part

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Take a square."""
        self.width = self.height = _TILE
        return _TILE, _TILE

    def draw(self) -> None:
        """Draw the tile as furniture: the word beside it says the same."""
        canvas: Any = self.canv
        with artifact(canvas):
            canvas.saveState()
            canvas.setStrokeColor(DELFT)
            canvas.setLineWidth(1)
            canvas.setFillColor(DELFT_PALE)
            canvas.roundRect(0.5, 0.5, _TILE - 1, _TILE - 1, 4, stroke=1, fill=1)
            _PICTURES[TritsPart(self.part)](canvas)
            canvas.restoreState()


def _person(canvas: Any, x: float, *, filled: bool) -> None:
    canvas.setFillColor(DELFT if filled else WHITE)
    canvas.setLineWidth(1.4)
    canvas.circle(x, 22.5, 4, stroke=1, fill=1)
    path = canvas.beginPath()
    path.moveTo(x - 6.5, 7.5)
    path.curveTo(x - 6.5, 19.5, x + 6.5, 19.5, x + 6.5, 7.5)
    path.close()
    canvas.drawPath(path, stroke=1, fill=1)


def _ourselves(canvas: Any) -> None:
    _person(canvas, _TILE / 2, filled=True)


def _with_help(canvas: Any) -> None:
    _person(canvas, 22.5, filled=False)
    _person(canvas, 11.5, filled=True)


def _to_others(canvas: Any) -> None:
    _person(canvas, 23.5, filled=False)
    canvas.setFillColor(DELFT)
    canvas.setLineWidth(2)
    canvas.line(4.5, 16, 10, 16)
    path = canvas.beginPath()
    path.moveTo(9.5, 12)
    path.lineTo(15, 16)
    path.lineTo(9.5, 20)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


_PICTURES = {
    TritsPart.OURSELVES: _ourselves,
    TritsPart.WITH_HELP: _with_help,
    TritsPart.TO_OTHERS: _to_others,
}


def trits_table(trits: tuple[Trit, ...], words: Words, width: float) -> Flowable:
    """Return the three parts under each other; a part without an entry is shown as not discussed yet."""
    rows = [[Tile(t.part), Text(words.name("trits_part", t.part), PART), _answer(t, words)] for t in all_parts(trits)]
    table = Grid(rows, [_TILE + 10, _LEFT - _TILE, width - _LEFT - 10], splitInRow=1)
    table.setStyle(
        TableStyle(
            [
                ("FONTNAME", (0, 0), (-1, -1), REGULAR),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (0, -1), 0),
                ("LEFTPADDING", (1, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 8),
                ("TOPPADDING", (0, 0), (-1, -1), 8),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
                ("LINEABOVE", (0, 0), (-1, 0), 0.75, DELFT),
                ("LINEBELOW", (0, 0), (-1, -2), 0.5, LINE),
                ("LINEBELOW", (0, -1), (-1, -1), 0.75, DELFT),
            ]
        )
    )
    return table


def _answer(trit: Trit, words: Words) -> list[Flowable]:
    text, party = trit_texts(trit, words)
    found: list[Flowable] = [Text(text, OPEN if not trit.text else BODY)]
    if party:
        found.append(Text(words.gettext("By: %(party)s") % {"party": party}, QUIET))
    return found
