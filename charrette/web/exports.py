"""Files to take home, each at the address that its declaration says (``exports/kinds.py``).

Whether somebody may have a file is decided here, for everybody who asks; making it is for ``charrette.offload``.
"""

from __future__ import annotations

from functools import partial

from flask import Blueprint, Response
from flask_babel import pgettext
from sqlalchemy.orm import Session

from charrette.context import services
from charrette.errors import NotFound
from charrette.exports.kinds import FOR_PROGRAMS, KINDS, FileKind, ensure_there
from charrette.exports.moments import moment_number
from charrette.exports.orders import Order
from charrette.offload import files
from charrette.spine import permissions
from charrette.web.addresses import name_file
from charrette.web.auth import request_actor
from charrette.web.languages import choose_language
from charrette.week.models import Charrette
from charrette.week.rules import find_charrette

TYPES = {
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "zip": "application/zip",
}
LONGEST_NAME = 100
"""Letters of a file name without its format; Excel opens no file whose folders and name have more than 218 together."""
HTML_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"


def pages() -> Blueprint:
    """Return the addresses of all kinds of files; ``url_for`` finds one as ``exports.agenda``."""
    found = Blueprint("exports", __name__, url_prefix="/exports")
    for kind in KINDS.values():
        address = kind.address.format(key="<key>")
        found.add_url_rule(f"/<slug>/{address}.<suffix>", kind.name, partial(give, kind))
    return found


def give(kind: FileKind, slug: str, suffix: str, key: str = "") -> Response:
    """Answer with a file, if the asker may have it; each is checked, also who shares a file with others.

    ``key``: of the thing that the file is about.

    Raises:
        NotFound: there is no such charrette, thing or format, or not for this asker.
        NotAllowed: it is for others.
    """
    held = services()
    with held.database.read() as session:
        charrette = find_charrette(session, slug)
        _ensure_may_have(session, kind, charrette)
        ensure_there(session, kind, charrette.id, key)
        order = Order(
            kind=kind.name,
            charrette=charrette.id,
            format=suffix,
            name=key,
            lang=choose_language(),
            public_url=held.config.public_url,
        )
        if not order.is_known:
            raise NotFound("not_found")
        at = key if kind.about == "gathering" else ""
        moment = moment_number(session, charrette.id, kind.name, gathering=at)
    data = files.make(order, database=held.config.database_url, moment=moment, faults=held.writer.faults)
    response = Response(data, content_type=TYPES[suffix])
    saved_as = kind.saved_as.text if suffix in FOR_PROGRAMS else str(pgettext(*kind.saved_as))
    name = saved_as.format(slug=slug, key=key)[:LONGEST_NAME]
    name_file(response, f"{name}.{suffix}", attachment=suffix not in ("html", "pdf"))
    if suffix == "html":
        response.headers["Content-Security-Policy"] = HTML_POLICY
    return response


def _ensure_may_have(session: Session, kind: FileKind, charrette: Charrette) -> None:
    if kind.is_public:
        return
    by = request_actor(session)
    if by.charrette_id != charrette.id:
        raise NotFound("not_found")
    permissions.require(kind.is_for(by.role))
