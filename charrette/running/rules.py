"""Running a gathering: its states, and going through the steps of its script.

planned -> doors open -> running <-> paused -> closed -> minutes drafted -> minutes agreed. Steps are soft: going
to any step, forward or back, never deletes anything.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette import clock
from charrette.attendance.rules import checking_in, times
from charrette.boards.events import BoardLocked, BoardOpened, BoardUnlocked
from charrette.boards.lists import BoardPhase
from charrette.boards.models import Board
from charrette.boards.rules.boards import change_phase
from charrette.errors import Conflict, Invalid
from charrette.projector import rules as screens
from charrette.running.events import (
    DoorsOpened,
    GatheringClosed,
    GatheringMovedOn,
    GatheringPaused,
    GatheringReopened,
    GatheringResumed,
    GatheringStarted,
    MinutesStateSet,
    StepEntered,
    TimeAdded,
)
from charrette.spine import permissions
from charrette.spine.actors import Actor
from charrette.spine.journal import record
from charrette.week.events import GatheringEvent
from charrette.week.lists import GatheringState, ReasonedAct
from charrette.week.models import Gathering, Step
from charrette.week.rules import keep_reason

S = GatheringState

MAY_FOLLOW: dict[GatheringState, frozenset[GatheringState]] = {
    S.PLANNED: frozenset({S.DOORS_OPEN, S.RUNNING, S.CANCELLED, S.MOVED}),
    S.DOORS_OPEN: frozenset({S.RUNNING, S.CLOSED, S.CANCELLED, S.MOVED}),
    S.RUNNING: frozenset({S.PAUSED, S.CLOSED}),
    S.PAUSED: frozenset({S.RUNNING, S.CLOSED}),
    S.CLOSED: frozenset({S.RUNNING, S.MINUTES_DRAFTED}),
    S.MINUTES_DRAFTED: frozenset({S.RUNNING, S.MINUTES_AGREED}),
    S.MINUTES_AGREED: frozenset({S.RUNNING}),
    S.CANCELLED: frozenset({S.PLANNED}),
    S.MOVED: frozenset({S.PLANNED}),
}
"""Which state may follow which; everything else is refused, but that a closing by mistake is undone."""


def _move(session: Session, gathering: Gathering, state: GatheringState, event: type[GatheringEvent]) -> None:
    if state not in MAY_FOLLOW[gathering.state]:
        raise Conflict("gathering_state", state=gathering.state.value, wanted=state.value)
    _become(session, gathering, state, event)


def _become(session: Session, gathering: Gathering, state: GatheringState, event: type[GatheringEvent]) -> None:
    was_planned = gathering.state is S.PLANNED
    gathering.state = state
    record(session, event(gathering=gathering.id))
    record(session, GatheringMovedOn(charrette=gathering.charrette_id, gathering=gathering.id))
    if was_planned:
        for board in gathering.boards:
            record(session, BoardOpened(board=board.id))


def _keep_why(session: Session, gathering: Gathering, by: Actor, act: ReasonedAct, reason: str | None) -> None:
    home = gathering.charrette_id
    needed = act is ReasonedAct.REOPENED
    keep_reason(session, charrette_id=home, gathering=gathering.id, by=by, act=act, reason=reason, required=needed)


def open_doors(session: Session, *, gathering: Gathering, by: Actor, reason: str | None = None) -> Gathering:
    """Begin the check-in."""
    permissions.require(permissions.may_facilitate(by))
    if gathering.state is S.DOORS_OPEN:
        return gathering
    _move(session, gathering, S.DOORS_OPEN, DoorsOpened)
    _keep_why(session, gathering, by, ReasonedAct.DOORS_OPENED, reason)
    gathering.doors_opened_at = clock.now()
    screens.follow_gathering(session, gathering=gathering)
    return gathering


def start_gathering(session: Session, *, gathering: Gathering, by: Actor, reason: str | None = None) -> Gathering:
    """Begin, or go on after a break. The first step starts with it; check-in stays open."""
    permissions.require(permissions.may_facilitate(by))
    if gathering.state is S.RUNNING:
        return gathering
    if gathering.state in (S.CLOSED, S.MINUTES_DRAFTED, S.MINUTES_AGREED):
        raise Conflict("gathering_state", state=gathering.state.value, wanted=S.RUNNING.value)
    if gathering.state is S.PAUSED:
        _keep_why(session, gathering, by, ReasonedAct.STARTED, reason)
        return _resume(session, gathering)
    moment = clock.now()
    if gathering.doors_opened_at is None:
        gathering.doors_opened_at = moment
    _move(session, gathering, S.RUNNING, GatheringStarted)
    _keep_why(session, gathering, by, ReasonedAct.STARTED, reason)
    gathering.started_at = moment
    first = session.scalar(
        select(Step).where(Step.gathering_id == gathering.id).order_by(Step.position, Step.id).limit(1)
    )
    if first is not None and gathering.step_id is None:
        _enter_step(session, gathering, first)
    return gathering


def _skip_time_since(gathering: Gathering, stopped_at: datetime | None) -> None:
    """Let the clock of the step go on from where it stood at ``stopped_at``; None: it did not stop."""
    if stopped_at is not None and gathering.step_started_at is not None:
        gathering.step_started_at += clock.now() - stopped_at


def _resume(session: Session, gathering: Gathering) -> Gathering:
    _skip_time_since(gathering, gathering.paused_at)
    gathering.paused_at = None
    _move(session, gathering, S.RUNNING, GatheringResumed)
    return gathering


def pause_gathering(session: Session, *, gathering: Gathering, by: Actor, reason: str | None = None) -> Gathering:
    """Take a break: the clock of the step stands still."""
    permissions.require(permissions.may_facilitate(by))
    if gathering.state is S.PAUSED:
        return gathering
    _move(session, gathering, S.PAUSED, GatheringPaused)
    _keep_why(session, gathering, by, ReasonedAct.PAUSED, reason)
    gathering.paused_at = clock.now()
    return gathering


def close_gathering(session: Session, *, gathering: Gathering, by: Actor, reason: str | None = None) -> Gathering:
    """End: boards become read-only, voting ends, and who is still in is checked out and marked so.

    Nobody can vote on a board that is only read, so a vote that goes on ends here and shows its result. After reopening
    it stays ended; with all votes in it, it can be opened again on the board.
    """
    permissions.require(permissions.may_facilitate(by))
    if gathering.state is S.CLOSED:
        return gathering
    gathering.closed_at = times.ended_at(session, gathering, closing=True) or clock.now()
    checking_in.check_out_everybody(session, gathering=gathering)
    _move(session, gathering, S.CLOSED, GatheringClosed)
    _keep_why(session, gathering, by, ReasonedAct.CLOSED, reason)
    _skip_time_since(gathering, gathering.paused_at)
    gathering.paused_at = gathering.closed_at if gathering.paused_at is not None else None
    for board in gathering.boards:
        if board.phase is BoardPhase.VOTING:
            change_phase(session, board=board, phase=BoardPhase.CLOSED)
        record(session, BoardLocked(board=board.id))
    return gathering


def reopen_gathering(session: Session, *, gathering: Gathering, by: Actor, reason: str | None) -> Gathering:
    """Open a closed gathering again. Each reason is kept; the time it was closed does not count in its step.

    Within minutes it was closed by mistake: it is as it was before, and who was in is in again. Later it runs, and
    people come in anew.

    Raises:
        Invalid: no reason.
        Conflict: it is not closed.
    """
    permissions.require(permissions.may_facilitate(by))
    if gathering.state not in (S.CLOSED, S.MINUTES_DRAFTED, S.MINUTES_AGREED):
        raise Conflict("gathering_not_closed")
    _skip_time_since(gathering, gathering.closed_at)
    mistake = gathering.state is S.CLOSED and times.is_just_now(gathering.closed_at)
    before = _before_closing(gathering) if mistake else S.RUNNING
    gathering.paused_at = clock.now() if before is S.PAUSED else None
    closed_at, gathering.closed_at = gathering.closed_at, None
    _become(session, gathering, before, GatheringReopened)
    _keep_why(session, gathering, by, ReasonedAct.REOPENED, reason)
    checking_in.give_presence_back(session, gathering=gathering, closed_at=closed_at, by=by, reason=reason or "")
    for board in gathering.boards:
        record(session, BoardUnlocked(board=board.id))
    return gathering


def _before_closing(gathering: Gathering) -> GatheringState:
    if gathering.started_at is None:
        return S.DOORS_OPEN
    return S.PAUSED if gathering.paused_at is not None else S.RUNNING


def set_minutes_state(session: Session, *, gathering: Gathering, by: Actor, state: GatheringState) -> Gathering:
    """Say that the minutes of a closed gathering were drafted or agreed."""
    permissions.require(permissions.may_facilitate(by))
    if state not in (S.MINUTES_DRAFTED, S.MINUTES_AGREED):
        raise Invalid("minutes_state", field="state")
    _move(session, gathering, state, MinutesStateSet)
    return gathering


def go_to_step(
    session: Session, *, gathering: Gathering, by: Actor, step: int | str, leaving: int | str | None = None
) -> tuple[Step | None, bool]:
    """Go to a step: its id, its key, or ``next`` and ``previous``. Going to the step of this moment changes nothing.

    ``leaving``: the step that was seen (its id or key), when it is said. When it is not that of this moment, somebody
    went on already and nothing changes: a second press, a second facilitator and a late packet mean the same step.

    Returns the step of this moment, and whether it was that already.

    Raises:
        Conflict: the gathering is not running, or there is no next or previous step.
        Invalid: no such step in this gathering.
    """
    permissions.require(permissions.may_facilitate(by))
    if gathering.state not in (S.DOORS_OPEN, S.RUNNING, S.PAUSED):
        raise Conflict("gathering_not_running")
    now = session.get(Step, gathering.step_id) if gathering.step_id is not None else None
    if leaving is not None and (now is None or leaving not in (now.id, now.key)):
        return now, True
    found = _find_step(session, gathering, step)
    already = found.id == gathering.step_id
    if not already:
        _enter_step(session, gathering, found)
    return found, already


def _find_step(session: Session, gathering: Gathering, wanted: int | str) -> Step:
    steps = list(
        session.scalars(select(Step).where(Step.gathering_id == gathering.id).order_by(Step.position, Step.id))
    )
    if wanted in ("next", "previous"):
        places = [step.id for step in steps]
        here = places.index(gathering.step_id) if gathering.step_id in places else -1
        there = here + 1 if wanted == "next" else here - 1
        if not 0 <= there < len(steps):
            raise Conflict("no_more_steps")
        return steps[there]
    for step in steps:
        if step.id == wanted or step.key == wanted:
            return step
    raise Invalid("no_such_step", field="step")


def _enter_step(session: Session, gathering: Gathering, step: Step) -> None:
    moment = clock.now()
    gathering.step_id = step.id
    gathering.step_started_at = moment
    gathering.step_extra_seconds = 0
    if gathering.state is S.PAUSED:
        gathering.paused_at = moment
    record(session, StepEntered(gathering=gathering.id, step=step.id))
    if step.board_id is not None and step.board_phase:
        board = session.get_one(Board, step.board_id)
        change_phase(session, board=board, phase=BoardPhase(step.board_phase))
    screens.follow_gathering(session, gathering=gathering, step=step)


def add_time(session: Session, *, gathering: Gathering, by: Actor, seconds: int) -> Gathering:
    """Give the present step more time (or less, when negative), at most an hour at once."""
    permissions.require(permissions.may_facilitate(by))
    if not -3600 <= seconds <= 3600:
        raise Invalid("seconds_out_of_range", field="seconds", low=-3600, high=3600)
    gathering.step_extra_seconds += seconds
    record(session, TimeAdded(gathering=gathering.id, seconds=seconds))
    return gathering
