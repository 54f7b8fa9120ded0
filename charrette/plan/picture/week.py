"""What the picture of the week shows of review rounds."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from charrette.plan.lists import RoundState
from charrette.plan.models import ReviewRound
from charrette.plan.rules.shown import shown_round
from charrette.spine.lists import Audience
from charrette.spine.streams import Entity, Ids, part
from charrette.week.models import Charrette


def round_entity(round: ReviewRound, audience: Audience) -> Entity:
    """Return a review round as the week shows it to this audience."""
    return {
        "id": round.id,
        "number": round.number,
        "gathering": round.gathering_id,
        "title": shown_round(round, audience),
        "state": round.state.value,
        "stream": round.stream,
        "versions": [entry.version_id for entry in round.entries],
        "cancelled_reason": round.cancelled_reason if audience is Audience.FACILITATOR else None,
    }


@part("charrette", "rounds")
def rounds(session: Session, charrette: Charrette, audience: Audience, ids: Ids) -> list[Entity]:
    query = (
        select(ReviewRound)
        .where(ReviewRound.charrette_id == charrette.id)
        .options(selectinload(ReviewRound.entries))
        .order_by(ReviewRound.id)
    )
    if ids is not None:
        query = query.where(ReviewRound.id.in_(ids))
    if audience is not Audience.FACILITATOR:  # what will not be held is nothing to look forward to
        query = query.where(ReviewRound.state != RoundState.CANCELLED)
    return [round_entity(row, audience) for row in session.scalars(query)]
