"""Reaching things: every look-up goes through the charrette of whoever asks, and through the door of its gathering.

What belongs to another charrette, and what does not exist, give the same answer: ``NotFound``. What belongs to a
gathering for who is invited is reached by who was let in there (``admissions``); others hear ``NotAllowed``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.interfaces import ORMOption

from charrette.errors import NotFound
from charrette.spine.actors import Actor
from charrette.spine.turns import batched, things_in_turns

T = TypeVar("T")
BIGGEST_ID = 2**31 - 1
AT_ONCE = 500
"""So many ids go into one question to the database."""


def get_by_id(session: Session, model: type[T], id: int, field: str, *options: ORMOption) -> T:
    thing = session.get(model, id, options=options) if 0 < id <= BIGGEST_ID else None
    if thing is None:
        raise NotFound(f"no_such_{field}", field=field)
    return thing


def have_at_hand(session: Session, model: Any, ids: Iterable[int]) -> list[Any]:
    """Read the things with these ids in few queries: as long as the answer is held, looking one up asks for nothing."""
    known = [id for id in ids if 0 < id <= BIGGEST_ID]
    return [
        thing
        for some in batched(known, AT_ONCE)
        for thing in things_in_turns(session, select(model).where(model.id.in_(some)))
    ]


def ensure_own(thing: T, charrette_id: int | None, by: Actor, field: str) -> T:
    if by.charrette_id is None or charrette_id != by.charrette_id:
        raise NotFound(f"no_such_{field}", field=field)
    return thing
