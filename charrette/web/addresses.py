"""Addresses and file names that come from outside: the one place that says which lead nowhere but to us."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from flask import Response

LONGEST = 2_000


def inside(target: str) -> str | None:
    """Return ``target`` if it is a path on this server, as every browser reads it; None otherwise.

    Nothing is taken out first: browsers drop tabs and line feeds, and read a backslash as a slash, so who has one
    in it means no page of ours. The same holds for what is written with percent signs.
    """
    if not 0 < len(target) <= LONGEST or not _is_plain(target) or not _is_plain(unquote(target)):
        return None
    return target


def _is_plain(target: str) -> bool:
    if not target.isprintable() or "\\" in target or any(letter.isspace() for letter in target):
        return False
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc and target.startswith("/") and not target.startswith("//")


def name_file(response: Response, name: str, *, attachment: bool = True) -> Response:
    """Let the browser keep an answer under ``name``; what does not belong in a file name becomes a dash."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", name)
    response.headers["Content-Disposition"] = f'{"attachment" if attachment else "inline"}; filename="{plain}"'
    return response
