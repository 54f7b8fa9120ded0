"""The picture of the week as a whole: programme, design items, framework, agendas, projectors."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from charrette.agendas.lists import TritsPart
from charrette.agendas.models import AgendaTopic, TopicIdea, TritsEntry
from charrette.attendance.rules import log
from charrette.boards.models import Board
from charrette.clock import iso
from charrette.crowds.models import SetAside
from charrette.people.models import Person
from charrette.plan.lists import ItemState
from charrette.plan.models import DesignItem, DesignVersion, ItemSource, ReviewRound
from charrette.plan.rules.shown import shown_round, shown_version
from charrette.projector.models import Screen
from charrette.spine.parts import STAFF, Entity, Ids, Part, Picture
from charrette.spine.roles import Audience
from charrette.week.models import Area, Charrette, Gathering, Party


def _charrette(session: Session, charrette: Charrette, audience: Audience, ids: Ids) -> Entity:
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
        "planned_start": gathering.planned_start,
        "planned_is_example": gathering.planned_is_example,
        "openness": gathering.openness.value,
        "who": gathering.who,
        "outcome": gathering.outcome,
    }


def board_entity(board: Board) -> Entity:
    """Return a board as the week shows it."""
    return {
        "id": board.id,
        "key": board.key,
        "gathering": board.gathering_id,
        "title": board.title,
        "question": board.question,
        "phase": board.phase.value,
        "stream": board.stream,
    }


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
    }


def area_entity(area: Area) -> Entity:
    """Return an area."""
    return {"id": area.id, "slug": area.slug, "name": area.name, "kind": area.kind}


def _gatherings(session: Session, charrette: Charrette, audience: Audience, ids: Ids) -> list[Entity]:
    query = select(Gathering).where(Gathering.charrette_id == charrette.id).order_by(Gathering.id)
    if ids is not None:
        query = query.where(Gathering.id.in_(ids))
    return [gathering_entity(row, audience) for row in session.scalars(query)]


def _boards(session: Session, charrette: Charrette, audience: Audience, ids: Ids) -> list[Entity]:
    query = select(Board).join(Gathering).where(Gathering.charrette_id == charrette.id).order_by(Board.id)
    if ids is not None:
        query = query.where(Board.id.in_(ids))
    return [board_entity(row) for row in session.scalars(query)]


def _rounds(session: Session, charrette: Charrette, audience: Audience, ids: Ids) -> list[Entity]:
    query = (
        select(ReviewRound)
        .where(ReviewRound.charrette_id == charrette.id)
        .options(selectinload(ReviewRound.entries))
        .order_by(ReviewRound.id)
    )
    if ids is not None:
        query = query.where(ReviewRound.id.in_(ids))
    return [round_entity(row, audience) for row in session.scalars(query)]


def _areas(session: Session, charrette: Charrette, audience: Audience, ids: Ids) -> list[Entity]:
    query = select(Area).where(Area.charrette_id == charrette.id).order_by(Area.id)
    if ids is not None:
        query = query.where(Area.id.in_(ids))
    return [area_entity(row) for row in session.scalars(query)]


def _parties(session: Session, charrette: Charrette, audience: Audience, ids: Ids) -> list[Entity]:
    rows = session.scalars(select(Party).where(Party.charrette_id == charrette.id).order_by(Party.id))
    return [{"id": row.id, "key": row.key, "name": row.name, "kind": row.kind} for row in rows]


def _items(session: Session, charrette: Charrette, audience: Audience, ids: Ids) -> list[Entity]:
    query = (
        select(DesignItem)
        .where(DesignItem.charrette_id == charrette.id)
        .options(
            selectinload(DesignItem.versions),
            selectinload(DesignItem.sources).joinedload(ItemSource.idea),
            selectinload(DesignItem.areas),
        )
        .order_by(DesignItem.id)
    )
    if ids is not None:
        query = query.where(DesignItem.id.in_(ids))
    shown = [(row, shown_version(row, audience)) for row in session.scalars(query)]
    return [_item(row, version, audience) for row, version in shown if version is not None]


def _item(item: DesignItem, version: DesignVersion, audience: Audience) -> Entity:
    adopted = item.state is ItemState.IN_FRAMEWORK
    return {
        "id": item.id,
        "number": item.number,
        "title": version.title,
        "kind": item.kind,
        "grain": item.grain.value,
        "state": item.state.value,
        "version": {
            "id": version.id,
            "number": version.number,
            "text": version.text,
            "why": version.why,
            "hash": version.frozen_hash,
            "frozen_at": iso(version.frozen_at),
        },
        "versions": version.number if audience is not Audience.FACILITATOR else len(item.versions),
        "from_ideas": sorted(source.idea.number for source in item.sources),
        "areas": None if not adopted else ("all" if item.for_all_areas else [row.area_id for row in item.areas]),
        "dropped_reason": item.dropped_reason if audience is Audience.FACILITATOR else None,
    }


def _topics(session: Session, charrette: Charrette, audience: Audience, ids: Ids) -> list[Entity]:
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
    return [_topic(row) for row in session.scalars(query)]


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
        "party": entry.party.name if entry.party else entry.party_name,
        "state": entry.party_answer.value if entry.party_answer else None,
        "party_text": entry.party_text,
        "answered_at": iso(entry.answered_at),
    }


def _screens(session: Session, charrette: Charrette, audience: Audience, ids: Ids) -> list[Entity]:
    query = select(Screen).where(Screen.charrette_id == charrette.id, Screen.removed_at.is_(None)).order_by(Screen.id)
    if ids is not None:
        query = query.where(Screen.id.in_(ids))
    return [
        {
            "id": row.id,
            "name": row.name,
            "paired": row.pairing_code is None,
            "view": row.view.value,
            "gathering": row.gathering_id,
            "board": row.board_id,
            "idea": row.idea_id,
            "round": row.round_id,
            "page": row.page,
            "frozen": row.frozen,
            "follows_steps": row.follows_steps,
            "show_counts": row.show_counts,
            "theme": row.theme,
        }
        for row in session.scalars(query)
    ]


def _attendance(session: Session, charrette: Charrette, audience: Audience, ids: Ids) -> Entity:
    return {
        "attendances": log.count_all_attendances(session, charrette.id),
        "unique": log.count_unique(session, charrette.id),
    }


def _entrance(session: Session, charrette: Charrette, audience: Audience, ids: Ids) -> Entity:
    return {"crowded": charrette.crowded, "let_in": charrette.let_in}


def _set_asides(session: Session, charrette: Charrette, audience: Audience, ids: Ids) -> list[Entity]:
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


CHARRETTE = Picture(
    Charrette,
    {
        "charrette": Part(_charrette, single=True),
        "gatherings": Part(_gatherings, own_for_screens=True),
        "boards": Part(_boards),
        "rounds": Part(_rounds),
        "areas": Part(_areas),
        "parties": Part(_parties),
        "items": Part(_items),
        "topics": Part(_topics),
        "screens": Part(_screens, audiences=STAFF),
        "attendance": Part(_attendance, single=True, audiences=STAFF),
        "entrance": Part(_entrance, single=True, audiences=STAFF),
        "set_asides": Part(_set_asides, audiences=STAFF),
    },
)
