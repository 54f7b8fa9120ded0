"""Idea boards: boards, columns, ideas with their revisions, groups and votes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charrette.boards.lists import BoardPhase, Grain, IdeaFate, IdeaKind, IdeaState, Origin
from charrette.boards.settings import BoardSettings
from charrette.db import Base, Choice, TZDateTime
from charrette.people.models import Person
from charrette.week.models import Area, Gathering


class Board(Base):
    """A question with the ideas that answer it, and what it is set to (``settings``).

    ``asks_approval`` is what was chosen; ``moderated`` is what holds. ``ballot``: the number of the one that is held,
    was held last, or will be the first.
    """

    __tablename__ = "boards"
    __table_args__ = (UniqueConstraint("gathering_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    gathering_id: Mapped[int] = mapped_column(ForeignKey("gatherings.id"))
    key: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(String(200))
    question: Mapped[str] = mapped_column(default="")
    phase: Mapped[BoardPhase] = mapped_column(Choice(BoardPhase), default=BoardPhase.COLLECTING)
    concealed: Mapped[bool] = mapped_column(default=False)
    asks_approval: Mapped[bool] = mapped_column("moderated", default=False)
    votes_per_person: Mapped[int | None]
    text_limit: Mapped[int] = mapped_column(default=BoardSettings().text_limit)
    voted: Mapped[bool] = mapped_column(default=False)
    ballot: Mapped[int] = mapped_column(default=1, server_default="1")

    gathering: Mapped[Gathering] = relationship(back_populates="boards")
    columns: Mapped[list[BoardColumn]] = relationship(back_populates="board", order_by="BoardColumn.position")

    @property
    def stream(self) -> str:
        """The name of its stream."""
        return f"board:{self.id}"

    @property
    def moderated(self) -> bool:
        """Whether a facilitator reads each idea before others do. At a youth gathering always, whatever was chosen."""
        return self.asks_approval or (self.gathering is not None and self.gathering.youth)

    @moderated.setter
    def moderated(self, chosen: bool) -> None:
        self.asks_approval = chosen

    @property
    def settings(self) -> BoardSettings:
        """What it is set to, as it was chosen."""
        chosen = {name: getattr(self, name) for name in BoardSettings.__struct_fields__}
        return BoardSettings(**{**chosen, "moderated": self.asks_approval})

    def choose(self, settings: BoardSettings) -> bool:
        """Set it to ``settings``; return whether that changed something."""
        changed = settings != self.settings
        for name in BoardSettings.__struct_fields__:
            setattr(self, name, getattr(settings, name))
        return changed

    @property
    def results(self) -> bool:
        """Whether the vote totals are open: after a vote, once the board is closed."""
        return self.voted and self.phase is BoardPhase.CLOSED


class BoardColumn(Base):
    """A column of a board."""

    __tablename__ = "board_columns"
    __table_args__ = (UniqueConstraint("board_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    board_id: Mapped[int] = mapped_column(ForeignKey("boards.id"))
    key: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(String(200))
    position: Mapped[int]

    board: Mapped[Board] = relationship(back_populates="columns")


class IdeaGroup(Base):
    """Ideas that belong together, under one title. A dissolved group stays for the audit trail."""

    __tablename__ = "idea_groups"

    id: Mapped[int] = mapped_column(primary_key=True)
    board_id: Mapped[int] = mapped_column(ForeignKey("boards.id"), index=True)
    column_id: Mapped[int | None] = mapped_column(ForeignKey("board_columns.id"))
    title: Mapped[str] = mapped_column(String(200))
    position: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(TZDateTime)
    dissolved_at: Mapped[datetime | None] = mapped_column(TZDateTime)


class Idea(Base):
    """A post of any kind. ``number`` is speakable and unique in its charrette; nothing is ever deleted.

    ``early``: it came in before the doors of its gathering opened; ``late``: after its board had collected.

    ``set_aside_from``: its author was set aside, so it is hidden and counts nowhere; this is what it was before.
    """

    __tablename__ = "ideas"
    __table_args__ = (
        UniqueConstraint("charrette_id", "number"),
        CheckConstraint("state <> 'hidden' or hidden_reason is not null", name="hidden_has_reason"),
        CheckConstraint("fate is null or fate <> 'duplicate' or duplicate_of_id is not null", name="duplicate_of_what"),
        Index("ix_ideas_board_state", "board_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    charrette_id: Mapped[int] = mapped_column(ForeignKey("charrettes.id"))
    board_id: Mapped[int] = mapped_column(ForeignKey("boards.id"))
    number: Mapped[int]
    text: Mapped[str]
    column_id: Mapped[int | None] = mapped_column(ForeignKey("board_columns.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("idea_groups.id"))
    position: Mapped[int] = mapped_column(default=0)
    kind: Mapped[IdeaKind] = mapped_column(Choice(IdeaKind), default=IdeaKind.IDEA)
    grain: Mapped[Grain | None] = mapped_column(Choice(Grain))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("areas.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    origin: Mapped[Origin] = mapped_column(Choice(Origin), default=Origin.PHONE)
    state: Mapped[IdeaState] = mapped_column(Choice(IdeaState), default=IdeaState.VISIBLE)
    hidden_reason: Mapped[str | None]
    set_aside_from: Mapped[IdeaState | None] = mapped_column(Choice(IdeaState))
    late: Mapped[bool] = mapped_column(default=False)
    early: Mapped[bool] = mapped_column(default=False, server_default=false())
    foreign: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=1)
    fate: Mapped[IdeaFate | None] = mapped_column(Choice(IdeaFate))
    fate_reason: Mapped[str | None]
    duplicate_of_id: Mapped[int | None] = mapped_column(ForeignKey("ideas.id"))
    posted_at: Mapped[datetime] = mapped_column(TZDateTime)
    changed_at: Mapped[datetime] = mapped_column(TZDateTime)

    board: Mapped[Board] = relationship()
    author: Mapped[Person | None] = relationship(foreign_keys=[author_id])
    area: Mapped[Area | None] = relationship()


class IdeaRevision(Base):
    """What an idea said before it was edited."""

    __tablename__ = "idea_revisions"
    __table_args__ = (UniqueConstraint("idea_id", "revision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    idea_id: Mapped[int] = mapped_column(ForeignKey("ideas.id"))
    revision: Mapped[int]
    text: Mapped[str]
    replaced_at: Mapped[datetime] = mapped_column(TZDateTime)
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class Vote(Base):
    """One vote of one person for one idea; the key makes a second one impossible."""

    __tablename__ = "votes"
    __table_args__ = (Index("ix_votes_board_person", "board_id", "person_id"),)

    idea_id: Mapped[int] = mapped_column(ForeignKey("ideas.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    board_id: Mapped[int] = mapped_column(ForeignKey("boards.id"))
    cast_at: Mapped[datetime] = mapped_column(TZDateTime)


class Ballot(Base):
    """What stood for the vote on a board when voting ended, and in which group. The published result counts these.

    Votes themselves are counted when they are shown, so those of people who are set aside count nowhere.
    """

    __tablename__ = "ballots"

    idea_id: Mapped[int] = mapped_column(ForeignKey("ideas.id"), primary_key=True)
    board_id: Mapped[int] = mapped_column(ForeignKey("boards.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("idea_groups.id"))


class FormerBallot(Base):
    """The result of a ballot after which another was begun anew: the votes of each idea that stood, as they counted.

    Numbers only: who voted for what is known nowhere any more, so what was published stays as it was.
    """

    __tablename__ = "former_ballots"

    board_id: Mapped[int] = mapped_column(ForeignKey("boards.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    idea_id: Mapped[int] = mapped_column(ForeignKey("ideas.id"), primary_key=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("idea_groups.id"))
    votes: Mapped[int]
