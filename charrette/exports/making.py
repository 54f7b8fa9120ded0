"""From an order to a file: the makers, each declared in the room ``export`` of its subject."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from charrette.exports.kinds import FileKind
from charrette.exports.orders import Order
from charrette.exports.sheets import FORMATS, Sheet, sheet_bytes
from charrette.exports.words import Words
from charrette.spine.registry import Registry

Make = Callable[[], bytes]
Guard = Callable[[Make], bytes]
"""Makes one part of a file, as whoever makes the file wants it watched; raises when it takes too much."""
Work = Callable[[Guard], bytes]
"""Makes the file from values that were read before; the guard is put around each part of a file of many parts."""
Giving = Callable[[Guard], bytes | Sheet]
"""The same as a maker declares it: a table is given as a ``Sheet``, whichever of its formats is asked for."""
Prepare = Callable[[Session, Order, Words], Giving]
"""Reads from one moment of the database all that the file needs; returns the work that is left, which needs none."""

MAKERS: Registry[Prepare] = Registry("maker of a kind of file", "export")


def makes(kind: FileKind) -> Callable[[Prepare], Prepare]:
    """Declare the function below as what makes files of this kind."""
    return lambda prepare: MAKERS.add(kind.name, prepare)


def prepare(session: Session, order: Order) -> Work:
    """Read what the file needs; return the work that is left.

    Raises:
        sqlalchemy.exc.NoResultFound: what is asked for has gone in the meantime.
    """
    words = Words(order.lang)
    giving = MAKERS[order.kind](session, order, words)
    return lambda guard: _as_bytes(giving(guard), order, words)


def _as_bytes(made: bytes | Sheet, order: Order, words: Words) -> bytes:
    if isinstance(made, Sheet):
        return sheet_bytes(made, order.format, words)
    if order.format in FORMATS:
        raise TypeError(f"the maker of {order.kind} gives its table as bytes, not as a Sheet")
    return made


def unwatched(make: Make) -> bytes:
    """Just make it."""
    return make()
