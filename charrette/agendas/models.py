"""Area agendas: topics with their Trits (what we do ourselves, where we need help, what we leave to others)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charrette.agendas.lists import PartyAnswer, TritsPart
from charrette.boards.models import Idea
from charrette.db import Base, Choice, TZDateTime
from charrette.plan.models import DesignItem
from charrette.week.models import Area, Party


class AgendaTopic(Base):
    """One topic on the agenda of one area."""

    __tablename__ = "agenda_topics"
    __table_args__ = (
        UniqueConstraint("charrette_id", "number"),
        CheckConstraint("removed_at is null or removed_reason is not null", name="removed_has_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    charrette_id: Mapped[int] = mapped_column(ForeignKey("charrettes.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("areas.id"), index=True)
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    why: Mapped[str] = mapped_column(default="")
    from_item_id: Mapped[int | None] = mapped_column(ForeignKey("design_items.id"))
    added_at: Mapped[datetime] = mapped_column(TZDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(TZDateTime)
    removed_reason: Mapped[str | None]

    area: Mapped[Area] = relationship()
    from_item: Mapped[DesignItem | None] = relationship()
    ideas: Mapped[list[TopicIdea]] = relationship(back_populates="topic", order_by="TopicIdea.idea_id")
    trits: Mapped[list[TritsEntry]] = relationship(back_populates="topic")

    def part(self, part: TritsPart) -> TritsEntry | None:
        """Return what one part of the Trits holds; None as long as nobody filled it."""
        return next((entry for entry in self.trits if entry.part is part), None)

    @property
    def complete(self) -> bool:
        """Whether each of the three parts is filled or declared not applicable."""
        return len([entry for entry in self.trits if entry.not_applicable or entry.text]) == len(TritsPart)


class TopicIdea(Base):
    """An idea a topic came from."""

    __tablename__ = "topic_ideas"

    topic_id: Mapped[int] = mapped_column(ForeignKey("agenda_topics.id"), primary_key=True)
    idea_id: Mapped[int] = mapped_column(ForeignKey("ideas.id"), primary_key=True, index=True)

    topic: Mapped[AgendaTopic] = relationship(back_populates="ideas")
    idea: Mapped[Idea] = relationship()


class TritsEntry(Base):
    """One filled part of a topic's Trits. No row means: not discussed yet.

    ``party_answer`` is what the party named says to these very words, ``party_text`` why or on what terms.
    """

    __tablename__ = "trits_entries"
    __table_args__ = (
        UniqueConstraint("topic_id", "part"),
        CheckConstraint("not_applicable or text <> ''", name="filled_or_not_applicable"),
        CheckConstraint("party_answer <> 'declined' or party_text is not null", name="declined_has_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("agenda_topics.id"))
    part: Mapped[TritsPart] = mapped_column(Choice(TritsPart))
    text: Mapped[str] = mapped_column(default="")
    not_applicable: Mapped[bool] = mapped_column(default=False)
    party_id: Mapped[int | None] = mapped_column(ForeignKey("parties.id"))
    party_name: Mapped[str | None] = mapped_column(String(120))
    party_answer: Mapped[PartyAnswer | None] = mapped_column(Choice(PartyAnswer))
    party_text: Mapped[str | None]
    answered_at: Mapped[datetime | None] = mapped_column(TZDateTime)
    filled_at: Mapped[datetime] = mapped_column(TZDateTime)

    topic: Mapped[AgendaTopic] = relationship(back_populates="trits")
    party: Mapped[Party | None] = relationship()

    @property
    def by_whom(self) -> str | None:
        """Who is to do it, as people read it."""
        return self.party.name if self.party else self.party_name
