"""Access for staff: inviting, withdrawing a link, taking access away."""

from __future__ import annotations

from typing import Any, ClassVar

from charrette.people.rules import invitations, team
from charrette.people.rules.reach import get_invitation, get_person
from charrette.spine.commands import Command, Result, Work, command
from charrette.spine.fields import Id, ShortText
from charrette.spine.lists import Role
from charrette.week.rules import get_charrette


class RevokeAccess(Command, frozen=True, kw_only=True):
    person: Id
    example: ClassVar[dict[str, Any]] = {"person": 17}


@command(RevokeAccess, role=Role.ORGANISER)
def revoke_access(work: Work, fields: RevokeAccess) -> Result:
    """End all tokens and roles of a person at once; the last organiser cannot be sent away."""
    team.revoke_access(work.session, person=get_person(work.session, work.by, fields.person), by=work.by)
    return {}


class Invite(Command, frozen=True, kw_only=True):
    """``name``: for whom the link is; who uses it bears that name."""

    role: Role
    name: ShortText | None = None
    example: ClassVar[dict[str, Any]] = {"role": "facilitator", "name": "Fenna"}


def _sign_in_link(work: Work) -> Result:
    return {"url": f"{work.config.public_url}/sign-in#{work.secret}"}


@command(Invite, role=Role.ORGANISER, reveal=_sign_in_link)
def invite(work: Work, fields: Invite) -> Result:
    """Make a sign-in link that works once, for a facilitator, an organiser or a screen."""
    charrette = get_charrette(work.session, work.by, work.by.charrette_id or 0)
    invitations.invite(
        work.session, charrette=charrette, by=work.by, role=fields.role, name=fields.name, token=work.secret
    )
    return {"invitation": invitations.find_invitation(work.session, work.secret).id}


class WithdrawInvitation(Command, frozen=True, kw_only=True):
    invitation: Id
    example: ClassVar[dict[str, Any]] = {"invitation": 5}


@command(WithdrawInvitation, role=Role.ORGANISER)
def withdraw_invitation(work: Work, fields: WithdrawInvitation) -> Result:
    """Take back a sign-in link that nobody used yet."""
    invitation = get_invitation(work.session, work.by, fields.invitation)
    team.withdraw_invitation(work.session, invitation=invitation, by=work.by)
    return {}
