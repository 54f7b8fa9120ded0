"""Who counts: everybody but those whom the team set aside (``domain.aside``). Whatever counts people asks it here."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, select

from charrette.people.models import Person

_ASIDE = Person.__table__.alias("aside")
"""Of the table and not of the class, and made once: making one takes longer than most queries that hold it."""


def counts(person_id: Any) -> ColumnElement[bool]:
    """Return the condition that what somebody with this id did counts; what nobody signed does."""
    aside = _ASIDE.c
    return ~select(aside.id).where(aside.id == person_id, aside.set_aside_id.is_not(None)).exists()
