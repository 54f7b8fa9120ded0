"""What of a review round is somebody's own: their remarks."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette.plan.models import Remark, ReviewRound
from charrette.spine.actors import Actor
from charrette.spine.streams import Answer, Ids, mine
from charrette.youth import rules as youth


def _my_remark(remark: Remark) -> Answer:
    reported = remark.round.reported_at is not None
    return {
        "id": remark.id,
        "number": remark.number,
        "version": remark.version_id,
        "kind": remark.kind.value,
        "text": remark.text,
        "alternative": remark.alternative,
        "outcome": remark.outcome.value if reported and remark.outcome else None,
        "answer": remark.answer if reported else None,
    }


@mine("round")
def own_in_round(session: Session, by: Actor, round: ReviewRound, ids: Ids) -> Answer:
    """Return the actor's remarks in this round (of them only those with ``ids``), with the answers once told."""
    own = Remark.author_id == youth.id_at(session, by, round)
    chosen = own if ids is None else own & Remark.id.in_(ids)
    rows = session.scalars(select(Remark).where(Remark.round_id == round.id, chosen).order_by(Remark.id))
    return {"remarks": [_my_remark(remark) for remark in rows]}
