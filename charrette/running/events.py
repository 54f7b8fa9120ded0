"""What happens at a gathering."""

from __future__ import annotations

from typing import ClassVar

from charrette.spine.events import Changes
from charrette.week.events import CharretteEvent, GatheringEvent


class _GatheringStateEvent(GatheringEvent, frozen=True, kw_only=True):
    changes: ClassVar[Changes] = {"gathering": None, "attendance": None}


class _ListedEvent(GatheringEvent, frozen=True, kw_only=True):
    """An event with which the list of who may check in opens, closes, or opens again."""

    changes: ClassVar[Changes] = {"gathering": None, "attendance": None, "people": None}


class DoorsOpened(_ListedEvent, frozen=True, kw_only=True):
    """Check-in began."""


class GatheringStarted(_ListedEvent, frozen=True, kw_only=True):
    """The gathering began."""


class GatheringPaused(_GatheringStateEvent, frozen=True, kw_only=True):
    """A break; the step's clock stands still."""


class GatheringResumed(_GatheringStateEvent, frozen=True, kw_only=True):
    """The break is over."""


class GatheringClosed(_ListedEvent, frozen=True, kw_only=True):
    """It ended; who was present was checked out."""


class GatheringReopened(_ListedEvent, frozen=True, kw_only=True):
    """It was opened again, for a reason that is kept."""


class MinutesStateSet(_GatheringStateEvent, frozen=True, kw_only=True):
    """The minutes were drafted or agreed."""


class StepEntered(_GatheringStateEvent, frozen=True, kw_only=True):
    """The gathering went to this step of its script."""

    step: int | None


class TimeAdded(_GatheringStateEvent, frozen=True, kw_only=True):
    """The step got more (or less) time."""

    seconds: int


class GatheringReloaded(GatheringEvent, frozen=True, kw_only=True):
    """The session script was loaded again."""

    changes: ClassVar[Changes] = {"gathering": None, "attendance": None, "steps": None, "people": None}
    gone: ClassVar[dict[str, str]] = {"steps": "removed_steps"}
    removed_steps: list[int] = []


class GatheringMovedOn(CharretteEvent, frozen=True, kw_only=True):
    """A gathering changed its state."""

    changes: ClassVar[Changes] = {"gatherings": "gathering"}
    gathering: int
