"""The picture of a gathering: its state, its steps with the clock, and attendance as numbers.

Names of people are in the facilitator's picture only, and in a youth gathering in none.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette.attendance.models import AttendanceEntry
from charrette.attendance.rules.reach import get_gathering
from charrette.clock import iso
from charrette.plan.rules.steps import round_of, rounds_of_week
from charrette.spine.lists import Audience
from charrette.spine.streams import Entity, Ids, part, stream
from charrette.week.models import Gathering, Step


@part("gathering", "gathering", single=True, same=True)
def gathering_itself(session: Session, gathering: Gathering, audience: Audience, ids: Ids) -> Entity:
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


@part("gathering", "steps")
def steps(session: Session, gathering: Gathering, audience: Audience, ids: Ids) -> list[Entity]:
    rounds = rounds_of_week(session, gathering.charrette_id)
    query = select(Step).where(Step.gathering_id == gathering.id).order_by(Step.id)
    if ids is not None:
        query = query.where(Step.id.in_(ids))
    return [_step(step, round_of(step, rounds), audience) for step in session.scalars(query)]


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


stream(
    "gathering",
    Gathering,
    reach=get_gathering,
    gathering=lambda gathering: gathering,
    of_gatherings=lambda session, ids: ids,
    leads={"entry": AttendanceEntry.gathering_id},
)
