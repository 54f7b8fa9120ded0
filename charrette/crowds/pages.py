"""Who came in and does nothing, and who came in as no hall does, for staff."""

from __future__ import annotations

from flask import Response, jsonify

from charrette.context import services
from charrette.crowds.rules import crowds, rushes
from charrette.web.auth import request_actor
from charrette.web.blueprints import declare_pages

pages = declare_pages("crowds", __name__)


@pages.get("/api/idle-people")
def idle_people() -> Response:
    """Tell staff who joined and never did anything."""
    with services().database.read() as session:
        return jsonify({"ok": True, "people": crowds.idle_people(session, by=request_actor(session))})


@pages.get("/api/rushes")
def rushes_at_the_door() -> Response:
    """Tell staff of people who joined and voted or posted in a way that no hall does."""
    with services().database.read() as session:
        return jsonify({"ok": True, "rushes": rushes.rushes_answer(session, by=request_actor(session))})
