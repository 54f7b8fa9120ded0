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
from charrette.spine.texts import is_blank
from charrette.web.auth import request_actor
from charrette.web.blueprints import declare_pages
from charrette.web.forms import form_command_id, form_number, send_form
from charrette.web.typed import carry

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


REMARK_FIELDS = ("kind", "text", "alternative")


@pages.post("/rounds/<int:id>/remarks")
def add_remark(id: int) -> Any:
    """Make a remark; when it cannot be, what was typed stays in the form.

    A round of several versions has one form, with fields of each; what was typed of the others comes along.
    Who says that it cannot be done is asked once for an alternative, and may send it without.
    """
    version = form_number("version") or form_number("without")
    names = {name: f"{name}-{version}" if f"{name}-{version}" in request.form else name for name in REMARK_FIELDS}
    said = {name: request.form.get(field, "") for name, field in names.items()}
    given = {**request.form, "version": str(version or "")}
    if not said["kind"]:
        return _round_page(id, given, {"field": "kind", "message": gettext("Choose what you think of it.")}), 400
    asks = asks_alternative(said["kind"], said["alternative"]) and "without" not in request.form
    if asks and not is_blank(said["text"]):
        return _round_page(id, given, asks=True)
    answer = send_form("add_remark", round=id, version=version, **said)
    if not answer["ok"]:
        return _round_page(id, given, answer), 400
    page, form = url_for("plan.round", id=id), url_for("plan.add_remark", id=id)
    back = redirect(url_for("plan.round", id=id, _anchor="mine"))
    return carry(back, page, form, leave_out={"version", "without", *names.values()})
