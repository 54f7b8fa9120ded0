"""The page of a projector, the script that keeps it on its own laptop, and making itself known."""

from __future__ import annotations

from pathlib import Path

from flask import Response, current_app, jsonify, render_template, request, send_from_directory
from sqlalchemy.orm import Session

from charrette.context import services
from charrette.people.rules import tokens
from charrette.projector import rules
from charrette.spine.lists import Role
from charrette.web.auth import entrance, remember_in_page, screen_actor_or_none
from charrette.web.blueprints import declare_pages
from charrette.web.pages import boot_data

pages = declare_pages("projector", __name__)


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


@pages.post("/api/screens")
@entrance
def announce() -> tuple[Response, int]:
    """Make a projector; it shows its pairing code until a facilitator types it."""
    services().entrance.ensure_few_screens(request.remote_addr)

    def work(session: Session) -> tuple[int, str | None, str]:
        screen = rules.announce_screen(session)
        return screen.id, screen.pairing_code, tokens.issue_token(session, screen=screen)

    id, code, token = services().writer.run(work)
    answer = {"token": token, "screen": {"id": id, "pairing_code": code}, "stream": f"screen:{id}"}
    return remember_in_page(jsonify(answer), token, role=Role.SCREEN), 201
