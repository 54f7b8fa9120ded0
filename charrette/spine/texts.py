"""What people type, made fit to keep: nothing is taken out but what no database can hold.

Text is what people see. Whether there is any, and whether two names are the same, is decided on what shows on a screen,
by the properties that Unicode gives to letters (annex 44), not by a list of ours.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from urllib.parse import unquote

import regex

from charrette.errors import Invalid

CODE_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"
"""Characters of codes that people type: no vowels (no words come out), no 0/O, 1/I/L look-alikes."""

CODE_LENGTH = 6
LONGEST_TYPED = 500
NAME_LIMIT = 80
TITLE_LIMIT = 200
REASON_LIMIT = 500
LONG_TEXT_LIMIT = 10_000


LINE_END = regex.compile(r"\r\n?|[\u0085\u2028\u2029]")
"""The line ends of other systems, and those that only some programs show as one."""

UNSEEN = r"\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Cs}\u2800"
"""What takes no ink: joiners, marks of direction, fillers, tags, and the empty Braille pattern. A pattern's inside."""

SEEN = regex.compile(rf"[^{UNSEEN}\p{{White_Space}}\p{{M}}]")
"""What shows by itself. Spaces and accents show something only beside a letter; what is newer than the tables of this
machine may well be an emoji."""


def is_blank(text: str) -> bool:
    """Return whether nobody can read anything in ``text``. The same rule is in ``static/js/spine/texts.js``."""
    return SEEN.search(text) is None


def as_seen(text: str) -> str:
    """Return what makes two names the same to who reads them: their letters, in the script they are written in.

    Capitals, the width of letters, the kind of space and letters that nobody sees make no difference.
    """
    plain = regex.sub(f"[{UNSEEN}]", "", " ".join(unicodedata.normalize("NFKC", text).split()))
    return unicodedata.normalize("NFKC", " ".join(plain.casefold().split()))


def without_unseen(text: str) -> str:
    """Return the letters of ``text`` that show, in one stretch."""
    return regex.sub(rf"[{UNSEEN}\s]", "", text)


def clean_text(text: str, *, limit: int, field: str = "text", required: bool = True) -> str:
    """Return ``text`` in Unicode normal form C with one letter for each line end, otherwise as it was typed.

    NUL and lone surrogates, which PostgreSQL and UTF-8 cannot hold, become U+FFFD.

    Raises:
        Invalid: there is nothing that can be seen (``text_missing``) or it is longer than ``limit`` characters
            (``text_too_long``).
    """
    text = unicodedata.normalize("NFC", LINE_END.sub("\n", text)).replace("\x00", "\ufffd")
    text = "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    if is_blank(text):
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
    return clean_text(on_one_line(name), limit=NAME_LIMIT, field=field, required=False) or None


def on_one_line(text: str) -> str:
    """Return ``text`` with one space for each stretch of white space, and none around it."""
    return " ".join(text.split())


def new_code() -> str:
    """Return a code that people can read out, type and remember for a minute: 6 characters from 27."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


LOOK_ALIKES = str.maketrans("АВСЕНКМРТХΑΒΕΗΚΜΝΡΤΧΖ", "ABCEHKMPTXABEHKMNPTXZ")
"""Letters of Cyrillic and Greek that a keyboard or a sign gives for ours."""


def read_code(typed: str) -> str:
    """Return the code in what somebody typed, scanned or pasted, as it is kept: upper case, nothing around it.

    A whole address gives the code in it (``/j/CODE``, or its last part); of a line such as *code: 7KD X4M* the words
    that together look like a code count. Full-width letters and those of other scripts that look alike are ours.
    """
    text = unicodedata.normalize("NFKC", unquote(typed[:LONGEST_TYPED])).upper().translate(LOOK_ALIKES)
    near = text
    if found := re.search(r"/[JC]/+([^/?#\s]+)", text):
        near = found[1]
    elif "/" in text:
        near = next((part for part in reversed(re.split(r"[?#]", text)[0].split("/")) if part.strip()), text)
    joined = "".join(char for char in near if char.isalnum())
    if not is_code(joined):
        joined = _code_among(near) or _code_among(text) or joined
    return joined[:64]


def _code_among(text: str) -> str | None:
    """Return the last stretch of words that make a code together."""
    words = re.findall(r"[^\W_]+", text)
    stretches = ("".join(words[start:end]) for end in range(len(words), 0, -1) for start in range(end - 1, -1, -1)[:6])
    return next(filter(is_code, stretches), None)


def is_code(word: str) -> bool:
    """Return whether ``word`` could be a code of ours, as ``read_code`` gives it."""
    return len(word) == CODE_LENGTH and all(char in CODE_ALPHABET for char in word)
