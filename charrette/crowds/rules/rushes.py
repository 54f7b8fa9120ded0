"""A rush: so many who joined and at once voted or posted, in a way that no hall does. Staff see it and decide.

A whole hall stands behind one router, so the address tells nothing, and none is kept. What tells is the *way* of each
person: the seconds from joining to their first vote or post, which the tables hold anyway. Two ways are no hall's:

- *All together*: ``FEWEST`` or more joined within ``TOGETHER`` of each other, and each was done within ``QUICK``. The
  fastest door that we know is 100 people who scan one projected code within two minutes, 8 in ten seconds; a village
  evening brings 50 to 85 people in half an hour. Of those nobody has a question read, an idea chosen and pressed ten
  seconds later: at 240 words a minute (Brysbaert 2019) these are 40 words, two or three ideas.
- *Inhuman*: ``FEWEST`` or more within ``SLOWLY`` of each other, each done within ``INHUMAN``: in that time a page has
  loaded and a thumb has pressed once. So a machine that lets one in now and then is seen as well.

Who takes part in a youth session has no moment of joining there; for them the way begins with the check-in. Of who did
so before and goes elsewhere only the hour is known (``domain.youth``): they have no way that could be measured.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from charrette import clock
from charrette.attendance.lists import EntryKind
from charrette.attendance.models import AttendanceEntry
from charrette.boards.models import Board, Idea, Vote
from charrette.clock import iso
from charrette.crowds.models import RushLeft
from charrette.errors import Invalid
from charrette.people.models import Person
from charrette.plan.models import Remark, ReviewRound
from charrette.spine import permissions
from charrette.spine.actors import Actor
from charrette.spine.turns import rows_in_turns
from charrette.week.models import Charrette
from charrette.youth.rules import to_the_hour

FEWEST = 20
"""So many people at least; below that a table of friends who know the board could be meant."""
QUICK, TOGETHER = timedelta(seconds=10), timedelta(seconds=10)
INHUMAN, SLOWLY = timedelta(seconds=2), timedelta(minutes=10)
APART = timedelta(minutes=10)
"""People further apart than this belong to two rushes."""


@dataclass(frozen=True)
class Way:
    """One person from the door to their first vote or post."""

    person: int
    joined: datetime
    acted: datetime

    @property
    def took(self) -> timedelta:
        """How long it took."""
        return self.acted - self.joined


def rushes_of(ways: list[Way]) -> list[list[Way]]:
    """Return the rushes among these people, in the order in which they joined."""
    rules = ((QUICK, TOGETHER), (INHUMAN, SLOWLY))
    marked = {way for took, within in rules for way in _crowded([w for w in ways if w.took <= took], within)}
    found: list[list[Way]] = []
    for way in sorted(marked, key=lambda way: (way.joined, way.person)):
        if found and way.joined - found[-1][-1].joined <= APART:
            found[-1].append(way)
        else:
            found.append([way])
    return found


def _crowded(ways: list[Way], within: timedelta) -> set[Way]:
    """Return those who joined with ``FEWEST`` or more within such a time."""
    ordered = sorted(ways, key=lambda way: (way.joined, way.person))
    found: set[Way] = set()
    for last in range(FEWEST - 1, len(ordered)):
        first = last - FEWEST + 1
        if ordered[last].joined - ordered[first].joined <= within:
            found.update(ordered[first : last + 1])
    return found


_FIRST_ACTS: tuple[Any, ...] = (
    select(Vote.person_id, func.min(Vote.cast_at)).group_by(Vote.person_id),
    select(Idea.author_id, func.min(Idea.posted_at)).where(Idea.author_id.is_not(None)).group_by(Idea.author_id),
    select(Remark.author_id, func.min(Remark.made_at)).where(Remark.author_id.is_not(None)).group_by(Remark.author_id),
)


def ways_of(session: Session, charrette_id: int) -> list[Way]:
    """Return the way of everybody who did something, but for staff, whom the team added, and who is set aside."""
    people = select(Person.id, Person.created_at, Person.stands_in_at).where(
        Person.charrette_id == charrette_id,
        Person.erased_at.is_(None),
        Person.set_aside_id.is_(None),
        ~Person.walk_in,
        ~Person.grants.any(),
    )
    entries = select(AttendanceEntry.person_id, func.min(AttendanceEntry.received_at)).where(
        AttendanceEntry.kind == EntryKind.ENTRY, AttendanceEntry.person_id.is_not(None)
    )
    rows = rows_in_turns(session, entries.group_by(AttendanceEntry.person_id))
    checked_in: dict[int, datetime] = {id: at for id, at in rows if id is not None}
    began: dict[int, datetime | None] = {
        id: checked_in.get(id) if stands_in_at is not None else None if joined == to_the_hour(joined) else joined
        for id, joined, stands_in_at in rows_in_turns(session, people)
    }
    acted: dict[int, datetime] = {}
    for query in _FIRST_ACTS:
        for id, at in rows_in_turns(session, query):
            acted[id] = min(at, acted.get(id, at))
    ways = [Way(id, joined, acted[id]) for id, joined in began.items() if joined is not None and id in acted]
    return [way for way in ways if way.joined <= way.acted]


def rushes_answer(session: Session, *, by: Actor) -> list[dict[str, object]]:
    """Return the rushes of the actor's charrette for staff: who, from when to when, and how much they did."""
    permissions.require(permissions.may_facilitate(by))
    charrette_id = by.charrette_id or 0
    found = rushes_of(ways_of(session, charrette_id))
    kept = select(RushLeft.first_person, RushLeft.last_person).where(RushLeft.charrette_id == charrette_id)
    left = {(first, last) for first, last in session.execute(kept)}
    return [_told(session, rush) for rush in found if (rush[0].person, rush[-1].person) not in left]


def leave_rush(session: Session, *, charrette: Charrette, people: list[int], by: Actor) -> int:
    """Leave a rush as it is; return how many people it is about. Twice is once.

    Raises:
        Invalid: these people are no rush, or not any more (``no_such_rush``).
    """
    permissions.require(permissions.may_facilitate(by))
    found = rushes_of(ways_of(session, charrette.id))
    rush = next((one for one in found if {way.person for way in one} == set(people)), None)
    if rush is None:
        raise Invalid("no_such_rush", field="people")
    about = {"charrette_id": charrette.id, "first_person": rush[0].person, "last_person": rush[-1].person}
    if session.scalar(select(RushLeft.id).filter_by(**about)) is None:
        session.add(RushLeft(**about, by_person_id=by.person_id, left_at=clock.now()))
    return len(rush)


_ACTED_AT: tuple[tuple[Any, Any], ...] = (
    (Vote.person_id, select(Board.gathering_id).join(Vote, Vote.board_id == Board.id)),
    (Idea.author_id, select(Board.gathering_id).join(Idea, Idea.board_id == Board.id)),
    (Remark.author_id, select(ReviewRound.gathering_id).join(Remark, Remark.round_id == ReviewRound.id)),
)


def _told(session: Session, rush: list[Way]) -> dict[str, object]:
    ids = [way.person for way in rush]
    held = {id for who, query in _ACTED_AT for id in session.scalars(query.where(who.in_(ids)).distinct())}
    return {
        "people": ids,
        "gatherings": sorted(held),
        "from": iso(rush[0].joined),
        "until": iso(max(way.acted for way in rush)),
        "votes": session.scalar(select(func.count()).where(Vote.person_id.in_(ids))) or 0,
        "ideas": session.scalar(select(func.count()).where(Idea.author_id.in_(ids))) or 0,
    }
