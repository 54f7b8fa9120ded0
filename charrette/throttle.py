"""Keeping one phone from flooding the hall: limits per token, never per address (a whole hall shares one)."""

from __future__ import annotations

from collections.abc import Mapping

from limits import RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from charrette import clock
from charrette.errors import TooMany

WINDOW_SECONDS = 10
COSTLY = frozenset({"post_idea", "add_remark", "edit_idea"})


class Throttle:
    """Counts the commands of each token over a moving window; posts have a lower limit of their own."""

    def __init__(self, *, commands: int, posts: int) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._all = RateLimitItemPerSecond(commands, WINDOW_SECONDS, namespace="commands")
        self._posts = RateLimitItemPerSecond(posts, WINDOW_SECONDS, namespace="posts")

    def ensure_calm(self, digest: str | None, raw: object) -> None:
        """Count one command.

        Raises:
            TooMany: too many in the window; ``retry_after`` says when the next one is welcome, in seconds.
        """
        if digest is None:
            return
        kind = raw.get("type") if isinstance(raw, Mapping) else None
        limits = [self._all, self._posts] if isinstance(kind, str) and kind in COSTLY else [self._all]
        for limit in limits:
            if not self._limiter.hit(limit, digest):
                reset, _ = self._limiter.get_window_stats(limit, digest)
                raise TooMany("too_many", retry_after=max(0.5, round(reset - clock.now().timestamp(), 1)))
