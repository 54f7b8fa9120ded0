"""One-time links: inviting an organiser, a facilitator or a projector, and signing in with a link."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import unquote

from sqlalchemy import String, cast, select, update
from sqlalchemy.orm import Session

from charrette import clock
from charrette.errors import Conflict, Invalid, NotSignedIn
from charrette.people.models import Invitation, Person, RoleGrant
from charrette.people.rules.news import tell_of_newcomer
from charrette.people.rules.tokens import TOKEN_BYTES, issue_token
from charrette.projector.models import Screen
from charrette.spine import permissions
from charrette.spine.actors import Actor, digest_of
from charrette.spine.lists import Role
from charrette.spine.models import CommandReceipt
from charrette.spine.registry import Slot
from charrette.spine.texts import clean_name, without_unseen
from charrette.week.models import Charrette

seat_screen: Slot[Callable[[Session, int, str], Screen]] = Slot("what gives a projector its place")
"""Given the charrette's id and the name of the projector."""

TOKEN_LETTERS = 43
"""Letters of a token: 32 bytes in base64."""
_TOKEN = re.compile(rf"[\w-]{{{TOKEN_LETTERS}}}", re.ASCII)
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"))
LONGEST_PASTED = 4_000

INVITATION_VALID = timedelta(days=7)
STAFF_TOKEN_VALID = timedelta(days=14)


def invite(
    session: Session,
    *,
    charrette: Charrette,
    by: Actor,
    role: Role,
    name: str | None = None,
    token: str | None = None,
) -> str:
    """Return the token of a one-time sign-in link for an organiser, a facilitator or a screen.

    ``name`` is for whom it is: who uses it bears that name, and a projector is called so. The database keeps the
    token's digest. ``token``: one that the caller can make again; a new one without it.
    """
    permissions.require(permissions.may_organise(by))
    if role is Role.PARTICIPANT:
        raise Invalid("participants_join_by_code", field="role")
    token = token or secrets.token_urlsafe(TOKEN_BYTES)
    moment = clock.now()
    session.add(
        Invitation(
            charrette_id=charrette.id,
            digest=digest_of(token),
            role=role,
            name=clean_name(name),
            created_at=moment,
            expires_at=moment + INVITATION_VALID,
        )
    )
    return token


@dataclass(frozen=True)
class SignedIn:
    """What a used invitation gives: a token and who bears it."""

    token: str
    role: Role
    charrette: Charrette
    person: Person | None
    screen: Screen | None


def read_token(pasted: str) -> str:
    """Return the token in what somebody pasted: the link with words around it, broken into lines, or the token alone.

    What a program for letters or messages does to it is undone: other dashes, percent signs, letters that nobody sees.
    """
    text = unquote(unicodedata.normalize("NFKC", pasted[:LONGEST_PASTED])).translate(_DASHES)
    behind = [without_unseen(part) for part in text.split("#")]
    found = next(filter(None, map(_TOKEN.match, behind[1:])), None)
    found = found or re.search(rf"(?<![\w-]){_TOKEN.pattern}(?![\w-])", text, re.ASCII) or _TOKEN.fullmatch(behind[-1])
    return found[0] if found else pasted.strip().rpartition("#")[2]


def sign_in(session: Session, *, token: str) -> SignedIn:
    """Use a one-time link, or its token alone.

    Raises:
        NotSignedIn: the link is unknown or too old (``invitation_unknown``, ``invitation_expired``).
        Conflict: it was used before (``invitation_used``).
    """
    invitation = session.scalar(select(Invitation).where(Invitation.digest == digest_of(read_token(token))))
    if invitation is None:
        raise NotSignedIn("invitation_unknown", field="token")
    if invitation.used_at is not None:
        raise Conflict("invitation_used", field="token")
    moment = clock.now()
    if invitation.expires_at <= moment:
        raise NotSignedIn("invitation_expired", field="token")
    name, invitation.name, invitation.used_at = invitation.name, None, moment
    _forget_fingerprint(session, invitation)
    charrette = session.get_one(Charrette, invitation.charrette_id)
    if invitation.role is Role.SCREEN:
        screen = seat_screen.given(session, charrette.id, name or "")
        return SignedIn(issue_token(session, screen=screen), Role.SCREEN, charrette, None, screen)
    person = Person(charrette_id=charrette.id, name=name, created_at=moment)
    person.grants = [RoleGrant(role=invitation.role, granted_at=moment)]
    session.add(person)
    session.flush()
    tell_of_newcomer(session, person)
    issued = issue_token(session, person=person, valid=STAFF_TOKEN_VALID)
    return SignedIn(issued, invitation.role, charrette, person, None)


def _forget_fingerprint(session: Session, invitation: Invitation) -> None:
    """Take from the receipt of the invitation what a name can be guessed from: it is the person's from now on."""
    about = cast(CommandReceipt.answer["result", "invitation"].as_string(), String) == str(invitation.id)
    forgotten = update(CommandReceipt).where(about).values(fingerprint="")
    session.execute(forgotten.execution_options(synchronize_session=False))


def find_invitation(session: Session, token: str) -> Invitation:
    """Return the invitation of a link that was made just now."""
    return session.scalars(select(Invitation).where(Invitation.digest == digest_of(token))).one()
