"""The console of facilitators and organisers, the projector, and the online agendas."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Response, current_app, redirect, render_template, send_from_directory, url_for

from charrette.context import services
from charrette.errors import NotAllowed, NotFound
from charrette.running.picture import programme
from charrette.web.auth import request_actor_or_none, screen_actor_or_none
from charrette.web.blueprints import declare_pages
from charrette.web.pages import boot_data
from charrette.week import rules as charrettes

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
        boot["exports"] = programme.week_answer(session, by)["exports"]
        return render_template("console/console.html", boot=boot)


@pages.get("/screen")
def screen() -> str:
    """Show the projector. It makes itself known to the server when it has no token yet."""
    with services().database.read() as session:
        own = screen_actor_or_none(session)
        shown = own.screen if own is not None else None
        boot = boot_data(session, own, stream=f"screen:{shown.id}" if shown is not None else None)
        boot["public_url"] = services().config.public_url
        return render_template("projector/screen.html", boot=boot, theme=shown.theme if shown is not None else "light")


@pages.get("/screen-worker.js")
def screen_worker() -> Response:
    """Give the script that keeps the projector's page on its own laptop; at the root, so that it may serve /screen."""
    folder = Path(str(current_app.static_folder)) / "js" / "apps" / "projector"
    return send_from_directory(folder, "worker.js", mimetype="text/javascript", max_age=0)


@pages.get("/agendas/<slug>/<area_slug>")
def agenda(slug: str, area_slug: str) -> Any:
    """Lead from the code on a printed agenda to the agenda online; agendas are public."""
    return redirect(url_for("exports.agenda", slug=slug, key=area_slug, suffix="html"))


@pages.get("/agendas/<area_slug>")
def agenda_by_area(area_slug: str) -> Any:
    """Lead on from an address that does not name its charrette, as agendas had once, if only one can be meant."""
    with services().database.read() as session:
        try:
            charrette = charrettes.charrette_of_area(session, area_slug)
        except NotFound:
            raise NotFound("not_found") from None
        return redirect(url_for("running.agenda", slug=charrette.slug, area_slug=area_slug))
