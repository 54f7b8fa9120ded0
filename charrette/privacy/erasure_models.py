"""Who was removed at their request, so that an older copy that is put back does not bring them back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from charrette.db import Base, TZDateTime


class Erasure(Base):
    """That a person was removed: when, and by whom (nobody: from the command line). Never a word about them.

    An id may be given out anew after an older copy was put back, so ``joined_at`` says which person it was: no two
    with one id came in at the same microsecond. The keys point nowhere: that copy may not have the person at all.
    ``cleaned_at``: when the last trace had gone from the files beside the tables (SQLite).
    """

    __tablename__ = "erasures"
    __table_args__ = (UniqueConstraint("person_id", "joined_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int]
    joined_at: Mapped[datetime] = mapped_column(TZDateTime)
    erased_at: Mapped[datetime] = mapped_column(TZDateTime)
    by_person_id: Mapped[int | None]
    cleaned_at: Mapped[datetime | None] = mapped_column(TZDateTime)
