"""Deliberate mishaps for the fault tests: ``CHARRETTE_FAULT=before_ack:3`` ends the process at the third ack,
``file_hangs:1`` lets the first file that is made never be ready, ``file_hangs:1:2`` gives it two seconds for that.

``CHARRETTE_FAULT=pause_before_commit:200`` waits 200 milliseconds before each commit instead: what two workers do at
the same moment then overlaps for certain. ``loop_stalls:400`` works for 400 milliseconds before each ack without
giving the turn away: all others wait for it.

The setting is refused unless ``CHARRETTE_TESTING=1``; see ``charrette.config``.
"""

from __future__ import annotations

import os
import time

POINTS = ("before_commit", "after_commit", "before_ack", "before_emit")
MISHAPS = ("file_hangs", "file_dies")


class Faults:
    """Counts how often each point was passed and ends the process at the chosen one."""

    def __init__(self, setting: str = "") -> None:
        point, count, seconds, *_ = f"{setting}::".split(":")
        self._point = point
        self._left = int(count or 1)
        self.seconds = float(seconds) if seconds else None

    def pass_by(self, point: str) -> None:
        """Tell that ``point`` is reached; may end the process at once, as ``kill -9`` would, or wait."""
        if self._point == f"pause_{point}":
            time.sleep(self._left / 1000)
        if self._point == "loop_stalls" and point == "before_ack":
            _hold_everybody_up(self._left / 1000)
        if point != self._point:
            return
        self._left -= 1
        if self._left <= 0:
            os._exit(137)

    def mishap(self) -> str:
        """Return which of ``MISHAPS`` the next file meets, so often as was set; empty for none."""
        if self._point not in MISHAPS or self._left <= 0:
            return ""
        self._left -= 1
        return self._point


def _hold_everybody_up(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass
