"""A crowd at the door: how often one may come in, that people are held up, and those who only came in."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from charrette import clock
from charrette.attendance.models import Admission
from charrette.crowds.events import DoorCrowded, IdlePeopleRemoved, MoreLetIn
from charrette.db import Base
from charrette.people.models import AccessToken, Person
from charrette.spine import permissions
from charrette.spine.actors import Actor
from charrette.spine.journal import record, record_revocation
from charrette.week.models import Charrette, Gathering
from charrette.youth import rules as youth

AT_ONCE = 500
MOST_REMOVED = 10_000
"""So many are removed by one press; more than this are left for the next."""
MOST_TOKENS = 10
"""So many tokens of one person count at a time; joining once more ends the oldest."""


def end_oldest_tokens(session: Session, person: Person, *, newest: str) -> None:
    """End the oldest tokens of a person when more than ``MOST_TOKENS`` count; their sockets are closed.

    ``newest``: the digest of the one that was given out just now; of the others sometimes only the hour is known.
    """
    living = select(AccessToken).where(
        AccessToken.person_id == person.id, AccessToken.revoked_at.is_(None), AccessToken.digest != newest
    )
    in_order = living.order_by(AccessToken.created_at.desc(), AccessToken.id)
    for token in session.scalars(in_order.offset(MOST_TOKENS - 1)).all():
        token.revoked_at = clock.now()
        record_revocation(session, token.digest)


def note_crowd(session: Session, *, charrette_id: int) -> None:
    """Note that people are held up at the door, so that the console says it."""
    charrette = session.get_one(Charrette, charrette_id)
    if not charrette.crowded:
        charrette.crowded = True
        record(session, DoorCrowded(team=charrette.id))


def let_more_in(session: Session, *, charrette: Charrette, by: Actor) -> int:
    """Let as many people in again as fit in a full hall, from every address. Returns how often that was done."""
    permissions.require(permissions.may_facilitate(by))
    charrette.let_in += 1
    charrette.crowded = False
    record(session, MoreLetIn(team=charrette.id))
    return charrette.let_in


def is_idle() -> ColumnElement[bool]:
    """Return the condition that somebody joined and never did anything.

    Nothing in any table speaks of them but their tokens and that they were let in, they have no name, and they are no
    staff and nobody that the team added.
    """
    condition = Person.erased_at.is_(None) & Person.name.is_(None) & ~Person.walk_in
    silent = (AccessToken.__table__, Admission.__table__)
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if table not in silent and key.column.table is Person.__table__:
                condition &= Person.id.not_in(select(key.parent).where(key.parent.is_not(None)))
    return condition


def _idle_in(session: Session, charrette_id: int) -> list[int]:
    """Return the ids of those in a charrette who joined and never did anything, at a youth gathering neither.

    All rows that stand for one person go together or stay together: who did something in the week was let in at a youth
    gathering by its code, and stays so; who did something there keeps their own row.
    """
    here = Person.charrette_id == charrette_id
    idle = session.execute(select(Person.id, Person.client_id, Person.stands_in_at).where(here, is_idle())).all()
    without = {row.id for row in idle}
    known = select(Person.id, Person.client_id, Person.stands_in_at).where(here, Person.client_id.is_not(None))
    busy = [row for row in session.execute(known) if row.id not in without]
    there = {row.client_id for row in busy if row.stands_in_at is not None}
    elsewhere = {row.client_id for row in busy if row.stands_in_at is None}
    keys_of = youth.keys_in(session, charrette_id)
    there_too = {key for id in elsewhere for key in keys_of(id)}
    elsewhere_too = {youth.own_key_of(session, key) for key in there}

    def is_busy(client_id: str | None, stands_in: bool) -> bool:
        if client_id is None:
            return False
        if stands_in:
            return client_id in there_too or youth.own_key_of(session, client_id) in elsewhere
        return client_id in elsewhere_too or not there.isdisjoint(keys_of(client_id))

    return sorted(row.id for row in idle if not is_busy(row.client_id, row.stands_in_at is not None))


def remove_idle(session: Session, *, charrette: Charrette, by: Actor) -> int:
    """Remove everybody who joined and never did anything; return how many. Who comes back simply joins again.

    Their rows stay as empty marks, as with everybody who is removed: a number is never given out twice.
    """
    permissions.require(permissions.may_facilitate(by))
    gone = _idle_in(session, charrette.id)[:MOST_REMOVED]
    for at in range(0, len(gone), AT_ONCE):
        _forget(session, gone[at : at + AT_ONCE])
    opened = Gathering.charrette_id == charrette.id, Gathering.doors_opened_at.is_not(None)
    for gathering_id in session.scalars(select(Gathering.id).where(*opened).order_by(Gathering.id)) if gone else ():
        record(session, IdlePeopleRemoved(gathering=gathering_id, people=gone))
    return len(gone)


def _forget(session: Session, people: list[int]) -> None:
    moment = clock.now()
    empty = {"client_id": None, "party_role": None, "area_id": None, "erased_at": moment}
    session.execute(update(Person).where(Person.id.in_(people)).values(empty))
    living = AccessToken.person_id.in_(people), AccessToken.revoked_at.is_(None)
    for digest in session.scalars(select(AccessToken.digest).where(*living)).all():
        record_revocation(session, digest)
    session.execute(update(AccessToken).where(*living).values(revoked_at=moment))


def idle_people(session: Session, *, by: Actor) -> list[int]:
    """Return the ids of those who joined and never did anything."""
    permissions.require(permissions.may_facilitate(by))
    return _idle_in(session, by.charrette_id or 0)
