"""The process that makes files for a server: ``python -m charrette.exports.child``, the line to it as standard input.

It is a plain Python of one thread that works, so nothing that a file needs (fonts, templates, catalogues, caches) is
shared with the loop that serves the hall. It reads the database itself, for reading only. It ends when the server does:
a second thread only watches for the other end of the line to close, also while a file is being made.
"""

from __future__ import annotations

import logging
import os
import resource
import select
import signal
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any

import msgspec

from charrette.exports.orders import Task
from charrette.exports.pipe import GOES_ON, MADE, MADE_LAST, NOT_MADE, receive, send

NICENESS = 10
MEMORY_BYTES = 1536 * 1024 * 1024
PART_CPU_SECONDS = 20.0
"""How much processor time one part of a file of many parts may take; then the others are made without it."""
MOST_FILES = 200
"""Then a fresh process takes over: fonts and caches grow with every text that is set."""
MOST_RESIDENT_BYTES = 400 * 1024 * 1024

log = logging.getLogger(__name__)


class TooLong(Exception):
    """One part of a file took more processor time than it may."""


class _OutOfTime(BaseException):
    """Raised in the middle of whatever is going on; no ``except Exception`` on the way takes it for its own."""


def main() -> int:
    """Make files until the server hangs up, or until a fresh process is better; return the exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    line = socket.socket(fileno=os.dup(0))
    line.setblocking(True)  # an eventlet server hands over one that never waits
    _be_modest()
    threading.Thread(target=_end_with_the_server, args=(line,), daemon=True).start()
    kitchen = Kitchen(lambda: send(line, GOES_ON))
    while True:
        try:
            answer = kitchen.answer(receive(line))
            send(line, answer)
        except (EOFError, OSError):
            return 0
        if kitchen.is_worn:
            return 0


def _be_modest() -> None:
    """Leave processor and memory to the hall, and leave no picture of our memory on the disk."""
    os.nice(NICENESS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server; we end with it
    for limit, most in ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(limit)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with suppress(ValueError, OSError):  # not every system has every limit
            resource.setrlimit(limit, (most, most))


def _end_with_the_server(line: socket.socket) -> None:
    """End this process when the other end is closed, as it is by the system however the server ended."""
    watch = select.poll()
    watch.register(line, 0)
    while not watch.poll():
        pass
    os._exit(0)


class Kitchen:
    """Makes one file after another."""

    def __init__(self, goes_on: Callable[[], None]) -> None:
        from charrette.db import Database  # what takes long to load comes after the limits
        from charrette.exports.making import prepare

        self._prepare = prepare
        self._open = lambda url: Database(url, read_only=True)
        self._databases: dict[str, Any] = {}
        self._goes_on = goes_on
        self._files = 0
        self.is_worn = False

    def answer(self, message: bytes) -> bytes:
        """Return the answer to a task: how it went, and the file."""
        task = msgspec.json.decode(message, type=Task)
        self._meet(task.mishap)
        self._files += 1
        try:
            data = self._make(task)
        except Exception:
            log.exception("a file of the kind %s could not be made", task.order.kind)
            self.is_worn = True
            return NOT_MADE
        if task.order.leaves_names or self._files >= MOST_FILES or _resident_bytes() > MOST_RESIDENT_BYTES:
            self.is_worn = True
            return MADE_LAST + data
        return MADE + data

    def _make(self, task: Task) -> bytes:
        database = self._databases.get(task.database) or self._open(task.database)
        self._databases = {task.database: database}
        with database.read() as session:
            work = self._prepare(session, task.order)
        data: bytes = work(self.watched)
        return data

    def watched(self, make: Callable[[], bytes]) -> bytes:
        """Make one part of a file within its processor time, and tell the server that the whole goes on."""
        self._goes_on()
        signal.signal(signal.SIGPROF, _give_up)
        signal.setitimer(signal.ITIMER_PROF, PART_CPU_SECONDS, 1)  # and again, if somebody takes it all the same
        try:
            try:
                return make()
            finally:
                signal.setitimer(signal.ITIMER_PROF, 0)
        except _OutOfTime:
            raise TooLong from None

    @staticmethod
    def _meet(mishap: str) -> None:
        """Meet with the mishap of a fault test."""
        if mishap == "file_hangs":
            threading.Event().wait()
        if mishap == "file_dies":
            os._exit(137)


def _resident_bytes() -> int:
    """Return how much memory this process has now; 0 where the system does not tell.

    The most it ever had (``ru_maxrss``) is that of the server at first: a process starts as a copy of who starts it.
    """
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * resource.getpagesize()


def _give_up(_number: int, _frame: FrameType | None) -> None:
    raise _OutOfTime


if __name__ == "__main__":
    os._exit(main())
