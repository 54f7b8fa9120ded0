"""QR codes in PDFs, as vectors that are a link and have words for who cannot see them."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from typing import Any

from reportlab.platypus.flowables import Flowable

from charrette.exports.qr import matrix


class QrCode(Flowable):
    """A QR code of ``size`` points, quiet zone included, with words for who cannot see it."""

    def __init__(self, url: str, size: float, alt: str) -> None:
        super().__init__()
        self.url, self.size, self.alt = url, size, alt

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Take a square."""
        self.width = self.height = self.size
        return self.size, self.size

    def draw(self) -> None:
        """Draw the code, as a picture that is a link."""
        canvas: Any = self.canv
        if canvas.dry:
            return
        draw_qr(canvas, self.url, self.alt, 0, 0, self.size)


def draw_qr(canvas: Any, url: str, alt: str, x: float, y: float, size: float) -> None:
    """Draw ``url`` with its lower left corner at (x, y), ``size`` points wide, as a picture that is a link.

    ``alt`` says where it leads.

    One path of rectangles; reportlab's own widget would bring an unembedded Helvetica into the document.
    """
    side, path = _squares(url)
    canvas.open_tag("Figure", alt)
    scale = size / side
    canvas.saveState()
    canvas.transform(scale, 0, 0, scale, x, y)
    canvas.setFillGray(1)
    canvas.rect(0, 0, side, side, stroke=0, fill=1)
    canvas.setFillGray(0)
    canvas._code.append(path)
    canvas.restoreState()
    canvas.close_tag()
    canvas.add_link(alt, (x, y, x + size, y + size), url=url)


@lru_cache(maxsize=256)
def _squares(url: str) -> tuple[int, str]:
    """Return the width of the code in modules and its dark ones as a PDF path, one rectangle for each stretch."""
    rows = matrix(url)
    path = []
    for index, row in enumerate(rows):
        start = 0
        for dark, group in groupby(row):
            length = len(list(group))
            if dark:
                path.append(f"{start} {len(rows) - index - 1} {length} 1 re")
            start += length
    return len(rows), " ".join([*path, "f"])
