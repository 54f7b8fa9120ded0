"""What an export is made of: frozen values that the domain fills and every format prints.

A value holds people's words exactly as they were stored; cleaning and escaping belong to the format that
writes them (``exports.text``, ``exports.tables``). Times are aware datetimes; closed lists hold the codes of
the subjects' lists as plain strings, and ``exports.words`` turns a code into a word.

No field has a default, but for a part of a topic that nobody spoke of: whoever reads the database says of each what it
is, so that no column can be forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

AGENDA_FORMATS = ("pdf", "html", "csv", "json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The moment of the journal an export was made from; printed on every page and in every file.

    ``seq`` counts the events of all streams whose facts the export shows, ``at`` is when the last of them was written
    (``exports/moments.py``), so the same moment gives the same file. ``timezone`` (IANA name) is only used to print
    times for people.
    """

    seq: int
    at: datetime
    charrette_title: str
    place: str
    timezone: str


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
class IdeaRow:
    """One post with what happened to it; no author, so that the table can be public."""

    number: int
    text: str
    board: str
    day: int | None
    gathering: str
    column: str
    kind: str
    grain: str
    area: str
    group: str
    state: str
    votes: int | None
    fate: str | None
    fate_reason: str
    duplicate_of: int | None
    items: tuple[int, ...]
    topics: tuple[int, ...]
    early: bool
    late: bool
    origin: str
    placed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeasTable:
    """All posts of a charrette (or of one board) at one moment, in the order of their numbers."""

    title: str
    rows: tuple[IdeaRow, ...]
    moment: Moment
    left_out: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceRow:
    """One person (or one nameless presence) at a gathering; ``status`` is present, left or absent."""

    name: str
    party_role: str
    area: str
    status: str
    first_entry: datetime | None
    last_exit: datetime | None
    sources: tuple[str, ...]
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceList:
    """Who was at a gathering, for the organiser only.

    ``expected``, ``attendances``, ``unique`` and ``present`` are four different numbers and stay labelled.
    ``purpose`` says in one sentence what the list is for, ``keep_until`` the day it is removed.
    """

    gathering_title: str
    day: int
    expected: int | None
    attendances: int
    unique: int
    present: int
    rows: tuple[AttendanceRow, ...]
    moment: Moment
    purpose: str
    keep_until: datetime | None
    blank_rows: int
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInRow:
    """One event of the append-only check-in log; annulments stay in it as rows of their own."""

    id: int
    gathering: str
    kind: str
    source: str
    server_time: datetime
    device_time: datetime | None
    person: int | None
    name: str
    by: str
    annuls: int | None
    reason: str
    count: int | None
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInLog:
    """Every event of the check-in log of one gathering or a whole week, oldest first."""

    title: str
    rows: tuple[CheckInRow, ...]
    moment: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterValue:
    """What hangs on the wall: a code to scan, an address to type and a code to say aloud."""

    title: str
    place: str
    url: str
    code: str
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All that goes into the zip of one charrette."""

    slug: str
    moment: Moment
    agendas: tuple[AgendaDocument, ...]
    ideas: IdeasTable | None
    lang: str
