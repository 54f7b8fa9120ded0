"""Sentences that every document prints the same."""

from __future__ import annotations

from charrette.exports.moments import Moment
from charrette.exports.words import Words


def stood_line(moment: Moment, words: Words) -> str:
    """Return when things stood as the file says, for the foot of every page."""
    return words.gettext("as it stood on %(at)s") % {"at": words.moment(moment.at, moment.timezone)}


def number_line(moment: Moment, words: Words) -> str:
    """Return the number of that moment, for the small print at the end: which of two prints is the newer one."""
    return words.gettext("State number %(seq)d. It gets higher with every change.") % {"seq": moment.seq}


def moment_line(moment: Moment, words: Words) -> str:
    """Return from which moment a file was made, for programs: in what a PDF says of itself."""
    values = {"at": words.moment(moment.at, moment.timezone), "seq": moment.seq}
    return words.gettext("as it stood on %(at)s (moment %(seq)d)") % values


def page_line(page: int, total: int, words: Words) -> str:
    """Return ``page 3 of 12``."""
    return words.gettext("page %(page)d of %(total)d") % {"page": page, "total": total}


def capital(sentence: str) -> str:
    """Return ``sentence`` with a capital first letter."""
    return sentence[:1].upper() + sentence[1:]
