"""Joining, tokens, and what people tell about themselves."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import false, select
from sqlalchemy.orm import Session

from charrette import clock
from charrette.attendance.events import PersonChanged, PersonJoined
from charrette.attendance.models import AttendanceEntry
from charrette.attendance.rules import admissions
from charrette.boards.events import BoardReloaded
from charrette.boards.models import Idea
from charrette.crowds.rules import crowds
from charrette.errors import Invalid, NotFound
from charrette.people.lists import PartyRole
from charrette.people.models import AccessToken, Person
from charrette.people.rules import permissions
from charrette.people.rules.actors import Actor, digest_of
from charrette.plan.events import RoundReloaded
from charrette.plan.models import Remark
from charrette.projector.models import Screen
from charrette.spine import reach
from charrette.spine.claims import Claim
from charrette.spine.journal import record, record_revocation
from charrette.spine.texts import clean_name, read_code
from charrette.week.lists import GatheringKind
from charrette.week.models import Charrette, Gathering
from charrette.youth import rules as youth

TOKEN_BYTES = 32
CLIENT_ID_LIMIT = 80
PARTICIPANT_TOKEN_VALID = timedelta(days=30)


@dataclass(frozen=True)
class Joined:
    """Somebody who came in: the token to remember, and where they came in."""

    token: str
    person: Person
    charrette: Charrette
    gathering: Gathering | None


def find_code(session: Session, code: str) -> tuple[Charrette, Gathering | None]:
    """Return what a typed or scanned six-character code leads to.

    Raises:
        NotFound: nothing has this code (``code_unknown``).
    """
    typed = read_code(code)
    gathering = session.scalar(select(Gathering).where(Gathering.code == typed))
    if gathering is not None:
        return gathering.charrette, gathering
    charrette = session.scalar(select(Charrette).where(Charrette.code == typed))
    if charrette is None:
        raise NotFound("code_unknown", field="code")
    return charrette, None


def join(
    session: Session,
    *,
    code: str,
    client_id: str,
    name: str | None = None,
    party_role: PartyRole | None = None,
    area: str | int | None = None,
) -> Joined:
    """Let somebody in by a code. The same ``client_id`` in the same charrette is the same person again.

    Who knows a client id is that person, so our own phones make one at random; other programs choose theirs.
    In a youth gathering nothing that identifies is kept, whatever was sent: who comes in by its code is the one who
    stands for them there (``youth``), and no own row is made or touched.

    Raises:
        NotFound: no such code.
        Invalid: an empty client id, a name that is too long, an unknown area.
    """
    charrette, gathering = find_code(session, code)
    client_id = client_id.strip()
    if not 1 <= len(client_id) <= CLIENT_ID_LIMIT or not client_id.isprintable():
        raise Invalid("client_id_wrong", field="client_id")
    person = youth.find_phone(session, charrette, client_id)
    if gathering is not None and gathering.youth and not (person is not None and person.grants):
        person = youth.let_phone_in(session, gathering, client_id)
        return Joined(_token_of_a_phone(session, person, charrette), person, charrette, gathering)
    new = person is None
    if person is None:
        person = Person(charrette_id=charrette.id, created_at=youth.moment_of_coming(charrette))
        session.add(person)
    person.client_id = client_id
    nameless = youth.is_nameless(session, charrette, gathering)
    if new or not nameless:
        person.youth = nameless
    if not nameless:
        given = {"name": clean_name(name), "party_role": party_role, "area_id": _area_id(session, charrette, area)}
        for field, value in given.items():
            if value is not None:
                setattr(person, field, value)
    changed = session.is_modified(person)
    session.flush()
    if new:
        tell_of_newcomer(session, person)
    elif changed:
        tell_of_change(session, person)
    if gathering is not None:
        admissions.admit(session, gathering=gathering, person=person)
    return Joined(_token_of_a_phone(session, person, charrette), person, charrette, gathering)


def _token_of_a_phone(session: Session, person: Person, charrette: Charrette) -> str:
    moment = youth.to_the_hour(clock.now()) if person.stands_in_at is not None else youth.moment_of_coming(charrette)
    token = issue_token(session, person=person, valid=PARTICIPANT_TOKEN_VALID, moment=moment)
    crowds.end_oldest_tokens(session, person, newest=digest_of(token))
    return token


def claim_to_join(client_id: str) -> Claim:
    """Return what joining claims: a hall comes in at once, and who comes in twice is one person all the same."""
    return Claim(name=f"client:{digest_of(client_id.strip())}")


def _area_id(session: Session, charrette: Charrette, area: str | int | None) -> int | None:
    if area in (None, ""):
        return None
    found = reach.find_area(session, charrette.id, area)
    if found is None:
        raise Invalid("no_such_area", field="area")
    return found.id


def issue_token(
    session: Session,
    *,
    person: Person | None = None,
    screen: Screen | None = None,
    valid: timedelta | None = None,
    moment: datetime | None = None,
) -> str:
    """Return a new bearer token (256 random bits) for a person or a screen; the database keeps its digest.

    ``moment``: when it was given out, as far as that is kept.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    moment = moment or clock.now()
    session.add(
        AccessToken(
            digest=digest_of(token),
            person=person,
            screen=screen,
            created_at=moment,
            expires_at=moment + valid if valid is not None else None,
        )
    )
    session.flush()
    return token


def sign_out(session: Session, *, by: Actor) -> None:
    """End this token; its sockets are closed."""
    end_tokens(session, select(AccessToken).where(AccessToken.digest == by.digest))


def end_tokens(session: Session, query: object) -> None:
    """End the tokens that ``query`` finds; their sockets are closed after the commit."""
    for token in session.scalars(query):  # type: ignore[call-overload]
        if token.revoked_at is None:
            token.revoked_at = clock.now()
        record_revocation(session, token.digest)


def update_me(
    session: Session,
    *,
    by: Actor,
    name: str | None = None,
    party_role: PartyRole | None = None,
    area: int | str | None = None,
    remove: Sequence[str] = (),
) -> Person:
    """Change what one tells about oneself; an empty name, or a field named in ``remove``, is forgotten. Who takes part
    in a youth gathering can only be forgotten: nothing new is kept."""
    permissions.require(permissions.may_take_part(by))
    person = reach.get_person(session, by, by.person_id or 0)
    if youth.is_there(session, person):
        name = party_role = area = None
    for field, column in (("name", "name"), ("party_role", "party_role"), ("area", "area_id")):
        if field in remove:
            setattr(person, column, None)
    if name is not None:
        person.name = clean_name(name)
    if party_role is not None:
        person.party_role = party_role
    if area is not None:
        person.area_id = reach.get_area(session, by, area).id
    tell_of_change(session, person)
    return person


def tell_of_newcomer(session: Session, person: Person) -> None:
    """Record that somebody is on the list of who may check in, wherever doors are open."""
    query = select(Gathering.id).where(
        Gathering.charrette_id == person.charrette_id,
        Gathering.doors_opened_at.is_not(None),
        Gathering.closed_at.is_(None),
        Gathering.kind != GatheringKind.YOUTH,  # its list has only who is there
    )
    for gathering_id in session.scalars(query.order_by(Gathering.id)):
        record(session, PersonJoined(gathering=gathering_id, person=person.id))


def tell_of_change(session: Session, person: Person) -> None:
    """Record on every stream that may name this person that what it says of them is another now."""
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
    boards = select(Idea.board_id).where(Idea.author_id == person.id).distinct()
    for board_id in session.scalars(boards.order_by(Idea.board_id)):
        record(session, BoardReloaded(board=board_id))
    rounds = select(Remark.round_id).where(Remark.author_id == person.id).distinct()
    for round_id in session.scalars(rounds.order_by(Remark.round_id)):
        record(session, RoundReloaded(round=round_id))
