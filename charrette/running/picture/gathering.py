"""The picture of a gathering: its state, its steps with the clock, and attendance as numbers.

Names of people are in the facilitator's picture only, and in a youth gathering in none.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette.attendance.models import AttendanceEntry
from charrette.attendance.rules.reach import get_gathering
from charrette.clock import iso
from charrette.plan.lists import RoundState
from charrette.plan.models import ReviewRound
from charrette.projector.lists import ShowView
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
    held = (
        select(ReviewRound)
        .where(ReviewRound.charrette_id == gathering.charrette_id, ReviewRound.state != RoundState.CANCELLED)
        .where(ReviewRound.entries.any())
        .order_by(ReviewRound.number)
    )
    rounds = session.scalars(held).all()
    rows = session.scalars(select(Step).where(Step.gathering_id == gathering.id).order_by(Step.id))
    return [_step(step, _round_of(step, rounds), audience) for step in rows]


def _round_of(step: Step, rounds: Sequence[ReviewRound]) -> int | None:
    """Return the round that a step is about; ``rounds`` are those of the week that are or may be held, in order.

    The number in a script is a guess made beforehand: the how manieth of these, so that one that was cancelled does not
    shift the others. A round planned at this very gathering is what its people react to; a report back may be of a
    round of the day before.
    """
    if step.shows.needs != "round":
        return None
    numbered = [round.id for place, round in enumerate(rounds, start=1) if place == step.round_number]
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


stream(
    "gathering",
    Gathering,
    reach=get_gathering,
    gathering=lambda gathering: gathering,
    of_gatherings=lambda session, ids: ids,
    leads={"entry": AttendanceEntry.gathering_id},
)
