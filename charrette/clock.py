"""The one place that reads the time, so that tests and replays can set it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

_source: Callable[[], datetime] | None = None


def now() -> datetime:
    """Return this moment as an aware UTC datetime."""
    return _source() if _source is not None else datetime.now(UTC)


def set_source(source: Callable[[], datetime] | None) -> None:
    """Let ``source`` tell the time from here on; ``None`` gives the system clock back."""
    global _source
    _source = source


def iso(moment: datetime | None) -> str | None:
    """Return ``moment`` as ISO 8601 in UTC with milliseconds, as it goes over the wire."""
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
