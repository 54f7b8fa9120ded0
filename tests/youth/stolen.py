"""What an attacker has who took the whole database: all rows of all tables."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

from tests.world import World

Row = dict[str, Any]


def tables(world: World) -> dict[str, list[Row]]:
    """Return all rows of all tables."""
    with world.reading() as session:
        names = session.scalars(text("select name from sqlite_master where type = 'table'")).all()
        return {
            name: [dict(row._mapping) for row in session.execute(text(f'select rowid as place, * from "{name}"'))]
            for name in names
        }


def speaks_of(row: Row, id: int) -> bool:
    """Return whether a row has this id in a column, or in what it tells."""
    words = {str(value) for value in row.values()}
    told = " ".join(word for word in words if word.startswith("{") or word.startswith("person:"))
    return str(id) in words or str(id) in told
