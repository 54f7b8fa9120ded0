"""QR codes: as SVG and PNG on pages, as blocks in a terminal; in PDFs see ``pdf_qr``. Level M, quiet zone of four.

The address always comes from the caller, who takes it from the settings, never from a request header.
"""

from __future__ import annotations

import io
from functools import lru_cache

import qrcode

QUIET_ZONE = 4  # modules of white around the code, as the standard asks


@lru_cache(maxsize=256)
def matrix(url: str) -> list[list[bool]]:
    """Return the code of ``url`` as rows of modules, True where it is dark, quiet zone included."""
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(url)
    code.make(fit=True)
    rows: list[list[bool]] = code.get_matrix()
    return rows


def qr_svg(url: str) -> str:
    """Return ``url`` as an SVG document of one path, black on white whatever the theme around it."""
    rows = matrix(url)
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
    rows = matrix(url)
    if len(rows) % 2:
        rows = [*rows, [False] * len(rows)]
    blocks = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}
    pairs = zip(rows[::2], rows[1::2], strict=True)
    lines = ["".join(blocks[pair] for pair in zip(upper, lower, strict=True)) for upper, lower in pairs]
    return "\n".join(f"\x1b[97;40m{line}\x1b[0m" if colours else line for line in lines)
