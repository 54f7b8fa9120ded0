"""Reaching gatherings and lines of their check-in log, as ``spine.reach`` says."""

from __future__ import annotations

from sqlalchemy.orm import Session

from charrette.attendance.models import AttendanceEntry
from charrette.attendance.rules.admissions import ensure_admitted
from charrette.spine.actors import Actor
from charrette.spine.reach import ensure_own, get_by_id
from charrette.week.models import Gathering


def get_gathering(session: Session, by: Actor, id: int) -> Gathering:
    """Return a gathering of the actor's charrette."""
    return let_in(session, find_gathering(session, by, id), by)


def find_gathering(session: Session, by: Actor, id: int) -> Gathering:
    """Return a gathering of the actor's charrette, who need not be let in there: for the door itself only."""
    thing = get_by_id(session, Gathering, id, "gathering")
    return ensure_own(thing, thing.charrette_id, by, "gathering")


def let_in(session: Session, gathering: Gathering, by: Actor) -> Gathering:
    ensure_admitted(session, by, gathering)
    return gathering


def get_entry(session: Session, by: Actor, id: int) -> AttendanceEntry:
    """Return a line of the check-in log of a gathering of the actor's charrette."""
    thing = get_by_id(session, AttendanceEntry, id, "entry")
    gathering = get_by_id(session, Gathering, thing.gathering_id, "entry")
    ensure_own(thing, gathering.charrette_id, by, "entry")
    let_in(session, gathering, by)
    return thing
