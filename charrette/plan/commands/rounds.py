"""Review rounds: planning and holding them, remarks and their answers."""

from __future__ import annotations

from typing import Any, ClassVar

from charrette.attendance.rules.reach import get_gathering
from charrette.plan.lists import RemarkKind, RemarkOutcome
from charrette.plan.rules import planned, rounds
from charrette.plan.rules.reach import get_remark, get_remarks, get_round, get_version, get_versions
from charrette.spine import permissions
from charrette.spine.bases import ChangeOfWords
from charrette.spine.commands import Command, Result, Work, command
from charrette.spine.fields import Id, Ids, LongText, Reason, ShortText
from charrette.spine.lists import Role


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
    """What is left out stays as it is. ``versions_before``: those that were in it when this person looked; then only
    what they put in and took out is changed, and what a colleague put in meanwhile stays."""

    round: Id
    versions: Ids | None = None
    versions_before: Ids | None = None
    title: ShortText | None = None
    gathering: Id | None = None
    example: ClassVar[dict[str, Any]] = {"round": 2, "versions": [6], "title": "Tweede ronde"}


@command(ChangeRound, role=Role.FACILITATOR, stream="round")
def change_round(work: Work, fields: ChangeRound) -> Result:
    """Change a planned round before it opens: its versions, its title, at which gathering."""
    where, chosen = fields.gathering, fields.versions
    round = get_round(work.session, work.by, fields.round)
    fields.ensure_base(permissions.may_facilitate(work.by), title=round.title)
    if chosen is not None and fields.versions_before is not None:
        chosen = planned.with_changes(round, before=fields.versions_before, after=chosen)
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


class OpenRound(RoundCommand, frozen=True, kw_only=True):
    """``versions``: those that were seen in it; the round follows its items, and what came since is not put to the hall
    unread."""

    versions: Ids | None = None


@command(OpenRound, role=Role.FACILITATOR, stream="round")
def open_round(work: Work, fields: OpenRound) -> Result:
    """Open a round: its versions freeze and remarks can come in."""
    round = get_round(work.session, work.by, fields.round)
    opened = rounds.open_round(work.session, round=round, by=work.by, versions=fields.versions)
    return {"state": opened.state.value}


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


class AnswerRemarks(Command, frozen=True, kw_only=True):
    remarks: Ids
    outcome: RemarkOutcome
    text: LongText
    example: ClassVar[dict[str, Any]] = {"remarks": [9, 10], "outcome": "adopted", "text": "Fijn. Zo maken we het."}


@command(AnswerRemarks, role=Role.FACILITATOR, stream="round")
def answer_remarks(work: Work, fields: AnswerRemarks) -> Result:
    """Give several remarks of one round the same answer at once; one that was answered meanwhile keeps its own."""
    remarks = get_remarks(work.session, work.by, fields.remarks)
    answered = rounds.answer_remarks(
        work.session, remarks=remarks, by=work.by, outcome=fields.outcome, text=fields.text
    )
    return {"remarks": [remark.id for remark in answered], "round_state": remarks[0].round.state.value}


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
