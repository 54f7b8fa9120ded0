"""What several workers commit is told in the order of its numbers.

A worker tells its own phones at once what it committed, and hears a moment later over Redis what others did. So number
6, of here, may be there before number 5, of elsewhere. A phone that gets 6 without 5 asks for what is missing, and a
whole hall would do so at the same moment. What comes early is therefore kept back for a moment. When the missing
number has not come by then, it was lost on its way and is read from the journal, once for all phones here. Where that
fails too the rest is told, and phones ask for what is missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic

from charrette.spine.lists import Audience
from charrette.spine.writer import Announcement

PATIENCE_SECONDS = 1.0
"""How long the one before may take: some milliseconds, unless its worker is very busy, or dead."""


@dataclass
class Early:
    """An announcement that came before the one it follows on. ``until``: when that one counts as lost (monotonic)."""

    announcement: Announcement
    until: float


class InOrder:
    """How far each stream has been told here, and what came early."""

    def __init__(self) -> None:
        self._told: dict[str, int] = {}
        self._early: dict[str, list[Early]] = {}

    @property
    def is_waiting(self) -> bool:
        """Whether something is kept back."""
        return bool(self._early)

    def told(self, stream: str) -> int:
        """Return up to which number a stream was told; 0 when nothing of it was."""
        return self._told.get(stream, 0)

    def take(self, announcement: Announcement, patience: float | None) -> list[Announcement]:
        """Return what is to be told now that ``announcement`` is here, in order.

        ``patience``: how many seconds what is missing before it may take to come; None when it is not waited for. Of a
        stream of which nothing was told yet nothing is missed. Where there is waiting, what comes late is left out: it
        was read from the journal, or phones ask for it.
        """
        stream, (first, last) = announcement.stream, _numbers(announcement)
        told = self.told(stream)
        if patience is not None and told and first > told + 1:
            early = self._early.setdefault(stream, [])
            early.append(Early(announcement, monotonic() + patience))
            early.sort(key=lambda one: _numbers(one.announcement))
            return []
        if patience is not None and last <= told:
            return []
        self._reach(stream, last)
        return [announcement, *self._following(stream)]

    def holes(self) -> list[tuple[str, int, int]]:
        """Return what did not come in time: the stream, the last number told, and that of what came after the hole."""
        moment = monotonic()
        return [
            (stream, self.told(stream), _numbers(early[0].announcement)[0])
            for stream, early in self._early.items()
            if min(one.until for one in early) <= moment
        ]

    def skip_to(self, stream: str, seq: int) -> list[Announcement]:
        """Note that phones were told to ask for all up to ``seq``; return what can be told after that."""
        self._reach(stream, seq)
        return self._following(stream)

    def overdue(self) -> list[Announcement]:
        """Give up what did not come in time; return what waited for it, and what follows on that."""
        return [one for stream, _, before in self.holes() for one in self.skip_to(stream, before - 1)]

    def _reach(self, stream: str, seq: int) -> None:
        self._told[stream] = max(seq, self.told(stream))

    def _following(self, stream: str) -> list[Announcement]:
        """Take out of what came early all that follows on what was told."""
        found = []
        early = self._early.get(stream, [])
        while early and _numbers(early[0].announcement)[0] <= self.told(stream) + 1:
            found.append(early.pop(0).announcement)
            self._reach(stream, _numbers(found[-1])[1])
        if not early:
            self._early.pop(stream, None)
        return found


def _numbers(announcement: Announcement) -> tuple[int, int]:
    """Return the first and the last number; each audience gets all of them."""
    events = announcement.shapes[Audience.PARTICIPANT]
    return events[0]["seq"], events[-1]["seq"]
