"""Writing a message to a websocket at once, when nothing is being written to it.

The library's way is a queue for each client, which wakes its writer, which starts a timer and frames the message once
more: for a hall that is nearly all of the work of an idea. Of most clients the system takes a message without waiting.
So it gets the frame of a broadcast, made once for all, right here; a client that has not read what it was sent before
goes the library's way, in which order and limits hold (``connection.py``).

Only for eventlet without https, where a socket is plain and no other thread writes meanwhile; elsewhere the library's
way is the only one.
"""

from __future__ import annotations

import _socket  # the plain one: eventlet leaves it as it is
import contextlib
import ssl
import struct
from collections.abc import Callable, Mapping
from importlib.metadata import version
from socket import MSG_DONTWAIT
from typing import Any

from engineio import packet

TRIED_WITH: Mapping[str, str] = {"python-socketio": "5.18.1", "python-engineio": "4.15.1", "eventlet": "0.41.3"}
"""The libraries of which this uses what is not public; a newer one may mean something else by it."""

FINAL_TEXT = 0x81
"""The first byte of a frame that is a whole message of text (RFC 6455, 5.2)."""


def frame_of(pkt: packet.Packet) -> bytes | None:
    """Return the frame of a packet, which is made once however many get it; None for one that is no text."""
    frame: bytes | None = getattr(pkt, "frame", None)
    if frame is None and isinstance(text := pkt.encode(), str):
        pkt.frame = frame = _framed(text.encode("utf-8"))
    return frame


def _framed(payload: bytes) -> bytes:
    size = len(payload)
    if size < 126:
        return struct.pack("!BB", FINAL_TEXT, size) + payload
    if size < 65_536:
        return struct.pack("!BBH", FINAL_TEXT, 126, size) + payload
    return struct.pack("!BBQ", FINAL_TEXT, 127, size) + payload


class Straight:
    """The way past the queue to one websocket. ``left``: how many bytes of a frame are still being written.

    ``aside(task, ...)`` runs something beside; ``written(whole)`` is called when what was left has been written, or
    not all of it.
    """

    def __init__(self, ws: Any, aside: Callable[..., Any], written: Callable[[bool], None]) -> None:
        self._ws = ws
        self._plain: _socket.socket = ws.socket.fd
        self._aside = aside
        self._written = written
        self.left = 0

    def write(self, pkt: packet.Packet) -> bool:
        """Write ``pkt``; return False when it must go the library's way. Never waits.

        A part of a frame must be followed by the rest, before anything else: it is finished beside, while nobody else
        may write.
        """
        writing = self._ws._sendlock
        if writing.locked() or self._ws.websocket_closed or (frame := frame_of(pkt)) is None:
            return False
        try:
            sent = self._plain.send(frame, MSG_DONTWAIT)
        except OSError:  # it takes nothing now, or is broken: the writer finds out
            return False
        if sent < len(frame):
            self.left = len(frame) - sent
            writing.acquire()
            self._aside(self._finish, memoryview(frame)[sent:])  # a large one is not copied for each
        return True

    def _finish(self, rest: memoryview) -> None:
        whole = False
        try:
            with contextlib.suppress(OSError):
                self._ws.socket.sendall(rest)
                whole = True
        finally:
            self.left = 0
            self._ws._sendlock.release()
            self._written(whole)


def untried() -> list[str]:
    """Return the libraries, with their versions, that are here in another one than this was tried with."""
    here = {name: version(name) for name in TRIED_WITH}
    return [f"{name} {number}" for name, number in here.items() if number != TRIED_WITH[name]]


def straight_to(ws: Any, aside: Callable[..., Any], written: Callable[[bool], None]) -> Straight | None:
    """Return the way past the queue to ``ws``, a websocket of whichever library; None where there is none."""
    below = getattr(ws, "socket", None)
    if isinstance(below, ssl.SSLSocket) or not isinstance(getattr(below, "fd", None), _socket.socket):
        return None
    return Straight(ws, aside, written)
