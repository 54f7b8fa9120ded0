"""Looking again and again, in one background task at a time, as long as there is a reason to."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any

log = logging.getLogger(__name__)

SECONDS = 0.1
"""How long it is from one look to the next."""


class Looking:
    """One thing that is looked at. ``reason()`` is asked under ``lock``; ``look()`` is called without it."""

    def __init__(
        self, socketio: Any, lock: threading.Lock, reason: Callable[[], bool], look: Callable[[], None], trouble: str
    ) -> None:
        """``trouble``: what the log says when a look fails; the next one comes all the same."""
        self._socketio = socketio
        self._lock = lock
        self._reason = reason
        self._look = look
        self._trouble = trouble
        self._goes_on = False

    def begin(self) -> None:
        """Go on looking in the background, unless that is done already or there is no reason. Without the lock."""
        with self._lock:
            if self._goes_on or not self._reason():
                return
            self._goes_on = True
        try:
            self._socketio.start_background_task(self._run)
        except Exception:
            self._goes_on = False
            raise

    def _run(self) -> None:
        while True:
            try:
                self._look()
            except Exception:
                log.exception(self._trouble)
            with self._lock:
                self._goes_on = goes_on = self._reason()
            if not goes_on:
                return
            self._socketio.sleep(SECONDS)
