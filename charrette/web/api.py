"""The HTTP twins of the socket for other programs: streams and commands. JSON in, JSON out.

The addresses of a subject are in its room ``pages``.
"""

from __future__ import annotations

import re

import msgspec
from flask import Blueprint, Response, jsonify, request

from charrette.context import run_command, services
from charrette.errors import Invalid
from charrette.spine import following
from charrette.spine.reach import BIGGEST_ID
from charrette.spine.streams import get_stream_owner, own_things
from charrette.web.auth import request_actor, request_digest

api = Blueprint("api", __name__, url_prefix="/api")


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
        answer = following.follow(session, by=by, stream=stream, since=number, cache=held.snapshots)
    if "snapshot" in answer:
        answer["snapshot"] = following.encoded(answer["snapshot"])
    return Response(msgspec.json.encode(answer), mimetype="application/json")


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
