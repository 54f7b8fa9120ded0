"""Design items, their versions, and the review rounds they go through."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from charrette.boards.lists import Grain
from charrette.boards.models import Idea
from charrette.db import Base, Choice, TZDateTime
from charrette.people.models import Person
from charrette.plan.lists import ItemState, RemarkKind, RemarkOutcome, RoundState
from charrette.week.models import Gathering


class DesignItem(Base):
    """A part of the plan, made from ideas, that goes round the feedback loop.

    ``adopted_version_id``: the framework holds this version, whatever is done with the item meanwhile.
    """

    __tablename__ = "design_items"
    __table_args__ = (
        UniqueConstraint("charrette_id", "number"),
        CheckConstraint("state <> 'dropped' or dropped_reason is not null", name="dropped_has_reason"),
        Index("uq_design_items_id_for_all_areas", "id", "for_all_areas", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    charrette_id: Mapped[int] = mapped_column(ForeignKey("charrettes.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(40))
    grain: Mapped[Grain] = mapped_column(Choice(Grain))
    state: Mapped[ItemState] = mapped_column(Choice(ItemState), default=ItemState.DRAFT)
    dropped_reason: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(TZDateTime)
    agreed_at: Mapped[datetime | None] = mapped_column(TZDateTime)
    adopted_at: Mapped[datetime | None] = mapped_column(TZDateTime)
    adopted_version_id: Mapped[int | None] = mapped_column(ForeignKey("design_versions.id", use_alter=True))
    for_all_areas: Mapped[bool] = mapped_column(default=False)

    versions: Mapped[list[DesignVersion]] = relationship(
        back_populates="item", order_by="DesignVersion.number", foreign_keys="DesignVersion.item_id"
    )
    adopted: Mapped[DesignVersion | None] = relationship(foreign_keys=[adopted_version_id], viewonly=True)
    sources: Mapped[list[ItemSource]] = relationship(back_populates="item", order_by="ItemSource.idea_id")
    areas: Mapped[list[ItemArea]] = relationship(back_populates="item", order_by="ItemArea.area_id")

    @property
    def current(self) -> DesignVersion:
        """The newest version."""
        return self.versions[-1]


class DesignVersion(Base):
    """What an item said at one moment. Once ``frozen_hash`` is set nothing of it changes any more."""

    __tablename__ = "design_versions"
    __table_args__ = (UniqueConstraint("item_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("design_items.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str]
    why: Mapped[str]
    frozen_hash: Mapped[str | None] = mapped_column(String(64))
    frozen_at: Mapped[datetime | None] = mapped_column(TZDateTime)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime] = mapped_column(TZDateTime)

    item: Mapped[DesignItem] = relationship(back_populates="versions", foreign_keys=[item_id])


class ItemSource(Base):
    """An idea an item was made from."""

    __tablename__ = "item_sources"

    item_id: Mapped[int] = mapped_column(ForeignKey("design_items.id"), primary_key=True)
    idea_id: Mapped[int] = mapped_column(ForeignKey("ideas.id"), primary_key=True, index=True)

    item: Mapped[DesignItem] = relationship(back_populates="sources")
    idea: Mapped[Idea] = relationship()


class ItemArea(Base):
    """An area that an adopted item is meant for; items for all areas have ``for_all_areas`` instead, never both.

    ``for_all`` is always false and part of the key: an item that is meant for all cannot have a row here.
    """

    __tablename__ = "item_areas"
    __table_args__ = (
        ForeignKeyConstraint(
            ["item_id", "for_all"], ["design_items.id", "design_items.for_all_areas"], name="fk_item_areas_some_not_all"
        ),
        CheckConstraint("not for_all", name="some_not_all"),
    )

    item_id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("areas.id"), primary_key=True)
    for_all: Mapped[bool] = mapped_column(default=False, server_default=false())

    item: Mapped[DesignItem] = relationship(back_populates="areas")


class ReviewRound(Base):
    """One turn of the loop: frozen versions before the people of one gathering."""

    __tablename__ = "review_rounds"
    __table_args__ = (
        UniqueConstraint("charrette_id", "number"),
        CheckConstraint("state <> 'cancelled' or cancelled_reason is not null", name="cancelled_has_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    charrette_id: Mapped[int] = mapped_column(ForeignKey("charrettes.id"))
    gathering_id: Mapped[int] = mapped_column(ForeignKey("gatherings.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    state: Mapped[RoundState] = mapped_column(Choice(RoundState), default=RoundState.PLANNED)
    planned_at: Mapped[datetime] = mapped_column(TZDateTime)
    opened_at: Mapped[datetime | None] = mapped_column(TZDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(TZDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(TZDateTime)
    reported_at: Mapped[datetime | None] = mapped_column(TZDateTime)
    cancelled_at: Mapped[datetime | None] = mapped_column(TZDateTime)
    cancelled_reason: Mapped[str | None]

    gathering: Mapped[Gathering] = relationship()
    entries: Mapped[list[RoundVersion]] = relationship(back_populates="round", order_by="RoundVersion.version_id")

    @property
    def stream(self) -> str:
        """The name of its stream."""
        return f"round:{self.id}"

    @validates("state")
    def _tell_entries(self, _key: str, state: RoundState) -> RoundState:
        for entry in self.entries:
            entry.open = state is RoundState.OPEN
        return state


class RoundVersion(Base):
    """A version that is reviewed in a round. ``open`` follows the state of the round: one open round a version."""

    __tablename__ = "round_versions"
    __table_args__ = (
        Index(
            "uq_round_versions_open",
            "version_id",
            unique=True,
            sqlite_where=text("open"),
            postgresql_where=text("open"),
        ),
    )

    round_id: Mapped[int] = mapped_column(ForeignKey("review_rounds.id"), primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("design_versions.id"), primary_key=True, index=True)
    open: Mapped[bool] = mapped_column(default=False, server_default=false())

    round: Mapped[ReviewRound] = relationship(back_populates="entries")
    version: Mapped[DesignVersion] = relationship()


class Remark(Base):
    """What somebody said of a version in a round, and what was done with it.

    ``entered_by_id``: staff typed it in from paper; it is nobody's.
    """

    __tablename__ = "remarks"
    __table_args__ = (
        UniqueConstraint("round_id", "number"),
        CheckConstraint("(outcome is null) = (answered_at is null)", name="answered_has_outcome"),
        CheckConstraint("author_id is null or entered_by_id is null", name="typed_in_is_nobodys"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("review_rounds.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("design_versions.id"))
    number: Mapped[int]
    kind: Mapped[RemarkKind] = mapped_column(Choice(RemarkKind))
    text: Mapped[str]
    alternative: Mapped[str | None]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime] = mapped_column(TZDateTime)
    outcome: Mapped[RemarkOutcome | None] = mapped_column(Choice(RemarkOutcome))
    answer: Mapped[str | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    answered_at: Mapped[datetime | None] = mapped_column(TZDateTime)

    author: Mapped[Person | None] = relationship(foreign_keys=[author_id])
    version: Mapped[DesignVersion] = relationship()
    round: Mapped[ReviewRound] = relationship()
