"""The check-in log: append-only, nothing is ever changed or taken out."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from charrette.attendance.lists import EntryKind, EntrySource
from charrette.db import Base, Choice, TZDateTime


class AttendanceEntry(Base):
    """One line of the log.

    ``at`` is the server's time, corrected for scans that came in late; ``device_at`` is what the device
    said; ``clock_off`` marks a device whose clock was wrong. An ``annul`` line points at what it annuls.
    A ``headcount`` line has no person but a ``heads`` count.
    """

    __tablename__ = "attendance_entries"
    __table_args__ = (
        UniqueConstraint("gathering_id", "client_id"),
        UniqueConstraint("annuls_id"),
        CheckConstraint("kind <> 'annul' or (annuls_id is not null and reason is not null)", name="annul_has_reason"),
        CheckConstraint("(kind = 'headcount') = (person_id is null)", name="headcount_has_no_person"),
        Index("ix_attendance_entries_gathering_person", "gathering_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    gathering_id: Mapped[int] = mapped_column(ForeignKey("gatherings.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    kind: Mapped[EntryKind] = mapped_column(Choice(EntryKind))
    source: Mapped[EntrySource] = mapped_column(Choice(EntrySource))
    at: Mapped[datetime] = mapped_column(TZDateTime)
    received_at: Mapped[datetime] = mapped_column(TZDateTime)
    device_at: Mapped[datetime | None] = mapped_column(TZDateTime)
    clock_off: Mapped[bool] = mapped_column(default=False)
    client_id: Mapped[str | None] = mapped_column(String(80))
    by_person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    annuls_id: Mapped[int | None] = mapped_column(ForeignKey("attendance_entries.id"))
    reason: Mapped[str | None]
    heads: Mapped[int | None]


class Admission(Base):
    """That somebody was let in at a gathering for who is invited: by its code, or by staff at the door.

    At a youth gathering the row that stands for somebody says so, and no line is kept here.
    """

    __tablename__ = "admissions"

    gathering_id: Mapped[int] = mapped_column(ForeignKey("gatherings.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
