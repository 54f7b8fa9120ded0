"""Notices when one task holds up the loop, on which everything runs in turns, and says in the log what it was.

With eventlet and gevent whoever works gives the turn away by waiting. A task that does not, keeps every phone waiting.
The library that changes turns tells when (``greenlet.settrace``; a quarter of a microsecond each), so many short
turns in a row are no stall, however busy it is. A thread of the system looks beside it some times a second: it alone
can see what runs while nothing else does. With threads there is no loop, and no such thing.

Time in which the whole process stood still, as on a laptop that slept, does not count: then that thread did not look
either, and no time of the processor went by.
"""

from __future__ import annotations

import logging
import os
import sys
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from greenlet import settrace

log = logging.getLogger(__name__)

LOOKS = 2.5
"""How often it looks in the time that is a stall, so that it saw what ran before that time is over: 100 ms of 250."""

QUIET_SECONDS = 10.0
"""There is a line at most once in this time."""

ENDLESS_SECONDS = 10.0
"""A stall that lasts longer is told while it lasts: nobody knows whether it ends."""

MOST_FRAMES = 5
PACKAGE = str(Path(__file__).parents[1]) + os.sep


def watch(seconds: float, hub: object, original: Callable[[str, str], Any]) -> Callable[[], None]:
    """Watch the loop of this thread from now on; return what tells, when it is called, what was found.

    ``seconds``: what is a stall. ``hub``: the greenlet that runs when no other does. ``original(module, name)`` gives
    something of the standard library as the system has it: to sleep without the loop, and a thread of its own.
    """
    watchdog = Watchdog(seconds, original("_thread", "get_ident")(), hub, original("time", "sleep"))
    settrace(watchdog.turn)
    original("_thread", "start_new_thread")(watchdog.run, ())
    return watchdog.tell


class Watchdog:
    """See ``watch``."""

    def __init__(self, seconds: float, thread: int, hub: object, sleep: Callable[[float], None]) -> None:
        self._limit = seconds
        self._thread = thread
        self._hub = hub
        self._sleep = sleep
        self._since = time.monotonic()
        self._idle = False
        self._ended: deque[tuple[float, float]] = deque()
        self._found: deque[tuple[float, str]] = deque()
        self._seen: tuple[float, str] = (0.0, "")
        self._stood = (0.0, 0.0)
        self._last_words = 0.0
        self._quiet_until = 0.0

    def turn(self, _event: str, pair: tuple[Any, Any]) -> None:
        """Note that the turn went from one to another; called at each, so it does next to nothing."""
        now = time.monotonic()
        if now - self._since > self._limit and pair[0] is not self._hub:
            self._ended.append((self._since, now))
        self._since, self._idle = now, pair[1] is self._hub

    def run(self) -> None:
        """Look for as long as the process runs; in a thread of the system."""
        looked, used = time.monotonic(), time.process_time()
        while True:
            self._sleep(self._limit / LOOKS)
            now, work = time.monotonic(), time.process_time()
            late = now - looked - self._limit / LOOKS
            if late > self._limit / LOOKS and work - used < late / 2:
                self._stand_still(looked, late)
            self._look(now)
            looked, used = now, work

    def _stand_still(self, since: float, seconds: float) -> None:
        """Note that the process did nothing for a while; if that was in one stall more than once, it adds up."""
        before = self._stood[1] if self._stood[0] >= self._since else 0.0
        self._stood = (since, before + seconds)

    def _stood_since(self, since: float) -> float:
        begun, seconds = self._stood
        return seconds if begun + seconds >= since else 0.0

    def _look(self, now: float) -> None:
        while self._ended:
            since, end = self._ended.popleft()
            took = end - since - self._stood_since(since)
            if took > self._limit:
                place = self._seen[1] if self._seen[0] == since else "what had ended when it was looked for"
                self._found.append((took, place))
        since = self._since
        if self._idle or now - since < self._limit / 2:
            return
        if self._seen[0] != since:
            place = place_of(sys._current_frames().get(self._thread))
            if self._since == since:
                self._seen = (since, place)
        elif now - since - self._stood_since(since) > ENDLESS_SECONDS and self._last_words != since:
            self._last_words = since  # not by the log, whose locks are of the loop
            words = f"WARNING {__name__}: the loop has stood still for {now - since:.0f} s now, at {self._seen[1]}\n"
            os.write(2, words.encode())

    def tell(self) -> None:
        """Say what was found, in the log: the longest, and how many there were besides. Called now and then."""
        if not self._found or time.monotonic() < self._quiet_until:
            return
        found = [self._found.popleft() for _ in range(len(self._found))]
        seconds, place = max(found)
        others = f" ({len(found) - 1} more since the last such line)" if len(found) > 1 else ""
        log.warning("the loop stood still for %d ms%s, at %s", seconds * 1000, others, place)
        self._quiet_until = time.monotonic() + QUIET_SECONDS


def place_of(frame: FrameType | None) -> str:
    """Return where a thread is, on one line: the frames of our own package, the innermost first; names, no values."""
    own: list[str] = []
    anywhere = "nothing"
    while frame is not None and len(own) < MOST_FRAMES:
        code = frame.f_code
        if anywhere == "nothing":
            anywhere = f"{code.co_filename}:{frame.f_lineno} {code.co_name}"
        if code.co_filename.startswith(PACKAGE):
            own.append(f"{code.co_filename.removeprefix(PACKAGE)}:{frame.f_lineno} {code.co_name}")
        frame = frame.f_back
    return " < ".join(own) or anywhere
