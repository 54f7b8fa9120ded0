"""What can be taken home of the week, and what sorts of things of a week files are about."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette.exports.kinds import declare_file, sort_of_thing
from charrette.spine.choices import word
from charrette.spine.lists import Role
from charrette.week.models import Area, Gathering

POSTER = declare_file(
    "poster",
    about="gathering",
    formats=("pdf",),
    address="posters/{key}",
    saved_as=word("file name", "poster-{key}"),
    title="{name}: poster",
    shows=("charrette", "gathering"),
    role=Role.FACILITATOR,
)


@sort_of_thing("area")
def areas(session: Session, charrette: int, key: str) -> Sequence[int]:
    """Return the areas of a charrette, or the one of this slug."""
    query = select(Area.id).where(Area.charrette_id == charrette)
    return session.scalars(query.where(Area.slug == key) if key else query).all()


@sort_of_thing("gathering")
def gatherings(session: Session, charrette: int, key: str) -> Sequence[int]:
    """Return the gatherings of a charrette, or the one of this key."""
    query = select(Gathering.id).where(Gathering.charrette_id == charrette)
    return session.scalars(query.where(Gathering.key == key) if key else query).all()
