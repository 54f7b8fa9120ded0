"""What staff do about a crowd: let more in, remove who only came in, set people aside and put them back."""

from __future__ import annotations

from typing import Any, ClassVar

from charrette.crowds.rules import aside, crowds, rushes
from charrette.crowds.rules.reach import get_set_aside
from charrette.people.rules.reach import get_people
from charrette.spine.commands import Command, Result, Work, command
from charrette.spine.fields import Id, ManyIds, Reason
from charrette.spine.lists import Role
from charrette.week.models import Charrette
from charrette.week.rules import get_charrette


class DoorCommand(Command, frozen=True, kw_only=True):
    example: ClassVar[dict[str, Any]] = {}


def _charrette(work: Work) -> Charrette:
    return get_charrette(work.session, work.by, work.by.charrette_id or 0)


@command(DoorCommand, role=Role.FACILITATOR, stream="team")
def let_more_in(work: Work, fields: DoorCommand) -> Result:
    """Let a full hall in again at the doors for phones, when people are held up there."""
    return {"let_in": crowds.let_more_in(work.session, charrette=_charrette(work), by=work.by)}


@command(DoorCommand, role=Role.FACILITATOR)
def remove_idle_people(work: Work, fields: DoorCommand) -> Result:
    """Remove who joined and never did anything: no check-in, idea, vote, remark or name. They may join again."""
    return {"removed": crowds.remove_idle(work.session, charrette=_charrette(work), by=work.by)}


class SetPeopleAside(Command, frozen=True, kw_only=True):
    people: ManyIds
    reason: Reason
    example: ClassVar[dict[str, Any]] = {"people": [41, 44], "reason": "Een script: 200 stemmen in zes seconden"}


@command(SetPeopleAside, role=Role.FACILITATOR, stream="team")
def set_people_aside(work: Work, fields: SetPeopleAside) -> Result:
    """Set people aside, for a reason: they, their votes, check-ins, ideas and remarks count nowhere until put back."""
    people = get_people(work.session, work.by, fields.people)
    act, count = aside.set_people_aside(
        work.session, charrette=_charrette(work), people=people, by=work.by, reason=fields.reason
    )
    return {"set_aside": act.id, "people": count}


class LeaveRush(Command, frozen=True, kw_only=True):
    people: ManyIds
    example: ClassVar[dict[str, Any]] = {"people": [41, 44]}


@command(LeaveRush, role=Role.FACILITATOR)
def leave_rush(work: Work, fields: LeaveRush) -> Result:
    """Leave a rush as it is, for all of the team: these people are who they say, and nobody is asked again."""
    return {"left": rushes.leave_rush(work.session, charrette=_charrette(work), people=fields.people, by=work.by)}


class PutPeopleBack(Command, frozen=True, kw_only=True):
    set_aside: Id
    example: ClassVar[dict[str, Any]] = {"set_aside": 3}


@command(PutPeopleBack, role=Role.FACILITATOR, stream="team")
def put_people_back(work: Work, fields: PutPeopleBack) -> Result:
    """Let people who were set aside count again, with all they did."""
    act = get_set_aside(work.session, work.by, fields.set_aside)
    return {"people": aside.put_people_back(work.session, act=act, by=work.by)}
