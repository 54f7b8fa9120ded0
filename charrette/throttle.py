"""Keeping one phone from flooding the hall: limits per token, never per address (a whole hall shares one).

Each token has a budget that refills evenly (the generic cell rate algorithm, as in ITU-T I.371): one number per token
and kind, nothing to sweep. The ``limits`` library was tried first; its memory store wakes a timer every 10 ms while
anybody posts and walked through all tokens, 21 % of the processor with 300 phones.
"""

from __future__ import annotations

from collections.abc import Mapping

from charrette import clock
from charrette.errors import TooMany

WINDOW_SECONDS = 10
POSTS = frozenset({"post_idea", "add_remark", "edit_idea"})
MOST_TOKENS = 20_000


class Budget:
    """``amount`` acts in any ``WINDOW_SECONDS`` for each key, in a burst or spread out."""

    def __init__(self, amount: int) -> None:
        self._interval = WINDOW_SECONDS / amount
        self._full_at: dict[str, float] = {}

    def spend(self, key: str, now: float) -> float:
        """Spend one act; return 0, or how many seconds to wait when the budget is empty (nothing is spent then)."""
        full_at = max(self._full_at.get(key, now), now)
        wait = full_at + self._interval - (now + WINDOW_SECONDS)
        if wait > 0:
            return wait
        if len(self._full_at) > MOST_TOKENS:
            self._full_at = {other: at for other, at in self._full_at.items() if at > now}
        self._full_at[key] = full_at + self._interval
        return 0.0


class Throttle:
    """Counts the commands of each token; posts have a lower limit of their own."""

    def __init__(self, *, commands: int, posts: int) -> None:
        self._commands = Budget(commands)
        self._posts = Budget(posts)

    def ensure_calm(self, digest: str | None, raw: object) -> None:
        """Count one command.

        Raises:
            TooMany: too many in the window; ``retry_after`` says when the next one is welcome, in seconds.
        """
        if digest is None:
            return
        now = clock.now().timestamp()
        kind = raw.get("type") if isinstance(raw, Mapping) else None
        wait = self._commands.spend(digest, now)
        if not wait and isinstance(kind, str) and kind in POSTS:
            wait = self._posts.spend(digest, now)
        if wait > 0:
            raise TooMany("too_many", retry_after=max(0.1, round(wait, 1)))
