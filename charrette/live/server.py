"""The live side of one server: its sockets, what it announces, and its orderly stop."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from charrette.db import Database
from charrette.erasures import Cleaner
from charrette.listening import Vital
from charrette.live.admission import Admission
from charrette.live.gateway import Running, register
from charrette.live.heartbeat import Heartbeat
from charrette.live.presence import Presence
from charrette.live.publisher import Publisher
from charrette.live.rooms import room_of
from charrette.live.sockets import FlaskSockets
from charrette.spine import journal
from charrette.spine.lists import Audience
from charrette.spine.pictures import shape_journal
from charrette.spine.writer import Announcement, Writer

Loop = Callable[[Callable[[float], None], Callable[[], bool]], None]
GRACE_SECONDS = 5.0
LAST_WORDS_SECONDS = 0.2


class Live:
    """Everything about sockets, made once by ``create_app``."""

    def __init__(self, socketio: FlaskSockets, database: Database, writer: Writer, *, data: Path) -> None:
        """``data``: where files are kept."""
        self.socketio = socketio
        self._database = database
        self.presence = Presence()
        self.running = Running()
        self.publisher = Publisher(socketio, self.presence, socketio.queue, self._missing)
        self._heartbeat = Heartbeat(database, writer, self.publisher, self.presence, Cleaner(database, writer, data))
        self.admission = Admission(socketio)
        self._stopped = threading.Event()

    def register(self) -> None:
        """Put the handlers on the socket server."""
        register(self.socketio, self.presence, self.running)

    def start(self, vital: Vital) -> None:
        """Start what runs in the background of a serving process; ``vital`` knows when one of them ends."""
        self.socketio.server.listen()
        for what, loop in (("the heartbeat", self._heartbeat.run), ("the look at the sockets", self.admission.run)):
            self.look_after(what, loop, vital)

    def look_after(self, what: str, loop: Loop, vital: Vital) -> None:
        """Let ``loop(sleep, stopped)`` go on in the background until the stop; ``vital`` knows when it ends."""
        self.socketio.start_background_task(vital.watch(what, loop), self.socketio.sleep, self._stopped.is_set)

    def _missing(self, stream: str, since: int, before: int) -> Announcement:
        """Return the events of a stream with numbers between two, as its journal has them.

        Raises:
            LookupError: the journal does not have them.
        """
        with self._database.read() as session:
            rows = [row for row in journal.events_since(session, stream, since) or () if row.seq < before]
            if len(rows) != before - since - 1:
                raise LookupError(f"{since + 1} to {before - 1} are not in the journal")
            return Announcement(stream, {one: shape_journal(session, stream, None, one, rows) for one in Audience})

    def tell_staff(self, message: dict[str, Any]) -> None:
        """Tell the consoles of this process how the store is."""
        for stream in self.presence.followed():
            if stream.startswith("charrette:"):
                room = room_of(stream, Audience.FACILITATOR)
                self.socketio.emit("store", message, to=room)

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
