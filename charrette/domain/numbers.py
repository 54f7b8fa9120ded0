"""Giving out numbers that people say aloud: of ideas, design items, review rounds and agenda topics."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import InstrumentedAttribute, Session

from charrette.errors import NotFound
from charrette.models import Charrette


def take_number(session: Session, charrette_id: int, last: InstrumentedAttribute[int]) -> int:
    """Return the next number of a charrette by its counter ``last``, such as ``Charrette.last_number``.

    The row stays locked until the commit, so no number is given out twice.

    Raises:
        NotFound: there is no such charrette.
    """
    number = session.scalar(
        update(Charrette)
        .where(Charrette.id == charrette_id)
        .values({last: last + 1})
        .returning(last)
        .execution_options(synchronize_session=False)
    )
    if number is None:
        raise NotFound("no_such_charrette")
    return number
