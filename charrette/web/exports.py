"""Files to take home. Agendas are public; ideas and posters are for staff; names of people for organisers only.

Whether somebody may have a file is decided here, for everybody who asks; making it is for ``charrette.offload``.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette.context import services
from charrette.errors import NotFound
from charrette.exports.moments import moment_number
from charrette.exports.orders import Kind, Order
from charrette.offload import files
from charrette.spine import permissions
from charrette.spine.actors import Actor
from charrette.web.addresses import name_file
from charrette.web.auth import request_actor
from charrette.web.languages import choose_language
from charrette.week import rules as charrettes
from charrette.week.models import Area, Charrette, Gathering

pages = Blueprint("exports", __name__, url_prefix="/exports")
Check = Callable[[Session, Charrette], None]

TYPES = {
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "zip": "application/zip",
}
HTML_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"


def _file(
    file_name: str, slug: str, kind: Kind, suffix: str, check: Check, *, name: str = "", gathering: str = ""
) -> Response:
    """Answer with a file, if ``check`` does not raise; each asker is checked, also who shares a file with others.

    ``gathering``: the key of the one that the file is about.
    """
    held = services()
    with held.database.read() as session:
        charrette = charrettes.find_charrette(session, slug)
        check(session, charrette)
        order = Order(
            kind=kind,
            charrette=charrette.id,
            format=suffix,
            name=name or gathering,
            lang=choose_language(),
            public_url=held.config.public_url,
        )
        if not order.is_known:
            raise NotFound("not_found")
        moment = moment_number(session, charrette, kind, gathering=gathering)
    data = files.make(
        order,
        database=held.config.database_url,
        moment=moment,
        faults=held.writer.faults,
    )
    response = Response(data, content_type=TYPES[suffix])
    name_file(response, f"{file_name}.{suffix}", attachment=suffix not in ("html", "pdf"))
    if suffix == "html":
        response.headers["Content-Security-Policy"] = HTML_POLICY
    return response


def _staff(session: Session, charrette: Charrette, allowed: Callable[[Actor], bool]) -> None:
    by = request_actor(session)
    if by.charrette_id != charrette.id:
        raise NotFound("not_found")
    permissions.require(allowed(by))


@pages.get("/<slug>/agendas/<area_slug>.<suffix>")
def agenda(slug: str, area_slug: str, suffix: str) -> Response:
    """Give the agenda of one area; agendas are public."""

    def check(session: Session, charrette: Charrette) -> None:
        query = select(Area.id).where(Area.charrette_id == charrette.id, Area.slug == area_slug)
        if session.scalar(query) is None:
            raise NotFound("no_such_area")

    return _file(f"agenda-{area_slug}", slug, "agenda", suffix, check, name=area_slug)


@pages.get("/<slug>/agendas.zip")
def agendas(slug: str) -> Response:
    """Give all agendas in one file, public as they are. The ideas are not in it: those are for staff."""
    return _file(f"agendas-{slug}", slug, "agendas", "zip", lambda session, charrette: None)


@pages.get("/<slug>/ideas.<suffix>")
def ideas(slug: str, suffix: str) -> Response:
    """Give all ideas with what happened to them, without names; for staff."""

    def check(session: Session, charrette: Charrette) -> None:
        _staff(session, charrette, permissions.may_facilitate)

    return _file(f"ideas-{slug}", slug, "ideas", suffix, check)


@pages.get("/<slug>/attendance/<name>.<suffix>")
def attendance(slug: str, name: str, suffix: str) -> Response:
    """Give the attendance list of a gathering (csv, pdf), or its whole check-in log (csv); for organisers."""
    key = name.removesuffix("-log")

    def check(session: Session, charrette: Charrette) -> None:
        _staff(session, charrette, permissions.may_organise)
        _ensure_gathering(session, charrette, key)

    kind: Kind = "attendance" if key == name else "check_in_log"
    return _file(f"attendance-{name}", slug, kind, suffix, check, gathering=key)


def _ensure_gathering(session: Session, charrette: Charrette, key: str) -> None:
    query = select(Gathering.id).where(Gathering.charrette_id == charrette.id, Gathering.key == key)
    if session.scalar(query) is None:
        raise NotFound("no_such_gathering")


@pages.get("/<slug>/posters/<key>.pdf")
def poster(slug: str, key: str) -> Response:
    """Give the poster with the code to join; for staff."""

    def check(session: Session, charrette: Charrette) -> None:
        _staff(session, charrette, permissions.may_facilitate)
        _ensure_gathering(session, charrette, key)

    return _file(f"poster-{key}", slug, "poster", "pdf", check, gathering=key)
