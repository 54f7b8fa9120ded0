"""Tokens: giving one out, and ending it."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette import clock
from charrette.people.models import AccessToken, Person
from charrette.projector.models import Screen
from charrette.spine.actors import Actor, digest_of
from charrette.spine.journal import record_revocation

TOKEN_BYTES = 32


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
