"""The sign-in link that a start prints for an organiser: one at a time, and not for long.

It stands in a window, in a log, in the memory of a terminal. So it works once, within the hour, and the next start ends
it. Who needs another makes one at *Team and access*, or with ``invite``.
"""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette import clock
from charrette.people.models import Invitation
from charrette.spine import permissions
from charrette.spine.actors import Actor, digest_of
from charrette.spine.lists import Role
from charrette.week.models import Charrette

START_LINK_VALID = timedelta(hours=1)

START_TOGETHER = timedelta(minutes=2)
"""Workers that begin within this time of each other print one and the same link."""


@dataclass(frozen=True)
class StartLink:
    """What a start prints: the token of the link, and until when it works."""

    token: str
    expires_at: datetime


def make_start_link(session: Session, *, charrette: Charrette, by: Actor, key: str, alone: bool) -> StartLink:
    """Return a new link for an organiser and end those of earlier starts that nobody used.

    ``key``: the secret of the server; the token is made from it, so that workers that start together (not ``alone``)
    and share the key find the same. They come here one after another.
    """
    permissions.require(permissions.may_organise(by))
    moment = clock.now()
    before = select(Invitation).where(Invitation.at_start, Invitation.used_at.is_(None))
    for link in list(session.scalars(before.order_by(Invitation.id).with_for_update())):
        token = _token(key, link.created_at)
        fresh = link.created_at > moment - START_TOGETHER and link.charrette_id == charrette.id
        if fresh and not alone and link.digest == digest_of(token):
            return StartLink(token, link.expires_at)
        session.delete(link)
    session.flush()
    made = Invitation(charrette_id=charrette.id, role=Role.ORGANISER, at_start=True)
    made.digest, made.created_at, made.expires_at = digest_of(_token(key, moment)), moment, moment + START_LINK_VALID
    session.add(made)
    return StartLink(_token(key, moment), made.expires_at)


def _token(key: str, moment: datetime) -> str:
    made = hmac.digest(key.encode(), f"link of the start of {moment.isoformat()}".encode(), "sha256")
    return base64.urlsafe_b64encode(made).rstrip(b"=").decode()
