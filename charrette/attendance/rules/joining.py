"""Joining, tokens, and what people tell about themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette import clock
from charrette.attendance.rules import admissions
from charrette.crowds.rules import crowds
from charrette.errors import Invalid, NotFound
from charrette.people.lists import PartyRole
from charrette.people.models import Person
from charrette.people.rules.news import said_of, tell_of_newcomer, tell_what_changed
from charrette.people.rules.reach import get_person
from charrette.people.rules.tokens import issue_token
from charrette.spine import permissions
from charrette.spine.actors import PARTICIPANT_TOKEN_VALID, Actor, digest_of
from charrette.spine.claims import Claim
from charrette.spine.texts import clean_name, read_code
from charrette.week.models import Charrette, Gathering
from charrette.week.rules import find_area, get_area
from charrette.youth import rules as youth

CLIENT_ID_LIMIT = 80


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
    before = said_of(person)
    person.client_id = client_id
    nameless = youth.is_nameless(session, charrette, gathering)
    if new or not nameless:
        person.youth = nameless
    if not nameless:
        given = {"name": clean_name(name), "party_role": party_role, "area_id": _area_id(session, charrette, area)}
        for field, value in given.items():
            if value is not None:
                setattr(person, field, value)
    session.flush()
    if new:
        tell_of_newcomer(session, person)
    else:
        tell_what_changed(session, person, before=before)
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
    found = find_area(session, charrette.id, area)
    if found is None:
        raise Invalid("no_such_area", field="area")
    return found.id


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
    person = get_person(session, by, by.person_id or 0)
    before = said_of(person)
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
        person.area_id = get_area(session, by, area).id
    tell_what_changed(session, person, before=before)
    return person
