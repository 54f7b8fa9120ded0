"""Who acts: the person or screen behind a token, with the role they have at this very moment."""

from __future__ import annotations

from sqlalchemy import bindparam, exists, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, joinedload

from charrette import clock
from charrette.db import Database
from charrette.errors import NotSignedIn, Unavailable
from charrette.people.models import AccessToken, Person, RoleGrant
from charrette.projector.models import Screen
from charrette.spine.acting import bearer
from charrette.spine.actors import Actor
from charrette.spine.lists import Role

_RANK = (Role.ORGANISER, Role.FACILITATOR)
_HOLDER = (
    select(AccessToken)
    .options(joinedload(AccessToken.person).joinedload(Person.grants), joinedload(AccessToken.screen))
    .where(AccessToken.digest == bindparam("digest"))
)
"""Everything in one query: a hall of phones that joins at once asks for nothing more often than this."""


@bearer
def load_actor(session: Session, digest: str | None) -> Actor:
    """Return who bears the token with this digest, with the role of now.

    Raises:
        NotSignedIn: there is no such token, or it was revoked, has expired, or its holder is gone.
    """
    token = session.scalars(_HOLDER, {"digest": digest}).unique().first() if digest else None
    if token is None or token.revoked_at is not None:
        raise NotSignedIn("not_signed_in")
    if token.expires_at is not None and token.expires_at <= clock.now():
        raise NotSignedIn("session_expired")
    if token.screen is not None:
        if token.screen.removed_at is not None:
            raise NotSignedIn("not_signed_in")
        return Actor(Role.SCREEN, token.screen.charrette_id, screen=token.screen, digest=digest)
    person = token.person
    if person is None or person.erased_at is not None:
        raise NotSignedIn("not_signed_in")
    held = {grant.role for grant in person.grants}
    role = next((role for role in _RANK if role in held), Role.PARTICIPANT)
    return Actor(role, person.charrette_id, person=person, digest=digest)


_BEARER = (
    select(
        AccessToken.revoked_at,
        AccessToken.expires_at,
        AccessToken.person_id,
        Person.charrette_id,
        Person.stands_in_at,
        Person.erased_at,
        Screen.removed_at,
        exists().where(RoleGrant.person_id == AccessToken.person_id).correlate(AccessToken),
    )
    .outerjoin(Person, Person.id == AccessToken.person_id)
    .outerjoin(Screen, Screen.id == AccessToken.screen_id)
    .where(AccessToken.digest == bindparam("digest"))
)


def load_bearer(session: Session, digest: str | None) -> Actor | None:
    """Make sure that the token with this digest counts, in one light query for a hall that comes in at once.

    Returns the actor when it is a participant, with nothing of the person but their id and charrette; None for
    staff and projectors.

    Raises:
        NotSignedIn: as ``load_actor``.
    """
    found = session.execute(_BEARER, {"digest": digest}).first() if digest else None
    if found is None:
        raise NotSignedIn("not_signed_in")
    revoked_at, expires_at, person_id, charrette_id, stands_in_at, erased_at, removed_at, has_role = found
    if revoked_at is not None or erased_at is not None or removed_at is not None:
        raise NotSignedIn("not_signed_in")
    if expires_at is not None and expires_at <= clock.now():
        raise NotSignedIn("session_expired")
    if person_id is None or has_role:
        return None
    person = Person(id=person_id, charrette_id=charrette_id, stands_in_at=stands_in_at)
    return Actor(Role.PARTICIPANT, charrette_id, person=person, digest=digest)


class Holders:
    """Remembers whose a token is: that never changes, and every command asks it."""

    MOST = 20_000

    def __init__(self) -> None:
        self._key_of: dict[str, str | None] = {}

    def forget(self, digest: str) -> None:
        """Note that a token does not count any more, and never will."""
        if digest in self._key_of:
            self._key_of[digest] = None

    def key_of(self, digest: str, database: Database) -> str | None:
        """Return whose token this is, as ``Actor.key`` names them; None when nobody ever had it, or not any more.

        That it does not count any more is known here only once it was tried.

        Raises:
            Unavailable: the store cannot be read now.
        """
        key = self._key_of.get(digest)
        if digest not in self._key_of:
            query = select(AccessToken.person_id, AccessToken.screen_id).where(AccessToken.digest == digest)
            try:
                with database.read() as session:
                    found = session.execute(query).first()
            except OperationalError as error:
                raise Unavailable("store_busy", retry_after=2) from error
            if found is None:
                return None
            key = f"person:{found.person_id}" if found.person_id is not None else f"screen:{found.screen_id}"
            while len(self._key_of) >= self.MOST:
                del self._key_of[next(iter(self._key_of))]
            self._key_of[digest] = key
        return key
