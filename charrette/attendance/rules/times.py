"""When something in the log of check-ins happened, whatever the moment at which the server hears of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from charrette import clock
from charrette.attendance.rules import log
from charrette.week.models import Gathering

CLOCK_TOLERANCE = timedelta(minutes=2)
"""A device further off than this is flagged; the server's time counts anyway."""

LONGEST_WAIT = timedelta(days=14)
"""A scan that says it waited longer in a phone counts as having waited this long."""


def is_within(gathering: Gathering, moment: datetime) -> bool:
    """Return whether the doors were open at that moment of a session that is over."""
    opened, closed = gathering.doors_opened_at, gathering.closed_at
    return opened is not None and closed is not None and opened <= moment <= closed


def within(gathering: Gathering, presence: log.Presence, moment: datetime | None) -> datetime:
    """Return when somebody came in whom the log hears of only after the session: at ``moment``, which their phone
    kept, else at its beginning; never outside the session, nor before what the log knows of them."""
    closed = gathering.closed_at or clock.now()
    began = gathering.started_at or gathering.doors_opened_at or closed
    at = min(max(moment, gathering.doors_opened_at or began) if moment is not None else began, closed)
    return at if presence.last_at is None else max(at, presence.last_at)


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
