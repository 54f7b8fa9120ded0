"""Telling the lists of who may check in that somebody came, or is another now."""

from __future__ import annotations

from sqlalchemy import false, select
from sqlalchemy.orm import Session

from charrette.attendance.events import PersonChanged, PersonJoined
from charrette.attendance.models import AttendanceEntry
from charrette.people.models import Person
from charrette.people.rules.news import EVERYTHING, change_of_person, newcomer
from charrette.spine.journal import record
from charrette.week.lists import GatheringKind
from charrette.week.models import Gathering


@newcomer("attendance")
def tell_open_doors(session: Session, person: Person) -> None:
    """Record that somebody is on the list of who may check in: wherever doors were opened, also where they closed."""
    query = select(Gathering.id).where(
        Gathering.charrette_id == person.charrette_id,
        Gathering.doors_opened_at.is_not(None),
        Gathering.kind != GatheringKind.YOUTH,  # its list has only who is there
    )
    for gathering_id in session.scalars(query.order_by(Gathering.id)):
        record(session, PersonJoined(gathering=gathering_id, person=person.id))


@change_of_person("attendance", shows=EVERYTHING)
def tell_lists(session: Session, person: Person) -> None:
    """Record it at every gathering whose list of people has this person."""
    came = select(AttendanceEntry.id).where(
        AttendanceEntry.gathering_id == Gathering.id, AttendanceEntry.person_id == person.id
    )
    listed = Gathering.kind != GatheringKind.YOUTH if person.stands_in_at is None else false()
    opened = select(Gathering.id).where(
        Gathering.charrette_id == person.charrette_id,
        Gathering.doors_opened_at.is_not(None),
        listed | came.exists(),  # a youth gathering, and who stands for somebody there, know of each other only
    )
    for gathering_id in session.scalars(opened.order_by(Gathering.id)):
        record(session, PersonChanged(gathering=gathering_id, person=person.id))
