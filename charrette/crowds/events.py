"""What happens with crowds: the door held people up, people were set aside or removed."""

from __future__ import annotations

from typing import ClassVar

from charrette.spine.events import Changes, event
from charrette.week.events import GatheringEvent, TeamEvent


class _EntranceEvent(TeamEvent, frozen=True, kw_only=True):
    changes: ClassVar[Changes] = {"entrance": None}


@event
class DoorCrowded(_EntranceEvent, frozen=True, kw_only=True):
    """So many people came in at once from one address that others are held up."""


@event
class MoreLetIn(_EntranceEvent, frozen=True, kw_only=True):
    """The door was opened again for a full hall."""


@event
class SetAsideChanged(TeamEvent, frozen=True, kw_only=True):
    """People were set aside with all they did, or put back: the numbers of the week changed."""

    changes: ClassVar[Changes] = {"set_asides": "set_aside", "attendance": None}
    private: ClassVar[frozenset[str]] = frozenset({"set_aside"})
    set_aside: int


@event
class IdlePeopleRemoved(GatheringEvent, frozen=True, kw_only=True):
    """People who joined and never did anything were removed."""

    changes: ClassVar[Changes] = {"people": "people"}
    private: ClassVar[frozenset[str]] = frozenset({"people"})
    people: list[int]


@event
class PeopleSetAside(GatheringEvent, frozen=True, kw_only=True):
    """People were set aside with all they did, or put back."""

    changes: ClassVar[Changes] = {"people": "people", "attendance": None}
    private: ClassVar[frozenset[str]] = frozenset({"people"})
    people: list[int]
