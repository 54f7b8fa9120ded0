"""What went wrong, in the person's language: one sentence that says what to do next, for every code."""

from __future__ import annotations

from flask_babel import gettext, lazy_gettext, ngettext, pgettext

from charrette.errors import DomainError
from charrette.spine.choices import LISTS, word_of
from charrette.spine.sentences import REFUSALS

NO_SUCH_THING = lazy_gettext("There is no such thing here. It may have been removed; reload the page.")


def message_for(error: DomainError) -> str:
    """Return the sentence for ``error`` in the language of the request."""
    if error.code.startswith("no_such_") and error.code not in REFUSALS:
        return str(NO_SUCH_THING)
    known = REFUSALS[error.code]
    if known.many is not None:
        count = int(str(error.params["count"]))
        return ngettext(known.sentence, known.many, count, count=count)
    params = {name: _word(error.code, value) for name, value in error.params.items()}
    return gettext(known.sentence, **params) if params else gettext(known.sentence)


def _word(list: str, value: object) -> str:
    """Return what is filled in: the word for a value of the closed list whose name the code bears, else the value."""
    found = word_of(list, str(value)) if list in LISTS else None
    return str(pgettext(*found)) if found is not None else str(value)
