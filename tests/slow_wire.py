"""A slow and lossy line between a phone and the server, as at the far end of a hall: late, thin, at times lost."""

from __future__ import annotations

import contextlib
import queue
import random
import socket
import threading
import time
from collections.abc import Callable

MOST_BYTES_AT_ONCE = 1400
LOST_AGAIN_SECONDS = 0.6
"""What a lost packet costs: TCP waits, then sends it again."""


class SlowWire:
    """Passes connections on to ``target``; all of them share one line.

    ``delay`` and ``jitter``: seconds, one way; ``bits``: a second, each way; ``loss``: the part that is lost once.
    """

    def __init__(self, target: int, *, delay: float, jitter: float, bits: int, loss: float) -> None:
        self._target = target
        self._delay, self._jitter, self._bits, self._loss = delay, jitter, bits, loss
        self._free_at = {"up": 0.0, "down": 0.0}
        self._lock = threading.Lock()
        self._open: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._chance = random.Random(32)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._start(self._accept)

    def close(self) -> None:
        """End everything."""
        for one in (self._listener, *self._open):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(10)
        for one in (self._listener, *self._open):
            one.close()

    def _start(self, work: Callable[..., None], *given: object) -> None:
        thread = threading.Thread(target=work, args=given, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                here, _ = self._listener.accept()
                there = socket.create_connection(("127.0.0.1", self._target))
            except OSError:
                return
            self._open += (here, there)
            for way, source, sink in (("up", here, there), ("down", there, here)):
                waiting = queue.Queue[tuple[float, bytes]]()
                self._start(self._read, way, source, waiting)
                self._start(self._write, sink, waiting)

    def _read(self, way: str, source: socket.socket, waiting: queue.Queue[tuple[float, bytes]]) -> None:
        data = b"-"
        while data:
            try:
                data = source.recv(MOST_BYTES_AT_ONCE)
            except OSError:
                data = b""
            waiting.put((self._arrives_at(way, len(data)), data))
            time.sleep(max(0.0, self._free_at[way] - time.monotonic() - 1))  # a line holds about a second of it

    def _arrives_at(self, way: str, size: int) -> float:
        with self._lock:
            self._free_at[way] = max(self._free_at[way], time.monotonic()) + size * 8 / self._bits
            late = self._delay + self._chance.uniform(-self._jitter, self._jitter)
            again = LOST_AGAIN_SECONDS if self._chance.random() < self._loss else 0.0
            return self._free_at[way] + late + again

    def _write(self, sink: socket.socket, waiting: queue.Queue[tuple[float, bytes]]) -> None:
        data = b"-"
        while data:
            due, data = waiting.get()
            time.sleep(max(0.0, due - time.monotonic()))
            try:
                sink.sendall(data) if data else sink.shutdown(socket.SHUT_WR)
            except OSError:
                data = b""
