"""The journal of the live streams, and the receipts that make every command safe to repeat."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from charrette.db import Base, TZDateTime


class Stream(Base):
    """A live thing and the sequence number of its last event."""

    __tablename__ = "streams"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    seq: Mapped[int] = mapped_column(default=0)


class JournalEvent(Base):
    """One event: its type and the ids it is about. People's words are never in it."""

    __tablename__ = "journal_events"

    stream: Mapped[str] = mapped_column(ForeignKey("streams.name"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    type: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(TZDateTime)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)


class CommandReceipt(Base):
    """That an actor's command was carried out, with the answer that the same id gets again."""

    __tablename__ = "command_receipts"
    __table_args__ = (Index("ix_command_receipts_received_at", "received_at"),)

    actor: Mapped[str] = mapped_column(String(40), primary_key=True)
    command_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    received_at: Mapped[datetime] = mapped_column(TZDateTime)
    answer: Mapped[dict[str, Any] | None] = mapped_column(JSON)


class Store(Base):
    """The one row that tells this database from every other, by a mark that all its copies share.

    ``probe`` is written, and emptied again, to find out whether a full disk takes something again.
    """

    __tablename__ = "store"

    id: Mapped[int] = mapped_column(primary_key=True)
    mark: Mapped[str] = mapped_column(String(64))
    probe: Mapped[bytes | None] = mapped_column(LargeBinary)
