"""The programme: a charrette, its parties and areas, and the gatherings of the week with their steps."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, String, UniqueConstraint, false
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charrette.db import Base, Choice, TZDateTime
from charrette.projector.lists import ShowView
from charrette.week.lists import CharretteState, GatheringKind, GatheringState, Openness, ReasonedAct

if TYPE_CHECKING:
    from charrette.boards.models import Board


class Charrette(Base):
    """One design week with its preparation and aftercare. ``last_number`` is the last speakable number given out.

    ``let_in`` counts how often staff let more people in at the door; ``crowded``: since then some were held up there.
    """

    __tablename__ = "charrettes"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    place: Mapped[str] = mapped_column(String(120), default="")
    timezone: Mapped[str] = mapped_column(String(60), default="Europe/Amsterdam")
    code: Mapped[str] = mapped_column(String(6), unique=True)
    state: Mapped[CharretteState] = mapped_column(Choice(CharretteState), default=CharretteState.PREPARATION)
    goal: Mapped[str] = mapped_column(default="")
    mission: Mapped[str] = mapped_column(default="")
    preconditions: Mapped[str] = mapped_column(default="")
    last_number: Mapped[int] = mapped_column(default=0)
    last_item_number: Mapped[int] = mapped_column(default=0)
    last_round_number: Mapped[int] = mapped_column(default=0)
    last_topic_number: Mapped[int] = mapped_column(default=0)
    let_in: Mapped[int] = mapped_column(default=0, server_default="0")
    crowded: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[datetime] = mapped_column(TZDateTime)

    gatherings: Mapped[list[Gathering]] = relationship(
        back_populates="charrette", order_by="(Gathering.position, Gathering.id)"
    )


class Party(Base):
    """An organisation that takes part, such as a housing corporation."""

    __tablename__ = "parties"
    __table_args__ = (UniqueConstraint("charrette_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    charrette_id: Mapped[int] = mapped_column(ForeignKey("charrettes.id"))
    key: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(40), default="")


class Area(Base):
    """A village, district or neighbourhood by perceived boundary; it gets one area agenda."""

    __tablename__ = "areas"
    __table_args__ = (UniqueConstraint("charrette_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    charrette_id: Mapped[int] = mapped_column(ForeignKey("charrettes.id"))
    slug: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(40), default="")
    description: Mapped[str] = mapped_column(default="")
    is_example: Mapped[bool] = mapped_column(default=False)


class Gathering(Base):
    """One meeting of the week (on screen in English: session)."""

    __tablename__ = "gatherings"
    __table_args__ = (
        UniqueConstraint("charrette_id", "key"),
        CheckConstraint("day between 1 and 14", name="day_in_week"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    charrette_id: Mapped[int] = mapped_column(ForeignKey("charrettes.id"))
    key: Mapped[str] = mapped_column(String(60))
    position: Mapped[int] = mapped_column(default=0)
    day: Mapped[int]
    kind: Mapped[GatheringKind] = mapped_column(Choice(GatheringKind))
    title: Mapped[str] = mapped_column(String(200))
    who: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(default="")
    state: Mapped[GatheringState] = mapped_column(Choice(GatheringState), default=GatheringState.PLANNED)
    code: Mapped[str] = mapped_column(String(6), unique=True)
    openness: Mapped[Openness] = mapped_column(Choice(Openness), default=Openness.PUBLIC)
    expected: Mapped[int | None]
    expected_is_minimum: Mapped[bool] = mapped_column(default=False)
    daypart: Mapped[str | None] = mapped_column(String(20))
    planned_start: Mapped[str | None] = mapped_column(String(5))
    planned_is_example: Mapped[bool] = mapped_column(default=False)
    door_required: Mapped[bool] = mapped_column(default=False)
    step_id: Mapped[int | None] = mapped_column(ForeignKey("steps.id", use_alter=True))
    step_started_at: Mapped[datetime | None] = mapped_column(TZDateTime)
    step_extra_seconds: Mapped[int] = mapped_column(default=0)
    paused_at: Mapped[datetime | None] = mapped_column(TZDateTime)
    doors_opened_at: Mapped[datetime | None] = mapped_column(TZDateTime)
    started_at: Mapped[datetime | None] = mapped_column(TZDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(TZDateTime)

    charrette: Mapped[Charrette] = relationship(back_populates="gatherings")
    steps: Mapped[list[Step]] = relationship(
        back_populates="gathering", order_by="Step.position", foreign_keys="Step.gathering_id"
    )
    boards: Mapped[list[Board]] = relationship(back_populates="gathering", order_by="Board.id")

    @property
    def youth(self) -> bool:
        """Whether nothing may be asked or shown that identifies a person."""
        return self.kind is GatheringKind.YOUTH

    @hybrid_property
    def invited(self) -> bool:
        """Whether it is only for who showed its code or was let in by staff; a youth gathering is so by its kind."""
        return self.youth or self.openness is Openness.INVITED

    @invited.inplace.expression
    @classmethod
    def _invited_in_sql(cls) -> ColumnElement[bool]:
        return (cls.kind == GatheringKind.YOUTH) | (cls.openness == Openness.INVITED)

    @property
    def stream(self) -> str:
        """The name of its stream."""
        return f"gathering:{self.id}"


class Step(Base):
    """One part of a gathering's script: how long, what is asked, said and shown."""

    __tablename__ = "steps"
    __table_args__ = (UniqueConstraint("gathering_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    gathering_id: Mapped[int] = mapped_column(ForeignKey("gatherings.id"))
    key: Mapped[str] = mapped_column(String(60))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    minutes: Mapped[int] = mapped_column(default=0)
    prompt: Mapped[str] = mapped_column(default="")
    say: Mapped[str] = mapped_column(default="")
    shows: Mapped[ShowView] = mapped_column(Choice(ShowView), default=ShowView.STEP)
    board_id: Mapped[int | None] = mapped_column(ForeignKey("boards.id", use_alter=True))
    board_phase: Mapped[str | None] = mapped_column(String(32))
    round_number: Mapped[int | None]

    gathering: Mapped[Gathering] = relationship(back_populates="steps", foreign_keys=[gathering_id])


class GivenReason(Base):
    """Why the team did something: each time a line of its own, nothing is overwritten.

    For acts of which the thing itself keeps no trace. What was hidden, dropped, cancelled or removed bears its reason.
    """

    __tablename__ = "given_reasons"

    id: Mapped[int] = mapped_column(primary_key=True)
    charrette_id: Mapped[int] = mapped_column(ForeignKey("charrettes.id"), index=True)
    gathering_id: Mapped[int | None] = mapped_column(ForeignKey("gatherings.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("design_items.id"))
    act: Mapped[ReasonedAct] = mapped_column(Choice(ReasonedAct))
    text: Mapped[str]
    by_person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    given_at: Mapped[datetime] = mapped_column(TZDateTime)
