"""What is done now and then so that nothing is kept longer than it is needed; each subject declares its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from charrette.spine.registry import Registry


@dataclass(frozen=True)
class Upkeep:
    """One such thing: ``is_due`` looks, without writing, whether ``do`` has something to do."""

    is_due: Callable[[Session], bool]
    do: Callable[[Session], None]


UPKEEP: Registry[Upkeep] = Registry("upkeep", "rules")
Do = Callable[[Session], None]


def upkeep(name: str, *, is_due: Callable[[Session], bool]) -> Callable[[Do], Do]:
    """Declare the function below as upkeep: done at the start and once a day, if it is due (``live/heartbeat.py``)."""

    def declare(do: Do) -> Do:
        UPKEEP.add(name, Upkeep(is_due, do))
        return do

    return declare
