"""Whether the server is well, the words of the screens, QR codes, and two pages that every visitor may read."""

from __future__ import annotations

import gettext as catalogues
import json
from functools import cache
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, redirect, render_template, request
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from charrette.context import services
from charrette.errors import DomainError, Invalid, NotFound
from charrette.exports.qr import qr_svg
from charrette.version import VERSION
from charrette.web.addresses import inside
from charrette.web.languages import LANGUAGE_COOKIE, LANGUAGES
from charrette.web.modules import SCREENS, source_of
from charrette.web.typed import carry

pages = Blueprint("health", __name__)
LONGEST_QR_PATH = 48
"""Strangers may ask for a code, and nobody else is served while it is drawn: that of a long address takes as long as
several pages."""


@pages.get("/healthz")
def healthz() -> tuple[Response, int]:
    """Tell whether the database answers, and what is wrong with it."""
    keeper = services().keeper
    trouble = keeper.trouble if keeper is not None else None
    try:
        services().database.ensure_there()
    except DomainError:
        return jsonify({"status": "unavailable", "database": "gone", "trouble": "store_gone"}), 503
    try:
        with services().database.read() as session:
            session.execute(text("select 1"))
    except SQLAlchemyError:
        return jsonify({"status": "unavailable", "database": "no answer"}), 503
    told = {"status": "ok", "version": VERSION, "sockets": len(services().live.presence)}
    return jsonify({**told, "trouble": trouble} if trouble else told), 200


@cache
def _words(language: str, folder: str) -> dict[str, Any]:
    """Return the catalogue of a language: text by English text, a list where there is a plural."""
    found = catalogues.translation("messages", folder, [language], fallback=True)
    texts: dict[str, Any] = {}
    for key, value in getattr(found, "_catalog", {}).items():
        if isinstance(key, tuple):
            forms = texts.setdefault(key[0], [])
            forms.append(value)
        elif key:
            texts[key] = value
    return texts


@cache
def _words_for(screen: str, language: str, folder: str, static_folder: str) -> dict[str, Any]:
    """Return only the words that stand in the scripts of a screen: a phone need not carry the console's."""
    source = source_of(static_folder, screen)
    words = _words(language, folder)
    return {text: found for text, found in words.items() if _as_written(text.rpartition("\x04")[2]) in source}


def _as_written(text: str) -> str:
    """Return a text as it stands in a script; before it a catalogue may have its context."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


@pages.get("/i18n/<language>.json")
def words(language: str) -> Response:
    """Give the words of the live screens in a language; with ``?screen=phone`` those of that screen."""
    if language not in LANGUAGES:
        raise NotFound("not_found")
    folder, screen = f"{current_app.root_path}/translations", request.args.get("screen")
    if screen in SCREENS:
        response = jsonify(_words_for(screen, language, folder, str(current_app.static_folder)))
    else:
        response = jsonify(_words(language, folder))
    response.headers["Cache-Control"] = "max-age=300"
    return response


@pages.post("/language")
def language() -> Any:
    """Remember the language somebody chose, and go back to where they were, with what they were typing there."""
    chosen, target = request.form.get("language", ""), request.values.get("next", "/")
    if chosen not in LANGUAGES:
        raise Invalid("field_wrong", field="language")
    back = inside(target) or inside(target.partition("?")[0]) or "/"
    response = carry(current_app.make_response(redirect(back)), back, request.args.get("form", ""))
    response.set_cookie(LANGUAGE_COOKIE, chosen, max_age=31_536_000, samesite="Lax", secure=services().config.is_https)
    return response


@pages.get("/qr.svg")
def qr() -> Response:
    """Draw the QR code of a page of ours; never of another site."""
    path = inside(request.args.get("to", "/"))
    if path is None or len(path) > LONGEST_QR_PATH:
        raise Invalid("field_wrong", field="to")
    return Response(qr_svg(services().config.public_url + path), mimetype="image/svg+xml")


@pages.get("/accessibility")
def accessibility() -> str:
    """Tell how accessible this is, and whom to tell what is not."""
    return render_template("health/accessibility.html")


@pages.get("/privacy")
def privacy() -> str:
    """Tell what is kept of people, who sees it and how long."""
    return render_template("health/privacy.html")
