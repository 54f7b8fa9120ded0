"""QR codes: as vector in PDFs, as SVG and PNG on pages, as blocks in a terminal. Level M, quiet zone of four.

The address always comes from the caller, who takes it from the settings, never from a request header.
"""

from __future__ import annotations

import io
from functools import lru_cache
from itertools import groupby
from typing import Any

import qrcode
from reportlab.platypus.flowables import Flowable

QUIET_ZONE = 4  # modules of white around the code, as the standard asks


@lru_cache(maxsize=256)
def _matrix(url: str) -> list[list[bool]]:
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(url)
    code.make(fit=True)
    rows: list[list[bool]] = code.get_matrix()
    return rows


def qr_svg(url: str) -> str:
    """Return ``url`` as an SVG document of one path, black on white whatever the theme around it."""
    rows = _matrix(url)
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    size = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path fill="#000" d="{path}"/></svg>'
    )


def qr_png(url: str, *, pixels_per_module: int = 10) -> bytes:
    """Return ``url`` as a PNG picture."""
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=QUIET_ZONE, box_size=pixels_per_module)
    code.add_data(url)
    target = io.BytesIO()
    code.make_image().save(target, "PNG")
    return target.getvalue()


def qr_terminal(url: str, *, colours: bool = False) -> str:
    """Return ``url`` in half blocks for a dark terminal; with ``colours`` it is right on a light one too."""
    rows = _matrix(url)
    if len(rows) % 2:
        rows = [*rows, [False] * len(rows)]
    blocks = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}
    pairs = zip(rows[::2], rows[1::2], strict=True)
    lines = ["".join(blocks[pair] for pair in zip(upper, lower, strict=True)) for upper, lower in pairs]
    return "\n".join(f"\x1b[97;40m{line}\x1b[0m" if colours else line for line in lines)


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
    rows = _matrix(url)
    path = []
    for index, row in enumerate(rows):
        start = 0
        for dark, group in groupby(row):
            length = len(list(group))
            if dark:
                path.append(f"{start} {len(rows) - index - 1} {length} 1 re")
            start += length
    return len(rows), " ".join([*path, "f"])
