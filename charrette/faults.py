"""Deliberate crashes for the fault tests: ``CHARRETTE_FAULT=before_ack:3`` ends the process at the third ack.

``CHARRETTE_FAULT=pause_before_commit:200`` waits 200 milliseconds before each commit instead: what two workers do at
the same moment then overlaps for certain.

The setting is refused unless ``CHARRETTE_TESTING=1``; see ``charrette.config``.
"""

from __future__ import annotations

import os
import time

POINTS = ("before_commit", "after_commit", "before_ack", "before_emit")


class Faults:
    """Counts how often each point was passed and ends the process at the chosen one."""

    def __init__(self, setting: str = "") -> None:
        point, _, count = setting.partition(":")
        self._point = point
        self._left = int(count or 1)

    def pass_by(self, point: str) -> None:
        """Tell that ``point`` is reached; may end the process at once, as ``kill -9`` would, or wait."""
        if self._point == f"pause_{point}":
            time.sleep(self._left / 1000)
        if point != self._point:
            return
        self._left -= 1
        if self._left <= 0:
            os._exit(137)
