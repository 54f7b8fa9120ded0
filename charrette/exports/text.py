"""People's words made safe to print: the one place where they are cleaned and taken apart.

The PDFs never hand these words to a markup parser (reportlab's ``Paragraph`` would read ``<b>`` as bold and
``<img>`` as a file to open), so nothing here escapes: a text becomes *clusters*, what a reader sees as one
character, and each cluster is drawn from a font that has it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

JOINER = "\u200d"
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_NEW_LINE = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u3164\uffa0")
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_PICTURE_MODIFIERS = range(0x1F3FB, 0x1F400)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_TAGS = range(0xE0000, 0xE1000)


def clean(text: str) -> str:
    """Return ``text`` in NFC with ``\\n`` as line end and without control characters.

    Half a surrogate pair becomes U+FFFD, so that every result can be written as UTF-8. Nothing else is lost.
    """
    text = _LONE_SURROGATE.sub("\ufffd", text)
    text = _NEW_LINE.sub("\n", text)
    return unicodedata.normalize("NFC", _CONTROL.sub("", text))


def is_invisible(char: str) -> bool:
    """Whether ``char`` has no picture of its own: joiners, direction marks, variation selectors, fillers."""
    return char in _FILLERS or unicodedata.category(char) == "Cf" or "\ufe00" <= char <= "\ufe0f" or ord(char) in _TAGS


def has_right_to_left(text: str) -> bool:
    """Whether ``text`` has a character of a script that runs from right to left."""
    return _RTL.search(text) is not None


def is_wide(cluster: str) -> bool:
    """Whether a line may break on either side of this cluster (Chinese, Japanese, Korean)."""
    return unicodedata.east_asian_width(cluster[0]) in "WF" and ord(cluster[0]) < 0x1F000


def clusters(text: str) -> Iterator[str]:
    """Yield what a reader sees as one character: a base with its marks, a joined emoji, a flag.

    Invisible characters stay with the character before them, so that no text is lost between clusters.
    """
    current = ""
    for char in text:
        if current and _continues(current, char):
            current += char
        else:
            if current:
                yield current
            current = char
    if current:
        yield current


def _continues(cluster: str, char: str) -> bool:
    if char in " \n":
        return False
    if unicodedata.category(char) in ("Mn", "Me", "Mc") or is_invisible(char) or ord(char) in _PICTURE_MODIFIERS:
        return not cluster.isspace()
    if ord(char) in _FLAG_LETTERS:
        return len(cluster) == 1 and ord(cluster) in _FLAG_LETTERS
    if all(is_invisible(c) for c in cluster):
        return True
    return cluster.endswith(JOINER) and unicodedata.category(char) == "So"
