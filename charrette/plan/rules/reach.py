"""Reaching design items, review rounds and remarks, as ``spine.reach`` says."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from charrette.attendance.rules.reach import let_in
from charrette.plan.models import DesignItem, DesignVersion, Remark, ReviewRound
from charrette.spine.actors import Actor
from charrette.spine.reach import BIGGEST_ID, ensure_own, get_by_id, have_at_hand
from charrette.spine.turns import in_turns


def get_item(session: Session, by: Actor, id: int, *, field: str = "item") -> DesignItem:
    """Return a design item of the actor's charrette."""
    thing = get_by_id(session, DesignItem, id, field)
    return ensure_own(thing, thing.charrette_id, by, field)


def get_version(session: Session, by: Actor, id: int, *, field: str = "version") -> DesignVersion:
    """Return a version of a design item of the actor's charrette."""
    thing = get_by_id(session, DesignVersion, id, field)
    return ensure_own(thing, thing.item.charrette_id, by, field)


def get_versions(session: Session, by: Actor, ids: list[int], *, field: str = "versions") -> list[DesignVersion]:
    """Return versions by id, with their items and all versions of these, in as many queries as for one."""
    with_items = selectinload(DesignVersion.item).selectinload(DesignItem.versions)
    query = select(DesignVersion).where(DesignVersion.id.in_([id for id in ids if 0 < id <= BIGGEST_ID]))
    known = {version.id: version for version in session.scalars(query.options(with_items))}
    return [
        ensure_own(known[id], known[id].item.charrette_id, by, field)
        if id in known
        else get_version(session, by, id, field=field)
        for id in ids
    ]


def get_round(session: Session, by: Actor, id: int) -> ReviewRound:
    """Return a review round of the actor's charrette."""
    thing = get_by_id(session, ReviewRound, id, "round")
    ensure_own(thing, thing.charrette_id, by, "round")
    let_in(session, thing.gathering, by)
    return thing


def get_remarks(session: Session, by: Actor, ids: list[int]) -> list[Remark]:
    """Return remarks by id, each once, in the order given."""
    chosen = list(dict.fromkeys(ids))
    _held = have_at_hand(session, Remark, chosen)
    return [get_remark(session, by, id) for id in in_turns(chosen)]


def get_remark(session: Session, by: Actor, id: int) -> Remark:
    """Return a remark of the actor's charrette."""
    thing = get_by_id(session, Remark, id, "remark")
    ensure_own(thing, thing.round.charrette_id, by, "remark")
    let_in(session, thing.round.gathering, by)
    return thing
