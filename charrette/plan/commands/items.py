"""Making, changing and deciding on design items, and the framework."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

import msgspec

from charrette.boards.lists import Grain
from charrette.boards.rules.reach import get_ideas, there_still
from charrette.plan.rules import framework, items
from charrette.plan.rules.reach import get_item
from charrette.spine.commands import Command, Result, Work, command
from charrette.spine.fields import Id, Ids, LongText, Reason, ShortText
from charrette.spine.lists import Role


class CreateDesignItem(Command, frozen=True, kw_only=True):
    title: ShortText
    kind: Annotated[str, msgspec.Meta(max_length=40)]
    grain: Grain
    text: LongText
    why: LongText
    from_ideas: Ids = []
    example: ClassVar[dict[str, Any]] = {
        "title": "Dorpsplein zonder auto's",
        "kind": "solution",
        "grain": "fine",
        "text": "Het plein wordt een plek om te zitten en te spelen.",
        "why": "Nu is er geen plek om elkaar te ontmoeten.",
        "from_ideas": [41, 44],
    }


@command(CreateDesignItem, role=Role.FACILITATOR, stream="plan")
def create_design_item(work: Work, fields: CreateDesignItem) -> Result:
    """Make a design item with its first version from ideas.

    ``left_out``: the numbers of those that their authors took back just then: it is made without them.
    """
    chosen = get_ideas(work.session, work.by, fields.from_ideas, field="from_ideas")
    ideas, left_out = there_still(chosen)
    item = items.create_design_item(
        work.session,
        by=work.by,
        title=fields.title,
        kind=fields.kind,
        grain=fields.grain,
        text=fields.text,
        why=fields.why,
        ideas=ideas,
    )
    return {"item": item.id, "number": item.number, "version": item.current.id, "left_out": left_out}


class ReviseItem(Command, frozen=True, kw_only=True):
    """``base_version``: the version that these words were begun on."""

    item: Id
    text: LongText
    why: LongText | None = None
    title: ShortText | None = None
    base_version: Id | None = None
    example: ClassVar[dict[str, Any]] = {"item": 7, "text": "Het plein wordt een plek om te zitten, met een toilet."}


@command(ReviseItem, role=Role.FACILITATOR, stream="plan")
def revise_item(work: Work, fields: ReviseItem) -> Result:
    """Make the next version of an item.

    When another one came after ``base_version``, both are kept: ``beside`` is the newest, which these words were not
    begun on.
    """
    item = get_item(work.session, work.by, fields.item)
    beside = items.version_beside(item, fields.base_version)
    version = items.revise_item(
        work.session, item=item, by=work.by, text=fields.text, why=fields.why, title=fields.title
    )
    answer = {"version": version.id, "number": version.number}
    return answer | ({"beside": beside.id} if beside is not None else {})


class AgreeItem(Command, frozen=True, kw_only=True):
    """``version``: the one that was read; another that came since is not agreed unread."""

    item: Id
    version: Id | None = None
    example: ClassVar[dict[str, Any]] = {"item": 7}


@command(AgreeItem, role=Role.FACILITATOR, stream="plan")
def agree_item(work: Work, fields: AgreeItem) -> Result:
    """Agree an item after at least one closed round; warns below three loops or less than a day apart."""
    item = get_item(work.session, work.by, fields.item)
    warnings = items.agree_item(work.session, item=item, by=work.by, version=fields.version)
    return {"version": item.current.id, "warnings": warnings}


class DropItem(Command, frozen=True, kw_only=True):
    item: Id
    reason: Reason
    example: ClassVar[dict[str, Any]] = {"item": 7, "reason": "Past niet bij het doel"}


@command(DropItem, role=Role.FACILITATOR, stream="plan")
def drop_item(work: Work, fields: DropItem) -> Result:
    """Drop an item, for a reason that stays readable."""
    item = get_item(work.session, work.by, fields.item)
    framework.drop_item(work.session, item=item, by=work.by, reason=fields.reason)
    return {"item": item.id}


class AdoptIntoFramework(Command, frozen=True, kw_only=True):
    """``areas``: ``"all"`` or a list of area ids or slugs."""

    item: Id
    areas: str | list[int | str]
    example: ClassVar[dict[str, Any]] = {"item": 7, "areas": "all"}


@command(AdoptIntoFramework, role=Role.FACILITATOR, stream="plan")
def adopt_into_framework(work: Work, fields: AdoptIntoFramework) -> Result:
    """Take an agreed item into the framework, for all areas or for some."""
    item = get_item(work.session, work.by, fields.item)
    framework.adopt_into_framework(work.session, item=item, by=work.by, areas=fields.areas)
    return {"item": item.id}


class TakeBackAgreement(Command, frozen=True, kw_only=True):
    item: Id
    reason: Reason
    example: ClassVar[dict[str, Any]] = {"item": 7, "reason": "De bus kan er toch niet door"}


@command(TakeBackAgreement, role=Role.FACILITATOR, stream="plan")
def take_back_agreement(work: Work, fields: TakeBackAgreement) -> Result:
    """Revise an agreed item again, for a reason that is kept; the framework keeps what it holds of it meanwhile."""
    item = get_item(work.session, work.by, fields.item)
    framework.take_back_agreement(work.session, item=item, by=work.by, reason=fields.reason)
    return {"item": item.id, "state": item.state.value}


class ChangeItemAreas(Command, frozen=True, kw_only=True):
    """``areas``: ``"all"`` or a list of area ids or slugs."""

    item: Id
    areas: str | list[int | str]
    reason: Reason
    example: ClassVar[dict[str, Any]] = {"item": 7, "areas": ["krakeel"], "reason": "Het gaat alleen over Krakeel"}


@command(ChangeItemAreas, role=Role.FACILITATOR, stream="plan")
def change_item_areas(work: Work, fields: ChangeItemAreas) -> Result:
    """Let the framework hold an item for other areas, for a reason that is kept."""
    item = get_item(work.session, work.by, fields.item)
    framework.change_item_areas(work.session, item=item, by=work.by, areas=fields.areas, reason=fields.reason)
    return {"item": item.id}
