"""What people type, made fit to keep: nothing is taken out but what no database can hold."""

from __future__ import annotations

import secrets
import unicodedata

from charrette.errors import Invalid

CODE_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"
"""Characters of codes that people type: no vowels (no words come out), no 0/O, 1/I/L look-alikes."""

CODE_LENGTH = 6
NAME_LIMIT = 80
TITLE_LIMIT = 200
REASON_LIMIT = 500
LONG_TEXT_LIMIT = 10_000


def clean_text(text: str, *, limit: int, field: str = "text", required: bool = True) -> str:
    """Return ``text`` in Unicode normal form C, otherwise as it was typed.

    NUL and lone surrogates, which PostgreSQL and UTF-8 cannot hold, become U+FFFD.

    Raises:
        Invalid: it is empty or only white space (``text_missing``) or longer than ``limit`` characters
            (``text_too_long``).
    """
    text = unicodedata.normalize("NFC", text).replace("\x00", "\ufffd")
    text = "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    if not text.strip():
        if required:
            raise Invalid("text_missing", field=field)
        return ""
    if len(text) > limit:
        raise Invalid("text_too_long", field=field, limit=limit, length=len(text))
    return text


def clean_name(name: str | None, *, field: str = "name") -> str | None:
    """Return a name on one line, or None when nothing was given; too long raises ``Invalid``."""
    if name is None:
        return None
    return clean_text(" ".join(name.split()), limit=NAME_LIMIT, field=field, required=False) or None


def new_code() -> str:
    """Return a code that people can read out, type and remember for a minute: 6 characters from 27."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def read_code(typed: str) -> str:
    """Return a typed code as it is kept: upper case, without spaces and dashes."""
    return "".join(char for char in typed.upper() if char.isalnum())[:64]
