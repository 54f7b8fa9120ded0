"""Review rounds as plain pages: the versions, the remarks, and what was done with them."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext

from charrette.context import services
from charrette.plan.lists import RemarkKind
from charrette.plan.rules.reach import get_round
from charrette.plan.rules.rounds import asks_alternative
from charrette.spine.pictures import snapshot
from charrette.spine.streams import own_things
from charrette.web.auth import request_actor
from charrette.web.blueprints import declare_pages
from charrette.web.forms import form_command_id, form_number, send_form

pages = declare_pages("plan", __name__)


@pages.get("/rounds/<int:id>")
def round(id: int) -> str:
    """Show a round with the form to make a remark."""
    return _round_page(id, {})


def _round_page(id: int, given: dict[str, str], error: dict[str, Any] | None = None, *, asks: bool = False) -> str:
    with services().database.read() as session:
        by = request_actor(session)
        found = get_round(session, by, id)
        return render_template(
            "plan/round.html",
            picture=snapshot(session, found.stream, found, by.audience),
            mine=own_things(session, by=by, stream=found.stream, owner=found),
            named=by.is_named and not found.gathering.youth,
            kinds=[kind.value for kind in RemarkKind],
            given=given,
            error=error,
            asks=asks,
            new_command_id=form_command_id,
        )


@pages.post("/rounds/<int:id>/remarks")
def add_remark(id: int) -> Any:
    """Make a remark; when it cannot be, what was typed stays in the form.

    Who says that it cannot be done is asked once for an alternative, and may send it without.
    """
    form = {name: request.form.get(name, "") for name in ("version", "kind", "text", "alternative")}
    if not form["kind"]:
        return _round_page(id, form, {"field": "kind", "message": gettext("Choose what you think of it.")}), 400
    asks = asks_alternative(form["kind"], form["alternative"]) and "without" not in request.form
    if asks and form["text"].strip():
        return _round_page(id, form, asks=True)
    answer = send_form(
        "add_remark",
        round=id,
        version=form_number("version"),
        kind=form["kind"],
        text=form["text"],
        alternative=form["alternative"],
    )
    if not answer["ok"]:
        return _round_page(id, form, answer), 400
    return redirect(url_for("plan.round", id=id, _anchor="mine"))
