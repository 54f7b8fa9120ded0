"""Coming in, and the code at the door, for other programs and for scripts: JSON in, JSON out."""

from __future__ import annotations

import msgspec
from flask import Response, jsonify

from charrette.attendance.pages import pages
from charrette.attendance.pages.entering import come_in
from charrette.attendance.picture import joined_answer
from charrette.attendance.rules import door_code
from charrette.attendance.rules.reach import get_gathering
from charrette.clock import iso
from charrette.context import services
from charrette.errors import NotAllowed
from charrette.exports.qr import qr_svg
from charrette.people.lists import PartyRole
from charrette.spine.actors import Actor
from charrette.spine.lists import Role
from charrette.web.auth import entrance, remember_in_page, request_actor
from charrette.web.bodies import read_body


class JoinBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a phone sends to come in."""

    code: str
    client_id: str
    name: str | None = None
    party_role: PartyRole | None = None
    area: int | str | None = None


@pages.post("/api/join")
@entrance
def join_by_code() -> tuple[Response, int]:
    """Let a phone in by a code."""
    body: JoinBody = read_body(JoinBody)
    joined = come_in(
        code=body.code, client_id=body.client_id, name=body.name, party_role=body.party_role, area=body.area
    )
    return remember_in_page(jsonify(joined_answer(joined)), joined.token), 201


@pages.get("/api/gatherings/<int:id>/door")
def show_door_code(id: int) -> Response:
    """Tell the code at the door of this minute, for a projector or a facilitator."""
    config = services().config
    with services().database.read() as session:
        by: Actor = request_actor(session)
        gathering = get_gathering(session, by, id)
        if not (by.is_staff or by.role is Role.SCREEN):
            raise NotAllowed("not_allowed")
        code, next_at, expires_at = door_code.door_code(config.secret_key, gathering)
        url = f"{config.public_url}/c/{gathering.code}/{code}"
        return jsonify(
            {
                "url": url,
                "code": code,
                "join_code": gathering.code,
                "join_url": f"{config.public_url}/j/{gathering.code}",
                "svg": qr_svg(url),
                "next_at": iso(next_at),
                "expires_at": iso(expires_at),
            }
        )
