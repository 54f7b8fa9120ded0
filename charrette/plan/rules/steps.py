"""Which review round a step of a script is about."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette.plan.lists import RoundState
from charrette.plan.models import ReviewRound
from charrette.projector.lists import ShowView
from charrette.running.events import StepsPointed
from charrette.spine.journal import record
from charrette.week.models import Gathering, Step

ABOUT_A_ROUND = [view for view in ShowView if view.needs == "round"]


def round_of(step: Step, rounds: Sequence[ReviewRound]) -> int | None:
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


def rounds_of_week(session: Session, charrette_id: int) -> Sequence[ReviewRound]:
    """Return the rounds of a charrette that are or may be held, by number."""
    query = (
        select(ReviewRound)
        .where(ReviewRound.charrette_id == charrette_id, ReviewRound.state != RoundState.CANCELLED)
        .where(ReviewRound.entries.any())
        .order_by(ReviewRound.number)
    )
    return session.scalars(query).all()


Pointing = dict[tuple[int, int], int | None]
"""The round by gathering and step."""


def pointing(session: Session, charrette_id: int) -> Pointing:
    """Return which rounds the steps of all scripts are about now: one may point at a round of another gathering."""
    rounds = rounds_of_week(session, charrette_id)
    about = select(Step).join(Gathering, Gathering.id == Step.gathering_id)
    about = about.where(Gathering.charrette_id == charrette_id, Step.shows.in_(ABOUT_A_ROUND))
    steps = session.scalars(about.order_by(Step.gathering_id, Step.id))
    return {(step.gathering_id, step.id): round_of(step, rounds) for step in steps}


def tell_pointing(session: Session, charrette_id: int, *, before: Pointing) -> None:
    """Record of each gathering which of its steps are about another round than ``before``."""
    turned: dict[int, list[int]] = {}
    for (gathering, step), round in pointing(session, charrette_id).items():
        if before.get((gathering, step)) != round:
            turned.setdefault(gathering, []).append(step)
    for gathering, steps in turned.items():
        record(session, StepsPointed(gathering=gathering, steps=steps))
