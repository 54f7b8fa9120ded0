"""When something in the log of check-ins happened, whatever the moment at which the server hears of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from charrette import clock
from charrette.attendance.lists import EntryKind
from charrette.attendance.models import AttendanceEntry
from charrette.attendance.rules import log
from charrette.week.lists import ReasonedAct
from charrette.week.models import Gathering, GivenReason, Step
from charrette.week.rules import LONGEST_SESSION

CLOCK_TOLERANCE = timedelta(minutes=2)
"""A device further off than this is flagged; the server's time counts anyway."""

LONGEST_WAIT = timedelta(days=14)
"""A scan that says it waited longer in a phone counts as having waited this long."""

BY_MISTAKE = timedelta(minutes=15)
"""A session that is reopened so soon was closed by mistake: nobody had left."""


def is_just_now(closed_at: datetime | None) -> bool:
    """Return whether a session that was closed then can have been closed by mistake."""
    return closed_at is not None and clock.now() - closed_at <= BY_MISTAKE


def ended_at(session: Session, gathering: Gathering, *, closing: bool = False) -> datetime | None:
    """Return when a session ended, or None while it goes on: when it was closed, or where it was left open overnight
    the last moment at which something is known to have gone on. What is told of it the next morning was not then.

    One that was reopened on another day goes on; when it is closed again (``closing``) and nobody came, it ended as
    before."""
    begun = gathering.started_at or gathering.doors_opened_at
    if gathering.closed_at is not None or begun is None or clock.now() - begun <= LONGEST_SESSION:
        return gathering.closed_at
    reopened = _reopened_at(session, gathering)
    if reopened is not None and not (closing and _nobody_came_since(session, gathering, reopened)):
        return None
    step = session.get(Step, gathering.step_id) if gathering.step_id is not None else None
    known = [begun, gathering.paused_at, _last_line_at(session, gathering, by=begun + LONGEST_SESSION)]
    if step is not None and gathering.step_started_at is not None:
        known.append(gathering.step_started_at + timedelta(minutes=step.minutes))
    return max(one for one in known if one is not None and one <= begun + LONGEST_SESSION)


def _reopened_at(session: Session, gathering: Gathering) -> datetime | None:
    reopened = (GivenReason.gathering_id == gathering.id) & (GivenReason.act == ReasonedAct.REOPENED)
    last = session.scalar(select(func.max(GivenReason.given_at)).where(reopened))
    return last if last is not None and clock.now() - last <= LONGEST_SESSION else None


def _nobody_came_since(session: Session, gathering: Gathering, moment: datetime) -> bool:
    line = AttendanceEntry
    came = (line.gathering_id == gathering.id) & (line.kind == EntryKind.ENTRY) & (line.received_at >= moment)
    return session.scalar(select(line.id).where(came).limit(1)) is None


def _last_line_at(session: Session, gathering: Gathering, *, by: datetime) -> datetime | None:
    """Return when somebody last came in or left, as far as the log knew at that moment."""
    query = select(AttendanceEntry.at).where(
        AttendanceEntry.gathering_id == gathering.id,
        AttendanceEntry.kind != EntryKind.ANNUL,
        AttendanceEntry.received_at <= by,
    )
    return session.scalar(query.order_by(AttendanceEntry.at.desc()).limit(1))


def is_within(gathering: Gathering, moment: datetime, ended: datetime) -> bool:
    """Return whether the doors were open at that moment of a session that ``ended``."""
    return gathering.doors_opened_at is not None and gathering.doors_opened_at <= moment <= ended


def within(gathering: Gathering, presence: log.Presence, moment: datetime | None, ended: datetime) -> datetime:
    """Return when somebody came in whom the log hears of only after the session ``ended``: at ``moment``, which their
    phone kept, else at its beginning; never outside the session, nor before what the log knows of them."""
    began = gathering.started_at or gathering.doors_opened_at or ended
    at = min(max(moment, gathering.doors_opened_at or began) if moment is not None else began, ended)
    return at if presence.last_at is None else max(at, presence.last_at)


def left_at(
    presence: log.Presence, device_at: datetime | None, sent_at: datetime | None, ended: datetime | None
) -> datetime | None:
    """Return when somebody left whose phone kept that until it could send; None when it kept nothing. Not before they
    came, nor after the session ``ended``."""
    if device_at is None or sent_at is None:
        return None
    at = moment_of(clock.now(), device_at, sent_at)[0]
    at = at if ended is None else min(at, ended)
    return at if presence.first_entry is None else max(at, presence.first_entry)


def not_before(presence: log.Presence, moment: datetime | None = None) -> datetime:
    """Return this moment, or ``moment``, but never one before the person's last line.

    The lines are read in the order of their times.

    The clock of the machine may have been put back between two runs; who leaves after that must not stay in for ever.
    """
    moment = moment or clock.now()
    return moment if presence.last_at is None else max(moment, presence.last_at)


def moment_of(received: datetime, device_at: datetime | None, sent_at: datetime | None) -> tuple[datetime, bool]:
    """Return when something ``received`` at that moment happened, and whether the device's clock is off.

    A scan kept while offline has ``device_at``; the device's clock when sending (``sent_at``) tells how far it is
    off. Only the time between the two counts, so a clock two hours wrong does no harm.
    """
    off = sent_at is not None and abs(clock.now() - sent_at) > CLOCK_TOLERANCE
    if device_at is None or sent_at is None:
        return received, off
    return received - min(max(timedelta(0), sent_at - device_at), LONGEST_WAIT), off
