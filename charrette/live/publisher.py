"""The only place that emits: what a commit changed goes to the rooms of those who follow it.

There is a room for each stream and audience. Who may not read something is in another room and gets another shape,
so nothing has to be filtered in the browser. Participants sit in rows (``presence.py``), each a room of its own.

What is announced waits for each room and is handed round, room by room, while other work goes on in between. What
is announced meanwhile goes along: to the rooms still to come in the same message, to the others in the round that
follows at once. So everybody has an idea one round after its commit at the latest, however many come at a time; a
full round for each of them in turn would let the last of a burst wait for all rounds before it.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

from flask_socketio import SocketIO

from charrette.enums import Audience
from charrette.live.presence import Presence
from charrette.writer import Announcement

log = logging.getLogger(__name__)

LAST_ANSWER_SECONDS = 0.2


def room_of(stream: str, audience: Audience, row: int = 0) -> str:
    """Return the room in which ``audience`` follows ``stream``; participants do so row by row."""
    return f"{stream}/{audience.value}/{row}" if audience is Audience.PARTICIPANT else f"{stream}/{audience.value}"


def room_of_person(person_id: int) -> str:
    """Return the room of all sockets of one person."""
    return f"person/{person_id}"


class Publisher:
    """Announces commits to sockets of this and, with a message queue, of all workers."""

    def __init__(self, socketio: SocketIO, presence: Presence) -> None:
        self._socketio = socketio
        self._presence = presence
        self._lock = threading.Lock()
        self._waiting: OrderedDict[str, tuple[str, list[dict[str, Any]]]] = OrderedDict()
        self._going_round = False
        self.announced: dict[str, int] = {}

    @property
    def idle(self) -> bool:
        """Whether everything that was announced has been sent."""
        return not self._going_round

    def announce(self, announcements: list[Announcement], revoked: list[str]) -> None:
        """Have the events of one commit sent soon, in order, and end the sockets of revoked tokens."""
        for announcement in announcements:
            self._add(announcement)
            self._tell_people(announcement)
        for digest in revoked:
            self.end_sockets(digest)

    def _rooms(self, stream: str, audience: Audience) -> Iterator[str]:
        rows = self._presence.rows if audience is Audience.PARTICIPANT else 1
        return (room_of(stream, audience, row) for row in range(rows))

    def _add(self, announcement: Announcement) -> None:
        """Let events wait for each room, behind what waits there; the projector's and the facilitators' go first."""
        stream = announcement.stream
        with self._lock:
            for audience, events in announcement.shapes.items():
                for room in self._rooms(stream, audience):
                    _, before = self._waiting.get(room, (stream, []))
                    self._waiting[room] = stream, before + events
                    if audience is not Audience.PARTICIPANT:
                        self._waiting.move_to_end(room, last=False)
                self.announced[stream] = events[-1]["seq"]
            if self._going_round or not self._waiting:
                return
            self._going_round = True
        self._socketio.start_background_task(self._go_round)

    def _go_round(self) -> None:
        """Send what waits, room by room, until nothing does."""
        while (next_one := self._take_one()) is not None:
            room, stream, events = next_one
            try:
                self._socketio.emit("events", {"stream": stream, "events": events}, to=room)
            except Exception:
                log.exception("what was committed could not be announced; clients will catch up")
            self._socketio.sleep(0)

    def _take_one(self) -> tuple[str, str, list[dict[str, Any]]] | None:
        with self._lock:
            if not self._waiting:
                self._going_round = False
                return None
            room, (stream, events) = self._waiting.popitem(last=False)
            return room, stream, events

    def _tell_people(self, announcement: Announcement) -> None:
        """Tell the people whom events were about that what is their own changed: others checked them in or out."""
        happened = announcement.shapes[Audience.FACILITATOR]
        for person_id in {event["data"]["person"] for event in happened if "person" in event.get("data", {})}:
            self._socketio.emit("mine", {"stream": announcement.stream}, to=room_of_person(person_id))

    def send_heads(self, heads: dict[str, int]) -> None:
        """Tell followers where streams stand, so that who missed something asks for it."""
        for stream, seq in heads.items():
            for audience in Audience:
                for room in self._rooms(stream, audience):
                    self._socketio.emit("head", {"streams": {stream: seq}}, to=room)

    def tell_everybody(self, event: str, message: dict[str, Any]) -> None:
        """Send ``event`` to all sockets."""
        self._socketio.emit(event, message)

    def end_sockets(self, digest: str) -> None:
        """Tell the sockets of a token that their rights ended, and close them.

        They count no more from here on; they are closed a moment later, so that the command that ended them (a
        person who removes themselves) still gets its answer.
        """
        sids = self._presence.sockets_of(digest)
        for sid in sids:
            self._socketio.emit("signed_out", {}, to=sid)
            self._presence.leave(sid)
        if sids:
            self._socketio.start_background_task(self._close, sids)

    def _close(self, sids: list[str]) -> None:
        self._socketio.sleep(LAST_ANSWER_SECONDS)
        for sid in sids:
            self._socketio.server.disconnect(sid)
