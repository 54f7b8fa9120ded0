"""What the picture of the week shows of crowds: how the door is, and who was set aside."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from charrette.clock import iso
from charrette.crowds.models import SetAside
from charrette.people.models import Person
from charrette.spine.lists import Audience
from charrette.spine.streams import STAFF, Entity, Ids, part
from charrette.week.models import Charrette


@part("team", "entrance", single=True, audiences=STAFF)
def entrance(session: Session, charrette: Charrette, audience: Audience, ids: Ids) -> Entity:
    return {"crowded": charrette.crowded, "let_in": charrette.let_in}


@part("team", "set_asides", audiences=STAFF)
def set_asides(session: Session, charrette: Charrette, audience: Audience, ids: Ids) -> list[Entity]:
    """Return whom the team set aside and why, as long as they are."""
    query = (
        select(SetAside, func.count(Person.id))
        .join(Person, Person.set_aside_id == SetAside.id)
        .where(SetAside.charrette_id == charrette.id, SetAside.ended_at.is_(None))
        .group_by(SetAside.id)
        .order_by(SetAside.id)
    )
    if ids is not None:
        query = query.where(SetAside.id.in_(ids))
    return [
        {"id": row.id, "reason": row.reason, "at": iso(row.set_at), "people": people}
        for row, people in session.execute(query)
    ]
