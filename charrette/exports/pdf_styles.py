"""The look on paper: charcoal ink, Delft blue for what is given, one ember rule. Lengths in points."""

from __future__ import annotations

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm

from charrette.exports.pdf_text import TextStyle

INK = HexColor("#23211e")
SOFT_INK = HexColor("#57524a")
DELFT = HexColor("#1f3f7f")
DELFT_PALE = HexColor("#eaeff8")
EMBER = HexColor("#b8430b")
LINE = HexColor("#cfc8ba")
WHITE = HexColor("#ffffff")

MARGIN = 20 * mm
FOOT = 12 * mm

OVERLINE = TextStyle(10, 13, DELFT, bold=True)
TITLE = TextStyle(30, 35, INK, bold=True, after=4, tag="H1")
LEAD = TextStyle(13, 19, SOFT_INK, after=4)
HEADING = TextStyle(18, 23, DELFT, bold=True, before=10, after=5, tag="H2", keep_with_next=True)
TOPIC = TextStyle(17, 22, INK, bold=True, after=3, tag="H3", keep_with_next=True)
LABEL = TextStyle(9, 12, DELFT, bold=True, before=3, after=1, keep_with_next=True)
BODY = TextStyle(11, 16, INK, after=5)
QUIET = TextStyle(9.5, 13.5, SOFT_INK, after=3)
OPEN = TextStyle(11, 16, SOFT_INK)
PART = TextStyle(11, 14, DELFT, bold=True, tag="H4")
CELL = TextStyle(10, 13, INK)
CELL_HEAD = TextStyle(10, 13, DELFT, bold=True)
FOOTER = TextStyle(8.5, 11, SOFT_INK)
NUMBER = TextStyle(20, 24, INK, bold=True)
