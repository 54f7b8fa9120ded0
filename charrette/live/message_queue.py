"""What the workers of one charrette tell each other over Redis: one message for each commit.

The library's manager does what is its own: connecting, publishing, listening in the background, leaving out what this
worker published itself. But it would publish each message to each room. Here rooms are those of this process alone, as
each worker has rows of its own; what others committed is handed round by ``publisher.py`` as what was committed here.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
import socketio

from charrette.spine.writer import Announcement

log = logging.getLogger(__name__)

COMMITTED = "committed"
MOST_WAITING = 200
"""Commits, while Redis does not take them; of older ones phones elsewhere hear by the heads of their worker."""

RETRY_SECONDS = 1.0


@dataclass(frozen=True)
class Commit:
    """What one commit did to streams, and the digests of tokens it revoked."""

    announcements: list[Announcement]
    revoked: list[str]


class MessageQueue(socketio.RedisManager):
    """The manager of sockets, and the way to the other workers and from them."""

    # Who is in which room, and what is sent to it, concerns this process alone.
    emit = socketio.Manager.emit
    can_disconnect = socketio.Manager.can_disconnect
    disconnect = socketio.Manager.disconnect
    enter_room = socketio.Manager.enter_room
    leave_room = socketio.Manager.leave_room
    close_room = socketio.Manager.close_room

    def __init__(self, url: str, channel: str) -> None:
        """``url``: of the Redis. ``channel``: the name under which the workers of this charrette hear each other."""
        super().__init__(url, channel=channel)
        self.hear: Callable[[Commit], None] | None = None
        self._lock = threading.Lock()
        self._waiting: deque[Commit] = deque(maxlen=MOST_WAITING)
        self._telling = False
        self._listens = False
        self._was_told = True

    @property
    def is_there(self) -> bool:
        """Whether other workers are heard, and were told what was committed last, as far as is known."""
        return self._listens and self._was_told

    @property
    def idle(self) -> bool:
        """Whether everything was told, or given up."""
        return not self._telling

    def tell(self, commit: Commit) -> None:
        """Have the other workers told soon, in order; never waits for Redis."""
        with self._lock:
            self._waiting.append(commit)
            if self._telling:
                return
            self._telling = True
        try:
            self.server.start_background_task(self._tell_all)
        except Exception:
            self._telling = False
            raise

    def _tell_all(self) -> None:
        while (commit := self._next()) is not None:
            message = {"method": "emit", "event": COMMITTED, "data": commit, "host_id": self.host_id}
            self._was_told = self._publish(message) is not None
            if not self._was_told:
                self._waiting.clear()

    def _next(self) -> Commit | None:
        with self._lock:
            self._telling = bool(self._waiting)
            return self._waiting.popleft() if self._telling else None

    def _handle_emit(self, message: dict[str, Any]) -> None:
        """Take in what another worker told; the library calls this in its listening task, and logs what goes wrong."""
        if message["event"] == COMMITTED and self.hear is not None:
            self.hear(msgspec.convert(message["data"], Commit))

    def _redis_listen_with_retries(self) -> Iterator[dict[str, Any]]:
        """Listen, and begin again within seconds when that ends; the library waits twice as long each time, up to a
        minute, in which a worker would stay deaf after Redis is back."""
        while True:
            try:
                self._redis_connect()
                heard = self.pubsub  # publishing may put another in its place
                heard.subscribe(self.channel)
                self._listens = True
                log.info("other workers are heard")
                yield from heard.listen()
            except Exception as error:
                if self._listens:
                    log.error("other workers are not heard, trying again: %s", error)
                self._listens = False
                time.sleep(RETRY_SECONDS)
