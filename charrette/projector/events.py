"""What happens to a projector."""

from __future__ import annotations

from typing import ClassVar

from charrette.spine.events import Changes, Event, event
from charrette.week.events import TeamEvent


class ScreenEvent(Event, frozen=True, kw_only=True):
    stream: ClassVar[str] = "screen"
    changes: ClassVar[Changes] = {"screen": None}
    screen: int


@event
class ScreenPaired(ScreenEvent, frozen=True, kw_only=True):
    """A facilitator gave this projector a place in a charrette."""


@event
class ViewShown(ScreenEvent, frozen=True, kw_only=True):
    """The projector was told what to show."""


@event
class PagesCounted(ScreenEvent, frozen=True, kw_only=True):
    """The projector said how many pages its picture has, and on which it is."""


@event
class ScreenUnpaired(ScreenEvent, frozen=True, kw_only=True):
    """The projector was taken away."""


@event
class ScreenChanged(TeamEvent, frozen=True, kw_only=True):
    """A projector was paired, shows something else, or was taken away."""

    changes: ClassVar[Changes] = {"screens": "screen"}
    screen: int
