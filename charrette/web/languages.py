"""The language of a page: what was chosen, else what the browser prefers, else Dutch."""

from __future__ import annotations

from flask import request

LANGUAGES = {"nl": "Nederlands", "en": "English"}
LANGUAGE_COOKIE = "charrette_language"


def choose_language() -> str:
    """Return the language of this request."""
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    if chosen in LANGUAGES:
        return chosen
    return request.accept_languages.best_match(list(LANGUAGES), default="nl") or "nl"
