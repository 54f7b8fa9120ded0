"""Whom the team set aside, when and why."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
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
