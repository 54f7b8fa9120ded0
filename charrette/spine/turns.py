"""Long work in pieces: between two of them whoever else has something to do has a turn.

With eventlet and gevent everything of a server runs in turns, in one thread: what goes through all ideas of a large
board would keep every phone waiting for as long as it takes. Whoever goes through what grows with a board does it over
one of these. What is read stays of one moment: a session sees no other, however long it takes.

Others act in between, so nothing may be half done that they can see, and who waits holds no lock that they want. With
threads, and where there is nobody else, a turn is given away for nothing, which costs as good as nothing.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Select
from sqlalchemy.orm import Session

T = TypeVar("T")
TURN_SECONDS = 0.005
"""How long one piece of work keeps everybody else waiting, about."""

ROWS = 100
"""So many rows are read from the database in one piece."""


def in_turns(things: Iterable[T]) -> Iterator[T]:
    """Give the things one by one; when that took a moment others have their turn before it goes on."""
    since = time.monotonic()
    for thing in things:
        yield thing
        if time.monotonic() - since > TURN_SECONDS:
            pause()
            since = time.monotonic()


def pause() -> None:
    """Let others have their turn now: before and after what takes long and cannot be done in pieces."""
    time.sleep(0)


def rows_in_turns(session: Session, query: Select[*tuple[Any, ...]]) -> Iterator[Any]:
    """Give the rows that ``query`` finds, read in pieces. Nothing may be written in this session meanwhile."""
    return in_turns(session.execute(query.execution_options(yield_per=ROWS)))


def things_in_turns(session: Session, query: Select[T]) -> Iterator[T]:
    """Give the things that ``query`` finds, as ``rows_in_turns``."""
    return in_turns(session.scalars(query.execution_options(yield_per=ROWS)))


def batched(things: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Give the things in pieces of at most ``size``."""
    return (things[first : first + size] for first in range(0, len(things), size))
