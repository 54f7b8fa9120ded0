"""The words around people's words: labels, codes, dates, in the language of the document.

Uses the same catalogues as the website, read with the standard library, so that an export can be made
anywhere. English is the language of the message ids, hence the fallback.
"""

from __future__ import annotations

import gettext as catalogues
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from babel.core import get_global
from babel.dates import format_date, format_datetime, get_timezone_name

from charrette import clock
from charrette.spine.choices import Word, word, word_of

TRANSLATIONS = Path(__file__).parent.parent / "translations"

_NO_PLACE = "ZZ"
_CELL_TIMES = {"nl": "dd-mm-yyyy hh:mm"}
_YES, _NO = word("yes or no", "yes"), word("yes or no", "no")


@lru_cache(maxsize=8)
def _catalogue(lang: str) -> catalogues.NullTranslations:
    return catalogues.translation("messages", TRANSLATIONS, [lang], fallback=True)


class Words:
    """Labels and dates in one language. Holds no state but the language: safe in any thread."""

    def __init__(self, lang: str = "nl", catalogue: catalogues.NullTranslations | None = None) -> None:
        self.lang = lang
        self._texts = catalogue or _catalogue(lang)

    def gettext(self, message: str) -> str:
        """Return ``message`` in the language of the document."""
        return self._texts.gettext(message)

    def ngettext(self, one: str, many: str, n: int) -> str:
        """Return the form of ``one``/``many`` for ``n``, with ``%(n)d`` filled in."""
        return self._texts.ngettext(one, many, n) % {"n": n}

    def name(self, list: str, value: str | None, *, participants: bool = False) -> str:
        """Return the word for a value of a closed list; one that we do not know is printed as it is."""
        found = word_of(list, value, participants=participants) if value else None
        return self._texts.pgettext(*found) if found is not None else (value or "").replace("_", " ")

    def of(self, word: Word) -> str:
        """Return a text that is declared with its context, in the language of the document."""
        return self._texts.pgettext(*word)

    def yes_or_no(self, value: bool) -> str:
        """Return ``value`` in words."""
        return self.of(_YES if value else _NO)

    @property
    def cell_time(self) -> str:
        """How a spreadsheet writes day and time, in its own letters."""
        return _CELL_TIMES.get(self.lang, "yyyy-mm-dd hh:mm")

    def zone(self, timezone: str) -> str:
        """Return what a time zone is called, summer and winter: ``Central European Time``."""
        zone = clock.zone(timezone)
        name = str(getattr(zone, "key", zone))
        if get_global("zone_territories").get(name, _NO_PLACE) == _NO_PLACE:
            return name  # of no country, such as UTC
        return str(get_timezone_name(zone, zone_variant="generic", locale=self.lang))

    def date(self, at: datetime, timezone: str) -> str:
        """Return the local day of ``at``, written out: ``23 November 2026``."""
        return format_date(clock.in_hall(at, timezone), "d MMMM y", locale=self.lang)

    def time(self, at: datetime, timezone: str, *, today: datetime) -> str:
        """Return the local time of ``at``: ``20:27``, and with the day when that is not ``today`` in the hall."""
        form = "HH:mm" if clock.is_one_day(at, today, timezone) else "d MMM HH:mm"
        return format_datetime(clock.in_hall(at, timezone), form, locale=self.lang)

    def moment(self, at: datetime, timezone: str) -> str:
        """Return local day and time of ``at``, and the zone: ``23 November 2026, 20:27 CET``."""
        local = clock.in_hall(at, timezone)
        return f"{format_datetime(local, 'd MMMM y, HH:mm', locale=self.lang)} {local.tzname()}"
