"""Reaching people and their links, as ``spine.reach`` says."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette.errors import NotFound
from charrette.people.models import Invitation, Person
from charrette.spine.actors import Actor
from charrette.spine.reach import AT_ONCE, BIGGEST_ID, ensure_own, get_by_id


def get_people(session: Session, by: Actor, ids: list[int]) -> list[Person]:
    """Return people of the actor's charrette by id, each once, in the order given."""
    known = [id for id in dict.fromkeys(ids) if 0 < id <= BIGGEST_ID]
    for at in range(0, len(known), AT_ONCE):  # each is looked up below, and found in the session
        session.scalars(select(Person).where(Person.id.in_(known[at : at + AT_ONCE]))).all()
    return [get_person(session, by, id, field="people") for id in dict.fromkeys(ids)]


def get_person(session: Session, by: Actor, id: int, *, field: str = "person") -> Person:
    """Return a person of the actor's charrette who was not removed."""
    thing = get_by_id(session, Person, id, field)
    if thing.erased_at is not None:
        raise NotFound(f"no_such_{field}", field=field)
    return ensure_own(thing, thing.charrette_id, by, field)


def get_invitation(session: Session, by: Actor, id: int) -> Invitation:
    """Return a sign-in link of the actor's charrette that nobody used yet."""
    thing = get_by_id(session, Invitation, id, "invitation")
    if thing.used_at is not None:
        raise NotFound("no_such_invitation", field="invitation")
    return ensure_own(thing, thing.charrette_id, by, "invitation")
