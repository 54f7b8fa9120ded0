"""Projectors: each is paired with a charrette and shows what it is told."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from charrette.db import Base, Choice, TZDateTime
from charrette.projector.lists import ShowView


class Screen(Base):
    """A projector: its own client with its own token and its own stored state.

    ``pages``: how many pages its picture has, as it said itself; None while it has not.
    """

    __tablename__ = "screens"

    id: Mapped[int] = mapped_column(primary_key=True)
    charrette_id: Mapped[int | None] = mapped_column(ForeignKey("charrettes.id"))
    name: Mapped[str] = mapped_column(String(80), default="")
    pairing_code: Mapped[str | None] = mapped_column(String(6), unique=True)
    view: Mapped[ShowView] = mapped_column(Choice(ShowView), default=ShowView.JOIN)
    gathering_id: Mapped[int | None] = mapped_column(ForeignKey("gatherings.id"))
    board_id: Mapped[int | None] = mapped_column(ForeignKey("boards.id"))
    idea_id: Mapped[int | None] = mapped_column(ForeignKey("ideas.id"))
    round_id: Mapped[int | None] = mapped_column(ForeignKey("review_rounds.id"))
    page: Mapped[int] = mapped_column(default=1)
    pages: Mapped[int | None]
    follows_steps: Mapped[bool] = mapped_column(default=True)
    frozen: Mapped[bool] = mapped_column(default=False)
    show_counts: Mapped[bool] = mapped_column(default=True)
    theme: Mapped[str] = mapped_column(String(10), default="light")
    created_at: Mapped[datetime] = mapped_column(TZDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(TZDateTime)
