"""The socket server: python-socketio as it is, except for what it would let strangers do.

- Only the events that the gateway names reach a handler by name. ``disconnect``, ``connect``, ``*`` and whatever else
  a client calls its event are answered as unknown: the handler of a leave runs when somebody left, and only then.
- Packets that no client of ours sends (binary events, acknowledgements, other namespaces) are refused or dropped.
- Following is done one at a time for each connection and in order; commands a few at a time.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import engineio
import flask_socketio
import socketio
from engineio import exceptions
from engineio import packet as engine_packet
from socketio import packet

from charrette.context import error_answer
from charrette.errors import DomainError, Invalid, NotFound, NotSignedIn, TooMany
from charrette.live import allowance, frames
from charrette.live.connection import Connection
from charrette.live.message_queue import MessageQueue
from charrette.live.straight import untried
from charrette.spine.streams import Answer

log = logging.getLogger(__name__)

COMMAND = "command"
KNOWN = frozenset({COMMAND, "follow", "unfollow"})
UNKNOWN = "unknown"
BINARY = (packet.BINARY_EVENT, packet.BINARY_ACK)


class Delivered:
    """The answer to a polling request; its connection hears when it has been read."""

    def __init__(self, answer: Iterable[bytes], connection: Connection) -> None:
        self._answer = answer
        self._connection = connection

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._answer)

    def close(self) -> None:
        """Called by the server when it is done with the answer."""
        self._connection.delivered()


class Engine(engineio.Server):
    """The transport: its connections are ours."""

    _async: dict[str, Any]
    start_service_task: bool
    writes_straight = False
    """Whether a message is written past the queue to who reads (``straight.py``)."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        if self.async_mode != "eventlet":
            self._async = {**self._async, "websocket": frames.CalmWebsocketApp}

    def handle_request(self, environ: dict[str, Any], start_response: Any) -> Any:
        """Serve one request."""
        answer = super().handle_request(environ, start_response)
        connection = environ.pop("charrette.connection", None)
        return answer if connection is None else Delivered(answer, connection)

    def _handle_connect(
        self, environ: dict[str, Any], start_response: Any, transport: str, _jsonp_index: object = None
    ) -> Any:
        if self.start_service_task:
            self.start_service_task = False
            self.service_task_handle = self.start_background_task(self._service_task)
        sid = self.generate_id()
        self.sockets[sid] = connection = Connection(self, sid)
        greeting = {
            "sid": sid,
            "upgrades": self._upgrades(sid, transport),
            "pingTimeout": int(self.ping_timeout * 1000),
            "pingInterval": int(self.ping_interval * 1000),
            "maxPayload": self.max_http_buffer_size,
        }
        connection.send(engine_packet.Packet(engine_packet.OPEN, greeting))
        self._trigger_event("connect", sid, environ, run_async=False)
        connection.schedule_ping()
        if transport == "websocket":
            try:
                return connection.handle_get_request(environ, start_response)
            finally:
                self.sockets.pop(sid, None)
                if not connection.closed:  # it was no websocket after all
                    self._trigger_event("disconnect", sid, self.reason.TRANSPORT_ERROR, run_async=False)
        connection.connected = True
        try:
            return self._ok(connection.poll())
        except exceptions.QueueEmpty:
            return self._bad_request()


class SocketServer(socketio.Server):
    """What packets mean, and who may say what."""

    manager_initialized: bool

    def _engineio_server_class(self) -> type[Engine]:
        return Engine

    def listen(self) -> None:
        """Begin to hear what other workers tell, if there are any: the library begins when the first client comes, who
        would miss what happens just then."""
        if not self.manager_initialized:
            self.manager_initialized = True
            self.manager.initialize()

    def connection(self, sid: str) -> Connection | None:
        """Return the connection below a socket; None when there is none (any more)."""
        found = self.eio.sockets.get(self.manager.eio_sid_from_sid(sid, "/"))
        return found if isinstance(found, Connection) else None

    def cut(self, sid: str) -> None:
        """End the connection below a socket at once; its client comes back by itself, if it may."""
        if (connection := self.connection(sid)) is not None:
            connection.cut()

    def _handle_eio_message(self, eio_sid: str, data: object) -> None:
        pkt = self._read(data)
        if pkt is None or pkt.packet_type in (packet.CONNECT_ERROR, packet.ACK):
            self._spend(eio_sid, allowance.RUBBISH)
        elif pkt.packet_type == packet.CONNECT:
            self._handle_connect(eio_sid, pkt.namespace, pkt.data)
        elif pkt.packet_type == packet.DISCONNECT:
            self._handle_disconnect(eio_sid, pkt.namespace, self.reason.CLIENT_DISCONNECT)
        elif pkt.packet_type in BINARY:
            self._spend(eio_sid, allowance.RUBBISH)
            self._refuse(eio_sid, pkt, Invalid("command_wrong"))
        else:
            self._take_event(eio_sid, pkt)

    def _read(self, data: object) -> Any:
        try:
            pkt = self.packet_class(encoded_packet=data) if isinstance(data, str) and data else None
        except (ValueError, TypeError, RecursionError):
            return None
        return pkt if pkt is not None and 0 <= pkt.packet_type < len(packet.packet_names) else None

    def _spend(self, eio_sid: str, points: float) -> float:
        connection = self.eio.sockets.get(eio_sid)
        return connection.spend(points) if connection is not None else 0.0

    def _take_event(self, eio_sid: str, pkt: Any) -> None:
        """Have an event handled: a command beside the reading, at most a few at a time; anything else at once."""
        sid = self.manager.sid_from_eio_sid(eio_sid, "/")
        connection = self.eio.sockets.get(eio_sid)
        if pkt.namespace not in (None, "/"):
            self._refuse(eio_sid, pkt, NotFound("no_such_event"))
        elif not self.manager.is_connected(sid, "/"):
            self._refuse(eio_sid, pkt, NotSignedIn("not_signed_in"))
        elif connection is not None and connection.overdrawn:
            self._refuse(eio_sid, pkt, too_many(connection.overdrawn))
        else:
            name, *given = _named(pkt.data)
            if name == COMMAND and connection is not None:
                connection.at_work.acquire()
                self.start_background_task(self._work, connection, sid, eio_sid, [name, *given], pkt.id)
            else:
                self._handle_event_internal(self, sid, eio_sid, [name, *given], "/", pkt.id)

    def _work(self, connection: Connection, sid: str, eio_sid: str, data: list[Any], id: int | None) -> None:
        try:
            self._handle_event_internal(self, sid, eio_sid, data, "/", id)
        finally:
            connection.at_work.release()

    def _refuse(self, eio_sid: str, pkt: Any, error: DomainError) -> None:
        """Answer an event that reaches no handler, if its sender waits for an answer."""
        if pkt.id is not None and eio_sid in self.environ:
            answer = [self._answer(eio_sid, error)]
            self._send_packet(eio_sid, self.packet_class(packet.ACK, namespace=pkt.namespace, id=pkt.id, data=answer))

    def _answer(self, eio_sid: str, error: DomainError) -> Answer:
        environ = self.environ[eio_sid]
        with environ["flask.app"].request_context(environ):
            return error_answer(error)

    def _trigger_event(self, event: str, namespace: str, *args: Any) -> Any:
        """Call a handler; what goes wrong in that of a leave must not keep the socket in its rooms."""
        try:
            return super()._trigger_event(event, namespace, *args)
        except Exception:
            if event != "disconnect":
                raise
            log.exception("somebody left, and not all of it was noted")

    def _handle_connect(self, eio_sid: str, namespace: str | None, data: object) -> None:
        """Let a socket in, or not; whatever goes wrong, nothing of who was not let in stays behind."""
        if (namespace or "/") != "/":
            self._send_packet(
                eio_sid, self.packet_class(packet.CONNECT_ERROR, data="Unable to connect", namespace=namespace)
            )
            return
        if wait := self._spend(eio_sid, allowance.CONNECT):
            refusal = {"message": "too_many", "data": self._answer(eio_sid, too_many(wait))}
            self._send_packet(eio_sid, self.packet_class(packet.CONNECT_ERROR, data=refusal, namespace=namespace))
            return
        try:
            super()._handle_connect(eio_sid, namespace, data)
        except Exception:
            log.exception("a socket could not be let in")
            sid = self.manager.sid_from_eio_sid(eio_sid, "/")
            if sid is not None:
                self._trigger_event("disconnect", "/", sid, self.reason.SERVER_DISCONNECT)
                self.manager.disconnect(sid, "/", ignore_queue=True)
            if (connection := self.eio.sockets.get(eio_sid)) is not None:
                connection.cut()


def _named(data: object) -> list[Any]:
    """Return the data of an event under a name that is safe to look up."""
    if not isinstance(data, list) or not data:
        return ["unreadable"]
    name = data[0]
    if isinstance(name, str) and (name in KNOWN or name == "unreadable"):
        return data
    return [UNKNOWN]


def too_many(seconds: float) -> TooMany:
    """Return the answer for who asks more than fits, with when to come back."""
    return TooMany("too_many", retry_after=max(0.1, round(seconds, 1)))


def _may_write_straight() -> bool:
    """Return whether the libraries are those that writing past the queue was tried with; say so when they are not."""
    if others := untried():
        log.warning("messages go the slower way of the library: direct broadcast was not tried with %s", others)
    return not others


class FlaskSockets(flask_socketio.SocketIO):
    """Flask-SocketIO over our socket server, behind our door. ``queue``: the way to other workers, if there are any."""

    queue: MessageQueue | None = None

    def init_app(
        self,
        app: Any,
        *,
        door: Callable[..., Any],
        message_queue: str | None,
        channel: str,
        straight: bool,
        **options: Any,
    ) -> None:
        """Put the socket server before the pages of ``app``; ``door`` makes the application that chooses.

        ``message_queue``: the address of the Redis over which workers tell each other, under the name ``channel``.
        ``straight``: whether messages may be written past the queue, where the libraries are those it was tried with.
        """
        app.extensions["socketio"] = self
        self.manage_session = False
        if message_queue:
            options["client_manager"] = self.queue = MessageQueue(message_queue, channel)
        self.server = SocketServer(cors_allowed_origins=[], **options)
        self.async_mode = self.server.async_mode
        self.server.eio.writes_straight = straight and _may_write_straight()
        app.wsgi_app = door(self.server, app)
