"""What happens to a projector."""

from __future__ import annotations

from typing import ClassVar

from charrette.spine.events import Changes, Event
from charrette.week.events import CharretteEvent


class ScreenEvent(Event, frozen=True, kw_only=True):
    stream: ClassVar[str] = "screen"
    changes: ClassVar[Changes] = {"screen": None}
    screen: int


class ScreenPaired(ScreenEvent, frozen=True, kw_only=True):
    """A facilitator gave this projector a place in a charrette."""


class ViewShown(ScreenEvent, frozen=True, kw_only=True):
    """The projector was told what to show."""


class ScreenUnpaired(ScreenEvent, frozen=True, kw_only=True):
    """The projector was taken away."""


class ScreenChanged(CharretteEvent, frozen=True, kw_only=True):
    """A projector was paired, shows something else, or was taken away."""

    changes: ClassVar[Changes] = {"screens": "screen"}
    screen: int
