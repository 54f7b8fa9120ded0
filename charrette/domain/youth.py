"""Youth gatherings: nameless and looked through before the hall reads it, by their kind and by nothing beside it.

Who takes part in one does so as a *stand-in*: a row of its own for this person at this gathering, without name, role
or area. Ideas, votes, remarks and check-ins there are the stand-in's. So no list, export, event or receipt leads from
them to what the same person did or said elsewhere. Only the phone finds its stand-in, by the id that it made itself:
the stand-in's key is a digest of it, with the secret of the server (``pepper``), which is not in the database: who has
only that, or a backup, cannot work it out. Once that id is removed with the person, nobody can.

Staff act as themselves everywhere: they are there to be known.
"""

from __future__ import annotations

import hmac
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from charrette import clock
from charrette.domain import attendance_log as log
from charrette.domain.actors import Actor
from charrette.enums import OPEN_STATES, GatheringKind, Role
from charrette.errors import NotFound
from charrette.models import Board, Charrette, Gathering, Idea, Person, Remark, ReviewRound, Step

BIGGEST_ID = 2**31 - 1


def is_nameless(session: Session, charrette: Charrette, gathering: Gathering | None) -> bool:
    """Return whether who comes in by this code now is asked nothing that identifies.

    By the code of a youth gathering always; by that of the week while only youth gatherings are open.
    """
    if gathering is not None:
        return gathering.youth
    opened = [row for row in charrette.gatherings if row.state in OPEN_STATES]
    return bool(opened) and all(row.youth for row in opened)


def gathering_of(thing: Any) -> Gathering | None:
    """Return the gathering at which a thing is: a board, an idea, a round, a remark, a step, or itself."""
    if isinstance(thing, Idea):
        thing = thing.board
    if isinstance(thing, Remark):
        thing = thing.round
    if isinstance(thing, (Board, ReviewRound, Step)):
        found: Gathering = thing.gathering
        return found
    return thing if isinstance(thing, Gathering) else None


NAMED: dict[str, type[Any]] = {
    "gathering": Gathering,
    "board": Board,
    "idea": Idea,
    "round": ReviewRound,
    "remark": Remark,
    "step": Step,
}
"""The fields by which a command says what it is about."""


def acting(session: Session, by: Actor, fields: object) -> Actor:
    """Return as whom ``by`` carries out a command with these fields: at a youth gathering as their stand-in."""
    if by.role is not Role.PARTICIPANT:
        return by
    for name, model in NAMED.items():
        id = getattr(fields, name, None)
        options = [joinedload(Board.gathering)] if model is Board else []
        thing = session.get(model, id, options=options) if isinstance(id, int) and 0 < id <= BIGGEST_ID else None
        gathering = gathering_of(thing)
        if gathering is not None and gathering.youth and gathering.charrette_id == by.charrette_id:
            return replace(by, person=person_at(session, gathering, _row(session, by)))
    return by


def person_at(session: Session, gathering: Gathering, person: Person) -> Person:
    """Return the row that stands for ``person`` at ``gathering``; it is made when there is none yet.

    Raises:
        NotFound: this row stands for somebody elsewhere only.
    """
    if person.stands_in_at is not None:
        if person.stands_in_at != gathering.id:
            raise NotFound("no_such_person", field="person")
        return person
    if not gathering.youth or person.grants:
        return person
    found = _find(session, gathering.id, person.id)
    if found is None:
        key = _key(session, gathering.id, person.id, person.client_id)
        found = Person(charrette_id=person.charrette_id, client_id=key, youth=True, stands_in_at=gathering.id)
        found.created_at = clock.now()
        session.add(found)
        person.has_stand_in = person.name is None  # nothing is noted of who has a name
        session.flush()
    return found


def id_at(session: Session, by: Actor, thing: Any) -> int:
    """Return the id of the row whose things on this board, in this round or at this gathering are the actor's own."""
    gathering = gathering_of(thing)
    if gathering is None or not gathering.youth or by.role is not Role.PARTICIPANT:
        return by.person_id or 0
    found = _find(session, gathering.id, by.person_id or 0)
    return found.id if found is not None else 0


def rows_of(session: Session, by: Actor) -> list[int]:
    """Return the ids of all rows that stand for the actor: their own first."""
    return [by.person_id or 0, *(person.id for person in stand_ins_of(session, by.person_id or 0))]


def stand_ins_of(session: Session, person_id: int) -> list[Person]:
    """Return the stand-ins of a person."""
    person = session.get(Person, person_id)
    if person is None or person.stands_in_at is not None:
        return []
    where = Gathering.charrette_id == person.charrette_id, Gathering.kind == GatheringKind.YOUTH
    gatherings = session.scalars(select(Gathering.id).where(*where))
    found = [_find(session, gathering, person_id) for gathering in gatherings]
    return [one for one in found if one is not None]


def is_there(session: Session, person: Person) -> bool:
    """Return whether somebody takes part in a youth gathering now, so that nothing that identifies is kept of them.

    Who came in by its code, until they come in by another; and who is checked in there at this moment.
    """
    if person.youth:
        return True
    for one in stand_ins_of(session, person.id):
        gathering = session.get_one(Gathering, one.stands_in_at)
        seen = log.presences(session, gathering.id, [one.id]).get(one.id)
        if gathering.state in OPEN_STATES and seen is not None and seen.status == "present":
            return True
    return False


def _row(session: Session, by: Actor) -> Person:
    return session.get_one(Person, by.person_id)


def _find(session: Session, gathering_id: int, person_id: int) -> Person | None:
    own = session.execute(select(Person.charrette_id, Person.client_id).where(Person.id == person_id)).first()
    if own is None:
        return None
    key = _key(session, gathering_id, person_id, own.client_id)
    query = select(Person).where(Person.charrette_id == own.charrette_id, Person.client_id == key)
    return session.scalar(query.where(Person.stands_in_at == gathering_id))


def _key(session: Session, gathering_id: int, person_id: int, client_id: str | None) -> str:
    told = f"stand-in\n{gathering_id}\n{client_id if client_id is not None else f'row {person_id}'}"
    return hmac.digest(session.info.get("pepper", "").encode(), told.encode("utf-8", "surrogatepass"), "sha256").hex()
