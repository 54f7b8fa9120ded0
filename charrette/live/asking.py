"""Who asks for news again and again: one request at a time, until its answer was read."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

READ_SECONDS = 10.0
"""How long a request waits for the answer before it to be read. Who does not read it asks for nothing more."""


class Asking:
    """The requests for news of one connection.

    A client that has its answer may ask anew, over another line, a moment before the server is done with sending it:
    that request waits for that moment. One that comes while another waits for news is one too many.
    """

    def __init__(self, make_event: Callable[[], Any]) -> None:
        self._guard = threading.Lock()
        self._free = make_event()
        self._free.set()
        self._is_answered = False

    def begin(self) -> bool:
        """Begin to wait for news; False when another request does so already."""
        if self._is_answered:
            self._free.wait(timeout=READ_SECONDS)
        with self._guard:
            if not self._free.is_set():
                return False
            self._free.clear()
            self._is_answered = False
        return True

    def answered(self) -> None:
        """Note that there is an answer, which goes out now."""
        self._is_answered = True

    def end(self) -> None:
        """Note that the answer has gone out, or will not."""
        self._free.set()
