"""What an area agenda is printed from; the words are exactly as they were stored.

No field has a default, but for a part of a topic that nobody spoke of: whoever reads the database says of each what it
is, so that no column can be forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass

from charrette.exports.archive import Beside
from charrette.exports.moments import Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Trit:
    """One of the three parts of a topic: ``ourselves``, ``with_help`` or ``to_others``.

    Empty text without ``not_applicable`` means that it was not discussed yet. ``party`` is who helps or takes
    over; ``state`` is that party's answer (``asked``, ``accepted``, ``declined``) or None, ``party_text`` why or on
    what terms.
    """

    part: str
    text: str = ""
    not_applicable: bool = False
    party: str = ""
    state: str | None = None
    party_text: str = ""

    @property
    def is_open(self) -> bool:
        """Whether this part was not discussed yet."""
        return not self.text and not self.not_applicable


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The framework item a topic came from."""

    number: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One topic of an area agenda: what, why, who does what, and where it came from."""

    number: int
    title: str
    why: str
    trits: tuple[Trit, ...]
    from_item: Source | None
    idea_numbers: tuple[int, ...]
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkPart:
    """One adopted design item that is meant for this area or for all areas."""

    number: int
    title: str
    text: str
    why: str
    kind: str
    grain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaDocument:
    """The agenda of one area. ``years`` is (first, last), or None while no period is agreed."""

    area_slug: str
    area_name: str
    area_kind: str
    years: tuple[int, int] | None
    state: str
    topics: tuple[Topic, ...]
    framework_parts: tuple[FrameworkPart, ...]
    url: str
    moment: Moment
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All that goes into the zip of one charrette."""

    slug: str
    moment: Moment
    agendas: tuple[AgendaDocument, ...]
    beside: Beside
    lang: str
