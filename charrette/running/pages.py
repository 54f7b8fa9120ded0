"""The console of facilitators and organisers, and the programme of the week."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, redirect, render_template, url_for

from charrette.context import services
from charrette.errors import NotAllowed
from charrette.running.picture.programme import week_answer
from charrette.web.auth import request_actor, request_actor_or_none
from charrette.web.blueprints import declare_pages
from charrette.web.pages import boot_data

pages = declare_pages("running", __name__)


@pages.get("/console")
@pages.get("/console/<path:place>")
def console(place: str = "") -> Any:
    """Show the console; who is not signed in is asked for a link first."""
    with services().database.read() as session:
        by = request_actor_or_none(session)
        if by is None:
            return redirect(url_for("people.sign_in"))
        if not by.is_staff:
            raise NotAllowed("not_allowed")
        boot = boot_data(session, by, stream=f"charrette:{by.charrette_id}")
        boot["exports"] = week_answer(session, by)["exports"]
        return render_template("console/console.html", boot=boot)


@pages.get("/api/week")
def week() -> Response:
    """Tell the programme as the bearer may see it."""
    with services().database.read() as session:
        return jsonify(week_answer(session, request_actor(session)))
