"""Youth gatherings: nameless and looked through before the hall reads it, by their kind and by nothing beside it.

Who takes part in one does so as a *stand-in*: a row of its own for this person at this gathering, without name, role
or area. Ideas, votes, remarks and check-ins there are the stand-in's. So no list, export, event or receipt leads from
them to what the same person did or said elsewhere. The stand-in's key is a digest of the id that the phone made itself,
with the secret of the server (``pepper``), which is not in the database: who has only that, or a backup, cannot work it
out. Once that id is removed with the person, nobody can.

Order and time must not tell either. Who comes in by the code of a youth gathering gets the stand-in and nothing else;
a row of their own is made when they first do something elsewhere, and what is found the other way is found with the
secret too. Ids are drawn (``people.models``), and moments of coming in are told to the hour while young people come in.

Staff act as themselves everywhere: they are there to be known.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from charrette import clock
from charrette.attendance.rules import log
from charrette.boards.models import Board, Idea
from charrette.errors import Invalid, NotFound
from charrette.people.models import Person
from charrette.plan.models import Remark, ReviewRound
from charrette.spine import claims
from charrette.spine.acting import own_id, stands_in
from charrette.spine.actors import Actor
from charrette.spine.lists import Role
from charrette.spine.secrets import keyed
from charrette.week.lists import OPEN_STATES, GatheringKind
from charrette.week.models import Charrette, Gathering, Step

BIGGEST_ID = 2**31 - 1
OWN_ROW_KEY_LENGTH = 32
"""As long as the id that our own phones make: a row that was made from a stand-in must look like any other."""


def is_nameless(session: Session, charrette: Charrette, gathering: Gathering | None) -> bool:
    """Return whether who comes in by this code now is asked nothing that identifies.

    By the code of a youth gathering always; by that of the week while only youth gatherings are open.
    """
    if gathering is not None:
        return gathering.youth
    opened = [row for row in charrette.gatherings if row.state in OPEN_STATES]
    return bool(opened) and all(row.youth for row in opened)


def moment_of_coming(charrette: Charrette) -> datetime:
    """Return what is kept of the moment at which somebody comes in: while a youth gathering is open, only the hour."""
    moment = clock.now()
    young = any(row.youth and row.state in OPEN_STATES for row in charrette.gatherings)
    return to_the_hour(moment) if young else moment


def to_the_hour(moment: datetime) -> datetime:
    """Return the hour in which ``moment`` is."""
    return moment.replace(minute=0, second=0, microsecond=0)


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


@stands_in
def acting(session: Session, by: Actor, fields: object) -> Actor:
    """Return as whom ``by`` carries out a command with these fields: at a youth gathering as their stand-in there,
    elsewhere as themselves. Who was not let in at the youth gathering stays who they are; ``reach`` refuses them."""
    if by.role is not Role.PARTICIPANT or by.person is None:
        return by
    gathering = next((found for found in _gatherings_of(session, fields) if found is not None), None)
    if gathering is None or gathering.charrette_id != by.charrette_id:
        return by
    person = session.get_one(Person, by.person_id)
    row = _find(session, gathering.id, person) if gathering.youth else own_row(session, person)
    if row is None or row.id == person.id:
        return by
    claims.take_person(session, row.id)
    return replace(by, person=row)


def _gatherings_of(session: Session, fields: object) -> list[Gathering | None]:
    found = []
    for name, model in NAMED.items():
        id = getattr(fields, name, None)
        options = [joinedload(Board.gathering)] if model is Board else []
        known = isinstance(id, int) and 0 < id <= BIGGEST_ID
        found.append(gathering_of(session.get(model, id, options=options)) if known else None)
    return found


# --- from a phone or a person to the rows that stand for them ------------------------------------------------------


def find_phone(session: Session, charrette: Charrette, client_id: str) -> Person | None:
    """Return the own row of whoever came in before with this client id; None when they have none (yet).

    Raises:
        Invalid: it is the key of a stand-in, as which nobody can come in.
    """
    query = select(Person).where(Person.charrette_id == charrette.id)
    found = session.scalar(query.where(Person.client_id == client_id))
    if found is not None and found.stands_in_at is not None:
        raise Invalid("client_id_wrong", field="client_id")
    if found is not None:
        return found
    made = [own_key_of(session, _key(session, id, client_id)) for id in youth_gatherings(session, charrette.id)]
    return session.scalar(query.where(Person.client_id.in_(made))) if made else None


def comes_back(session: Session, charrette: Charrette, gathering: Gathering | None, client_id: str) -> bool:
    """Return whether this client came in before by this code, or elsewhere in the week."""
    if (
        gathering is not None
        and gathering.youth
        and _with_key(session, gathering, _key(session, gathering.id, client_id))
    ):
        return True
    return find_phone(session, charrette, client_id) is not None


def let_phone_in(session: Session, gathering: Gathering, client_id: str) -> Person:
    """Return the row that stands at a youth gathering for whoever has this client id; it is made when there is none."""
    return _at(session, gathering, _key(session, gathering.id, client_id))


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
    return _find(session, gathering.id, person) or _at(session, gathering, _key_of(session, gathering.id, person))


def _at(session: Session, gathering: Gathering, key: str) -> Person:
    found = _with_key(session, gathering, key)
    if found is None:
        found = Person(charrette_id=gathering.charrette_id, client_id=key, youth=True, stands_in_at=gathering.id)
        found.created_at = to_the_hour(clock.now())
        session.add(found)
        session.flush()
    return found


def own_row(session: Session, person: Person) -> Person:
    """Return the row of ``person`` everywhere but at youth gatherings; it is made when only a stand-in is there."""
    found = find_own_row(session, person)
    if found is None:
        found = Person(charrette_id=person.charrette_id, client_id=own_key_of(session, person.client_id or ""))
        found.created_at = to_the_hour(clock.now())
        session.add(found)
        session.flush()
    return found


def find_own_row(session: Session, person: Person) -> Person | None:
    """Return the row of ``person`` everywhere but at youth gatherings, if there is one."""
    if person.stands_in_at is None:
        return person
    if person.client_id is None:  # somebody without a phone, whom staff let in there
        return None
    query = select(Person).where(Person.charrette_id == person.charrette_id)
    found = session.scalar(query.where(Person.client_id == own_key_of(session, person.client_id)))
    if found is not None:
        return found
    others = select(Person.id, Person.client_id).where(
        Person.charrette_id == person.charrette_id, Person.stands_in_at.is_(None), Person.client_id.is_not(None)
    )
    for id, client_id in session.execute(others):
        if _key(session, person.stands_in_at, client_id or "") == person.client_id:
            return session.get_one(Person, id)
    return None


@own_id
def id_at(session: Session, by: Actor, thing: Any) -> int:
    """Return the id of the row whose things on this board, in this round or at this gathering are the actor's own; 0
    when there is no such row."""
    if by.role is not Role.PARTICIPANT or by.person is None:
        return by.person_id or 0
    gathering = gathering_of(thing)
    at_youth = gathering is not None and gathering.youth
    if not at_youth and by.person.stands_in_at is None:
        return by.person_id or 0
    person = session.get(Person, by.person_id)
    if person is None:
        return 0
    found = (
        _find(session, gathering.id, person) if gathering is not None and at_youth else find_own_row(session, person)
    )
    return found.id if found is not None else 0


def rows_of(session: Session, by: Actor) -> list[int]:
    """Return the ids of all rows that stand for the actor, each once."""
    person = session.get(Person, by.person_id or 0)
    own = find_own_row(session, person) if person is not None else None
    rows = [by.person_id or 0, *(row.id for row in (own, *stand_ins_of(session, own)) if row is not None)]
    return list(dict.fromkeys(rows))


def stand_ins_of(session: Session, person: Person | None) -> list[Person]:
    """Return the stand-ins of a person."""
    if person is None or person.stands_in_at is not None:
        return []
    found = [_find(session, id, person) for id in youth_gatherings(session, person.charrette_id)]
    return [one for one in found if one is not None]


def is_there(session: Session, person: Person) -> bool:
    """Return whether somebody takes part in a youth gathering now, so that nothing that identifies is kept of them.

    Who came in by its code, until they come in by another; and who is checked in there at this moment.
    """
    if person.youth:
        return True
    for one in stand_ins_of(session, person):
        gathering = session.get_one(Gathering, one.stands_in_at)
        seen = log.presences(session, gathering.id, [one.id]).get(one.id)
        if gathering.state in OPEN_STATES and seen is not None and seen.status == "present":
            return True
    return False


def keys_in(session: Session, charrette_id: int) -> Callable[[str], set[str]]:
    """Return what gives, for a client id, the keys of all stand-ins that its owner may have in this charrette."""
    there = youth_gatherings(session, charrette_id)
    return lambda client_id: {_key(session, id, client_id) for id in there}


def youth_gatherings(session: Session, charrette_id: int) -> list[int]:
    """Return the ids of the youth gatherings of a charrette."""
    here = select(Gathering.id).where(Gathering.charrette_id == charrette_id).order_by(Gathering.id)
    return list(session.scalars(here.where(Gathering.kind == GatheringKind.YOUTH)))


def _find(session: Session, gathering_id: int, person: Person) -> Person | None:
    if person.stands_in_at is not None:
        return person if person.stands_in_at == gathering_id else None
    there = select(Person).where(Person.charrette_id == person.charrette_id, Person.stands_in_at == gathering_id)
    found = session.scalar(there.where(Person.client_id == _key_of(session, gathering_id, person)))
    if found is not None or person.client_id is None or len(person.client_id) != OWN_ROW_KEY_LENGTH:
        return found
    for one in session.scalars(there.where(Person.client_id.is_not(None))):
        if own_key_of(session, one.client_id or "") == person.client_id:
            return one
    return None


def _with_key(session: Session, gathering: Gathering, key: str) -> Person | None:
    query = select(Person).where(Person.charrette_id == gathering.charrette_id, Person.client_id == key)
    return session.scalar(query.where(Person.stands_in_at == gathering.id))


def _key_of(session: Session, gathering_id: int, person: Person) -> str:
    return _key(session, gathering_id, person.client_id if person.client_id is not None else f"row {person.id}")


def _key(session: Session, gathering_id: int, told: str) -> str:
    return keyed(session, f"stand-in\n{gathering_id}\n{told}")


def own_key_of(session: Session, key: str) -> str:
    """Return the client id of the own row that was made for whoever has the stand-in with this key, if one was."""
    return keyed(session, f"own row\n{key}")[:OWN_ROW_KEY_LENGTH]
