"""Removing a person: nothing that identifies them is left, and no count and no anonymous text changes.

What goes: name, role, area, device; staff roles and tokens; what their own commands left behind; device times and the
words of annulments in the check-in log; earlier wordings of their ideas, and the words of those they took back (nobody
could read these any more). What stays: ideas and remarks without an author, votes, and the lines of the log as numbers.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import Delete, String, Update, cast, delete, func, null, select, update
from sqlalchemy.orm import Session

from charrette import clock
from charrette.attendance.events import ReasonsErased
from charrette.attendance.models import AttendanceEntry
from charrette.boards.lists import IdeaState
from charrette.boards.models import Board, Idea, IdeaRevision
from charrette.people.models import AccessToken, Invitation, Person, RoleGrant
from charrette.people.rules.news import EVERYTHING, tell_of_change
from charrette.people.rules.team import ensure_another_organiser
from charrette.people.rules.tokens import end_tokens
from charrette.privacy.models import Erasure
from charrette.spine import permissions
from charrette.spine.actors import Actor
from charrette.spine.journal import record, record_revocation
from charrette.spine.models import CommandReceipt
from charrette.spine.upkeep import upkeep
from charrette.youth import rules as youth

KEY_BYTES = 32
GONE = "█"
"""What stands where words were that are gone for good."""


def erase_person(session: Session, *, person: Person, by: Actor) -> None:
    """Remove everything that identifies a person; by themselves, or by an organiser whom they asked.

    The person's row stays as an empty mark so that attendances keep their number. That it was done, when and by whom
    is kept, without a word about them. Of the rows that stand for them at youth gatherings it is not: these get a key
    that leads nowhere; what every youth gathering tells at this moment, it tells whoever is removed.

    Raises:
        NotAllowed: it is somebody else, and the actor is no organiser.
        Conflict: it is the only organiser: nobody could give out access any more (``last_organiser``).
    """
    permissions.require(by.person_id == person.id or permissions.may_organise(by))
    ensure_another_organiser(session, person)
    own = youth.find_own_row(session, person) if by.person_id == person.id else person
    stand_ins = {row.id: row for row in youth.stand_ins_of(session, own)}  # by the client id, so before that goes
    if person.stands_in_at is not None:
        stand_ins[person.id] = person
    if own is not None and own.stands_in_at is None:
        _erase_row(session, own, by)
        end_tokens(session, select(AccessToken).where(AccessToken.person_id == own.id))
    for row in stand_ins.values():
        _cut_loose(session, row)
    _forget_at_youth_gatherings(session, person.charrette_id)


def _cut_loose(session: Session, row: Person) -> None:
    """Let nothing lead to a stand-in any more, in such a way that nobody sees for which one that was done.

    Its key becomes another that no phone has, its tokens go; that these ended is noted, and not whose they were.
    """
    tokens = AccessToken.person_id == row.id
    for digest in session.scalars(select(AccessToken.digest).where(tokens)).all():
        record_revocation(session, digest)
    # Revoked first, so that the database notes their digests as ended: an older copy lets nobody in by them again.
    alive = tokens, AccessToken.revoked_at.is_(None)
    session.execute(update(AccessToken).where(*alive).values(revoked_at=youth.to_the_hour(clock.now())))
    session.execute(delete(AccessToken).where(tokens))
    row.client_id = secrets.token_hex(KEY_BYTES)


def _forget_at_youth_gatherings(session: Session, charrette_id: int) -> None:
    """Let what the words of somebody may be among go at every youth gathering, of everybody there, and tell its list.

    Those of one alone would show who it was, and those of one gathering who had been there. So it is done whoever is
    removed, and that it happened says nothing about them.
    """
    for gathering_id in youth.youth_gatherings(session, charrette_id):
        boards = select(Board.id).where(Board.gathering_id == gathering_id)
        there = select(Idea.id).where(Idea.board_id.in_(boards))
        session.execute(delete(IdeaRevision).where(IdeaRevision.idea_id.in_(there)))
        taken_back = Idea.board_id.in_(boards), Idea.state == IdeaState.WITHDRAWN
        session.execute(update(Idea).where(*taken_back).values(text=GONE))
        noted = AttendanceEntry.gathering_id == gathering_id, AttendanceEntry.reason != GONE
        annulled = select(AttendanceEntry.person_id).where(*noted, AttendanceEntry.person_id.is_not(None)).distinct()
        people = [id for id in session.scalars(annulled.order_by(AttendanceEntry.person_id)) if id is not None]
        session.execute(update(AttendanceEntry).where(*noted).values(reason=GONE))
        if people:
            record(session, ReasonsErased(gathering=gathering_id, people=people))


def _erase_row(session: Session, row: Person, by: Actor) -> None:
    note = Erasure(person_id=row.id, joined_at=row.created_at, erased_at=clock.now(), by_person_id=by.person_id)
    session.add(note)
    session.flush()
    for statement in traces_of(row.id, note.erased_at):
        session.execute(statement)
    session.expire(row)
    tell_of_change(session, row, EVERYTHING)


def traces_of(person_id: int, at: datetime) -> list[Update | Delete]:
    """Return what takes every trace of a person out of a database, in this order; doing it again changes nothing.

    The same statements go over copies of the database, so they know only tables and columns that are as old as those.
    """
    own_ideas = select(Idea.id).where(Idea.author_id == person_id)
    receipt_about = cast(CommandReceipt.answer["result", "person"].as_string(), String) == str(person_id)
    statements: list[Update | Delete] = [
        _unused_links_of(person_id),
        delete(RoleGrant).where(RoleGrant.person_id == person_id),
        delete(CommandReceipt).where(CommandReceipt.actor == f"person:{person_id}"),
        # Of what others sent about them the digest of the fields goes: a name can be guessed from it.
        update(CommandReceipt).where(receipt_about).values(fingerprint=""),
        update(AttendanceEntry).where(AttendanceEntry.person_id == person_id).values(client_id=None, device_at=None),
        update(AttendanceEntry)
        .where(AttendanceEntry.person_id == person_id, AttendanceEntry.reason.is_not(None))
        .values(reason=GONE),
        delete(IdeaRevision).where(IdeaRevision.idea_id.in_(own_ideas)),
        update(Idea).where(Idea.author_id == person_id, Idea.state == IdeaState.WITHDRAWN).values(text=GONE),
        update(AccessToken)
        .where(AccessToken.person_id == person_id, AccessToken.revoked_at.is_(None))
        .values(revoked_at=at),
        update(Person)
        .where(Person.id == person_id)
        .values(name=None, party_role=None, area_id=None, client_id=None)
        .values(erased_at=func.coalesce(Person.erased_at, at)),
    ]
    return [statement.execution_options(synchronize_session="fetch") for statement in statements]


def _unused_links_of(person_id: int) -> Update:
    """Return what takes the name of a member of the team from links that nobody used; others bear it by chance."""
    called = select(func.lower(Person.name)).join(RoleGrant).where(Person.id == person_id).limit(1).scalar_subquery()
    home = select(Person.charrette_id).where(Person.id == person_id).scalar_subquery()
    unused = Invitation.used_at.is_(None) & (Invitation.charrette_id == home)
    return update(Invitation).where(unused, func.lower(Invitation.name) == called).values(name=null())


def has_expired_names(session: Session) -> bool:
    """Return whether a link that is too old still says for whom it was."""
    old = (Invitation.expires_at < clock.now()) & Invitation.name.is_not(None)
    return session.scalar(select(Invitation.id).where(old).limit(1)) is not None


@upkeep("for whom old links were", is_due=has_expired_names)
def forget_expired_names(session: Session) -> None:
    """Forget for whom the links were that are too old to be used."""
    old = (Invitation.expires_at < clock.now()) & Invitation.name.is_not(None)
    session.execute(update(Invitation).where(old).values(name=None))


def not_cleaned(session: Session) -> list[int]:
    """Return the erasures of which traces may be left in the files beside the tables."""
    return list(session.scalars(select(Erasure.id).where(Erasure.cleaned_at.is_(None))))


def newest(session: Session) -> int:
    """Return the id of the last erasure; 0 when nobody was removed yet."""
    return session.scalar(select(func.max(Erasure.id))) or 0


def note_cleaned(session: Session, ids: list[int]) -> None:
    """Note that nothing is left of these."""
    session.execute(update(Erasure).where(Erasure.id.in_(ids)).values(cleaned_at=clock.now()))


def erase_again(session: Session, gone: list[tuple[int, datetime, datetime]]) -> int:
    """Remove again who was removed before, as ``(id, joined at, erased at)``; return how many had come back.

    A person of that id who came in at another moment is somebody else and stays.
    """
    back = 0
    for person_id, joined_at, erased_at in gone:
        own: dict[str, Any] = {"person_id": person_id, "joined_at": joined_at}
        person = session.get(Person, person_id)
        if person is not None and person.created_at == joined_at:
            back += person.erased_at is None
            for statement in traces_of(person_id, erased_at):
                session.execute(statement)
        if session.scalar(select(Erasure.id).filter_by(**own)) is None:
            session.add(Erasure(**own, erased_at=erased_at))
    session.flush()
    return back
