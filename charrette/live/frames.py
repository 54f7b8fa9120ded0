"""Websockets that take messages of one size at most, however they are cut into frames, and read only when asked.

Two libraries stand below: that of eventlet, and ``simple_websocket`` for gevent and threads. The first limits each
frame but not the message; the second reads ahead without end in a thread of its own. Both are mended here, so that
the rest (``connection.py``) knows one kind: nothing is read while nobody wants it, and each frame is counted.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from time import monotonic
from typing import Any

import simple_websocket
from wsproto.events import BytesMessage, CloseConnection, Ping, TextMessage
from wsproto.frame_protocol import CloseReason
from wsproto.utilities import LocalProtocolError

MOST_BYTES = 65_536
"""Of one message, of all its frames together; also of the body of one polling request."""

POLICY_VIOLATION = 1008
MESSAGE_TOO_BIG = 1009
INTERNAL_ERROR = 1011
"""Why a websocket ends, as RFC 6455 (7.4.1) numbers it: for what its other side did, not for an error of ours."""

Count = Callable[[float], None]
"""Is told of each frame, with the moment (monotonic) since when it was waited for."""


def calm_eventlet(ws: Any, count: Count) -> Any:
    """Hold the limits on a websocket of eventlet, and return the connection below it.

    ``count`` is called for each frame, also those that carry no message, and raises when there were too many.
    """
    receive = ws._recv_frame

    def receive_frame(message: Any = None) -> Any:
        ws.max_frame_length = MOST_BYTES - (sum(map(len, message.data)) if message else 0)
        since = monotonic()
        frame = receive(message=message)
        count(since)
        return frame

    close = ws.close

    def close_with_reason(close_data: tuple[int, str] | None = None) -> None:
        """What the library takes for an error of ours is what a stranger did to the protocol."""
        is_theirs = close_data[0] == INTERNAL_ERROR if close_data is not None else ws.blamed
        close(close_data=(POLICY_VIOLATION, "") if is_theirs else close_data)

    ws.blamed = False

    ws.close = close_with_reason
    ws._recv_frame = receive_frame
    ws._apply_mask = unmask
    return ws.socket


def unmask(data: bytes, mask: tuple[int, ...], length: int | None = None, offset: int = 0) -> bytes:
    """Return ``data`` without its mask; the library does it byte by byte, which holds everybody up."""
    size = len(data) if length is None else length
    turn = offset % 4
    pattern = (bytes(mask[turn:] + mask[:turn]) * (size // 4 + 1))[:size]
    return (int.from_bytes(data, "big") ^ int.from_bytes(pattern, "big")).to_bytes(size, "big")


class _NoThread:
    """Stands where ``simple_websocket`` would start a thread that reads ahead."""

    name = ""

    def __init__(self, target: Callable[[], None]) -> None:
        pass

    def start(self) -> None:
        """Do nothing."""


class CalmWebsocket(simple_websocket.Server):
    """A websocket that reads when it is asked to, in the thread of who asks."""

    connected: bool

    def __init__(self, environ: dict[str, Any]) -> None:
        super().__init__(environ, thread_class=_NoThread)
        self.count: Count = lambda since: None
        self._sending = threading.Lock()
        self._parts: list[Any] = []
        self._size = 0

    def receive(self, timeout: float | None = None) -> Any:
        """Return the next message; None when the line has ended or the other side broke the rules."""
        try:
            while self.connected and not self.input_buffer:
                since = monotonic()
                data = self.sock.recv(self.receive_bytes)
                if not data:
                    break
                self.ws.receive_data(data)
                for event in self.ws.events():
                    self.count(since)
                    self._take(event)
        except Exception:  # whatever a stranger does to the protocol ends their line and nothing else
            self.close(POLICY_VIOLATION)
        return self.input_buffer.pop(0) if self.input_buffer else None

    def _take(self, event: Any) -> None:
        if isinstance(event, (TextMessage, BytesMessage)):
            self._size += len(event.data if isinstance(event, BytesMessage) else event.data.encode())
            if self._size > MOST_BYTES:
                self.close(MESSAGE_TOO_BIG, "Message is too big")
                raise ValueError("message is too big")
            self._parts.append(event.data)
            if event.message_finished:
                self.input_buffer.append(("" if isinstance(event, TextMessage) else b"").join(self._parts))
                self._parts, self._size = [], 0
        elif isinstance(event, Ping):
            self._say(event.response())
        elif isinstance(event, CloseConnection):
            self._end_with(event.response())

    def send(self, data: Any) -> None:
        """Send a message, all of it: below gevent a plain ``send`` may take a part."""
        if not self.connected:
            raise OSError("the line has ended")
        self._say(BytesMessage(data=data) if isinstance(data, bytes) else TextMessage(data=str(data)))

    def close(self, reason: int | None = None, message: str | None = None) -> None:
        """Say goodbye, once, if anybody still hears it. Whoever closes it too returns when that was said."""
        self._end_with(CloseConnection(reason or CloseReason.NORMAL_CLOSURE, message))

    def _end_with(self, goodbye: CloseConnection) -> None:
        with self._sending, contextlib.suppress(OSError, LocalProtocolError):
            if self.connected:
                self.connected = False
                self.sock.sendall(self.ws.send(goodbye))

    def _say(self, event: Any) -> None:
        with self._sending:
            self.sock.sendall(self.ws.send(event))


class CalmWebsocketApp:
    """What Engine.IO wants of a websocket, over ``CalmWebsocket``; in place of its own for gevent and threads."""

    def __init__(self, handler: Callable[[Any], Any], _server: object) -> None:
        self._handler = handler
        self.line: Any = None
        self.blamed = False

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        try:
            self.line = CalmWebsocket(environ)
        except Exception:  # no websocket after all
            start_response("400 BAD REQUEST", [("Content-Type", "text/plain"), ("Connection", "close")])
            return [b"Bad Request"]
        try:
            answer = self._handler(self)
        finally:
            self.line.sock.close()
        if self.line.mode == "werkzeug":
            raise ConnectionError  # so that werkzeug writes nothing behind it
        return answer

    def wait(self) -> Any:
        """Return the next message, or None at the end."""
        return self.line.receive()

    def send(self, message: Any) -> None:
        """Send a message."""
        self.line.send(message)

    def close(self) -> None:
        """Say goodbye."""
        self.line.close(POLICY_VIOLATION if self.blamed else None)


def calm(ws: Any, count: Count) -> Any:
    """Hold the limits on ``ws``, of whichever library it is, and return the connection below it."""
    if isinstance(ws, CalmWebsocketApp):
        ws.line.count = count
        return ws.line.sock
    return calm_eventlet(ws, count)


def blame(ws: Any) -> None:
    """Let ``ws``, whoever ends it, end for what its other side did."""
    ws.blamed = True


def dismiss(ws: Any) -> None:
    """Say so now; may wait as long as that side does not read."""
    blame(ws)
    if isinstance(ws, CalmWebsocketApp):
        ws.close()
    else:
        ws._send_closing_frame(ignore_send_errors=True, close_data=(POLICY_VIOLATION, ""))
