"""The HTTP twins of the socket: join, sign in, the week, streams, commands. JSON in, JSON out."""

from __future__ import annotations

import re
from typing import Any

import msgspec
from flask import Blueprint, Response, jsonify, request
from sqlalchemy.orm import Session

from charrette.attendance.rules import door_code
from charrette.attendance.rules.reach import get_gathering
from charrette.clock import iso
from charrette.context import run_command, services
from charrette.crowds.rules import crowds, rushes
from charrette.errors import Invalid, NotAllowed
from charrette.exports.qr import qr_svg
from charrette.people.lists import PartyRole
from charrette.people.rules import invitations, team, tokens
from charrette.projector import rules as screens
from charrette.running.picture import programme
from charrette.spine import following
from charrette.spine.actors import Actor
from charrette.spine.execute import field_of
from charrette.spine.lists import Role
from charrette.spine.reach import BIGGEST_ID
from charrette.spine.streams import get_stream_owner, own_things
from charrette.web.auth import remember_in_page, request_actor, request_digest
from charrette.web.entrances import come_in, guarding_codes

api = Blueprint("api", __name__, url_prefix="/api")


class JoinBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a phone sends to come in."""

    code: str
    client_id: str
    name: str | None = None
    party_role: PartyRole | None = None
    area: int | str | None = None


class SignInBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The token of a one-time link."""

    token: str


def read_body(kind: type[Any]) -> Any:
    """Return the JSON body of this request as ``kind``. An empty text in a field that may be left out is left out.

    Raises:
        Invalid: it is no JSON, or a field is missing, unknown or of the wrong kind.
    """
    optional = {field.name for field in msgspec.structs.fields(kind) if not field.required}
    try:
        raw = msgspec.json.decode(request.get_data(), type=dict[str, Any])
        given = {name: value for name, value in raw.items() if value != "" or name not in optional}
        return msgspec.convert(given, kind)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Invalid("field_wrong", field=field_of(str(error))) from error


@api.post("/join")
def join() -> tuple[Response, int]:
    """Let a phone in by a code."""
    body: JoinBody = read_body(JoinBody)

    joined = come_in(
        code=body.code, client_id=body.client_id, name=body.name, party_role=body.party_role, area=body.area
    )
    with services().database.read() as session:
        answer = programme.joined_answer(session, joined)
    return remember_in_page(jsonify(answer), joined.token), 201


@api.post("/sign-in")
def sign_in() -> Response:
    """Use a one-time link."""
    body: SignInBody = read_body(SignInBody)
    with guarding_codes():
        used: invitations.SignedIn = services().writer.run(
            lambda session: invitations.sign_in(session, token=body.token)
        )
    answer = {
        "token": used.token,
        "role": used.role.value,
        "charrette": {"id": used.charrette.id, "slug": used.charrette.slug, "title": used.charrette.title},
        "person": {"id": used.person.id, "name": used.person.name} if used.person else None,
        "screen": {"id": used.screen.id} if used.screen else None,
        "stream": f"screen:{used.screen.id}" if used.screen else f"charrette:{used.charrette.id}",
    }
    return remember_in_page(jsonify(answer), used.token, role=used.role)


@api.post("/screens")
def announce() -> tuple[Response, int]:
    """Make a projector; it shows its pairing code until a facilitator types it."""
    services().entrance.ensure_few_screens(request.remote_addr)

    def work(session: Session) -> tuple[int, str | None, str]:
        screen = screens.announce_screen(session)
        return screen.id, screen.pairing_code, tokens.issue_token(session, screen=screen)

    id, code, token = services().writer.run(work)
    answer = {"token": token, "screen": {"id": id, "pairing_code": code}, "stream": f"screen:{id}"}
    return remember_in_page(jsonify(answer), token, role=Role.SCREEN), 201


@api.get("/me")
def me() -> Response:
    """Tell who is asking."""
    with services().database.read() as session:
        return jsonify(programme.me_answer(request_actor(session)))


@api.get("/team")
def team_members() -> Response:
    """Tell an organiser who has access, and which links are out."""
    with services().database.read() as session:
        return jsonify(team.team_answer(session, by=request_actor(session)))


@api.get("/idle-people")
def idle_people() -> Response:
    """Tell staff who joined and never did anything."""
    with services().database.read() as session:
        return jsonify({"ok": True, "people": crowds.idle_people(session, by=request_actor(session))})


@api.get("/rushes")
def rushes_at_the_door() -> Response:
    """Tell staff of people who joined and voted or posted in a way that no hall does."""
    with services().database.read() as session:
        return jsonify({"ok": True, "rushes": rushes.rushes_answer(session, by=request_actor(session))})


@api.get("/week")
def week() -> Response:
    """Tell the programme as the bearer may see it."""
    with services().database.read() as session:
        return jsonify(programme.week_answer(session, request_actor(session)))


@api.get("/streams/<stream>")
def stream(stream: str) -> Response:
    """Tell where a stream stands; the same answer as ``follow``."""
    since = request.args.get("since")
    if since is not None and re.fullmatch(r"-?[0-9]{1,17}", since) is None:
        raise Invalid("field_wrong", field="since")
    held = services()
    with held.database.read() as session:
        by = request_actor(session)
        number = int(since) if since is not None else None
        return jsonify(following.follow(session, by=by, stream=stream, since=number, cache=held.snapshots))


@api.get("/streams/<stream>/mine")
def stream_mine(stream: str) -> Response:
    """Tell what of a stream is the bearer's own; with ``ids`` of their list of things only those."""
    asked = request.args.get("ids")
    if asked is not None and re.fullmatch(r"[0-9]{1,17}(,[0-9]{1,17}){0,99}", asked) is None:
        raise Invalid("field_wrong", field="ids")
    ids = None if asked is None else [id for one in asked.split(",") if (id := int(one)) <= BIGGEST_ID]
    with services().database.read() as session:
        by = request_actor(session)
        owner = get_stream_owner(session, by, stream)
        return jsonify({"ok": True, "mine": own_things(session, by=by, stream=stream, owner=owner, ids=ids)})


@api.post("/commands")
def commands() -> Response:
    """Carry out one command, with the same body and answer as over the socket."""
    try:
        raw = msgspec.json.decode(request.get_data())
    except (msgspec.DecodeError, RecursionError) as error:
        raise Invalid("command_wrong") from error
    return jsonify(run_command(raw, request_digest()))


@api.get("/gatherings/<int:id>/door")
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
