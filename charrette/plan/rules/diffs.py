"""Word-level differences between two versions of a text."""

from __future__ import annotations

import difflib
import re

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


def word_diff(old: str, new: str) -> list[list[str]]:
    """Return the pieces that lead from ``old`` to ``new`` as ``[op, text]`` with op same, added or removed.

    Joining what is same and added gives ``new``; same and removed gives ``old``.
    """
    a, b = _WORDS.findall(old), _WORDS.findall(new)
    pieces: list[list[str]] = []
    for op, a1, a2, b1, b2 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if op == "equal":
            pieces.append(["same", "".join(a[a1:a2])])
            continue
        if a2 > a1:
            pieces.append(["removed", "".join(a[a1:a2])])
        if b2 > b1:
            pieces.append(["added", "".join(b[b1:b2])])
    return pieces
