"""My data: see, change, take home and remove what is kept of me."""

from __future__ import annotations

from typing import Any

from flask import jsonify, make_response, redirect, render_template, request, url_for

from charrette.context import services
from charrette.people.lists import PartyRole
from charrette.people.picture import me_answer
from charrette.privacy import picture as mydata
from charrette.spine.texts import is_blank
from charrette.web.addresses import name_file
from charrette.web.auth import forget, request_actor
from charrette.web.blueprints import declare_pages
from charrette.web.forms import form_command_id, form_number, send_form
from charrette.week.rules import areas_by_name, get_charrette

pages = declare_pages("privacy", __name__)


@pages.get("/me")
def me() -> str:
    """Show what is kept of me."""
    return _me_page(saved=request.args.get("saved") == "1")


def _me_page(*, saved: bool = False, given: dict[str, str] | None = None, error: dict[str, Any] | None = None) -> str:
    with services().database.read() as session:
        by = request_actor(session)
        kept = mydata.own_data(session, by)
        charrette = get_charrette(session, by, by.charrette_id or 0)
        known = me_answer(by)["person"]
        return render_template(
            "privacy/me.html",
            charrette=charrette,
            kept=kept,
            given=given or {name: known[name] or "" for name in ("name", "party_role", "area")},
            youth=mydata.comes_to_youth(session, by),
            staff=by.is_staff,
            areas=[(str(area.id), area.name) for area in areas_by_name(session, charrette.id)],
            party_roles=[role.value for role in PartyRole],
            command_id=form_command_id(),
            erase_id=form_command_id(),
            saved=saved,
            error=error,
        )


@pages.get("/me/data.json")
def download() -> Any:
    """Give all that is kept of me as a file."""
    with services().database.read() as session:
        response = jsonify(mydata.own_data(session, request_actor(session)))
    return name_file(response, "charrette-my-data.json")


@pages.post("/me")
def update_me() -> Any:
    """Change what one tells about oneself; what was emptied is removed."""
    given = {name: request.form.get(name, "") for name in ("name", "party_role", "area")}
    answer = send_form(
        "update_me",
        name=given["name"],
        party_role=given["party_role"],
        area=form_number("area"),
        remove=[name for name, text in given.items() if is_blank(text)],
    )
    if not answer["ok"]:
        return _me_page(given=given, error=answer), 400
    return redirect(url_for("privacy.me", saved="1"))


@pages.post("/me/erasure")
def erase_me() -> Any:
    """Remove me, after one clear yes."""
    if request.form.get("sure") != "yes":
        return redirect(url_for("privacy.me", _anchor="remove"))
    answer = send_form("erase_me")
    if not answer["ok"]:
        return _me_page(error=answer), 400
    return forget(make_response(redirect(url_for("attendance.start", removed="1"))))
