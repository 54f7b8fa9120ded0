"""The picture of a gathering: its state, its steps with the clock, and attendance as numbers.

Names of people are in the facilitator's picture only, and in a youth gathering in none.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, false, select
from sqlalchemy.orm import Session

from charrette.attendance.rules import log
from charrette.clock import iso
from charrette.people.models import Person
from charrette.plan.lists import RoundState
from charrette.plan.models import ReviewRound
from charrette.projector.lists import ShowView
from charrette.spine.parts import STAFF, Entity, Ids, Part, Picture
from charrette.spine.roles import Audience
from charrette.week.models import Gathering, Step


def _gathering(session: Session, gathering: Gathering, audience: Audience, ids: Ids) -> Entity:
    return {
        "id": gathering.id,
        "charrette": gathering.charrette_id,
        "key": gathering.key,
        "day": gathering.day,
        "kind": gathering.kind.value,
        "title": gathering.title,
        "state": gathering.state.value,
        "code": gathering.code,
        "openness": gathering.openness.value,
        "expected": gathering.expected,
        "expected_is_minimum": gathering.expected_is_minimum,
        "daypart": gathering.daypart,
        "step": gathering.step_id,
        "step_started_at": iso(gathering.step_started_at),
        "step_extra_seconds": gathering.step_extra_seconds,
        "paused_at": iso(gathering.paused_at),
        "planned_start": gathering.planned_start,
        "planned_is_example": gathering.planned_is_example,
        "youth": gathering.youth,
        "door_required": gathering.door_required,
    }


def _attendance(session: Session, gathering: Gathering, audience: Audience, ids: Ids) -> Entity:
    return {
        "expected": gathering.expected,
        "attendances": log.count_attendances(session, gathering.id),
        "present": log.count_present(session, gathering.id),
        "heads": log.last_headcount(session, gathering.id),
    }


def _steps(session: Session, gathering: Gathering, audience: Audience, ids: Ids) -> list[Entity]:
    rounds = session.scalars(
        select(ReviewRound).where(ReviewRound.charrette_id == gathering.charrette_id).order_by(ReviewRound.number)
    ).all()
    rows = session.scalars(select(Step).where(Step.gathering_id == gathering.id).order_by(Step.id))
    return [_step(step, _round_of(step, rounds), audience) for step in rows]


def _round_of(step: Step, rounds: Sequence[ReviewRound]) -> int | None:
    """Return the round that a step is about; ``rounds`` are those of the week, by number.

    The number in a script is a guess made beforehand. A round planned at this very gathering is what its people
    react to; a report back may be of a round of the day before.
    """
    if step.shows not in (ShowView.ROUND, ShowView.REPORT):
        return None
    numbered = [round.id for round in rounds if round.number == step.round_number]
    own = [round.id for round in rounds if round.gathering_id == step.gathering_id]
    reported = [round.id for round in rounds if round.state is RoundState.REPORTED_BACK]
    wanted = own[-1:] + numbered if step.shows is ShowView.ROUND else numbered + reported[-1:] + own[-1:]
    return next(iter(wanted), None)


def _step(step: Step, round: int | None, audience: Audience) -> Entity:
    entity: Entity = {
        "id": step.id,
        "key": step.key,
        "position": step.position,
        "title": step.title,
        "minutes": step.minutes,
        "prompt": step.prompt,
        "board": step.board_id,
        "round": round,
        "shows": step.shows.value,
    }
    if audience is Audience.FACILITATOR:
        entity["say"] = step.say
        entity["board_phase"] = step.board_phase
    return entity


def _may_be_listed(gathering: Gathering) -> ColumnElement[bool]:
    """Return who stands on the list although they are not in the log: from the opening of the doors all who joined,
    and after the end those who had joined by then.

    The team too, so that a facilitator without a phone is checked in like anybody else. Nobody without a name and a
    phone: at the door nobody could tell who that is.
    """
    if gathering.doors_opened_at is None:
        return false()
    known = Person.name.is_not(None) | Person.client_id.is_not(None)
    joined = Person.erased_at.is_(None) & known & Person.stands_in_at.is_(None)
    return joined if gathering.closed_at is None else joined & (Person.created_at <= gathering.closed_at)


def _people(session: Session, gathering: Gathering, audience: Audience, ids: Ids) -> list[Entity]:
    seen = log.presences(session, gathering.id, ids)
    query = select(Person).where(Person.charrette_id == gathering.charrette_id).order_by(Person.created_at, Person.id)
    query = query.where(_may_be_listed(gathering) | Person.id.in_(list(seen)))
    if ids is not None:
        query = query.where(Person.id.in_(ids))
    entities = []
    for person in session.scalars(query):
        presence = seen.get(person.id, log.Presence())
        if gathering.youth and presence.status == "absent":
            continue
        entities.append(_person(person, presence, gathering.youth))
    return entities


def _person(person: Person, presence: log.Presence, youth: bool) -> Entity:
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
    }


GATHERING = Picture(
    Gathering,
    {
        "gathering": Part(_gathering, single=True, same=True),
        "attendance": Part(_attendance, single=True, same=True),
        "steps": Part(_steps),
        "people": Part(_people, audiences=STAFF),
    },
)
