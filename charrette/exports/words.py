"""The words around people's words: labels, codes, dates, in the language of the document.

Uses the same catalogues as the website, read with the standard library, so that an export can be made
anywhere. English is the language of the message ids, hence the fallback.
"""

from __future__ import annotations

import gettext as catalogues
from datetime import datetime, tzinfo
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_date, format_datetime, format_time

from charrette.spine.choices import word_of

TRANSLATIONS = Path(__file__).parent.parent / "translations"


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

    def date(self, at: datetime, timezone: str) -> str:
        """Return the local day of ``at``, written out: ``23 November 2026``."""
        return format_date(at.astimezone(zone(timezone)), "d MMMM y", locale=self.lang)

    def time(self, at: datetime, timezone: str) -> str:
        """Return the local time of ``at`` in hours and minutes: ``20:27``."""
        return format_time(at.astimezone(zone(timezone)), "HH:mm", locale=self.lang)

    def moment(self, at: datetime, timezone: str) -> str:
        """Return local day and time of ``at``: ``23 November 2026, 20:27``."""
        return format_datetime(at.astimezone(zone(timezone)), "d MMMM y, HH:mm", locale=self.lang)


@lru_cache(maxsize=16)
def zone(name: str) -> tzinfo:
    """Return the time zone called ``name``; UTC where this machine does not know it."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
