"""What pages share: the context of the templates and the start data of live screens."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from babel.dates import format_datetime
from flask import has_request_context
from flask_babel import gettext, pgettext
from sqlalchemy.orm import Session

from charrette import clock
from charrette.spine.actors import Actor
from charrette.spine.choices import LISTS, word_of
from charrette.web.built import built
from charrette.web.languages import LANGUAGES, choose_language
from charrette.web.meant import own_page
from charrette.week.models import Charrette
from charrette.week.picture import charrette_answer


def add_page_context() -> dict[str, Any]:
    """Return what every template may use."""
    return {
        "lang": choose_language(),
        "languages": list(LANGUAGES.items()),
        "own_page": own_page,
        "built": built,
        "local_time": local_time,
        "word": word_for_people,
        "tone": tone_of,
        "name_of": name_of,
        "boot": {"lang": choose_language(), "me": None, "charrette": None},
    }


def local_time(when: str | None, timezone: str) -> str:
    """Return an ISO 8601 moment as the clock in the hall shows it: ``10:02``, of another day with that day."""
    if not when:
        return ""
    lang = choose_language() if has_request_context() else "en"
    at = datetime.fromisoformat(when)
    form = "HH:mm" if clock.is_one_day(at, clock.now(), timezone) else "d MMM HH:mm"
    return format_datetime(clock.in_hall(at, timezone), form, locale=lang)


EXAMPLE = re.compile(r"^(Voorbeeld|Example): *")


def name_of(title: str) -> str:
    """Return a title of the script with the name first, and after it that it is an example."""
    short = EXAMPLE.sub("", title)
    return title if short == title else gettext("%(title)s (example)", title=short)


def word_for_people(list: str, value: str | None) -> str:
    """Return the word for a value of a closed list, as participants read it."""
    found = word_of(list, value, participants=True)
    return str(pgettext(*found)) if found is not None else value or ""


def tone_of(list: str, value: str | None) -> str:
    """Return in which colour a value is shown, as in ``chip--live``; nothing when it has none."""
    return next((known.words.tone or "" for known in LISTS[list] if known == value and known.words), "")


def words_url(screen: str) -> str:
    """Return where a live screen finds its words."""
    return f"/i18n/{choose_language()}.json?screen={screen}"


def boot_data(session: Session, by: Actor | None, *, stream: str | None = None, **urls: str) -> dict[str, Any]:
    """Return the start data of a live screen."""
    charrette = session.get(Charrette, by.charrette_id) if by is not None and by.charrette_id else None
    person = by.person if by is not None else None
    return {
        "lang": choose_language(),
        "now": clock.iso(clock.now()),
        "me": None
        if by is None
        else {"id": by.person_id, "name": person.name if person else None, "role": by.role.value},
        "charrette": charrette_answer(charrette) if charrette is not None else None,
        "timezone": charrette.timezone if charrette is not None else None,
        "stream": stream,
        "urls": urls,
    }
