"""The demo's own account of the week: what the server acknowledged, counted apart from the server.

Nothing in it is read back from the server's pictures; that is what makes it a check.
"""

from __future__ import annotations

from msgspec import Struct, field


class GatheringNote(Struct):
    """A gathering: who came in (person ids), how many lines the check-in log must have, who is in now."""

    id: int
    key: str
    day: int
    title: str
    came: set[int] = field(default_factory=set)
    inside: set[int] = field(default_factory=set)
    log_lines: int = 0
    closed: bool = False
    nameless: bool = False


class IdeaNote(Struct):
    """An idea that was acknowledged. ``author`` None: typed in from paper."""

    id: int
    number: int
    board: int
    day: int
    text: str
    author: int | None
    theme: str
    area: int | None = None
    state: str = "visible"
    fate: str | None = None
    grouped: bool = False
    votes: set[int] = field(default_factory=set)


class RemarkNote(Struct):
    """A remark that was acknowledged, and the answer that was."""

    id: int
    round: int
    version: int
    person: int
    kind: str
    text: str
    alternative: str | None
    day: int
    outcome: str | None = None
    answer: str | None = None


class RoundNote(Struct):
    """A feedback loop. Times are seconds of one running clock."""

    id: int
    number: int
    gathering: int
    versions: list[int]
    state: str = "planned"
    opened: float = 0.0
    closed: float = 0.0
    reported: float = 0.0


class VersionNote(Struct):
    """A version of a design item."""

    id: int
    number: int
    day: int
    text: str


class ItemNote(Struct):
    """A design item. ``areas``: None until it is adopted, then ``"all"`` or area ids."""

    id: int
    number: int
    title: str
    why: str
    ideas: list[int]
    versions: list[VersionNote]
    state: str = "draft"
    areas: str | list[int] | None = None

    @property
    def adopted(self) -> bool:
        """Whether it is in the framework."""
        return self.areas is not None


class TopicNote(Struct):
    """A topic of an area's agenda and its Trits: the text of each part, None when not applicable."""

    id: int
    area: str
    title: str
    item: int
    trits: dict[str, str | None] = field(default_factory=dict)
    removed: bool = False


class DayNote(Struct):
    """What is measured of a day."""

    slowest: float = 0.0
    commands: int = 0


class Book(Struct):
    """The whole week. Dictionaries are by id."""

    slug: str
    charrette: int
    gatherings: dict[int, GatheringNote] = field(default_factory=dict)
    ideas: dict[int, IdeaNote] = field(default_factory=dict)
    rounds: dict[int, RoundNote] = field(default_factory=dict)
    remarks: dict[int, RemarkNote] = field(default_factory=dict)
    items: dict[int, ItemNote] = field(default_factory=dict)
    topics: dict[int, TopicNote] = field(default_factory=dict)
    days: dict[int, DayNote] = field(default_factory=dict)
    areas: dict[str, int] = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)

    def people(self, day: int | None = None) -> set[tuple[int, int | None]]:
        """Return who came, on a day or in the whole week; of who came to a youth gathering nobody knows where else."""
        notes = [note for note in self.gatherings.values() if day in (None, note.day)]
        return {(person, note.id if note.nameless else None) for note in notes for person in note.came}

    def attendances(self, day: int | None = None) -> int:
        """Return how many times somebody came to a gathering."""
        return sum(len(note.came) for note in self.gatherings.values() if day in (None, note.day))

    def ideas_of(self, board: int, *, visible: bool = False) -> list[IdeaNote]:
        """Return the ideas on a board, in order."""
        notes = [note for note in self.ideas.values() if note.board == board]
        return [note for note in notes if note.state == "visible"] if visible else notes

    def remarks_of(self, round: int) -> list[RemarkNote]:
        """Return the remarks in a round."""
        return [note for note in self.remarks.values() if note.round == round]

    def open_items(self) -> list[ItemNote]:
        """Return the items that still go round."""
        return [note for note in self.items.values() if note.state == "draft"]

    def find(self, words: str) -> None:
        """Note that something was not as it had to be."""
        self.findings.append(words)

    def outcome_of(self, idea: IdeaNote) -> str:
        """Return what must be told when somebody asks what happened with this idea."""
        if idea.state in ("withdrawn", "hidden"):
            return idea.state
        if idea.fate is not None:
            return idea.fate
        items = {note.id for note in self.items.values() if idea.id in note.ideas}
        if any(topic.item in items and not topic.removed for topic in self.topics.values()):
            return "on_agenda"
        if any(self.items[id].state != "dropped" for id in items):
            return "used"
        if items:
            return "dropped"
        return "grouped" if idea.grouped else "not_handled_yet"
