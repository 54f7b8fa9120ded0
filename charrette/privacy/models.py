"""What ended for good: so that an older copy that is put back does not let it begin again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from charrette.db import Base, Choice, TZDateTime
from charrette.privacy.lists import EndingKind


class Ending(Base):
    """A token that was revoked, a link that was used or withdrawn, or a role that was taken away.

    The database itself writes these rows (triggers, migration 0012), so no way of ending something can be forgotten.
    ``what``: the digest of the token or link; of a role ``person role moment`` (UTC, microseconds). ``expires_at``:
    from then on it would not count anyway, and the row may go.
    """

    __tablename__ = "endings"
    __table_args__ = (UniqueConstraint("kind", "what"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[EndingKind] = mapped_column(Choice(EndingKind))
    what: Mapped[str] = mapped_column(String(100))
    expires_at: Mapped[datetime | None] = mapped_column(TZDateTime)


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
