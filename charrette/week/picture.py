"""The picture of the week as a whole, which everybody follows; the parts of other subjects stand with them.

What only some look at has a stream of its own: ``plan`` (design items), ``agendas`` (topics) and, for staff, ``team``.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette.clock import iso
from charrette.people.models import Person
from charrette.spine.lists import Audience
from charrette.spine.streams import STAFF, Answer, Entity, Ids, part, stream
from charrette.week.models import Area, Charrette, Gathering, GivenReason
from charrette.week.rules import get_charrette, get_team


@part("charrette", "charrette", single=True)
def charrette(session: Session, charrette: Charrette, audience: Audience, ids: Ids) -> Entity:
    return {
        "id": charrette.id,
        "slug": charrette.slug,
        "title": charrette.title,
        "place": charrette.place,
        "code": charrette.code,
        "state": charrette.state.value,
        "goal": charrette.goal,
        "timezone": charrette.timezone,
    }


def charrette_answer(charrette: Charrette) -> Answer:
    """Return a charrette as it stands in answers."""
    return {"id": charrette.id, "slug": charrette.slug, "title": charrette.title, "code": charrette.code}


def gathering_entity(gathering: Gathering, audience: Audience) -> Entity:
    """Return a gathering as the week shows it: to participants without the code that only who is invited may know."""
    told = audience is not Audience.PARTICIPANT or not gathering.invited
    return {
        "id": gathering.id,
        "key": gathering.key,
        "day": gathering.day,
        "position": gathering.position,
        "kind": gathering.kind.value,
        "title": gathering.title,
        "state": gathering.state.value,
        "code": gathering.code if told else None,
        "invited": gathering.invited,
        "stream": gathering.stream,
        "expected": gathering.expected,
        "opened_at": iso(gathering.doors_opened_at),
        "planned_start": gathering.planned_start,
        "planned_is_example": gathering.planned_is_example,
        "openness": gathering.openness.value,
        "who": gathering.who,
        "outcome": gathering.outcome,
    }


def area_entity(area: Area) -> Entity:
    """Return an area."""
    return {"id": area.id, "slug": area.slug, "name": area.name, "kind": area.kind}


@part("charrette", "gatherings", own_for_screens=True)
def gatherings(session: Session, charrette: Charrette, audience: Audience, ids: Ids) -> list[Entity]:
    query = select(Gathering).where(Gathering.charrette_id == charrette.id).order_by(Gathering.id)
    if ids is not None:
        query = query.where(Gathering.id.in_(ids))
    return [gathering_entity(row, audience) for row in session.scalars(query)]


@part("charrette", "areas")
def areas(session: Session, charrette: Charrette, audience: Audience, ids: Ids) -> list[Entity]:
    query = select(Area).where(Area.charrette_id == charrette.id).order_by(Area.id)
    if ids is not None:
        query = query.where(Area.id.in_(ids))
    return [area_entity(row) for row in session.scalars(query)]


@part("team", "reasons", audiences=STAFF, names=STAFF)
def reasons(session: Session, charrette: Charrette, audience: Audience, ids: Ids) -> list[Entity]:
    """Return why the team did what it did: of the week, of a gathering or of a design item, each time anew."""
    query = (
        select(GivenReason, Person)
        .outerjoin(Person, Person.id == GivenReason.by_person_id)
        .where(GivenReason.charrette_id == charrette.id)
        .order_by(GivenReason.id)
    )
    if ids is not None:
        query = query.where(GivenReason.id.in_(ids))
    return [_reason(given, person) for given, person in session.execute(query)]


def _reason(given: GivenReason, person: Person | None) -> Entity:
    return {
        "id": given.id,
        "act": given.act.value,
        "gathering": given.gathering_id,
        "item": given.item_id,
        "text": given.text,
        "by": person.name if person is not None else None,
        "at": iso(given.given_at),
    }


stream("charrette", Charrette, reach=get_charrette, one_each=True)
stream("team", Charrette, reach=get_team, one_each=True, for_everybody=False)
