"""How much one client may ask of a socket: everything it sends costs something, and following costs most.

Each token has one allowance for all its sockets; a connection that has shown no token yet has a small one of its
own. Who asks for more is told when to come back (``too_many``); who goes on then is cut. Time is monotonic: a clock
that is set back shuts nobody out, and nobody waits longer than it takes to fill up.

What must fit: a phone that comes in follows about six streams at once, a console twenty, and both do so again after
an outage or a reload, a console with three tabs too, on boards of 1,600 ideas; an outbox sends forty ideas. So making
a snapshot costs much, and sending one that was made before costs little. Commands have limits of their own besides
(``throttle.py``).
"""

from __future__ import annotations

from collections import OrderedDict
from time import monotonic

FULL = 600.0
PER_SECOND = 60.0
STRANGER_FULL = 60.0
STRANGER_PER_SECOND = 4.0
MOST_REFUSALS = 120.0
REFUSALS_PER_SECOND = 6.0
MOST_FRAMES = 1500.0
FRAMES_PER_SECOND = 150.0
MOST_KEPT = 5000

CONNECT = 5.0
PACKET = 1.0
BYTES_PER_POINT = 8192
CATCH_UP = 3.0
SNAPSHOT = 3.0
SNAPSHOT_BYTES_PER_POINT = 65_536
SHARED_BYTES_PER_POINT = 4 * SNAPSHOT_BYTES_PER_POINT
RUBBISH = 10.0


class Bucket:
    """Holds up to ``full`` points and gains ``per_second``."""

    def __init__(self, full: float, per_second: float) -> None:
        self._full = full
        self._per_second = per_second
        self._left = full
        self._at = monotonic()

    def _fill(self) -> None:
        now = monotonic()
        self._left = min(self._full, self._left + (now - self._at) * self._per_second)
        self._at = now

    def take(self, points: float) -> float:
        """Take ``points``; return 0, or how many seconds to wait when there are too few (nothing is taken then)."""
        self._fill()
        if self._left >= points:
            self._left -= points
            return 0.0
        return (min(points, self._full) - self._left) / self._per_second

    def charge(self, points: float) -> None:
        """Take ``points`` that were used already, also when there are too few; never into more than one full debt."""
        self._fill()
        self._left = max(-self._full, self._left - points)

    @property
    def is_full(self) -> bool:
        """Whether nothing was taken for so long that it may be forgotten."""
        self._fill()
        return self._left >= self._full


class Allowance:
    """What one token, or one connection without a token, may still ask for."""

    def __init__(self, full: float = FULL, per_second: float = PER_SECOND) -> None:
        self._points = Bucket(full, per_second)
        self._refusals = Bucket(MOST_REFUSALS, REFUSALS_PER_SECOND)

    def spend(self, points: float) -> float:
        """Spend ``points``; return 0, or how many seconds to wait when they are not there."""
        return self._points.take(points)

    def charge(self, points: float) -> None:
        """Spend ``points`` that turned out to be needed."""
        self._points.charge(points)

    def forbear(self) -> bool:
        """Return whether somebody who asked for too much may be told so once more; if not, they are to be cut."""
        return self._refusals.take(1) == 0

    @property
    def is_full(self) -> bool:
        """Whether it is as good as new."""
        return self._points.is_full and self._refusals.is_full


def for_stranger() -> Allowance:
    """Return the allowance of a connection that has not shown a token yet."""
    return Allowance(STRANGER_FULL, STRANGER_PER_SECOND)


class Allowances:
    """The allowance of each token that has, or lately had, a socket here."""

    def __init__(self) -> None:
        self._of: OrderedDict[str, Allowance] = OrderedDict()

    def of(self, digest: str) -> Allowance:
        """Return the allowance of a token; hanging up and coming back does not fill it."""
        held = self._of.setdefault(digest, Allowance())
        self._of.move_to_end(digest)
        if len(self._of) > MOST_KEPT:
            self._of = OrderedDict((key, one) for key, one in self._of.items() if not one.is_full or key == digest)
        return held


def price_of(size: int) -> float:
    """Return what a packet of ``size`` characters costs, whatever it asks for."""
    return PACKET + size / BYTES_PER_POINT


def price_of_snapshot(size: int, *, shared: bool) -> float:
    """Return what a snapshot of ``size`` bytes costs on top of following; ``shared``: it had been made before."""
    return size / SHARED_BYTES_PER_POINT if shared else SNAPSHOT + size / SNAPSHOT_BYTES_PER_POINT
