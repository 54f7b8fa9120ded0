"""Review rounds as plain pages: the versions, the remarks, and what was done with them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for

from charrette.context import services
from charrette.plan.lists import RemarkKind
from charrette.plan.rules.rounds import asks_alternative
from charrette.spine import following, reach
from charrette.spine.pictures import snapshot
from charrette.web.auth import request_actor
from charrette.web.forms import form_command_id, form_number, send_form

pages = Blueprint("rounds", __name__)


@pages.get("/rounds/<int:id>")
def round(id: int) -> str:
    """Show a round with the form to make a remark."""
    return _round_page(id, {})


def _round_page(id: int, given: dict[str, str], error: dict[str, Any] | None = None, *, asks: bool = False) -> str:
    with services().database.read() as session:
        by = request_actor(session)
        found = reach.get_round(session, by, id)
        return render_template(
            "rounds/round.html",
            picture=snapshot(session, found.stream, found, by.audience),
            mine=following.mine(session, by=by, owner=found),
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
    return redirect(url_for("rounds.round", id=id, _anchor="mine"))
