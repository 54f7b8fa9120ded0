"""Everything that is kept of one person, for that person: to read, to take home, to decide on."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from charrette.attendance.models import AttendanceEntry
from charrette.boards.models import Board, Idea, Vote
from charrette.boards.picture.tracing import Outcomes
from charrette.clock import iso
from charrette.people.models import Person
from charrette.people.rules.reach import get_person
from charrette.plan.models import Remark
from charrette.spine.actors import Actor
from charrette.week.lists import GatheringKind
from charrette.week.models import Area, Gathering
from charrette.youth import rules as youth

Answer = dict[str, Any]


def own_data(session: Session, by: Actor) -> Answer:
    """Return all that is kept of the actor: what they told, their ideas, votes, remarks and check-ins.

    Raises:
        NotFound: this is a screen, of which nothing is kept.
    """
    person = get_person(session, by, by.person_id or 0)
    person = youth.find_own_row(session, person) or person
    rows = youth.rows_of(session, by)
    outcomes = Outcomes(session, Idea.author_id.in_(rows), by.audience)
    area = session.get(Area, person.area_id) if person.area_id is not None else None
    return {
        "person": {
            "name": person.name,
            "party_role": person.party_role.value if person.party_role else None,
            "area": area.name if area is not None else None,
            "since": iso(person.created_at),
        },
        "ideas": [_idea(idea, outcomes.of(idea)) for idea in _ideas(session, rows)],
        "votes": _votes(session, rows),
        "remarks": [_remark(remark) for remark in _remarks(session, rows)],
        "check_ins": [_entry(entry, title) for entry, title in _entries(session, rows)],
    }


def comes_to_youth(session: Session, by: Actor) -> bool:
    """Return whether the actor was at a gathering for young people, where nothing that identifies is asked."""
    person = session.get(Person, by.person_id or 0)
    if person is not None and person.youth:
        return True
    query = (
        select(AttendanceEntry.id)
        .join(Gathering, Gathering.id == AttendanceEntry.gathering_id)
        .where(AttendanceEntry.person_id.in_(youth.rows_of(session, by)), Gathering.kind == GatheringKind.YOUTH)
    )
    return session.scalar(query.limit(1)) is not None


def _ideas(session: Session, rows: list[int]) -> list[Idea]:
    query = select(Idea).where(Idea.author_id.in_(rows)).options(joinedload(Idea.board).joinedload(Board.gathering))
    return list(session.scalars(query.order_by(Idea.number)))


def _idea(idea: Idea, outcome: Answer) -> Answer:
    return {
        "number": idea.number,
        "board": idea.board.title,
        "text": idea.text,
        "state": idea.state.value,
        "at": iso(idea.posted_at),
        **outcome,
    }


def _votes(session: Session, rows: list[int]) -> list[int]:
    query = select(Idea.number).join(Vote, Vote.idea_id == Idea.id).where(Vote.person_id.in_(rows))
    return list(session.scalars(query.order_by(Idea.number)))


def _remarks(session: Session, rows: list[int]) -> list[Remark]:
    query = select(Remark).where(Remark.author_id.in_(rows)).options(joinedload(Remark.round))
    return list(session.scalars(query.order_by(Remark.id)))


def _remark(remark: Remark) -> Answer:
    reported = remark.round.reported_at is not None
    return {
        "round": remark.round.title,
        "number": remark.number,
        "kind": remark.kind.value,
        "text": remark.text,
        "alternative": remark.alternative,
        "at": iso(remark.made_at),
        "outcome": remark.outcome.value if reported and remark.outcome else None,
        "answer": remark.answer if reported else None,
    }


def _entries(session: Session, rows: list[int]) -> list[tuple[AttendanceEntry, str]]:
    query = (
        select(AttendanceEntry, Gathering.title)
        .join(Gathering, Gathering.id == AttendanceEntry.gathering_id)
        .where(AttendanceEntry.person_id.in_(rows))
        .order_by(AttendanceEntry.at, AttendanceEntry.id)
    )
    return [(entry, title) for entry, title in session.execute(query)]


def _entry(entry: AttendanceEntry, title: str) -> Answer:
    return {
        "gathering": title,
        "kind": entry.kind.value,
        "at": iso(entry.at),
        "source": entry.source.value,
        "reason": entry.reason,
    }
