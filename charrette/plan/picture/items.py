"""The picture of the plan: the design items of a week, with their newest versions."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from charrette.clock import iso
from charrette.plan.models import DesignItem, DesignVersion, ItemSource
from charrette.plan.rules.items import BEFORE_AGREEMENT, finished_rounds, loop_warnings
from charrette.plan.rules.shown import shown_version
from charrette.spine.lists import Audience
from charrette.spine.streams import Entity, Ids, part, stream
from charrette.spine.turns import in_turns, things_in_turns
from charrette.week.models import Charrette
from charrette.week.rules import get_charrette


@part("plan", "items")
def items(session: Session, charrette: Charrette, audience: Audience, ids: Ids) -> list[Entity]:
    query = (
        select(DesignItem)
        .where(DesignItem.charrette_id == charrette.id)
        .options(
            selectinload(DesignItem.versions),
            selectinload(DesignItem.sources).joinedload(ItemSource.idea),
            selectinload(DesignItem.areas),
            selectinload(DesignItem.adopted),
        )
        .order_by(DesignItem.id)
    )
    if ids is not None:
        query = query.where(DesignItem.id.in_(ids))
    shown = [(row, shown_version(row, audience)) for row in things_in_turns(session, query)]
    mind = _to_mind(session, [row for row, _ in shown]) if audience is Audience.FACILITATOR else {}
    return [_item(row, version, audience, mind.get(row.id)) for row, version in in_turns(shown) if version is not None]


def _to_mind(session: Session, items: list[DesignItem]) -> dict[int, list[str]]:
    """Return what to mind before each of the items is agreed that can be; nothing of the others."""
    open_ones = [item.id for item in items if item.state in BEFORE_AGREEMENT]
    return {item: loop_warnings(rounds) for item, rounds in finished_rounds(session, open_ones).items()}


def _item(item: DesignItem, version: DesignVersion, audience: Audience, mind: list[str] | None) -> Entity:
    adopted = item.adopted
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
        "earlier": _earlier(item, version) if audience is Audience.FACILITATOR else None,
        "from_ideas": sorted(source.idea.number for source in item.sources),
        "adopted": adopted.number if adopted is not None else None,
        "framework": None if adopted is None else {"title": adopted.title, "why": adopted.why},
        "areas": None if adopted is None else ("all" if item.for_all_areas else [row.area_id for row in item.areas]),
        "dropped_reason": item.dropped_reason if audience is Audience.FACILITATOR else None,
        "warnings": mind,
    }


def _earlier(item: DesignItem, version: DesignVersion) -> list[Entity]:
    return [{"id": one.id, "number": one.number} for one in item.versions if one.number < version.number]


stream("plan", Charrette, reach=get_charrette, one_each=True)
