"""Who has access as staff, which links are out, and taking access away. For organisers only, on no stream."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from charrette import clock
from charrette.clock import iso
from charrette.errors import Conflict
from charrette.people.models import AccessToken, Invitation, Person, RoleGrant
from charrette.people.rules.news import tell_of_change
from charrette.people.rules.tokens import end_tokens
from charrette.projector.models import Screen
from charrette.spine import permissions
from charrette.spine.actors import Actor
from charrette.spine.lists import RANK, Role

Answer = dict[str, Any]


def _has_living_token() -> ColumnElement[bool]:
    """Return whether a person can still act: whose tokens all ended needs a new link to come back."""
    return (
        select(AccessToken.id)
        .where(
            AccessToken.person_id == Person.id,
            AccessToken.revoked_at.is_(None),
            AccessToken.expires_at.is_(None) | (AccessToken.expires_at > clock.now()),
        )
        .exists()
    )


def team_answer(session: Session, *, by: Actor) -> Answer:
    """Return who has staff access now: people and projectors, and the links that were given out and not used yet."""
    permissions.require(permissions.may_organise(by))
    return {
        "ok": True,
        "people": _people(session, by),
        "screens": _screens(session, by),
        "links": _links(session, by),
    }


def _people(session: Session, by: Actor) -> list[Answer]:
    query = (
        select(Person)
        .where(Person.charrette_id == by.charrette_id, Person.erased_at.is_(None), Person.grants.any())
        .where(_has_living_token())
        .order_by(select(func.min(RoleGrant.id)).where(RoleGrant.person_id == Person.id).scalar_subquery())
    )
    rows = []
    for person in session.scalars(query):
        grant = max(person.grants, key=lambda held: RANK[held.role])
        since = iso(grant.granted_at)
        rows.append({"id": person.id, "name": person.name, "role": grant.role.value, "since": since})
    organisers = [row["id"] for row in rows if row["role"] == Role.ORGANISER.value]
    return [{**row, "you": row["id"] == by.person_id, "last_organiser": [row["id"]] == organisers} for row in rows]


def _screens(session: Session, by: Actor) -> list[Answer]:
    query = (
        select(Screen).where(Screen.charrette_id == by.charrette_id, Screen.removed_at.is_(None)).order_by(Screen.id)
    )
    return [{"id": row.id, "name": row.name, "since": iso(row.created_at)} for row in session.scalars(query)]


def _links(session: Session, by: Actor) -> list[Answer]:
    query = select(Invitation).where(
        Invitation.charrette_id == by.charrette_id,
        Invitation.used_at.is_(None),
        Invitation.expires_at > clock.now(),
    )
    return [
        {
            "id": row.id,
            "role": row.role.value,
            "name": row.name,
            "at_start": row.at_start,
            "made_at": iso(row.created_at),
            "expires_at": iso(row.expires_at),
        }
        for row in session.scalars(query.order_by(Invitation.id.desc()))
    ]


def revoke_access(session: Session, *, person: Person, by: Actor) -> None:
    """End all tokens and roles of a person at once.

    Raises:
        Conflict: it is the only organiser: nobody could give out access any more (``last_organiser``).
    """
    permissions.require(permissions.may_organise(by))
    ensure_another_organiser(session, person)
    for grant in list(person.grants):
        session.delete(grant)
    person.grants.clear()
    session.flush()
    tell_of_change(session, person, frozenset({"staff"}))
    end_tokens(session, select(AccessToken).where(AccessToken.person_id == person.id))


def ensure_another_organiser(session: Session, person: Person) -> None:
    """Make sure that an organiser is left."""
    held = (
        select(RoleGrant.person_id)
        .join(Person, Person.id == RoleGrant.person_id)
        .where(Person.charrette_id == person.charrette_id, RoleGrant.role == Role.ORGANISER, _has_living_token())
    )
    organisers = list(session.scalars(held.order_by(RoleGrant.id)))
    if organisers == [person.id]:
        raise Conflict("last_organiser", field="person")


def withdraw_invitation(session: Session, *, invitation: Invitation, by: Actor) -> None:
    """Take back a link that nobody used yet; who tries it hears that we do not know it."""
    permissions.require(permissions.may_organise(by))
    session.delete(invitation)
    session.flush()
