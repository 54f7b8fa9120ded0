"""Keeping one person from flooding the hall: limits per person, never per address (a whole hall shares one).

Each sender has a budget that refills evenly (the generic cell rate algorithm, as in ITU-T I.371): one number per
sender and kind, nothing to sweep. The ``limits`` library was tried first; its memory store wakes a timer every 10 ms
while anybody posts and walked through all senders, 21 % of the processor with 300 phones.

Time is counted by ``clock.steady``, which nobody can set.
"""

from __future__ import annotations

from collections.abc import Mapping

from charrette import clock
from charrette.errors import TooMany
from charrette.spine.commands import COMMANDS

WINDOW_SECONDS = 10.0
OF_ONESELF = frozenset({"update_me"})
MOST_OF_ONESELF = 20
"""How often somebody may change their name, role and area in the window: a form of three fields, corrected a few times.
Each change goes to every console and to all boards where they wrote."""
MOST_SENDERS = 20_000
"""How many senders a budget remembers. Who sent longest ago is forgotten first, and begins with a full budget."""


class Budget:
    """``amount`` acts at once for each key; an empty budget is full again after ``seconds``."""

    def __init__(self, amount: int, *, seconds: float = WINDOW_SECONDS) -> None:
        self._seconds = seconds
        self._interval = seconds / amount
        self._full_at: dict[str, float] = {}

    def __len__(self) -> int:
        return len(self._full_at)

    def spend(self, key: str, now: float) -> float:
        """Spend one act; return 0, or how many seconds to wait when the budget is empty (nothing is spent then).

        Nobody waits longer than for one act, whatever was remembered.
        """
        full_at = min(max(self._full_at.pop(key, now), now), now + self._seconds)
        wait = full_at + self._interval - (now + self._seconds)
        spent = wait <= 1e-9
        self._full_at[key] = full_at + self._interval if spent else full_at
        while len(self._full_at) > MOST_SENDERS:
            del self._full_at[next(iter(self._full_at))]
        return 0.0 if spent else wait

    def give_back(self, key: str) -> None:
        """Give back what was spent last."""
        if key in self._full_at:
            self._full_at[key] -= self._interval

    def refill(self) -> None:
        """Give everybody a full budget."""
        self._full_at.clear()


def too_many(code: str, wait: float) -> TooMany:
    """Return the refusal of who must wait so many seconds."""
    return TooMany(code, retry_after=max(0.1, round(wait, 1)))


class Throttle:
    """Counts the commands of each sender; posts, and what is told of oneself, have a lower limit of their own."""

    def __init__(self, *, commands: int, posts: int) -> None:
        self._commands = Budget(commands)
        self._posts = Budget(posts)
        self._of_oneself = Budget(MOST_OF_ONESELF)

    def _lower_for(self, raw: object) -> Budget | None:
        kind = raw.get("type") if isinstance(raw, Mapping) else None
        if isinstance(kind, str) and kind in OF_ONESELF:
            return self._of_oneself
        spec = COMMANDS.get(kind) if isinstance(kind, str) else None
        return self._posts if spec is not None and spec.posts else None

    def ensure_calm(self, sender: str | None, raw: object) -> None:
        """Count one command of ``sender``: a person or a projector, however many tokens they have.

        Raises:
            TooMany: too many in the window; ``retry_after`` says when the next one is welcome, in seconds.
        """
        if sender is None:
            return
        now = clock.steady()
        wait = self._commands.spend(sender, now)
        lower = self._lower_for(raw)
        if not wait and lower is not None:
            wait = lower.spend(sender, now)
        if wait > 0:
            raise too_many("too_many", wait)

    def give_back(self, sender: str, raw: object) -> None:
        """Count a command of ``sender`` not at all: it turned out to be somebody else's."""
        self._commands.give_back(sender)
        if (lower := self._lower_for(raw)) is not None:
            lower.give_back(sender)
