"""Sentences that every document prints the same."""

from __future__ import annotations

from charrette.exports.moments import Moment
from charrette.exports.words import Words


def moment_line(moment: Moment, words: Words) -> str:
    """Return from which moment a file was made, for the foot of every page."""
    values = {"at": words.moment(moment.at, moment.timezone), "seq": moment.seq}
    return words.gettext("as it stood on %(at)s (moment %(seq)d)") % values


def page_line(page: int, total: int, words: Words) -> str:
    """Return ``page 3 of 12``."""
    return words.gettext("page %(page)d of %(total)d") % {"page": page, "total": total}


def capital(sentence: str) -> str:
    """Return ``sentence`` with a capital first letter."""
    return sentence[:1].upper() + sentence[1:]
