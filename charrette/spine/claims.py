"""What a piece of work claims for itself while other workers write beside it.

On PostgreSQL several workers write at the same time. What claims nothing runs alone, as everything does on SQLite:
between its first look and its commit nobody else changes anything. That is right for whatever decides on a state, and
too slow for a hall that votes and posts. So what concerns one person only says so, and runs beside that of others:

- the *person* behind a token: nothing of theirs runs at two workers at once;
- *numbers* of their charrette that are given out without gaps;
- a *name*, of which there may be one.

All claims of a transaction are made at its beginning, in one order for all workers, so that nobody waits in a circle.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What one piece of work claims: whose it is (by the digest of a token), whether it gives out a number, a name."""

    digest: str | None = None
    numbers: bool = False
    name: str | None = None


_TAKE = text(
    """
    select pg_advisory_xact_lock(key) from (
        select hashtextextended(name, 0) as key from (
            select unnest(cast(:names as text[])) as name
            union
            select coalesce('person:' || person_id, 'screen:' || screen_id) from access_tokens
            where digest = any(cast(:digests as text[]))
            union
            select 'numbers:' || people.charrette_id from access_tokens
            join people on people.id = access_tokens.person_id
            where digest = any(cast(:numbered as text[]))
        ) as claimed order by key
    ) as in_order
    """
)
"""Whose a token is, and in which charrette somebody is, never changes: that much may be read before the claim."""


_TAKE_ONE = text("select pg_advisory_xact_lock(hashtextextended(:name, 0))")


def take_person(session: Session, person_id: int) -> None:
    """Claim a person too, for whom the one who was claimed turns out to act; should two wait for each other, the
    database undoes one of them and the writer does it over alone."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(_TAKE_ONE, {"name": f"person:{person_id}"})


def take(session: Session, claims: Iterable[Claim]) -> None:
    """Make these claims, and wait for who has them; they end with the transaction.

    To be called before anything else is read. On SQLite there is nothing to do: there is one writer.
    """
    if session.connection().dialect.name != "postgresql":
        return
    made = list(claims)
    session.execute(
        _TAKE,
        {
            "names": sorted({claim.name for claim in made if claim.name is not None}),
            "digests": sorted({claim.digest for claim in made if claim.digest is not None}),
            "numbered": sorted({claim.digest for claim in made if claim.digest is not None and claim.numbers}),
        },
    )
