"""What pictures show of attendance: numbers, and for staff the list of people."""

from __future__ import annotations

from sqlalchemy import ColumnElement, false, select
from sqlalchemy.orm import Session

from charrette.attendance.rules import admissions, log
from charrette.attendance.rules.joining import Joined
from charrette.clock import iso
from charrette.people.models import Person
from charrette.spine.actors import Actor
from charrette.spine.lists import Audience
from charrette.spine.streams import STAFF, Answer, Entity, Ids, mine, part
from charrette.spine.turns import things_in_turns
from charrette.week.models import Charrette, Gathering
from charrette.week.picture import charrette_answer
from charrette.youth import rules as youth


@part("team", "attendance", single=True, audiences=STAFF)
def attendance_of_week(session: Session, charrette: Charrette, audience: Audience, ids: Ids) -> Entity:
    return {
        "attendances": log.count_all_attendances(session, charrette.id),
        "unique": log.count_unique(session, charrette.id),
    }


@part("gathering", "attendance", single=True, same=True)
def attendance(session: Session, gathering: Gathering, audience: Audience, ids: Ids) -> Entity:
    return {
        "expected": gathering.expected,
        "attendances": log.count_attendances(session, gathering.id),
        "present": log.count_present(session, gathering.id),
        "heads": log.last_headcount(session, gathering.id),
    }


def _may_be_listed(gathering: Gathering) -> ColumnElement[bool]:
    """Return who stands on the list although they are not in the log: from the opening of the doors all who joined.

    After the end too: whoever came on paper and joined by phone the next day is found there when the paper list is
    typed in, and not added a second time.

    The team too, so that a facilitator without a phone is checked in like anybody else. Nobody without a name and a
    phone: at the door nobody could tell who that is.
    """
    if gathering.doors_opened_at is None:
        return false()
    known = Person.name.is_not(None) | Person.client_id.is_not(None)
    return Person.erased_at.is_(None) & known & Person.stands_in_at.is_(None)


@part("gathering", "people", audiences=STAFF, names=STAFF)
def people(session: Session, gathering: Gathering, audience: Audience, ids: Ids) -> list[Entity]:
    seen = log.presences(session, gathering.id, ids)
    query = select(Person).where(Person.charrette_id == gathering.charrette_id).order_by(Person.created_at, Person.id)
    query = query.where(_may_be_listed(gathering) | Person.id.in_(list(seen)))
    if ids is not None:
        query = query.where(Person.id.in_(ids))
    annulled = log.annulments(session, gathering.id)
    entities = []
    for person in things_in_turns(session, query):
        presence = seen.get(person.id, log.Presence())
        if gathering.youth and presence.status == "absent":
            continue
        entities.append(_person(person, presence, gathering.youth, annulled.get(person.id, [])))
    return entities


def _person(person: Person, presence: log.Presence, youth: bool, annulled: list[str]) -> Entity:
    return {
        "id": person.id,
        "name": None if youth else person.name,
        "party_role": None if youth or person.party_role is None else person.party_role.value,
        "area": None if youth else person.area_id,
        "staff": any(person.grants),
        "walk_in": person.walk_in,
        "set_aside": person.set_aside_id,
        "removed": person.erased_at is not None,
        "status": presence.status,
        "since": iso(presence.since),
        "sources": presence.sources,
        "flags": presence.flags,
        "entries": presence.entries,
        "annulled": annulled,
    }


@mine("charrette")
def admitted(session: Session, by: Actor, charrette: Charrette, ids: Ids) -> Answer:
    """Return at which gatherings for who is invited the actor is let in."""
    return {"admitted": admissions.admitted_to(session, by)}


@mine("gathering")
def own_attendance(session: Session, by: Actor, gathering: Gathering, ids: Ids) -> Answer:
    """Return whether the actor is present at this gathering, and since when."""
    person_id = youth.id_at(session, by, gathering)
    presence = log.presences(session, gathering.id, [person_id]).get(person_id)
    if presence is None:
        return {"attendance": None}
    return {"attendance": {"status": presence.status, "since": iso(presence.since)}}


def joined_answer(joined: Joined) -> Answer:
    """Return what a phone gets when it came in."""
    gathering = joined.gathering
    named = gathering is None or not gathering.youth
    return {
        "token": joined.token,
        "person": {"id": joined.person.id, "name": joined.person.name if named else None},
        "charrette": charrette_answer(joined.charrette),
        "gathering": None
        if gathering is None
        else {
            "id": gathering.id,
            "day": gathering.day,
            "kind": gathering.kind.value,
            "title": gathering.title,
            "state": gathering.state.value,
            "code": gathering.code,
            "stream": gathering.stream,
        },
    }
