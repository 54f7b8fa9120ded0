"""The feedback loop: design items, review rounds, answers, the framework."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

import msgspec

from charrette.attendance.rules.reach import get_gathering
from charrette.boards.lists import Grain
from charrette.boards.rules.reach import get_ideas
from charrette.plan.lists import RemarkKind, RemarkOutcome
from charrette.plan.rules import framework, items, planned, rounds
from charrette.plan.rules.reach import get_item, get_remark, get_round, get_version, get_versions
from charrette.spine import permissions
from charrette.spine.bases import ChangeOfWords
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
    """Make a design item with its first version from ideas."""
    item = items.create_design_item(
        work.session,
        by=work.by,
        title=fields.title,
        kind=fields.kind,
        grain=fields.grain,
        text=fields.text,
        why=fields.why,
        ideas=get_ideas(work.session, work.by, fields.from_ideas, field="from_ideas"),
    )
    return {"item": item.id, "number": item.number, "version": item.current.id}


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
    item: Id
    example: ClassVar[dict[str, Any]] = {"item": 7}


@command(AgreeItem, role=Role.FACILITATOR, stream="plan")
def agree_item(work: Work, fields: AgreeItem) -> Result:
    """Agree an item after at least one closed round; warns below three loops or less than a day apart."""
    item = get_item(work.session, work.by, fields.item)
    warnings = items.agree_item(work.session, item=item, by=work.by)
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


class PlanRound(Command, frozen=True, kw_only=True):
    gathering: Id
    versions: Ids
    title: ShortText
    example: ClassVar[dict[str, Any]] = {"gathering": 3, "versions": [5, 6], "title": "Eerste ronde"}


@command(PlanRound, role=Role.FACILITATOR, stream="round")
def plan_round(work: Work, fields: PlanRound) -> Result:
    """Plan a review round at a gathering."""
    round = rounds.plan_round(
        work.session,
        gathering=get_gathering(work.session, work.by, fields.gathering),
        by=work.by,
        versions=get_versions(work.session, work.by, fields.versions),
        title=fields.title,
    )
    return {"round": round.id, "stream": round.stream}


class ChangeRound(ChangeOfWords, frozen=True, kw_only=True):
    """What is left out stays as it is."""

    round: Id
    versions: Ids | None = None
    title: ShortText | None = None
    gathering: Id | None = None
    example: ClassVar[dict[str, Any]] = {"round": 2, "versions": [6], "title": "Tweede ronde"}


@command(ChangeRound, role=Role.FACILITATOR, stream="round")
def change_round(work: Work, fields: ChangeRound) -> Result:
    """Change a planned round before it opens: its versions, its title, at which gathering."""
    where, chosen = fields.gathering, fields.versions
    round = get_round(work.session, work.by, fields.round)
    fields.ensure_base(permissions.may_facilitate(work.by), title=round.title)
    planned.change_round(
        work.session,
        round=round,
        by=work.by,
        versions=None
        if chosen is None
        else [get_version(work.session, work.by, id, field="versions") for id in chosen],
        title=fields.title,
        gathering=get_gathering(work.session, work.by, where) if where is not None else None,
    )
    return {"round": round.id}


class CancelRound(Command, frozen=True, kw_only=True):
    round: Id
    reason: Reason
    example: ClassVar[dict[str, Any]] = {"round": 2, "reason": "Er is niets meer te bespreken"}


@command(CancelRound, role=Role.FACILITATOR, stream="round")
def cancel_round(work: Work, fields: CancelRound) -> Result:
    """Say that a planned round will not be held, for a reason that is kept."""
    round = get_round(work.session, work.by, fields.round)
    return {"state": planned.cancel_round(work.session, round=round, by=work.by, reason=fields.reason).state.value}


class RoundCommand(Command, frozen=True, kw_only=True):
    round: Id
    example: ClassVar[dict[str, Any]] = {"round": 2}


@command(RoundCommand, role=Role.FACILITATOR, stream="round")
def open_round(work: Work, fields: RoundCommand) -> Result:
    """Open a round: its versions freeze and remarks can come in."""
    round = get_round(work.session, work.by, fields.round)
    return {"state": rounds.open_round(work.session, round=round, by=work.by).state.value}


@command(RoundCommand, role=Role.FACILITATOR, stream="round")
def close_round(work: Work, fields: RoundCommand) -> Result:
    """Close a round: no more remarks."""
    round = get_round(work.session, work.by, fields.round)
    return {"state": rounds.close_round(work.session, round=round, by=work.by).state.value}


@command(RoundCommand, role=Role.FACILITATOR, stream="round")
def report_back(work: Work, fields: RoundCommand) -> Result:
    """Publish all answers of a round together."""
    round = get_round(work.session, work.by, fields.round)
    return {"state": rounds.report_back(work.session, round=round, by=work.by).state.value}


class AnswerRemark(ChangeOfWords, frozen=True, kw_only=True):
    remark: Id
    outcome: RemarkOutcome
    text: LongText
    example: ClassVar[dict[str, Any]] = {"remark": 9, "outcome": "adopted", "text": "De bocht is nu ruimer."}


@command(AnswerRemark, role=Role.FACILITATOR, stream="round")
def answer_remark(work: Work, fields: AnswerRemark) -> Result:
    """Say what is done with a remark; it opens to all at the report back."""
    remark = get_remark(work.session, work.by, fields.remark)
    fields.ensure_base(permissions.may_facilitate(work.by), text=remark.answer)
    rounds.answer_remark(work.session, remark=remark, by=work.by, outcome=fields.outcome, text=fields.text)
    return {"remark": remark.id, "round_state": remark.round.state.value}


class AddRemark(Command, frozen=True, kw_only=True):
    """``text``: may be left out where ``kind`` is ``support``. ``on_behalf``: typed in by staff; it is nobody's."""

    round: Id
    version: Id
    kind: RemarkKind
    text: LongText = ""
    alternative: LongText | None = None
    on_behalf: bool = False
    example: ClassVar[dict[str, Any]] = {
        "round": 2,
        "version": 5,
        "kind": "objection",
        "text": "Zo kan de bus er niet door",
        "alternative": "Maak de bocht ruimer",
    }


@command(AddRemark, role=Role.PARTICIPANT, stream="round", beside=True, numbers=True, posts=True)
def add_remark(work: Work, fields: AddRemark) -> Result:
    """Say something of a version while its review round is open; of support the text may be empty."""
    remark = rounds.add_remark(
        work.session,
        round=get_round(work.session, work.by, fields.round),
        by=work.by,
        version=get_version(work.session, work.by, fields.version),
        kind=fields.kind,
        text=fields.text,
        alternative=fields.alternative,
        on_behalf=fields.on_behalf,
    )
    return {"remark": remark.id, "number": remark.number}
