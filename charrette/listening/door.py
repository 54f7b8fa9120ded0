"""The door: takes connections for as long as the server runs, whatever one of them does and however many come.

Each connection has a task of its own, from the handshake on; what goes wrong there ends that connection and nothing
else. Once a look, connections that took too long are cut. When the table of open files is nearly full, the door closes
what has been idle longest and is of nobody who is signed in, and lets the next one in when there is room; the rest
waits in the queue of the system. A reserve stays free, so that saving never fails because of connections.
"""

from __future__ import annotations

import errno
import logging
import math
import socket
import ssl
import threading
import time
from collections.abc import Callable
from operator import attrgetter
from typing import Any

from charrette.listening.files import files_for_lines, in_use
from charrette.listening.lines import Doing, Line, cut
from charrette.listening.tls import greet
from charrette.listening.vital import Vital

log = logging.getLogger(__name__)

MOST_LINES = 10_000
LOOK_SECONDS = 0.5
BREATH_SECONDS = 0.02
BREATH_EVERY = 64
"""After so many connections in a row others get a turn: a hall that comes in must not hold up those inside."""

CLOSED_AT_ONCE = 32
YOUNG_SECONDS = 1.0
"""Who came in so shortly ago is closed for others only when there is nobody else."""

UNREAD_SECONDS = 5.0
"""An answer that has taken longer than this, and that the other side does not take, may be cut for others."""

PATIENT_SECONDS = 60.0
"""An answer that has taken longer than this may be cut for others in any case."""

FULL = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)
PORT_GONE = (errno.EBADF, errno.EINVAL, errno.ENOTSOCK, errno.EOPNOTSUPP)

Talk = Callable[[Line], None]
Spawn = Callable[..., Any]


class Door:
    """Accepts connections on one port. ``talk`` speaks HTTP over a line until it ends; ``spawn`` starts a task."""

    def __init__(
        self,
        listener: socket.socket,
        talk: Talk,
        spawn: Spawn,
        *,
        files: int,
        files_a_line: int = 1,
        tell_lines: Callable[[], object],
        context: ssl.SSLContext | None = None,
        public_url: str = "",
    ) -> None:
        """``files``: how many this process may have open; ``files_a_line``: how many of them a websocket takes.

        ``public_url``: where plain http is sent to.
        ``tell_lines``: tells each line whether somebody is signed in over it, as of now.
        """
        self._listener = listener
        self._talk = talk
        self._spawn = spawn
        self._context = context
        self._public_url = public_url
        self._tell_lines = tell_lines
        self._most_files = files_for_lines(files)
        self._most_lines = min(max((self._most_files - in_use()) // files_a_line, 1), MOST_LINES)
        self._lines: set[Line] = set()
        self._tick = 0
        self._stopping = threading.Event()

    def open(self, vital: Vital) -> None:
        """Begin. When the door cannot go on, ``vital`` knows."""
        self._spawn(vital.watch("the port", self._accept))
        self._spawn(vital.watch("the look at the door", self._look_around))

    def deadline(self, seconds: float) -> int:
        """Return the number of the look at which ``seconds`` will have passed."""
        return self._tick + math.ceil(seconds / LOOK_SECONDS)

    def hurry(self) -> None:
        """Cut requests that are still coming in: they would be refused, and must not hold up the end."""
        now = time.monotonic()
        for line in list(self._lines):
            if line.doing is Doing.RECEIVING and now - line.since > YOUNG_SECONDS:
                line.cut()

    def stop(self, seconds: float) -> None:
        """Take nobody any more, cut who is idle, and give those that are being answered ``seconds`` to end."""
        self._stopping.set()
        cut(self._listener)  # closing alone would not wake who waits there
        self._listener.close()
        give_up = time.monotonic() + seconds
        while self._lines and time.monotonic() < give_up:
            for line in list(self._lines):
                if line.doing is not Doing.ANSWERING:
                    line.cut()
            time.sleep(BREATH_SECONDS)
        for line in list(self._lines):
            line.cut()

    def _accept(self) -> None:
        crowded = False
        taken = 0
        while not self._stopping.is_set():
            if crowded and not self._has_room():
                self._make_room()
                time.sleep(BREATH_SECONDS)
                continue
            try:
                sock, address = self._listener.accept()
            except OSError as error:
                if self._stopping.is_set():
                    return
                if error.errno in PORT_GONE:
                    raise
                crowded = error.errno in FULL  # anything else concerns one connection that is gone already
                time.sleep(BREATH_SECONDS)
                continue
            crowded = sock.fileno() >= self._most_files or len(self._lines) >= self._most_lines
            self._let_in(Line(sock, address, self))
            taken += 1
            if taken % BREATH_EVERY == 0:
                time.sleep(0)

    def _has_room(self) -> bool:
        return len(self._lines) < self._most_lines and in_use() < self._most_files

    def _let_in(self, line: Line) -> None:
        self._lines.add(line)
        try:
            self._spawn(self._converse, line)
        except (RuntimeError, MemoryError, OSError):  # no more threads
            self._lines.discard(line)
            line.close()
            time.sleep(BREATH_SECONDS)

    def _converse(self, line: Line) -> None:
        """Everything that happens over one connection. Nothing of it may end anything else."""
        try:
            if self._context is not None:
                if not greet(line, self._context, self._public_url):
                    return
                line.now(Doing.GREETING)
            self._talk(line)
        except (OSError, EOFError, ValueError):  # hung up, timed out, cut, no http, no TLS: that is how people leave
            pass
        except Exception as error:
            log.warning("a connection ended by %s: %s", type(error).__name__, error)
        finally:
            self._lines.discard(line)
            line.close()

    def _look_around(self) -> None:
        while not self._stopping.is_set():
            time.sleep(LOOK_SECONDS)
            self._tick += 1
            for line in list(self._lines):
                if self._tick >= line.deadline and not line.stays:
                    line.cut()

    def _make_room(self) -> None:
        """Close some of those that nobody waits for, the longest idle first; not more than is needed.

        Those that were cut a moment ago give their place back any moment now.
        """
        try:
            self._tell_lines()
        except Exception:
            log.exception("lines were not told who is signed in")
        now = time.monotonic()
        lines = list(self._lines)
        going = sum(line.is_cut and now - line.since < YOUNG_SECONDS for line in lines)
        idle = sorted((line for line in lines if self._may_go(line, now)), key=attrgetter("since"))
        settled = [line for line in idle if now - line.since > YOUNG_SECONDS]
        for line in settled[: max(CLOSED_AT_ONCE - going, 0)]:
            line.cut()
        if not settled and not going:
            for line in idle[:1]:
                line.cut()

    def _may_go(self, line: Line, now: float) -> bool:
        if line.is_cut:
            return False
        if line.doing is Doing.ANSWERING:
            took = now - line.since
            return took > PATIENT_SECONDS or (took > UNREAD_SECONDS and line.is_unread)
        return not line.known
