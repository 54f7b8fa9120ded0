"""What the framework holds: agreed items, each in one frozen version, for all areas or for some; and setting it right.

An item that turns out to be wrong goes back into the loop for a reason. The framework keeps the version it holds until
another one is agreed and adopted, or the item is dropped: nobody finds a hole where they read something yesterday.
"""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from charrette import clock
from charrette.boards.rules.reading import tell_authors
from charrette.errors import Conflict, Invalid
from charrette.plan.events import ItemAdopted, ItemAreasChanged, ItemDropped, ItemTakenBack
from charrette.plan.lists import ItemState
from charrette.plan.models import DesignItem, ItemArea
from charrette.plan.rules.planned import bring_planned_rounds_up_to_date
from charrette.spine import permissions
from charrette.spine.actors import Actor
from charrette.spine.journal import record
from charrette.spine.texts import REASON_LIMIT, clean_text
from charrette.week.lists import ReasonedAct
from charrette.week.rules import get_area, keep_reason


def adopt_into_framework(session: Session, *, item: DesignItem, by: Actor, areas: str | list[int | str]) -> DesignItem:
    """Take an agreed item into the framework, for all areas or for some; its version takes the place of an older one.

    Raises:
        Conflict: it is not agreed.
        Invalid: no areas, or an unknown one.
    """
    permissions.require(permissions.may_facilitate(by))
    if item.state in (ItemState.IN_FRAMEWORK, ItemState.DROPPED):
        raise Conflict("item_state", state=item.state.value)
    if item.state is not ItemState.AGREED:
        raise Conflict("item_not_agreed", state=item.state.value)
    _set_areas(session, item, by, areas)
    item.state, item.adopted_at, item.adopted_version_id = ItemState.IN_FRAMEWORK, clock.now(), item.current.id
    session.flush()
    record(session, ItemAdopted(plan=item.charrette_id, item=item.id))
    return item


def _set_areas(session: Session, item: DesignItem, by: Actor, areas: str | list[int | str]) -> None:
    if isinstance(areas, str) and areas != "all":
        raise Invalid("areas_all_or_list", field="areas")
    found = [] if isinstance(areas, str) else [get_area(session, by, area, field="areas") for area in areas]
    if not found and areas != "all":
        raise Invalid("areas_all_or_list", field="areas")
    session.execute(delete(ItemArea).where(ItemArea.item_id == item.id))
    item.for_all_areas = areas == "all"
    session.flush()
    session.expire(item, ["areas"])
    session.add_all([ItemArea(item_id=item.id, area_id=id) for id in sorted({area.id for area in found})])
    session.flush()


def change_item_areas(
    session: Session, *, item: DesignItem, by: Actor, areas: str | list[int | str], reason: str
) -> DesignItem:
    """Let the framework hold an item for other areas than before, for a reason that the team can read.

    Raises:
        Conflict: the framework does not hold it.
        Invalid: no areas, an unknown one, or no reason.
    """
    permissions.require(permissions.may_facilitate(by))
    if item.adopted_version_id is None:
        raise Conflict("item_not_adopted", field="item")
    _set_areas(session, item, by, areas)
    _keep_why(session, item, by, ReasonedAct.AREAS_CHANGED, reason)
    record(session, ItemAreasChanged(plan=item.charrette_id, item=item.id))
    return item


def take_back_agreement(session: Session, *, item: DesignItem, by: Actor, reason: str) -> DesignItem:
    """Bring an item that was agreed, in the framework or not, back to revising, for a reason that the team can read.

    Raises:
        Conflict: it is not agreed.
        Invalid: no reason.
    """
    permissions.require(permissions.may_facilitate(by))
    if item.state not in (ItemState.AGREED, ItemState.IN_FRAMEWORK):
        raise Conflict("item_not_agreed", state=item.state.value)
    item.state, item.agreed_at = ItemState.REVISING, None
    _keep_why(session, item, by, ReasonedAct.AGREEMENT_TAKEN_BACK, reason)
    record(session, ItemTakenBack(plan=item.charrette_id, item=item.id))
    return item


def _keep_why(session: Session, item: DesignItem, by: Actor, act: ReasonedAct, reason: str) -> None:
    keep_reason(session, charrette_id=item.charrette_id, item=item.id, by=by, act=act, reason=reason, required=True)


def drop_item(session: Session, *, item: DesignItem, by: Actor, reason: str) -> DesignItem:
    """Drop an item, for a reason that stays readable: for the team, and for the authors of the ideas it was made from.

    One that the framework holds is taken back first; dropped, it leaves the framework.
    """
    permissions.require(permissions.may_facilitate(by))
    if item.state in (ItemState.IN_REVIEW, ItemState.IN_FRAMEWORK, ItemState.DROPPED):
        raise Conflict("item_state", state=item.state.value)
    item.dropped_reason = clean_text(reason, limit=REASON_LIMIT, field="reason")
    item.state, item.adopted_at, item.adopted_version_id = ItemState.DROPPED, None, None
    session.flush()
    record(session, ItemDropped(plan=item.charrette_id, item=item.id))
    bring_planned_rounds_up_to_date(session, item)
    tell_authors(session, [source.idea for source in item.sources])
    return item
