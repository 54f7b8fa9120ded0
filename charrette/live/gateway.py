"""The door for sockets: connect, follow, unfollow, command.

Every handler answers, always: an unknown event, a rule that says no and a bug of ours all give
``{"ok": false, "error", "message"}``. A socket keeps no rights: the person behind its token and their role are
loaded anew for each event.
"""

from __future__ import annotations

import functools
import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from flask import request
from flask_socketio import ConnectionRefusedError, join_room, leave_room
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from charrette.context import error_answer, run_command, services
from charrette.errors import DomainError, Invalid, NotFound, NotSignedIn, TooMany, Unavailable
from charrette.live import allowance
from charrette.live.allowance import Allowances
from charrette.live.connection import Connection
from charrette.live.packets import UNREADABLE
from charrette.live.presence import Presence
from charrette.live.rooms import room_of, room_of_person, room_of_token
from charrette.live.sockets import FlaskSockets, too_many
from charrette.people.rules.actors import load_actor, load_bearer
from charrette.spine import following
from charrette.spine.acting import own_id
from charrette.spine.actors import Actor, digest_of
from charrette.spine.lists import Audience
from charrette.spine.streams import get_stream_owner
from charrette.storage import out_of_order

log = logging.getLogger(__name__)

TOKEN_COOKIE = "charrette_token"  # noqa: S105 - the name of the cookie, no secret
SCREEN_COOKIE = "charrette_screen"
Answer = dict[str, Any]


class Running:
    """How many handlers are at work, so that a stop can wait for them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.count = 0
        self.stopping = False

    def __enter__(self) -> None:
        with self._lock:
            self.count += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self.count -= 1


def register(socketio: FlaskSockets, presence: Presence, running: Running) -> None:
    """Put the handlers on ``socketio``."""

    def on(event: str, handler: Callable[..., Answer]) -> None:
        @functools.wraps(handler)
        def safe(*args: Any) -> Answer:
            with running:
                return _answer(handler, args, running)

        socketio.on(event)(safe)

    server = socketio.server
    allowances = allowance.Allowances()
    socketio.on("connect")(lambda auth=None: _connect(auth, presence, server.connection(_sid()), allowances))
    socketio.on("disconnect")(lambda reason=None: presence.leave(_sid()))
    on("follow", lambda message=None, *_: _follow(message, presence, server.connection(_sid())))
    on("unfollow", lambda message=None, *_: _unfollow(message, presence))
    on("command", lambda message=None, *_: _command(message, presence))
    on("*", _unknown)


def _command(message: object, presence: Presence) -> Answer:
    answer = run_command(message, presence.digest_of(_sid()))
    services().writer.faults.pass_by("before_ack")
    return answer


def _unfollow(message: object, presence: Presence) -> Answer:
    stream, _since = _read_follow(message)
    for audience in Audience:
        leave_room(room_of(stream, audience, presence.row_of(_sid())))
    presence.unfollow(_sid(), stream)
    return {"ok": True}


def _unknown(event: str, *_: object) -> Answer:
    raise Invalid("command_wrong") if event == UNREADABLE else NotFound("no_such_event")


def _sid() -> str:
    return str(request.sid)  # type: ignore[attr-defined]


def _answer(handler: Callable[..., Answer], args: tuple[Any, ...], running: Running) -> Answer:
    try:
        if running.stopping:
            raise Unavailable("store_busy", retry_after=2)
        return handler(*args)
    except DomainError as error:
        return error_answer(error)
    except OperationalError as error:
        return error_answer(out_of_order(error))
    except Exception:
        log.exception("a handler failed")
        return error_answer(Unavailable("server_error", retry_after=2))


def _connect(auth: object, presence: Presence, connection: Connection | None, allowances: Allowances) -> None:
    """Let a socket in by ``auth["token"]`` or, from our own pages, by the cookie.

    Raises:
        ConnectionRefusedError: with the code of what is wrong.
    """
    try:
        digest = _digest_of_bearer(auth, connection)
        if digest is not None and connection is not None:
            connection.allowance = allowances.of(digest)
            if wait := connection.spend(allowance.CONNECT):
                raise too_many(wait)
        with services().database.read() as session:
            by = load_bearer(session, digest)
        if digest is None or not presence.join(_sid(), digest, by):
            raise TooMany("too_many", retry_after=5)
        join_room(room_of_token(digest))
        if by is not None and by.person_id is not None:
            join_room(room_of_person(by.person_id))
        if presence.has_ended(digest):  # in between
            raise NotSignedIn("not_signed_in")
    except DomainError as error:
        presence.leave(_sid())
        raise ConnectionRefusedError(error.code, error_answer(error)) from error
    except OperationalError as error:
        trouble = out_of_order(error)
        raise ConnectionRefusedError(trouble.code, error_answer(trouble)) from error


def _digest_of_bearer(auth: object, connection: Connection | None) -> str | None:
    """Return the digest of the token somebody comes with; None when there is none that counts.

    A cookie counts only for a page that said where it is from, and the door refused pages that are not ours
    (``door.py``): the browser adds a cookie by itself, whoever asks it to.
    """
    given = auth if isinstance(auth, Mapping) else {}
    token = given.get("token")
    if token is None and (connection is None or connection.origin is not None):
        token = request.cookies.get(SCREEN_COOKIE if given.get("client") == "screen" else TOKEN_COOKIE)
    return digest_of(token) if isinstance(token, str) else None


def _read_follow(message: object) -> tuple[str, int | None]:
    if not isinstance(message, Mapping):
        raise Invalid("command_wrong")
    stream, since = message.get("stream"), message.get("since")
    if not isinstance(stream, str):
        raise Invalid("field_wrong", field="stream")
    if since is not None and (not isinstance(since, int) or isinstance(since, bool)):
        raise Invalid("field_wrong", field="since")
    return stream, since


def _follow(message: object, presence: Presence, connection: Connection | None) -> Answer:
    stream, since = _read_follow(message)
    if connection is not None and (wait := connection.spend(allowance.CATCH_UP)):
        raise too_many(wait)
    sid, held = _sid(), services()
    digest = presence.digest_of(sid)
    with held.database.read() as session:
        by = presence.newcomer(sid) or load_actor(session, digest)
        held.homes.ensure_may_follow(session, by, stream)
        # The room first, then a new moment to read: an event in between comes twice rather than not at all.
        with _entered(sid, stream, by, presence):
            _stand_with_own(session, by, stream)
            following.begin_anew(session, by)
            answer = following.follow(
                session, by=by, stream=stream, since=since, cache=held.snapshots, homes=held.homes
            )
    if "snapshot" in answer:
        was_made = answer["snapshot"].encoded is not None
        answer["snapshot"] = sent = following.encoded(answer["snapshot"])
        if connection is not None:
            connection.allowance.charge(allowance.price_of_snapshot(len(sent), shared=was_made))
    return answer


def _stand_with_own(session: Session, by: Actor, stream: str) -> None:
    """Let a phone hear what is done at a gathering to the one who stands for its person there."""
    if by.audience is not Audience.PARTICIPANT or not stream.startswith("gathering:"):
        return
    own = own_id.given(session, by, get_stream_owner(session, by, stream))
    if own not in (0, by.person_id):
        join_room(room_of_person(own))


@contextmanager
def _entered(sid: str, stream: str, by: Actor, presence: Presence) -> Iterator[None]:
    """Let a socket stand in the room where it follows ``stream``; it stays only if what is done meanwhile succeeds.

    Raises:
        NotSignedIn: its rights ended while it went in, or while it was read what it follows.
        Unavailable: its role changed since it came in; it is cut, and comes back as who it is now.
    """
    room, already = room_of(stream, by.audience, presence.row_of(sid)), presence.follows(sid, stream)
    if presence.audience_of(sid) not in (None, by.audience):
        services().live.publisher.begin_anew(sid)
        raise Unavailable("store_busy", retry_after=1)
    try:
        join_room(room)
        if not presence.follow(sid, stream, by.audience):
            raise NotSignedIn("not_signed_in")
        yield
        if presence.digest_of(sid) is None:
            raise NotSignedIn("not_signed_in")
    except Exception:
        if not already or presence.digest_of(sid) is None:
            presence.unfollow(sid, stream)
            leave_room(room)
        raise
