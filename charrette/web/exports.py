"""Files to take home. Agendas are public; ideas and posters are for staff; names of people for organisers only."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, Response
from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette.context import services
from charrette.domain import charrettes, permissions
from charrette.domain.actors import Actor
from charrette.errors import NotFound
from charrette.exports import gather, tables
from charrette.exports.archive import FORMATS, agenda_file, book_zip
from charrette.exports.pdf_attendance import attendance_pdf
from charrette.exports.pdf_poster import poster_pdf
from charrette.exports.values import PosterValue
from charrette.exports.words import Words
from charrette.models import Area, Charrette, Gathering
from charrette.offload import offload
from charrette.web.addresses import name_file
from charrette.web.auth import request_actor
from charrette.web.languages import choose_language

pages = Blueprint("exports", __name__, url_prefix="/exports")
T = TypeVar("T")

TYPES = {
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "zip": "application/zip",
}
HTML_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"


def _file(data: bytes, name: str, suffix: str) -> Response:
    response = Response(data, content_type=TYPES[suffix])
    name_file(response, f"{name}.{suffix}", attachment=suffix not in ("html", "pdf"))
    if suffix == "html":
        response.headers["Content-Security-Policy"] = HTML_POLICY
    return response


def _with(slug: str, read: Callable[[Session, Charrette], T]) -> T:
    with services().database.read() as session:
        return read(session, charrettes.find_charrette(session, slug))


def _staff(session: Session, charrette: Charrette, allowed: Callable[[Actor], bool]) -> None:
    by = request_actor(session)
    if by.charrette_id != charrette.id:
        raise NotFound("not_found")
    permissions.require(allowed(by))


@pages.get("/<slug>/agendas/<area_slug>.<suffix>")
def agenda(slug: str, area_slug: str, suffix: str) -> Response:
    """Give the agenda of one area; agendas are public."""
    if suffix not in FORMATS:
        raise NotFound("not_found")
    lang = choose_language()

    def read(session: Session, charrette: Charrette):  # type: ignore[no-untyped-def]
        area = session.scalar(select(Area).where(Area.charrette_id == charrette.id, Area.slug == area_slug))
        if area is None:
            raise NotFound("no_such_area")
        return gather.agenda_document(session, charrette, area, public_url=services().config.public_url, lang=lang)

    document = _with(slug, read)
    return _file(offload(lambda: agenda_file(document, Words(lang), suffix)), f"agenda-{area_slug}", suffix)


@pages.get("/<slug>/agendas.zip")
def agendas(slug: str) -> Response:
    """Give all agendas in one file, public as they are. The ideas are not in it: those are for staff."""
    lang = choose_language()
    url = services().config.public_url
    book = _with(
        slug, lambda session, charrette: gather.book(session, charrette, public_url=url, lang=lang, with_ideas=False)
    )
    return _file(offload(lambda: book_zip(book, Words(lang))), f"agendas-{slug}", "zip")


@pages.get("/<slug>/ideas.<suffix>")
def ideas(slug: str, suffix: str) -> Response:
    """Give all ideas with what happened to them, without names; for staff."""
    makers = {"csv": tables.ideas_csv, "json": tables.ideas_json}
    if suffix not in makers:
        raise NotFound("not_found")

    def read(session: Session, charrette: Charrette):  # type: ignore[no-untyped-def]
        _staff(session, charrette, permissions.may_facilitate)
        return gather.ideas_table(session, charrette)

    table = _with(slug, read)
    return _file(offload(lambda: makers[suffix](table)), f"ideas-{slug}", suffix)


@pages.get("/<slug>/attendance/<name>.<suffix>")
def attendance(slug: str, name: str, suffix: str) -> Response:
    """Give the attendance list of a gathering (csv, pdf), or its whole check-in log (csv); for organisers."""
    lang = choose_language()
    purpose = gettext("To know who took part. Do not use this list for anything else.")
    whole_log = name.endswith("-log")

    def read(session: Session, charrette: Charrette):  # type: ignore[no-untyped-def]
        _staff(session, charrette, permissions.may_organise)
        gathering = _gathering(session, charrette, name.removesuffix("-log"))
        if whole_log:
            return gather.check_in_log(session, charrette, gathering)
        return gather.attendance_list(session, charrette, gathering, purpose=purpose, lang=lang)

    value = _with(slug, read)
    if suffix == "csv":
        make = tables.check_in_csv if whole_log else tables.attendance_csv
        return _file(offload(lambda: make(value)), f"attendance-{name}", "csv")
    if suffix == "pdf" and not whole_log:
        return _file(offload(lambda: attendance_pdf(value, Words(lang))), f"attendance-{name}", "pdf")
    raise NotFound("not_found")


def _gathering(session: Session, charrette: Charrette, key: str) -> Gathering:
    query = select(Gathering).where(Gathering.charrette_id == charrette.id, Gathering.key == key)
    found = session.scalar(query)
    if found is None:
        raise NotFound("no_such_gathering")
    return found


@pages.get("/<slug>/posters/<key>.pdf")
def poster(slug: str, key: str) -> Response:
    """Give the poster with the code to join; for staff."""
    lang = choose_language()

    def read(session: Session, charrette: Charrette) -> PosterValue:
        _staff(session, charrette, permissions.may_facilitate)
        gathering = _gathering(session, charrette, key)
        url = f"{services().config.public_url}/j/{gathering.code}"
        return PosterValue(title=gathering.title, place=charrette.place, url=url, code=gathering.code, lang=lang)

    value = _with(slug, read)
    return _file(offload(lambda: poster_pdf(value, Words(lang))), f"poster-{key}", "pdf")
