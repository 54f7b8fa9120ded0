"""One connection of Engine.IO, websocket or polling, that can neither flood us nor make us keep what it does not read.

The library below keeps whatever it is given to send, without end, and takes in as much as comes. Here
- what waits to be sent is bounded (``backlog.py``): who does not read is cut, and what waited is let go at once;
- who does not read is not read from: nothing is taken in while more than a little waits;
- everything that comes in is paid for (``allowance.py``);
- however it ends (rubbish, half-open, asked to leave and not leaving), everything of it ends.
"""

from __future__ import annotations

import contextlib
import logging
import socket
import threading
from time import monotonic, time
from typing import Any

import engineio.socket
from engineio import exceptions, packet

from charrette.listening.lines import Line, line_of
from charrette.live import allowance, frames
from charrette.live.asking import Asking
from charrette.live.backlog import Backlog, size_of
from charrette.live.bodies import Refused, packets_of
from charrette.live.straight import Straight, straight_to

log = logging.getLogger(__name__)

KERNEL_BYTES = 262_144
"""What the system may hold of each besides, which it doubles; by itself it holds 4 MB of who does not read."""

LEAVE_SECONDS = 3.0
DISMISS_SECONDS = 0.5
"""How long who is cut may take to hear why; whoever does not read hears nothing."""

TURN_SECONDS = 0.005
"""How long one connection may keep everybody else waiting with what it sent in one go."""

WAITED_SECONDS = 0.001
"""A frame that was there already takes less than this to read."""

MOST_AT_WORK = 8
"""Handlers of one connection at a time: as many as a phone has commands under way (``outbox.js``)."""


def hold_little(sock: socket.socket) -> None:
    """Let the system hold no more than a little of what ``sock`` is sent."""
    with contextlib.suppress(OSError):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, KERNEL_BYTES)


class Connection(engineio.socket.Socket):
    """See the module."""

    def __init__(self, server: Any, sid: str) -> None:
        super().__init__(server, sid)
        self.allowance = allowance.for_stranger()
        self.origin: str | None = None
        self.overdrawn = 0.0
        self.at_work = threading.BoundedSemaphore(MOST_AT_WORK)
        self._frames = allowance.Bucket(allowance.MOST_FRAMES, allowance.FRAMES_PER_SECOND)
        self._caught_up = server.create_event()
        self._over = server.create_event()
        self._backlog = Backlog()
        self._writing = self._rest = 0
        self._line: Line | None = None
        self._answered: Line | None = None
        self._websocket: Any = None
        self._straight: Straight | None = None
        self._sent_at = 0.0
        self._asking = Asking(server.create_event)
        self._posting = self._is_cut = False
        self._turn = monotonic()

    # --- what goes out ---------------------------------------------------------------------------------------

    def send(self, pkt: packet.Packet) -> None:
        """Let ``pkt`` wait to be sent; whoever has too much waiting is cut instead."""
        if self._is_cut or not self.check_ping_timeout() or self._sent_straight(pkt):
            return
        if self._backlog.add(size_of(pkt)):
            self.queue.put(pkt)
        else:
            self.cut()

    def _sent_straight(self, pkt: packet.Packet) -> bool:
        """Send ``pkt`` past the queue, if nothing is before it there or on its way."""
        way = self._straight
        if way is None or not self.upgraded or self._writing or self.queue.qsize() or not way.write(pkt):
            return False
        self._sent_at = monotonic()
        if way.left:
            self._rest = way.left
            self._backlog.add(self._rest)
        return True

    def _wrote_the_rest(self, whole: bool) -> None:
        self._wrote(self._rest)
        if not whole:
            self.cut()

    def _wrote(self, size: int) -> None:
        self._backlog.remove(size)
        if not self._backlog.is_behind:
            self._caught_up.set()

    def poll(self) -> list[packet.Packet]:
        """Return what is to be sent now: one packet over a websocket, so that what was taken is being written."""
        if self._writing:
            self._wrote(self._writing)
            self._writing = 0
        if not self.upgraded:
            packets: list[packet.Packet] = super().poll()
            self._backlog.clear()
            self._caught_up.set()
            return packets
        pkt = self._next()
        self.queue.task_done()
        if pkt is None:
            return []
        self._writing = size_of(pkt)
        return [pkt]

    def _next(self) -> packet.Packet | None:
        """Wait for the next packet; a connection over which nothing at all was sent for so long has ended."""
        seconds = self.server.ping_interval + self.server.ping_timeout
        while True:
            try:
                return self.queue.get(timeout=seconds)
            except self.server.get_queue_empty_exception():
                if monotonic() - self._sent_at >= seconds:
                    raise exceptions.QueueEmpty from None

    def _send_ping(self) -> None:
        """Send a ping when it is time, unless the connection ends before.

        The library sleeps until then in any case: who comes and goes all the time would leave a sleeper each time.
        """
        if not self._over.wait(timeout=self.server.ping_interval) and not self.closing and not self.closed:
            self.last_ping = time()
            self.send(packet.Packet(packet.PING))

    def wait_until_read(self) -> None:
        """Wait until this client has read most of what it was sent; cut it when it does not in the time of a ping."""
        give_up = monotonic() + self.server.ping_interval + self.server.ping_timeout
        while self._backlog.is_behind and not self.closed:
            self._caught_up.clear()
            if self._backlog.is_behind and not self._caught_up.wait(timeout=max(0.0, give_up - monotonic())):
                self.cut()
                return

    # --- what comes in ---------------------------------------------------------------------------------------

    def receive(self, pkt: packet.Packet) -> None:
        """Take one packet in: wait until the client has read, let it pay, handle it."""
        self.wait_until_read()
        if self.closed or self._is_cut:
            raise exceptions.SocketIsClosedError
        self.overdrawn = self.spend(allowance.price_of(len(pkt.data) if isinstance(pkt.data, (str, bytes)) else 0))
        if self.overdrawn and pkt.packet_type != packet.MESSAGE:
            return
        super().receive(pkt)

    def spend(self, points: float) -> float:
        """Let the client pay; return 0, or how many seconds it must wait. Who goes on all the same is cut."""
        wait = self.allowance.spend(points)
        if wait and not self.allowance.forbear():
            self.cut()
        return wait

    def _count_frame(self, since: float) -> None:
        """Count a frame that was waited for ``since``."""
        if self._frames.take(1):
            self.cut()
        if self._is_cut:
            raise exceptions.SocketIsClosedError
        if monotonic() - since > WAITED_SECONDS:  # others had their turn meanwhile
            self._turn = monotonic()
        self.take_turns()

    def take_turns(self) -> None:
        """Let others go first when this connection kept everybody busy for a moment."""
        if monotonic() - self._turn > TURN_SECONDS:
            self.server.sleep(0)
            self._turn = monotonic()

    def handle_get_request(self, environ: dict[str, Any], start_response: Any) -> Any:
        """Hand over what waits; one request at a time, until its answer was read (``delivered``)."""
        if "upgrade" in environ.get("HTTP_CONNECTION", "").lower():
            self.origin = environ.get("HTTP_ORIGIN")
            self._line = line_of(environ)
            return super().handle_get_request(environ, start_response)
        if not self._asking.begin():
            raise Refused
        environ["charrette.connection"] = self
        try:
            return super().handle_get_request(environ, start_response)
        finally:
            if (line := line_of(environ)) is not None:
                hold_little(line.sock)
                self._answered = line
            self._asking.answered()

    def delivered(self) -> None:
        """Note that the answer to a polling request has been read."""
        self._answered = None
        self._asking.end()

    def handle_post_request(self, environ: dict[str, Any]) -> None:
        """Take the packets of one polling request in; one request at a time."""
        if self._posting:
            raise Refused
        self._posting = True
        try:
            self.origin = environ.get("HTTP_ORIGIN")
            for pkt in packets_of(environ):
                self.receive(pkt)
                self.take_turns()
        finally:
            self._posting = False

    # --- how it ends -----------------------------------------------------------------------------------------

    def _websocket_handler(self, ws: Any) -> Any:
        below, self._websocket = frames.calm(ws, self._count_frame), ws
        if self.server.writes_straight:
            self._straight = straight_to(ws, self.server.start_background_task, self._wrote_the_rest)
        hold_little(below)
        try:
            return super()._websocket_handler(ws)
        except Exception as error:  # rubbish that the library does not expect
            log.debug("a websocket broke: %r", error)
            return []
        finally:
            if self.connected and not self.closed:
                self._end()
            self._line = self._websocket = self._straight = None

    def cut(self) -> None:
        """End this connection now, whatever waits to be sent; from any thread, also while something is sent to it."""
        if self._is_cut:
            return
        self._is_cut = True
        if self._websocket is not None:
            frames.blame(self._websocket)
        self.server.start_background_task(self._end)

    def _end(self) -> None:
        self._is_cut = True
        with contextlib.suppress(self.server.get_queue_empty_exception()):
            while True:
                self.queue.get(block=False)
                self.queue.task_done()
        self._backlog.clear()
        self._dismiss()
        with contextlib.suppress(exceptions.SocketIsClosedError):
            self.close(abort=True, reason=self.server.reason.TRANSPORT_ERROR)
        self.queue.put(None)
        self._shut()
        self.server.sockets.pop(self.sid, None)

    def _dismiss(self) -> None:
        """Say why this websocket ends, if that can be said now: nobody waits for who does not read."""
        ws = self._websocket
        if ws is None:
            return
        said = self.server.create_event()

        def say() -> None:
            with contextlib.suppress(Exception):  # whatever is wrong with a line that is about to be cut
                frames.dismiss(ws)
            said.set()

        self.server.start_background_task(say)
        self.server.sleep(0)  # a clock that stood still during a flood would end the wait before it began
        said.wait(timeout=DISMISS_SECONDS)

    def close(self, wait: bool = True, abort: bool = False, reason: str | None = None) -> None:
        """Close; who was asked to leave and does not is shown the door a moment later. Nobody waits for it here."""
        if self.closed or self.closing:
            return
        super().close(wait=False, abort=abort, reason=reason)
        self._caught_up.set()
        self._over.set()
        if self._line is not None and not self._is_cut and reason != self.server.reason.TRANSPORT_CLOSE:
            self.server.start_background_task(self._shut_soon)

    def _shut_soon(self) -> None:
        self.server.sleep(LEAVE_SECONDS)
        self._shut()

    def _shut(self) -> None:
        """Cut the connection below, which wakes whoever reads from it or writes to it: also an answer to polling."""
        for line in (self._line, self._answered):
            if line is not None:
                line.cut()
