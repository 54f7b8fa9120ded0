"""What happens in the week as a whole: programme, boards, rounds, and what its team looks at."""

from __future__ import annotations

from typing import ClassVar

from charrette.spine.events import Changes, Event, event


class CharretteEvent(Event, frozen=True, kw_only=True):
    stream: ClassVar[str] = "charrette"
    charrette: int


@event
class CharretteStateSet(CharretteEvent, frozen=True, kw_only=True):
    """The charrette went to preparation, week, aftercare or closed."""

    changes: ClassVar[Changes] = {"charrette": None}


@event
class ProgrammeLoaded(CharretteEvent, frozen=True, kw_only=True):
    """The session scripts were loaded."""

    changes: ClassVar[Changes] = {
        "charrette": None,
        "gatherings": None,
        "boards": None,
        "areas": None,
    }


@event
class AreaAdded(CharretteEvent, frozen=True, kw_only=True):
    """An area was added."""

    changes: ClassVar[Changes] = {"areas": "area"}
    area: int


class TeamEvent(Event, frozen=True, kw_only=True):
    stream: ClassVar[str] = "team"
    team: int


@event
class ReasonGiven(TeamEvent, frozen=True, kw_only=True):
    """The team said why it did something."""

    changes: ClassVar[Changes] = {"reasons": "reason"}
    reason: int


@event
class ReasonGiverChanged(TeamEvent, frozen=True, kw_only=True):
    """Somebody who gave these reasons has another name now, or was removed."""

    changes: ClassVar[Changes] = {"reasons": "reasons"}
    of_names: ClassVar[bool] = True
    reasons: list[int]


class GatheringEvent(Event, frozen=True, kw_only=True):
    stream: ClassVar[str] = "gathering"
    gathering: int
