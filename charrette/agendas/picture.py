"""The picture of the area agendas, and what that of the week says of them: which areas have one."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from charrette.agendas.lists import TritsPart
from charrette.agendas.models import AgendaTopic, TopicIdea, TritsEntry
from charrette.clock import iso
from charrette.spine.lists import Audience
from charrette.spine.streams import STAFF, Entity, Ids, part, stream
from charrette.spine.turns import things_in_turns
from charrette.week.models import Charrette, Party
from charrette.week.rules import get_charrette


@part("charrette", "agendas")
def agendas(session: Session, charrette: Charrette, audience: Audience, ids: Ids) -> list[Entity]:
    """Return how many topics are on the agenda of each area that has any."""
    there = AgendaTopic.charrette_id == charrette.id, AgendaTopic.removed_at.is_(None)
    query = select(AgendaTopic.area_id, func.count()).where(*there).group_by(AgendaTopic.area_id)
    if ids is not None:
        query = query.where(AgendaTopic.area_id.in_(ids))
    return [{"id": area, "topics": count} for area, count in session.execute(query.order_by(AgendaTopic.area_id))]


@part("agendas", "parties")
def parties(session: Session, charrette: Charrette, audience: Audience, ids: Ids) -> list[Entity]:
    rows = session.scalars(select(Party).where(Party.charrette_id == charrette.id).order_by(Party.id))
    return [{"id": row.id, "key": row.key, "name": row.name, "kind": row.kind} for row in rows]


@part("agendas", "topics")
def topics(session: Session, charrette: Charrette, audience: Audience, ids: Ids) -> list[Entity]:
    query = (
        select(AgendaTopic)
        .where(AgendaTopic.charrette_id == charrette.id, AgendaTopic.removed_at.is_(None))
        .options(
            selectinload(AgendaTopic.ideas).joinedload(TopicIdea.idea),
            selectinload(AgendaTopic.trits).joinedload(TritsEntry.party),
            joinedload(AgendaTopic.from_item),
        )
        .order_by(AgendaTopic.id)
    )
    if ids is not None:
        query = query.where(AgendaTopic.id.in_(ids))
    return [_topic(row) for row in things_in_turns(session, query)]


@part("agendas", "removed_topics", audiences=STAFF)
def removed_topics(session: Session, charrette: Charrette, audience: Audience, ids: Ids) -> list[Entity]:
    """Return what was taken off the agendas, and why."""
    query = (
        select(AgendaTopic)
        .where(AgendaTopic.charrette_id == charrette.id, AgendaTopic.removed_at.is_not(None))
        .order_by(AgendaTopic.id)
    )
    if ids is not None:
        query = query.where(AgendaTopic.id.in_(ids))
    return [
        {
            "id": topic.id,
            "number": topic.number,
            "area": topic.area_id,
            "title": topic.title,
            "reason": topic.removed_reason,
            "at": iso(topic.removed_at),
        }
        for topic in things_in_turns(session, query)
    ]


def _topic(topic: AgendaTopic) -> Entity:
    filled = {entry.part: entry for entry in topic.trits}
    return {
        "id": topic.id,
        "number": topic.number,
        "area": topic.area_id,
        "title": topic.title,
        "why": topic.why,
        "from_item": topic.from_item.number if topic.from_item else None,
        "from_ideas": sorted(row.idea.number for row in topic.ideas),
        "trits": {part.value: _trits(filled.get(part)) for part in TritsPart},
        "complete": topic.complete,
    }


def _trits(entry: TritsEntry | None) -> Entity:
    if entry is None:
        return {
            "text": "",
            "not_applicable": False,
            "party": None,
            "state": None,
            "party_text": None,
            "answered_at": None,
        }
    return {
        "text": entry.text,
        "not_applicable": entry.not_applicable,
        "party": entry.by_whom,
        "state": entry.party_answer.value if entry.party_answer else None,
        "party_text": entry.party_text,
        "answered_at": iso(entry.answered_at),
    }


stream("agendas", Charrette, reach=get_charrette, one_each=True)
