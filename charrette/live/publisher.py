"""The only place that emits: what a commit changed goes to the rooms of those who follow it.

There is a room for each stream and audience. Who may not read something is in another room and gets another shape,
so nothing has to be filtered in the browser.
"""

from __future__ import annotations

from typing import Any

from flask_socketio import SocketIO

from charrette.enums import Audience
from charrette.live.presence import Presence
from charrette.writer import Announcement

LAST_ANSWER_SECONDS = 0.2


def room_of(stream: str, audience: Audience) -> str:
    """Return the room in which ``audience`` follows ``stream``."""
    return f"{stream}/{audience.value}"


def room_of_person(person_id: int) -> str:
    """Return the room of all sockets of one person."""
    return f"person/{person_id}"


class Publisher:
    """Announces commits to sockets of this and, with a message queue, of all workers."""

    def __init__(self, socketio: SocketIO, presence: Presence) -> None:
        self._socketio = socketio
        self._presence = presence
        self.announced: dict[str, int] = {}

    def announce(self, announcements: list[Announcement], revoked: list[str]) -> None:
        """Send the events of one commit, then end the sockets of revoked tokens."""
        for announcement in announcements:
            for audience, events in announcement.shapes.items():
                message = {"stream": announcement.stream, "events": events}
                self._socketio.emit("events", message, to=room_of(announcement.stream, audience))
                self.announced[announcement.stream] = events[-1]["seq"]
            self._tell_people(announcement)
        for digest in revoked:
            self.end_sockets(digest)

    def _tell_people(self, announcement: Announcement) -> None:
        """Tell the people whom events were about that what is their own changed: others checked them in or out."""
        happened = announcement.shapes[Audience.FACILITATOR]
        for person_id in {event["data"]["person"] for event in happened if "person" in event.get("data", {})}:
            self._socketio.emit("mine", {"stream": announcement.stream}, to=room_of_person(person_id))

    def send_heads(self, heads: dict[str, int]) -> None:
        """Tell followers where streams stand, so that who missed something asks for it."""
        for stream, seq in heads.items():
            for audience in Audience:
                self._socketio.emit("head", {"streams": {stream: seq}}, to=room_of(stream, audience))

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
