"""The one place that reads the time, so that tests and replays can set it, and that knows what a clock on a wall shows.

Everything is kept and sent in UTC. What people read is the time of the hall (``in_hall``), whatever the zone of the
machine or of a phone is; on the terminal of the server it is the machine's, and says so (``on_this_machine``).

Somebody may put the clock of the machine right, or wrong, in the middle of an evening. So a process looks at the
wall clock once, when it starts, and from then on counts the seconds that went by: time never jumps under a hall. A
clock that was put right counts from the next start on. What was kept by an earlier run may lie in the future then;
whoever compares with it must take that into account.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def _seconds_on() -> float:
    """Return seconds that only grow, and go on while the machine sleeps (macOS counts so in its monotonic clock)."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class SteadyClock:
    """A wall clock that cannot be set: ``wall`` is read once, then the seconds of ``steady`` are added."""

    def __init__(
        self,
        wall: Callable[[], datetime] = lambda: datetime.now(UTC),
        steady: Callable[[], float] = _seconds_on,
    ) -> None:
        self._begun, self._begun_at = wall(), steady()
        self._steady = steady

    def __call__(self) -> datetime:
        return self._begun + timedelta(seconds=self._steady() - self._begun_at)


_own = SteadyClock()
_source: Callable[[], datetime] | None = None
_steady_source: Callable[[], float] | None = None


def now() -> datetime:
    """Return this moment as an aware UTC datetime; it never goes back while the process lives."""
    return _source() if _source is not None else _own()


def steady() -> float:
    """Return seconds since some moment, for waiting times and budgets; only the difference of two means anything."""
    return _steady_source() if _steady_source is not None else _seconds_on()


def set_source(source: Callable[[], datetime] | None) -> None:
    """Let ``source`` tell the time from here on; ``None`` gives the system clock back."""
    global _source
    _source = source


def set_steady_source(source: Callable[[], float] | None) -> None:
    """Let ``source`` count the seconds of ``steady`` from here on; ``None`` gives the system's count back."""
    global _steady_source
    _steady_source = source


def iso(moment: datetime | None) -> str | None:
    """Return ``moment`` as ISO 8601 in UTC with milliseconds, as it goes over the wire."""
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@lru_cache(maxsize=16)
def zone(name: str) -> tzinfo:
    """Return the time zone called ``name``; UTC where this machine does not know it."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def in_hall(moment: datetime, timezone: str) -> datetime:
    """Return ``moment`` as the clock in the hall shows it; ``timezone`` is the setting of the charrette."""
    return moment.astimezone(zone(timezone))


def is_one_day(moment: datetime, other: datetime, timezone: str) -> bool:
    """Return whether both are on the same day in the hall; a time of another day is written with its day."""
    return in_hall(moment, timezone).date() == in_hall(other, timezone).date()


def on_this_machine(moment: datetime) -> str:
    """Return ``moment`` as the clock of this machine shows it, with its zone, for the terminal: ``20:27 CET``.

    The day stands before it when that is another one than today.
    """
    local = moment.astimezone()
    form = "%H:%M %Z" if local.date() == now().astimezone().date() else "%Y-%m-%d %H:%M %Z"
    return local.strftime(form)
