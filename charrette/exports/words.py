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

TRANSLATIONS = Path(__file__).parent.parent / "translations"


def N_(text: str) -> str:  # noqa: N802  the usual name of the marker for extraction
    """Mark ``text`` for translation without translating it here."""
    return text


CODE_NAMES: dict[str, dict[str, str]] = {
    "trits": {
        "ourselves": N_("We do this ourselves"),
        "with_help": N_("We need help with this"),
        "to_others": N_("We leave this to others"),
    },
    "answer": {"asked": N_("asked"), "accepted": N_("has said yes"), "declined": N_("has said no")},
    "agenda_state": {
        "requested": N_("requested"),
        "on_route": N_("on the work route"),
        "draft": N_("draft"),
        "adopted": N_("adopted by residents"),
        "in_policy_check": N_("in policy check"),
        "checked": N_("policy checked"),
        "carried_out": N_("being carried out"),
        "evaluated": N_("evaluated"),
        "ended": N_("ended"),
    },
    "area_kind": {
        "village": N_("village"),
        "district": N_("district"),
        "neighbourhood": N_("neighbourhood"),
        "area": N_("area"),
    },
    "party_role": {
        "resident": N_("resident"),
        "planner": N_("planner"),
        "investor": N_("investor"),
        "decision_maker": N_("decision maker"),
        "policy_maker": N_("policy maker"),
        "user": N_("user"),
        "caretaker": N_("caretaker"),
        "worker": N_("worker"),
    },
    "flag": {
        "clock_off": N_("clock of the phone was wrong"),
        "set_aside": N_("set aside by the team"),
        "exit_without_entry": N_("left without coming in"),
        "auto_exit": N_("left automatically"),
    },
    "status": {"present": N_("present"), "left": N_("has left"), "absent": N_("absent")},
    "source": {
        "room_qr": N_("code in the room"),
        "phone": N_("own phone"),
        "badge_scan": N_("badge"),
        "manual": N_("added by hand"),
        "paper": N_("paper"),
        "kiosk": N_("table device"),
        "headcount": N_("head count"),
        "system": N_("automatic"),
    },
}


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

    def name(self, kind: str, code: str | None) -> str:
        """Return the word for a code of a closed list; a code without a word is printed as it is."""
        if not code:
            return ""
        known = CODE_NAMES.get(kind, {}).get(code)
        return self.gettext(known) if known else code.replace("_", " ")

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
