"""Leading from the code on a printed agenda to the agenda online; agendas are public."""

from __future__ import annotations

from typing import Any

from flask import redirect, url_for

from charrette.context import services
from charrette.errors import NotFound
from charrette.web.blueprints import declare_pages
from charrette.week import rules as charrettes

pages = declare_pages("agendas", __name__)


@pages.get("/agendas/<slug>/<area_slug>")
def agenda(slug: str, area_slug: str) -> Any:
    """Lead to the agenda of an area."""
    return redirect(url_for("exports.agenda", slug=slug, key=area_slug, suffix="html"))


@pages.get("/agendas/<area_slug>")
def agenda_by_area(area_slug: str) -> Any:
    """Lead on from an address that does not name its charrette, as agendas had once, if only one can be meant."""
    with services().database.read() as session:
        try:
            charrette = charrettes.charrette_of_area(session, area_slug)
        except NotFound:
            raise NotFound("not_found") from None
        return redirect(url_for("agendas.agenda", slug=charrette.slug, area_slug=area_slug))
