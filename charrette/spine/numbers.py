"""Giving out numbers that people say aloud: of ideas, design items, review rounds and agenda topics."""

from __future__ import annotations

from functools import cache

from sqlalchemy import bindparam, update
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql.dml import ReturningUpdate

from charrette.errors import NotFound


@cache
def _taking(last: InstrumentedAttribute[int]) -> ReturningUpdate[int]:
    table = last.class_.__table__
    column = table.c[last.key]
    statement = update(table).where(table.c.id == bindparam("charrette"))
    return statement.values({column: column + 1}).returning(column)


def take_number(session: Session, charrette_id: int, last: InstrumentedAttribute[int]) -> int:
    """Return the next number of a charrette by its counter ``last``, such as ``Charrette.last_number``.

    No number is given out twice: a command that comes here runs alone, or claims the numbers of the charrette.

    Raises:
        NotFound: there is no such charrette.
    """
    number = session.connection().scalar(_taking(last), {"charrette": charrette_id})
    if number is None:
        raise NotFound("no_such_charrette")
    return number
