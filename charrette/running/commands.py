"""Running a gathering: doors, start, steps, close."""

from __future__ import annotations

from typing import Any, ClassVar

from charrette.attendance.rules.reach import get_gathering
from charrette.running import rules as gatherings
from charrette.spine.commands import Command, Result, Work, command
from charrette.spine.fields import Id, Reason, ShortText
from charrette.spine.lists import Role
from charrette.week.lists import GatheringState
from charrette.week.models import Gathering


class GatheringCommand(Command, frozen=True, kw_only=True):
    """``reason`` is needed for reopening; elsewhere it may be given, and is kept too."""

    gathering: Id
    reason: Reason | None = None
    example: ClassVar[dict[str, Any]] = {"gathering": 3}


def _gathering(work: Work, fields: GatheringCommand) -> Gathering:
    return get_gathering(work.session, work.by, fields.gathering)


@command(GatheringCommand, role=Role.FACILITATOR, stream="gathering")
def open_doors(work: Work, fields: GatheringCommand) -> Result:
    """Begin the check-in of a gathering."""
    found = gatherings.open_doors(work.session, gathering=_gathering(work, fields), by=work.by, reason=fields.reason)
    return {"state": found.state.value}


@command(GatheringCommand, role=Role.FACILITATOR, stream="gathering")
def start_gathering(work: Work, fields: GatheringCommand) -> Result:
    """Begin a gathering, or go on after a break."""
    found = gatherings.start_gathering(
        work.session, gathering=_gathering(work, fields), by=work.by, reason=fields.reason
    )
    return {"state": found.state.value, "step": found.step_id}


@command(GatheringCommand, role=Role.FACILITATOR, stream="gathering")
def pause_gathering(work: Work, fields: GatheringCommand) -> Result:
    """Take a break; the clock of the step stands still."""
    found = gatherings.pause_gathering(
        work.session, gathering=_gathering(work, fields), by=work.by, reason=fields.reason
    )
    return {"state": found.state.value}


@command(GatheringCommand, role=Role.FACILITATOR, stream="gathering")
def close_gathering(work: Work, fields: GatheringCommand) -> Result:
    """End a gathering: boards become read-only, who is in is checked out."""
    found = gatherings.close_gathering(
        work.session, gathering=_gathering(work, fields), by=work.by, reason=fields.reason
    )
    return {"state": found.state.value}


class ReopenGathering(GatheringCommand, frozen=True, kw_only=True):
    example: ClassVar[dict[str, Any]] = {"gathering": 3, "reason": "Er kwam nog een bus"}


@command(ReopenGathering, role=Role.FACILITATOR, stream="gathering")
def reopen_gathering(work: Work, fields: ReopenGathering) -> Result:
    """Open a closed gathering again, for a reason that is kept."""
    found = gatherings.reopen_gathering(
        work.session, gathering=_gathering(work, fields), by=work.by, reason=fields.reason
    )
    return {"state": found.state.value}


class SetMinutesState(Command, frozen=True, kw_only=True):
    gathering: Id
    state: GatheringState
    example: ClassVar[dict[str, Any]] = {"gathering": 3, "state": "minutes_drafted"}


@command(SetMinutesState, role=Role.FACILITATOR, stream="gathering")
def set_minutes_state(work: Work, fields: SetMinutesState) -> Result:
    """Say that the minutes of a closed gathering were drafted or agreed."""
    found = get_gathering(work.session, work.by, fields.gathering)
    gatherings.set_minutes_state(work.session, gathering=found, by=work.by, state=fields.state)
    return {"state": found.state.value}


class GoToStep(Command, frozen=True, kw_only=True):
    """``step``: an id, a key, or ``next`` or ``previous``. ``leaving``: the id or key of the step that one saw when
    one went on; with it a press that comes late or twice changes nothing."""

    gathering: Id
    step: int | ShortText
    leaving: int | ShortText | None = None
    example: ClassVar[dict[str, Any]] = {"gathering": 3, "step": "next", "leaving": 21}


@command(GoToStep, role=Role.FACILITATOR, stream="gathering")
def go_to_step(work: Work, fields: GoToStep) -> Result:
    """Go to a step, forward or back; to that of this moment, or from another one, nothing changes (``already``)."""
    found = get_gathering(work.session, work.by, fields.gathering)
    step, already = gatherings.go_to_step(
        work.session, gathering=found, by=work.by, step=fields.step, leaving=fields.leaving
    )
    return {"step": step.id if step else None, "key": step.key if step else None, "already": already}


class AddTime(Command, frozen=True, kw_only=True):
    """``step``: the id of the step that it is meant for; when that is over nothing changes."""

    gathering: Id
    seconds: int
    step: Id | None = None
    example: ClassVar[dict[str, Any]] = {"gathering": 3, "seconds": 60}


@command(AddTime, role=Role.FACILITATOR, stream="gathering")
def add_time(work: Work, fields: AddTime) -> Result:
    """Give the present step more time; meant for another one, it changes nothing (``already``)."""
    found = get_gathering(work.session, work.by, fields.gathering)
    already = fields.step is not None and fields.step != found.step_id
    if not already:
        gatherings.add_time(work.session, gathering=found, by=work.by, seconds=fields.seconds)
    return {"step_extra_seconds": found.step_extra_seconds, "step": found.step_id, "already": already}
