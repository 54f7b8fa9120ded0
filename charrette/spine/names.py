"""The order of names, as people look them up in a list: Émile beside Emile, Ølaf with the o, no name last.

``static/js/spine/finding.js`` folds the same way and searches, ``sorting.js`` orders; ``tests/data/text/names.json``
holds both to it.
"""

from __future__ import annotations

import re
import unicodedata

import regex

from charrette.spine.texts import UNSEEN

_TYPED_AS = {
    **{"ss": "ß", "ae": "æ", "oe": "œ", "th": "þ", "a": "ɑ", "b": "ɓ", "d": "đðɖɗ", "e": "əɛ", "g": "ɣ", "h": "ħ"},
    **{"i": "ıɨ", "j": "ȷ", "k": "ĸƙ", "l": "ł", "n": "ŋɲ", "o": "øɔ", "t": "ŧ", "y": "ƴ", "σ": "ς"},
    **{"ك": "ک", "ي": "یى", "ه": "ة"},
}
_LETTERS = str.maketrans(
    {letter: plain for plain, letters in _TYPED_AS.items() for letter in letters}
    | {chr(zero + value): str(value) for zero in (0x660, 0x6F0) for value in range(10)}
)
"""Letters that do not come apart in Unicode, as somebody without a key for them types them; and digits of Arabic."""

_DROPPED = regex.compile(rf"(?!\p{{White_Space}})[\p{{M}}{UNSEEN}\u0640]")
"""Accents, and what takes no ink; white space parts words. The stretched line of Arabic is no letter."""

_LIKE_APOSTROPHES = re.compile("[\u02b9-\u02c8\ua78b\ua78c\u07f4\u07f5]")
"""Letters by Unicode that are apostrophes to who reads them."""

_WORD = regex.compile(r"[\p{L}\p{N}]+")
_LONGEST_NUMBER = 20


def folded(text: str) -> str:
    """Return the words of ``text`` without capitals, accents, apostrophes, dashes, and what nobody sees."""
    letters = _DROPPED.sub("", unicodedata.normalize("NFKD", text)).lower().translate(_LETTERS)
    return " ".join(_WORD.findall(_LIKE_APOSTROPHES.sub("'", letters)))


def name_order(name: str | None) -> tuple[bool, str, str, str]:
    """Return the key by which a list of names is sorted.

    Names stand by their letters, as they are typed from the first word on; the same letters with and without accents
    next to each other. Numbers count as numbers: *Wijk 2* before *Wijk 10*. No name comes last.
    """
    name = name or ""
    letters = re.sub(r"\d+", lambda digits: digits[0].zfill(_LONGEST_NUMBER), folded(name))
    return not name.strip(), letters, unicodedata.normalize("NFKD", name).swapcase(), name
