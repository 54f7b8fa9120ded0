"""What happens at a gathering."""

from __future__ import annotations

from typing import ClassVar

from charrette.spine.events import Changes, event
from charrette.week.events import CharretteEvent, GatheringEvent


class _GatheringStateEvent(GatheringEvent, frozen=True, kw_only=True):
    changes: ClassVar[Changes] = {"gathering": None}


class _ListedEvent(GatheringEvent, frozen=True, kw_only=True):
    """An event with which the list of who may check in opens, closes, or opens again."""

    changes: ClassVar[Changes] = {"gathering": None, "attendance": None, "people": None}


@event
class DoorsOpened(_ListedEvent, frozen=True, kw_only=True):
    """Check-in began."""


@event
class GatheringStarted(_ListedEvent, frozen=True, kw_only=True):
    """The gathering began."""


@event
class GatheringPaused(_GatheringStateEvent, frozen=True, kw_only=True):
    """A break; the step's clock stands still."""


@event
class GatheringResumed(_GatheringStateEvent, frozen=True, kw_only=True):
    """The break is over."""


@event
class GatheringClosed(_ListedEvent, frozen=True, kw_only=True):
    """It ended; who was present was checked out."""


@event
class GatheringReopened(_ListedEvent, frozen=True, kw_only=True):
    """It was opened again, for a reason that is kept."""


@event
class MinutesStateSet(_GatheringStateEvent, frozen=True, kw_only=True):
    """The minutes were drafted or agreed."""


@event
class StepEntered(_GatheringStateEvent, frozen=True, kw_only=True):
    """The gathering went to this step of its script."""

    step: int | None


@event
class TimeAdded(_GatheringStateEvent, frozen=True, kw_only=True):
    """The step got more (or less) time."""

    seconds: int


@event
class GatheringReloaded(GatheringEvent, frozen=True, kw_only=True):
    """The session script was loaded again."""

    changes: ClassVar[Changes] = {"gathering": None, "attendance": None, "steps": None, "people": None}
    gone: ClassVar[dict[str, str]] = {"steps": "removed_steps"}
    removed_steps: list[int] = []


@event
class StepsPointed(GatheringEvent, frozen=True, kw_only=True):
    """These steps are about another review round now."""

    changes: ClassVar[Changes] = {"steps": "steps"}
    steps: list[int]


@event
class GatheringMovedOn(CharretteEvent, frozen=True, kw_only=True):
    """A gathering changed its state."""

    changes: ClassVar[Changes] = {"gatherings": "gathering"}
    gathering: int
