"""The only place that emits: what a commit changed goes to the rooms of those who follow it.

There is a room for each stream and audience. Who may not read something is in another room and gets another shape,
so nothing has to be filtered in the browser. Participants sit in rows (``presence.py``), each a room of its own.

What is announced waits for each room and is handed round, room by room, while other work goes on in between. What
is announced meanwhile goes along: to the rooms still to come in the same message, to the others in the round that
follows at once. So everybody has an idea about one round after its commit, however many come at a time; a full round
for each of them in turn would let the last of a burst wait for all rounds before it.

Each worker does so for its own phones. What it committed goes round here at once and to the other workers in one
message (``message_queue.py``); what they committed goes round as soon as its numbers follow on (``order.py``).
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Any

from flask_socketio import SocketIO

from charrette import clock
from charrette.clock import iso
from charrette.live import rooms
from charrette.live.apart import Apart
from charrette.live.asides import Aside, asides_of
from charrette.live.looking import Looking
from charrette.live.message_queue import Commit, MessageQueue
from charrette.live.order import PATIENCE_SECONDS, InOrder
from charrette.live.packets import encoded_event
from charrette.live.presence import Presence
from charrette.live.rooms import room_of
from charrette.live.waiting import Waiting
from charrette.spine.lists import Audience
from charrette.spine.writer import Announcement

log = logging.getLogger(__name__)

LAST_ANSWER_SECONDS = 0.2
LEAVE_SECONDS = 1.0


class Publisher:
    """Announces commits to the sockets of this worker and, with a message queue, to the other workers.

    Nothing is sent within a commit, and a message queue that hangs holds up only what other workers hear.
    """

    def __init__(
        self,
        socketio: SocketIO,
        presence: Presence,
        queue: MessageQueue | None = None,
        missing: Callable[[str, int, int], Announcement] | None = None,
    ) -> None:
        """``queue``: the way to other workers. ``missing(stream, since, before)``: reads from the journal what other
        workers did in between."""
        self._socketio = socketio
        self._missing = missing
        self._presence = presence
        self._queue = queue
        if queue is not None:
            queue.hear = self._hear
        self._lock = threading.Lock()
        self._asides: list[Aside] = []
        self._waiting: OrderedDict[str, Waiting] = OrderedDict()
        self._had_their_turn: set[str] = set()
        self._going_round = False
        self._order = InOrder()
        self._lost: set[str] = set()
        self._apart = Apart()
        self._early = Looking(
            socketio,
            self._lock,
            lambda: self._order.is_waiting,
            self._look_at_the_early,
            "what came early could not be told; it is told with the next commit",
        )
        trouble = "how many there are could not be told; it is told with the next commit"
        self._debts = Looking(socketio, self._lock, lambda: self._apart.is_owing, self._pay, trouble)

    @property
    def idle(self) -> bool:
        """Whether everything that was announced has been sent."""
        goes_on = self._going_round or self._apart.is_owing
        return not goes_on and (self._queue is None or self._queue.idle)

    def announced(self, stream: str) -> int:
        """Return up to which event of a stream this process told everybody; 0 when something of it got lost."""
        return 0 if stream in self._lost else self._order.told(stream)

    def announce(self, announcements: list[Announcement], revoked: list[str]) -> None:
        """Have the events of one commit of this worker sent soon, in order, here and by the others, and end the
        sockets of revoked tokens."""
        commit = Commit(announcements, revoked)
        try:
            self._hear(commit)
        finally:
            if self._queue is not None and (announcements or revoked):
                self._queue.tell(commit)

    def _hear(self, commit: Commit) -> None:
        """Take in what was committed, here or at another worker."""
        queue = self._queue
        patience = None if queue is None else PATIENCE_SECONDS if queue.is_there else 0.0
        with self._lock:
            for announcement in commit.announcements:
                for one in self._order.take(announcement, patience):
                    self._add(one)
            self._asides.extend(asides_of(commit.announcements))
        self._set_out()
        self._early.begin()
        self._debts.begin()
        for digest in commit.revoked:
            self.end_sockets(digest)

    def _look_at_the_early(self) -> None:
        """Look whether what came early waited long enough."""
        self._fill_holes()
        with self._lock:
            for announcement in self._order.overdue():
                self._add(announcement)
        self._set_out()

    def _fill_holes(self) -> None:
        """Read once what did not come, so that not each phone has to ask for it; what cannot be read is left out."""
        if (missing := self._missing) is None:
            return
        with self._lock:
            holes = self._order.holes()
        for stream, since, before in holes:
            try:
                found = missing(stream, since, before)
            except Exception as error:
                log.warning("what other workers did at %s cannot be read, phones ask for it: %s", stream, error)
                continue
            with self._lock:
                for announcement in self._order.take(found, None):
                    self._add(announcement)

    def _rooms(self, stream: str, audience: Audience) -> Iterator[str]:
        rows = self._presence.rows if audience is Audience.PARTICIPANT else 1
        return (room_of(stream, audience, row) for row in range(rows))

    def _add(self, announcement: Announcement) -> None:
        """Let events wait for each room, behind what waits there.

        The projector's and the facilitators' go first, but each at most once between two rows: however much goes on,
        the hall hears it too.
        """
        stream = announcement.stream
        for audience, shaped in announcement.shapes.items():
            events = [encoded_event(event) for event in shaped]
            changed = {name for event in shaped for name in event.get("data", {}).get("changes", ())}
            row = audience is Audience.PARTICIPANT
            values = announcement.apart.get(audience, {})
            for room in self._rooms(stream, audience):
                waiting = self._waiting.setdefault(room, Waiting(stream, row))
                waiting.add(events, changed)
                self._apart.forget(room, changed)
                if values:
                    waiting.apart |= values if waiting.apart else self._apart.take(room, stream, values)
                if not row and room not in self._had_their_turn:
                    self._let_go_first()

    def _pay(self) -> None:
        """Send what rooms are owed apart by now, with the events that wait for them if there are any."""
        with self._lock:
            for room, one in self._apart.due().items():
                row = room.startswith(rooms.rows_of(one.stream))
                waiting = self._waiting.setdefault(room, Waiting(one.stream, row))
                waiting.apart = {**one.values, **waiting.apart}
        self._set_out()

    def _let_go_first(self) -> None:
        """Put the rooms without rows that had no turn in front, in the order in which they began to wait: a projector
        that was frozen hears so before what came in afterwards."""
        first = [
            room for room, waiting in self._waiting.items() if not waiting.row and room not in self._had_their_turn
        ]
        for room in reversed(first):
            self._waiting.move_to_end(room, last=False)

    def _set_out(self) -> None:
        """Begin to go round, unless somebody does already or nothing waits."""
        with self._lock:
            if self._going_round or not (self._waiting or self._asides):
                return
            self._going_round = True
        try:
            self._socketio.start_background_task(self._go_round)
        except Exception:
            self._going_round = False
            raise

    def _go_round(self) -> None:
        """Send what waits, room by room, until nothing does."""
        while not self._is_done():
            for aside in self._take_asides():
                self._send(aside.event, aside.message, aside.room)
            if (next_one := self._take_room()) is not None:
                room, waiting = next_one
                if not self._send("events", waiting.message, room):
                    self._lost.add(waiting.stream)
            self._socketio.sleep(0)

    def _send(self, event: str, message: dict[str, Any], room: str) -> bool:
        try:
            self._socketio.emit(event, message, to=room)
        except Exception:
            log.exception("what was committed could not be announced; clients will catch up")
            return False
        return True

    def _is_done(self) -> bool:
        with self._lock:
            if self._waiting or self._asides:
                return False
            self._going_round = False
            self._had_their_turn.clear()
            return True

    def _take_asides(self) -> list[Aside]:
        """Take all of them: they are few and short, and each goes to one person."""
        with self._lock:
            asides, self._asides = self._asides, []
        return asides

    def _take_room(self) -> tuple[str, Waiting] | None:
        with self._lock:
            if not self._waiting:
                return None
            room, waiting = self._waiting.popitem(last=False)
            if waiting.row or room in self._had_their_turn:
                self._had_their_turn.clear()
            if not waiting.row:
                self._had_their_turn.add(room)
            return room, waiting

    def send_heads(self, heads: dict[str, int]) -> None:
        """Tell followers where streams stand, so that who missed something asks for it."""
        self._lost -= heads.keys()
        for stream, seq in heads.items():
            for audience in Audience:
                for room in self._rooms(stream, audience):
                    self._socketio.emit("head", {"streams": {stream: seq}, "at": iso(clock.now())}, to=room)
        with self._lock:
            for stream, seq in heads.items():
                for announcement in self._order.skip_to(stream, seq):
                    self._add(announcement)
        self._set_out()

    def tell_those_here(self, event: str, message: dict[str, Any]) -> None:
        """Send ``event`` to all sockets of this process."""
        self._socketio.emit(event, message)

    def end_sockets(self, digest: str) -> None:
        """Tell the sockets of a token that their rights ended, and close them.

        Which they are says the socket server, not the register alone. From here on they are in no room; they are
        closed a moment later, so that the command that ended them (a person who removes themselves) still gets its
        answer. Whoever was about to follow something finds, after entering its room, that they left the register.
        """
        server = self._socketio.server
        self._presence.end(digest)
        sids = sorted(rooms.sockets_of_token(server, digest) | set(self._presence.sockets_of(digest)))
        with self._lock:
            self._asides.extend(Aside("signed_out", {}, sid) for sid in sids)
        for sid in sids:
            self._presence.leave(sid)
            rooms.empty(server, sid)
        if sids:
            self._set_out()
            self._socketio.start_background_task(self._close, sids)

    def _close(self, sids: list[str]) -> None:
        self._socketio.sleep(LAST_ANSWER_SECONDS)
        server = self._socketio.server
        left = [one for sid in sids if (one := server.connection(sid)) is not None]
        for sid in sids:
            server.disconnect(sid)
        self._socketio.sleep(LEAVE_SECONDS)
        for connection in left:
            connection.cut()

    def tokens(self) -> set[str]:
        """Return the tokens of which the socket server has a socket here."""
        return rooms.tokens(self._socketio.server)

    def begin_anew(self, sid: str) -> None:
        """End a socket whose role changed: its client comes back by itself, as who it is now."""
        self._presence.leave(sid)
        rooms.empty(self._socketio.server, sid)
        self._socketio.server.cut(sid)
