"""Texts that programs trip over: our own of ``tests/data/text/hostile.json``, and those of the larger sets on top.

There they stand by kind. A kind has ``texts``; or ``shapes`` with a hole ``{}`` for each of its ``fillings``; or texts
that are ``repeated`` so many times. A reader sees the idea, and the tests get hundreds of strings.
"""

from __future__ import annotations

import json
import re
import unicodedata
from itertools import product
from typing import Any

from charrette.spine.texts import is_blank
from tests.datasets import SHIPPED, larger


def _kinds() -> dict[str, dict[str, Any]]:
    kinds: dict[str, dict[str, Any]] = json.loads((SHIPPED / "text" / "hostile.json").read_text("utf-8"))
    return kinds


def _texts(kind: dict[str, Any]) -> list[str]:
    filled = [shape.replace("{}", text) for shape, text in product(kind.get("shapes", ()), kind.get("fillings", ()))]
    repeated = [text * times for text, times in kind.get("repeated", {}).items()]
    return [*kind.get("texts", ()), *filled, *repeated]


def hostile_strings() -> list[str]:
    """Return all hostile strings there are, none twice, none of them blank: those that are have tests of their own."""
    more = larger("text/blns.json")
    ours = [text for kind in _kinds().values() for text in _texts(kind)]
    strings = [*ours, *(json.loads(more.read_text("utf-8")) if more else ())]
    return [text for text in dict.fromkeys(strings) if not is_blank(as_kept(text))]


def formula_cells() -> list[str]:
    """Return cells that a spreadsheet might take for a formula."""
    more = larger("text/csv_injection.txt")
    return [*_kinds()["formulas"]["texts"], *(more.read_text("utf-8").splitlines() if more else ())]


def as_kept(text: str) -> str:
    """Return how a text is kept: composed (NFC), one letter for a line end, a mark for what no database can hold."""
    lines = re.sub("\r\n|[\r\u0085\u2028\u2029]", "\n", text)
    return unicodedata.normalize("NFC", lines.replace("\x00", "\ufffd"))
