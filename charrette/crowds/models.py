"""Whom the team set aside, when and why."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from charrette.db import Base, TZDateTime


class SetAside(Base):
    """That the team set people aside: when, who did it, and why. ``ended_at``: since then nobody of them is any more.

    The key of who did it points nowhere: nothing that anybody did hangs on it.
    """

    __tablename__ = "set_asides"

    id: Mapped[int] = mapped_column(primary_key=True)
    charrette_id: Mapped[int] = mapped_column(ForeignKey("charrettes.id"), index=True)
    reason: Mapped[str]
    by_person_id: Mapped[int | None]
    set_at: Mapped[datetime] = mapped_column(TZDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(TZDateTime)


class RushLeft(Base):
    """That the team looked at a rush and left it so: who did it and when. It is known by who came first and last.

    The keys of people point nowhere, as with those set aside. A rush that grows has another last one: it is told again.
    """

    __tablename__ = "rushes_left"
    __table_args__ = (UniqueConstraint("charrette_id", "first_person", "last_person"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    charrette_id: Mapped[int] = mapped_column(ForeignKey("charrettes.id"))
    first_person: Mapped[int]
    last_person: Mapped[int]
    by_person_id: Mapped[int | None]
    left_at: Mapped[datetime] = mapped_column(TZDateTime)
