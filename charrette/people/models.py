"""People, what they may do, and the tokens by which the server knows them again."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charrette.db import Base, Choice, TZDateTime
from charrette.people.lists import PartyRole
from charrette.projector.models import Screen
from charrette.spine.lists import Role

LOWEST_DRAWN_ID = 2**20
HIGHEST_DRAWN_ID = 2**31 - 1


def draw_id() -> int:
    """Return an id at random for a row that must not tell when it came, or after which other; should the database
    know it already, the writer does the work over."""
    return LOWEST_DRAWN_ID + secrets.randbelow(HIGHEST_DRAWN_ID - LOWEST_DRAWN_ID)


class Person(Base):
    """Somebody who takes part. Everything that identifies is optional; ``erased_at`` marks a removed person.

    ``youth``: came in where nothing that identifies is kept. ``stands_in_at``: this is nobody's own row but stands for
    somebody at that youth gathering only (``domain.youth``). ``set_aside_id``: the team set this person aside with
    others, so that they and what they did count nowhere (``domain.aside``). Ids are drawn: two that came in at once, or
    a person and who stands for them, are no neighbours.
    """

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("charrette_id", "client_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=draw_id)
    charrette_id: Mapped[int] = mapped_column(ForeignKey("charrettes.id"))
    client_id: Mapped[str | None] = mapped_column(String(80))
    name: Mapped[str | None] = mapped_column(String(120))
    party_role: Mapped[PartyRole | None] = mapped_column(Choice(PartyRole))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("areas.id"))
    walk_in: Mapped[bool] = mapped_column(default=False)
    youth: Mapped[bool] = mapped_column(default=False, server_default=false())
    stands_in_at: Mapped[int | None] = mapped_column(ForeignKey("gatherings.id"), index=True)
    set_aside_id: Mapped[int | None] = mapped_column(ForeignKey("set_asides.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(TZDateTime)
    erased_at: Mapped[datetime | None] = mapped_column(TZDateTime)

    grants: Mapped[list[RoleGrant]] = relationship(back_populates="person", lazy="selectin")


class RoleGrant(Base):
    """A staff role of a person; without one somebody is a participant."""

    __tablename__ = "role_grants"
    __table_args__ = (UniqueConstraint("person_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    role: Mapped[Role] = mapped_column(Choice(Role))
    granted_at: Mapped[datetime] = mapped_column(TZDateTime)

    person: Mapped[Person] = relationship(back_populates="grants")


class AccessToken(Base):
    """A bearer token of one person or one screen. Only its SHA-256 is kept; ids are drawn, as those of people."""

    __tablename__ = "access_tokens"
    __table_args__ = (CheckConstraint("(person_id is null) <> (screen_id is null)", name="one_holder"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=draw_id)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    screen_id: Mapped[int | None] = mapped_column(ForeignKey("screens.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(TZDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(TZDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(TZDateTime)

    person: Mapped[Person | None] = relationship(lazy="joined")
    screen: Mapped[Screen | None] = relationship(lazy="joined")


class Invitation(Base):
    """A one-time sign-in link for staff or a screen. Only the SHA-256 of its token is kept.

    ``name`` says for whom it is, until it is used: then the person bears it. ``at_start``: the one that a start
    prints; the next start ends it.
    """

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    charrette_id: Mapped[int] = mapped_column(ForeignKey("charrettes.id"))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[Role] = mapped_column(Choice(Role))
    name: Mapped[str | None] = mapped_column(String(120))
    at_start: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[datetime] = mapped_column(TZDateTime)
    expires_at: Mapped[datetime] = mapped_column(TZDateTime)
    used_at: Mapped[datetime | None] = mapped_column(TZDateTime)
