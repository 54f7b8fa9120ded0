"""An encrypted connection that one thread reads while another writes.

OpenSSL allows one thread at a time per connection, and Python before 3.13 keeps no order: a read and a write at one
moment now and then end the connection ("bad record mac", or an end that nobody sent), or lose what was said. Here each
step waits for its turn, and nobody keeps the turn while waiting for the other side. Only threads need this: eventlet
and gevent run one thing at a time.
"""

from __future__ import annotations

import select
import ssl
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any, Self, TypeVar

T = TypeVar("T")

READABLE = select.POLLIN
WRITABLE = select.POLLOUT


class SharedSSLSocket(ssl.SSLSocket):
    """See the module. Used by ``SSLContext.sslsocket_class``; behaves as any blocking socket, time limits included."""

    _turn: threading.Lock
    _limit: float | None

    def __new__(cls, *args: Any, **named: Any) -> Self:
        """Make one; the library below makes its sockets without calling ``__init__``."""
        made = super().__new__(cls)
        made._turn, made._limit = threading.Lock(), None
        return made

    def settimeout(self, value: float | None) -> None:
        """Set how many seconds a read or a write may wait; None: without end, 0: not at all.

        Raises:
            ValueError: ``value`` is less than nothing.
        """
        if value is not None and value < 0:
            raise ValueError("Timeout value out of range")
        super().settimeout(0)
        self._limit = value

    def gettimeout(self) -> float | None:
        """Return how many seconds a read or a write may wait."""
        return self._limit

    def setblocking(self, flag: bool) -> None:
        """Wait without end, or not at all."""
        self.settimeout(None if flag else 0)

    def do_handshake(self, block: bool = False) -> None:
        """Shake hands."""
        self._in_turns(super().do_handshake)

    def read(self, len: int = 1024, buffer: Any = None) -> Any:
        """Read up to ``len`` bytes, into ``buffer`` if there is one (then the answer is how many)."""
        return self._in_turns(partial(super().read, len, buffer))

    def write(self, data: Any) -> int:
        """Write ``data``, or the beginning of it; return how much."""
        return self._in_turns(partial(super().write, data))

    def send(self, data: Any, flags: int = 0) -> int:
        """Write ``data``, or the beginning of it; return how much."""
        return self._in_turns(partial(super().send, data, flags))

    def _in_turns(self, step: Callable[[], T]) -> T:
        give_up = None if self._limit is None else time.monotonic() + self._limit
        while True:
            try:
                with self._turn:
                    return step()
            except (ssl.SSLWantReadError, ssl.SSLWantWriteError) as error:
                if self._limit == 0:
                    raise
                wanted = READABLE if isinstance(error, ssl.SSLWantReadError) else WRITABLE
            self._wait_until(wanted, give_up)

    def _wait_until(self, wanted: int, give_up: float | None) -> None:
        number = self.fileno()
        if number < 0:
            raise OSError("the connection was closed")
        waiter = select.poll()
        waiter.register(number, wanted)
        left = None if give_up is None else max(0.0, give_up - time.monotonic()) * 1000
        if not waiter.poll(left):
            raise TimeoutError("the other side took too long")
