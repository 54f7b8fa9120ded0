"""What a folder of session scripts says, as frozen values.

The names end in `Script` because the models carry the bare names: a
`GatheringScript` is what a facilitator wrote, a `Gathering` is what happens.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from charrette.boards.lists import BoardPhase
from charrette.boards.settings import BoardSettings
from charrette.projector.lists import ShowView
from charrette.week.lists import GatheringKind, Openness


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyScript:
    """A party at the table: a partner, a residents' organisation, ..."""

    key: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaScript:
    """A village or district by its perceived boundaries.

    `is_example` tells that nobody has confirmed the name yet.
    """

    key: str
    name: str
    kind: str
    description: str = ""
    is_example: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DayScript:
    """One day of the week; the date is unknown until the organiser fills it in."""

    number: int
    title: str = ""
    date: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnScript:
    """A column of a board."""

    key: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardScript:
    """A board with the one question that phones show."""

    key: str
    title: str
    question: str
    columns: tuple[ColumnScript, ...]
    settings: BoardSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class StepScript:
    """One step of a gathering, `minutes` long.

    `board` is a board key of the same folder, `phase` the phase that board
    goes to when the step starts, `round` the number of the review round.
    """

    key: str
    title: str
    minutes: int
    prompt: str
    say: str
    shows: ShowView
    board: str | None
    phase: BoardPhase | None
    round: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStep:
    """A line of the run sheet: a step and when it begins.

    `offset_minutes` counts from the start of the gathering; `starts_at` is
    a local clock time, None when the gathering has no start time.
    """

    step: StepScript
    offset_minutes: int
    starts_at: dt.time | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GatheringScript:
    """One gathering, as written in one file.

    `position` is its place in the week, counted from 1. `start` is a local
    clock time; `start_is_example` means that the organiser still has to
    choose it. `expected` counts people; `expected_is_minimum` reads "or more".
    """

    key: str
    file: str
    position: int
    day: int
    kind: GatheringKind
    title: str
    openness: Openness
    expected: int | None
    expected_is_minimum: bool
    daypart: str | None
    start: dt.time | None
    start_is_example: bool
    who: str
    outcome: str
    door_required: bool
    boards: tuple[BoardScript, ...]
    steps: tuple[StepScript, ...]

    @property
    def minutes(self) -> int:
        """How long all steps take together."""
        return sum(step.minutes for step in self.steps)

    @property
    def youth(self) -> bool:
        """Whether nothing that identifies a person may be asked."""
        return self.kind is GatheringKind.YOUTH

    @property
    def ends_at(self) -> dt.time | None:
        """Local clock time at which the last step ends, if the start is known."""
        return _later(self.start, self.minutes)

    @property
    def run_sheet(self) -> tuple[PlannedStep, ...]:
        """The steps in order, each with the moment it begins."""
        lines, offset = [], 0
        for step in self.steps:
            starts_at = _later(self.start, offset)
            lines.append(PlannedStep(step=step, offset_minutes=offset, starts_at=starts_at))
            offset += step.minutes
        return tuple(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A whole week: the programme file and its gatherings, in order of time."""

    key: str
    title: str
    place: str
    timezone: str
    goal: str
    mission: str
    preconditions: tuple[str, ...]
    days: tuple[DayScript, ...]
    parties: tuple[PartyScript, ...]
    areas: tuple[AreaScript, ...]
    gatherings: tuple[GatheringScript, ...]

    @property
    def slug(self) -> str:
        """The key under the name that addresses use."""
        return self.key

    @property
    def minutes(self) -> int:
        """How long all gatherings take together."""
        return sum(gathering.minutes for gathering in self.gatherings)

    @property
    def expected_attendances(self) -> int:
        """Expected attendances over the week; one person may attend several times."""
        return sum(gathering.expected or 0 for gathering in self.gatherings)

    def boards(self) -> Iterator[tuple[GatheringScript, BoardScript]]:
        """Every board with the gathering it belongs to, in order of time."""
        for gathering in self.gatherings:
            for board in gathering.boards:
                yield gathering, board

    def on_day(self, number: int) -> tuple[GatheringScript, ...]:
        """The gatherings of one day, in order."""
        return tuple(each for each in self.gatherings if each.day == number)

    def gathering(self, key: str) -> GatheringScript:
        """The gathering with this key; KeyError when there is none."""
        for each in self.gatherings:
            if each.key == key:
                return each
        raise KeyError(key)


def _later(start: dt.time | None, minutes: int) -> dt.time | None:
    if start is None:
        return None
    return (dt.datetime.combine(dt.date(2000, 1, 1), start) + dt.timedelta(minutes=minutes)).time()
