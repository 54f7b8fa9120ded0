"""Files are made in processes of their own; here is the server's side of it.

Nothing that makes a file runs in the server: neither on its loop, where a PDF would hold up every phone, nor in a
thread beside it. Under eventlet and gevent the locks, caches and imports of such a thread are shared with the loop, and
one lock that both wait for stops them for good. So a plain Python makes the files (``exports/child.py``), and we wait
for it on a socket, as for anybody on the network: that holds in every mode.

There are at most two such processes, started at the first file and kept for the next. What strangers may ask for gets
one of them at a time, so that staff never wait behind strangers only. Who asks for the same file of the same moment
while it is being made gets the same bytes.
"""

from __future__ import annotations

import atexit
import os
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import msgspec

from charrette.errors import Unavailable
from charrette.exports.orders import Order, Task
from charrette.exports.pipe import GOES_ON, MADE, MADE_LAST, receive, send
from charrette.faults import Faults

ROOT = Path(__file__).parent.parent
CHILDREN = 2
ATTEMPTS = 2
"""A process that dies (it was ended from outside, the memory was full) is replaced and asked once more."""
FILE_SECONDS = 45.0
"""How long a file may take, or each part of a file of many parts; a usual one takes a tenth of a second."""
WAIT_SECONDS = 60.0
"""How long a file may wait for its turn."""
DYING_SECONDS = 2.0
APART_LOOK_SECONDS = 0.05
RETRY_SECONDS = {"file_takes_too_long": 30, "file_not_made": 10, "files_busy": 30}

Failure = Literal["file_takes_too_long", "file_not_made", "files_busy"]


class Child:
    """One process that makes files, and the line to it."""

    def __init__(self) -> None:
        """Start it; raises OSError when this machine cannot."""
        self.is_last = False
        self._line, theirs = socket.socketpair()
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "charrette.exports.child"],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                env=_environment(),
                start_new_session=True,  # Ctrl-C and a stop of the group are for the server, which may be making a file
            )
        except BaseException:
            self._line.close()
            raise
        finally:
            theirs.close()

    @property
    def is_alive(self) -> bool:
        """Whether it runs."""
        return self._process.poll() is None

    def make(self, task: Task, seconds: float) -> bytes | None:
        """Return the file, or None if it cannot be made; ``seconds`` is the most that each part of it may take.

        Afterwards it may be about to end (``is_last``).

        Raises:
            TimeoutError: it takes longer.
            EOFError, OSError: the process has ended.
        """
        send(self._line, msgspec.json.encode(task), seconds=seconds)
        while (answer := receive(self._line, seconds=seconds)) == GOES_ON:
            pass
        self.is_last = answer[:1] != MADE
        return answer[1:] if answer[:1] in (MADE, MADE_LAST) else None

    def end(self) -> None:
        """End it, whatever it is doing."""
        with suppress(OSError):
            self._process.kill()
        with suppress(OSError):
            self._line.close()
        until = time.monotonic() + DYING_SECONDS
        while self._process.poll() is None and time.monotonic() < until:
            time.sleep(0.01)


def _environment() -> dict[str, str]:
    """Return our environment for a process that needs none of our settings and secrets."""
    ours = ("CHARRETTE_", "FLASK_", "PYTHONPATH")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**kept, "PYTHONPATH": str(ROOT)}


def apart(module: str, *arguments: str, **environ: str) -> int:
    """Run a module of ours as a process of its own, wait for it while others go on, and return its exit code.

    ``environ``: what others on this machine may not see, as they see the arguments.
    """
    process = subprocess.Popen(  # noqa: S603 - our own Python and our own module
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env={**_environment(), **environ},
        start_new_session=True,
    )
    while (code := process.poll()) is None:
        time.sleep(APART_LOOK_SECONDS)
    return code


@dataclass
class _Making:
    """One file that is being made, and how it ended."""

    ready: threading.Event = field(default_factory=threading.Event)
    data: bytes = b""
    failure: Failure | None = "file_not_made"


class Files:
    """The processes of this server that make files, and what they are making."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._turns = threading.Semaphore(CHILDREN)
        self._strangers = threading.Semaphore(CHILDREN - 1)
        self._idle: list[Child] = []
        self._makings: dict[tuple[str, int, Order], _Making] = {}

    def make(self, order: Order, *, database: str, moment: int, faults: Faults | None = None) -> bytes:
        """Return the file; who asks meanwhile for the same order of the same ``moment`` waits for the same making.

        Nothing of it is kept. The caller has checked that the asker may have it.

        Raises:
            Unavailable: it takes too long, could not be made, or too many are waiting.
        """
        key = (database, moment, order)
        with self._lock:
            making = self._makings.get(key)
            leads = making is None
            if making is None:
                making = self._makings[key] = _Making()
        if leads:
            try:
                self._make(making, order, database, faults or Faults())
            finally:
                with self._lock:
                    del self._makings[key]
                making.ready.set()
        else:
            making.ready.wait()
        if making.failure is not None:
            raise Unavailable(making.failure, retry_after=RETRY_SECONDS[making.failure])
        return making.data

    def _make(self, making: _Making, order: Order, database: str, faults: Faults) -> None:
        until = time.monotonic() + WAIT_SECONDS
        with ExitStack() as held:
            for turns in (self._strangers, self._turns) if order.is_public else (self._turns,):
                if not turns.acquire(timeout=max(0.0, until - time.monotonic())):
                    making.failure = "files_busy"
                    return
                held.callback(turns.release)
            for _ in range(ATTEMPTS):
                task = Task(order=order, database=database, mishap=faults.mishap())  # type: ignore[arg-type]
                try:
                    data = self._ask(task, faults.seconds if task.mishap and faults.seconds else FILE_SECONDS)
                except TimeoutError:
                    making.failure = "file_takes_too_long"
                    return
                except (EOFError, OSError):
                    continue
                if data is not None:
                    making.data, making.failure = data, None
                return

    def _ask(self, task: Task, seconds: float) -> bytes | None:
        child = self._take()
        try:
            data = child.make(task, seconds)
        except BaseException:
            child.end()
            raise
        if child.is_last:
            child.end()  # what it knew of people is gone before the file is out of the door
        else:
            self._idle.append(child)
        return data

    def _take(self) -> Child:
        """Return a process that waits for work, else a new one; the turn that the caller has leaves room for it."""
        with self._lock:
            while self._idle:
                child = self._idle.pop()
                if child.is_alive:
                    return child
                child.end()
        return Child()

    def close(self) -> None:
        """End the processes that wait for work."""
        while self._idle:
            self._idle.pop().end()


files = Files()
"""One for the whole process, so that there are two at most however many applications it holds (as in the tests)."""
atexit.register(files.close)
