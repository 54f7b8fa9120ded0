"""The live side of one server: its sockets, what it announces, and its orderly stop."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from flask_socketio import SocketIO

from charrette.db import Database
from charrette.enums import Audience
from charrette.live.gateway import Running, register
from charrette.live.heartbeat import Heartbeat
from charrette.live.presence import Presence
from charrette.live.publisher import Publisher, room_of
from charrette.writer import Writer

GRACE_SECONDS = 5.0
LAST_WORDS_SECONDS = 0.2


class Live:
    """Everything about sockets, made once by ``create_app``."""

    def __init__(self, socketio: SocketIO, database: Database, writer: Writer, *, alone: bool) -> None:
        """``alone``: no other workers; only then is there more than one row, as each knows only its own hall."""
        self.socketio = socketio
        self.presence = Presence() if alone else Presence(seats=None)
        self.running = Running()
        self.publisher = Publisher(socketio, self.presence)
        self._heartbeat = Heartbeat(database, writer, self.publisher, self.presence)
        self._stopped = threading.Event()

    def register(self) -> None:
        """Put the handlers on the socket server."""
        register(self.socketio, self.presence, self.running)

    def start(self) -> None:
        """Start what runs in the background of a serving process."""
        self.socketio.start_background_task(self._heartbeat.run, self.socketio.sleep, self._stopped.is_set)

    def look_after(self, run: Callable[[Callable[[float], None], Callable[[], bool]], None]) -> None:
        """Let ``run(sleep, stopped)`` go on in the background until the stop."""
        self.socketio.start_background_task(run, self.socketio.sleep, self._stopped.is_set)

    def tell_staff(self, message: dict[str, Any]) -> None:
        """Tell the consoles of this process how the store is."""
        for stream in self.presence.followed():
            if stream.startswith("charrette:"):
                room = room_of(stream, Audience.FACILITATOR)
                self.socketio.emit("store", message, to=room, ignore_queue=True)

    def stop(self) -> None:
        """Stop in order: refuse new commands, finish and acknowledge the running ones, tell clients, disconnect.

        Clients are cut at the level of the transport, so that they come back by themselves.
        """
        self.running.stopping = True
        self._stopped.set()
        self.publisher.tell_those_here("server_stop", {})
        give_up = time.monotonic() + GRACE_SECONDS
        while (self.running.count > 0 or not self.publisher.idle) and time.monotonic() < give_up:
            self.socketio.sleep(0.02)
        self.socketio.sleep(LAST_WORDS_SECONDS)
        engine = self.socketio.server.eio
        for sid in list(engine.sockets):  # each by itself: one that does not read must not hold up the others
            self.socketio.start_background_task(engine.disconnect, sid)
        self.socketio.sleep(LAST_WORDS_SECONDS)
