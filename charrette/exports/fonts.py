"""The fonts of the printed documents, all embedded, each loaded when the first character needs it.

Atkinson Hyperlegible is the house typeface. reportlab has no fallback: a character that a font lacks is
written as ``.notdef`` without a word. So every cluster is looked up here first; what no font has is printed
as ``[U+1F33B]`` by ``pdf_text``, never as an empty box.
"""

from __future__ import annotations

import importlib.resources
import threading
from functools import lru_cache
from typing import Any

import uharfbuzz
from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFError, TTFont

from charrette.exports.text import is_invisible

REGULAR = "Charrette"
BOLD = "Charrette-Bold"
_PRIVATE = 0x100000  # the last private plane of Unicode, here the codes of joined letters
_PRIVATE_CODES = 0xFFFE
_ATKINSON = "fontpkg_atkinson_hyperlegible"
_NOTO = "manimgx_fonts"
_NOTO_SCRIPTS = (  # script, whether its letters change shape with their neighbours
    ("", False),
    ("Arabic", True),
    ("Hebrew", True),
    ("Ethiopic", False),
    ("Devanagari", True),
    ("Thai", True),
    ("Armenian", False),
    ("Georgian", False),
    ("Bengali", True),
    ("Gujarati", True),
    ("Gurmukhi", True),
    ("Tamil", True),
    ("Telugu", True),
    ("Kannada", True),
    ("Malayalam", True),
    ("Oriya", True),
    ("Sinhala", True),
    ("Khmer", True),
    ("Lao", True),
    ("Myanmar", True),
    ("Symbols", False),
)
_FALLBACKS: tuple[tuple[str, str, str, bool], ...] = (  # name, package, file inside it, shaped
    *((f"Noto{script}", _NOTO, f"NotoSans{script}[wght].ttf", shaped) for script, shaped in _NOTO_SCRIPTS),
    ("NotoEmoji", _NOTO, "NotoEmoji[wght].ttf", False),
    ("MicroHei", "paperang_p2_fonts_cjk", "fonts/wqy-microhei.ttc", False),
)
LOOK_ALIKES = {"\u2610": "\u25a1"}  # a ballot box is drawn as a white square; its text stays a ballot box
_lock = threading.Lock()


class EmbeddedFont(TTFont):
    """A TrueType font whose text can always be read back out of the PDF.

    reportlab's own table from glyph to text writes five hexadecimal digits for an emoji, which no reader
    accepts, and private codes for joined letters. Here each code maps to the UTF-16 text it was drawn for.
    """

    def __init__(self, name: str, path: str, *, shaped: bool) -> None:
        super().__init__(name, path)
        self.shaped = shaped
        self._hb: uharfbuzz.Font | None = None
        self._codes: dict[tuple[int, str, int], int] = {}
        self._says: dict[int, str] = {}

    def has(self, cluster: str) -> bool:
        """Whether every visible character of ``cluster`` has a glyph here."""
        glyphs = self.face.charToGlyph
        return all((ord(char) in glyphs and ord(char) < _PRIVATE) or is_invisible(char) for char in cluster)

    def harfbuzz(self) -> uharfbuzz.Font:
        """Return the shaping font, in units of 1/1000 of the font size."""
        if self._hb is None:
            font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(vars(self.face)["_ttf_data"])))
            font.scale = (1000, 1000)
            self._hb = font
        return self._hb

    def code_of(self, glyph: int, says: str, width: int) -> str:
        """Return the private character that is drawn as ``glyph``, read as ``says`` and ``width``/1000 wide.

        The same glyph may stand for other text elsewhere (Arabic letters share a body and differ in dots), so
        there is a code for each. Codes stay inside the program: a PDF numbers them anew.
        """
        with _lock:
            code = self._codes.get((glyph, says, width))
            if code is None:
                if len(self._codes) >= _PRIVATE_CODES:
                    raise OverflowError(f"{self.fontName} has no code left for joined letters")
                code = _PRIVATE + len(self._codes)
                self.face.charWidths[code] = width
                self.face.charToGlyph[code] = glyph
                self._codes[glyph, says, width] = code
                self._says[code] = says
        return chr(code)

    def outline(self, glyph: int) -> tuple[tuple[str, tuple[float, ...]], ...]:
        """Return the path of ``glyph`` as PDF operators with their points, in 1/1000 of the font size."""
        return _outline(self, glyph)

    def subsets_in(self, doc: Any) -> list[list[int]]:
        """Return the characters used in ``doc`` so far, in the blocks of 256 that the format allows."""
        found: list[list[int]] = self.state[doc].subsets if doc in self.state else []
        return found

    def addObjects(self, doc: Any) -> None:  # noqa: N802  reportlab's name
        """Write the font into ``doc`` with a table from code to text that holds for every character."""
        subsets = [list(subset) for subset in self.subsets_in(doc)]
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            parts = (SUBSETN(number), b"+", self.face.name, self.face.subfontNameX)
            name = b"".join(parts).decode("pdfdoc")
            stream = doc.idToObject[f"toUnicodeCMap:{name}"]
            stream.content = _to_unicode(name, [self._says.get(code) or chr(code) for code in subset])


@lru_cache(maxsize=4096)
def _outline(face: EmbeddedFont, glyph: int) -> tuple[tuple[str, tuple[float, ...]], ...]:
    path: list[tuple[str, tuple[float, ...]]] = []
    at = [0.0, 0.0]

    def add(operator: str, *points: float) -> None:
        path.append((operator, points))
        at[:] = points[-2:] or at

    def curve(cx: float, cy: float, x: float, y: float, _: Any) -> None:
        x0, y0 = at  # a quadratic curve as the cubic one that PDF knows
        add("c", x0 + (cx - x0) * 2 / 3, y0 + (cy - y0) * 2 / 3, x + (cx - x) * 2 / 3, y + (cy - y) * 2 / 3, x, y)

    pen = uharfbuzz.DrawFuncs()
    pen.set_move_to_func(lambda x, y, _: add("m", x, y))
    pen.set_line_to_func(lambda x, y, _: add("l", x, y))
    pen.set_quadratic_to_func(curve)
    pen.set_cubic_to_func(lambda a, b, c, d, x, y, _: add("c", a, b, c, d, x, y))
    pen.set_close_path_func(lambda _: add("h"))
    face.harfbuzz().draw_glyph(glyph, pen)
    return tuple(path)


def _to_unicode(name: str, texts: list[str]) -> str:
    rows = [f"<{code:02X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in enumerate(texts)]
    blocks = []
    for start in range(0, len(rows), 100):  # the format allows a hundred rows a block
        block = rows[start : start + 100]
        blocks.append(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar")
    head = (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def\n"
        f"/CMapName /{name} def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<00> <{len(texts) - 1:02X}>\nendcodespacerange\n"
    )
    return head + "\n".join(blocks) + "\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"


@lru_cache(maxsize=64)
def font(name: str) -> EmbeddedFont | None:
    """Return the font called ``name``, registered; None when its package is not installed."""
    if name == REGULAR:
        return _load(name, _ATKINSON, "files/AtkinsonHyperlegible-Regular.ttf", shaped=False)
    if name == BOLD:
        return _load(name, _ATKINSON, "files/AtkinsonHyperlegible-Bold.ttf", shaped=False)
    for known, package, file, shaped in _FALLBACKS:
        if known == name:
            return _load(name, package, file, shaped=shaped)
    raise KeyError(name)


def _load(name: str, package: str, file: str, *, shaped: bool) -> EmbeddedFont | None:
    with _lock:
        if name in pdfmetrics.getRegisteredFontNames():
            return registered(name)
        try:
            path = importlib.resources.files(package).joinpath(file)
            loaded = EmbeddedFont(name, str(path), shaped=shaped)
        except (ModuleNotFoundError, FileNotFoundError, TTFError):
            return None
        pdfmetrics.registerFont(loaded)
        return loaded


def registered(name: str) -> EmbeddedFont:
    """Return a font that ``font`` has loaded before; raises KeyError when it has not."""
    found = pdfmetrics.getFont(name)
    if not isinstance(found, EmbeddedFont):
        raise KeyError(name)
    return found


def register() -> None:
    """Load the house typeface and make it the default, so that no document carries an unembedded font."""
    if font(REGULAR) is None or font(BOLD) is None:
        raise RuntimeError("The package fontpkg-atkinson-hyperlegible is missing: run the set-up again.")
    rl_config.canvas_basefontname = REGULAR
    rl_config.useA85 = 0  # binary streams: a fifth smaller, and much faster to write


@lru_cache(maxsize=65536)
def font_for(cluster: str, first: str = REGULAR) -> str | None:
    """Return the name of the first font that has all of ``cluster``, starting with ``first``; else None."""
    for name in (first, *(known for known, *_ in _FALLBACKS)):
        candidate = font(name)
        if candidate is not None and candidate.has(cluster):
            return name
    return None
