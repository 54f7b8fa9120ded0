"""One connection: what it is doing, since when, and how long it may take for that.

Time limits are kept by the door, not by the sockets: it looks around every half second and cuts what took too long.
Whoever waits for that connection then reads its end and closes it. So a limit holds for a whole request, however slowly
its bytes come in, and the three modes need nothing of their own.
"""

from __future__ import annotations

import _socket  # the plain one: eventlet and gevent leave it as it is
import _thread
import contextlib
import fcntl
import socket
import sys
import termios
import time
from collections.abc import Mapping
from enum import Enum
from typing import Any, Protocol

KEY = "charrette.line"
"""Where a request finds its connection, in the environment of the web server interface."""

REQUEST_SECONDS = 10.0
"""How long a newcomer may take for the handshake of https, and then for the first lines of a request."""

BODY_SECONDS = 20.0
"""How long the rest of a request may take. A phone sends a few kilobytes."""

IDLE_SECONDS = 5.0
"""How long a connection stays when its request was answered: the other files of a page are asked for within this."""

ANSWER_SECONDS = 300.0
"""How long an answer may take, sending included. Somebody who polls waits 45 seconds at most."""

WAIT_SECONDS = 60.0
"""How long a socket that cannot do better may wait for news; it is answered after 45 seconds at the latest."""

SIGN_IN_SECONDS = 15.0
"""How long a websocket may be open without being signed in. The live side closes it after ten already, politely."""


class Doing(Enum):
    """What a connection is doing."""

    GREETING = "no request came in yet"
    IDLE = "the last request was answered"
    RECEIVING = "a request comes in"
    ANSWERING = "a request is being answered"
    WAITING = "a socket that asks again and again waits for news"
    TALKING = "it is a websocket"


SECONDS_FOR = {
    Doing.GREETING: REQUEST_SECONDS,
    Doing.IDLE: IDLE_SECONDS,
    Doing.RECEIVING: BODY_SECONDS,
    Doing.ANSWERING: ANSWER_SECONDS,
    Doing.WAITING: WAIT_SECONDS,
    Doing.TALKING: SIGN_IN_SECONDS,
}


class Ticks(Protocol):
    """Counts how often the door looked around. Time in which this process stood still does not count."""

    def deadline(self, seconds: float) -> int:
        """Return the number of the look at which ``seconds`` will have passed."""


class Line:
    """One connection, from the moment it was accepted until it is closed.

    Its number is free for the next connection once it is closed; a guard keeps others from using it meanwhile, so that
    nobody cuts a connection that is not theirs. Nothing waits while holding it.
    """

    __slots__ = ("_guard", "_ticks", "address", "deadline", "doing", "is_cut", "known", "since", "sock")

    def __init__(self, sock: socket.socket, address: Any, ticks: Ticks) -> None:
        self.sock = sock
        self.address = address
        self._ticks = ticks
        self._guard = _thread.allocate_lock()
        self.is_cut = False
        self.now(Doing.GREETING)

    def now(self, doing: Doing) -> None:
        """Note what the connection is doing from now on."""
        self.doing = doing
        self.known = False  # whether it is that of somebody who is signed in
        self.since = time.monotonic()
        self.deadline = self._ticks.deadline(SECONDS_FOR[doing])

    @property
    def stays(self) -> bool:
        """Whether somebody who is signed in hears the news over this now: it has no time limit.

        One that was given news and is about to ask again has a limit, but does not make room for others either.
        """
        return self.known and self.doing in (Doing.TALKING, Doing.WAITING)

    @property
    def is_last(self) -> bool:
        """Whether nothing may follow the request that is being answered: it asked for a websocket.

        What comes behind a websocket is what is left of its frames, and no request.
        """
        return self.doing is Doing.TALKING

    @property
    def is_unread(self) -> bool:
        """Whether something that was sent was not taken yet by the other side."""
        with self._guard, contextlib.suppress(OSError, ValueError):
            return int.from_bytes(fcntl.ioctl(self.sock.fileno(), termios.TIOCOUTQ, bytes(4)), sys.byteorder) > 0
        return False

    def know(self, signed_in: bool) -> None:
        """Note whether somebody is signed in over this websocket; if not any more, the time to do so begins anew."""
        if self.known and not signed_in and self.doing is Doing.TALKING:
            self.now(Doing.TALKING)
        self.known = signed_in

    def cut(self) -> None:
        """End the connection from both sides, from any thread; who serves it is told, and closes it."""
        if not self.is_cut:
            self.is_cut, self.since = True, time.monotonic()
        with self._guard:
            cut(self.sock)

    def close(self) -> None:
        """Close it; once more does no harm.

        Now, not when nobody reads or writes through a file object of it any more: one that could not be emptied into
        a dead connection would keep the number of the connection taken.
        """
        with self._guard, contextlib.suppress(OSError, ValueError):
            cut(self.sock)
            if (number := self.sock.detach()) >= 0:
                _socket.socket(fileno=number).close()


def cut(sock: socket.socket) -> None:
    """End a connection from both sides: whoever reads from it or writes to it is told so at once.

    On the level of the system, below TLS: saying goodbye properly could take as long as the other side wants.
    """
    with contextlib.suppress(OSError, ValueError):  # closed meanwhile
        plain = _socket.socket(fileno=sock.fileno())
        try:
            plain.shutdown(_socket.SHUT_RDWR)
        finally:
            plain.detach()


def line_of(environ: Mapping[str, Any] | None) -> Line | None:
    """Return the connection that a request came over, if we listen ourselves."""
    found = (environ or {}).get(KEY)
    return found if isinstance(found, Line) else None
