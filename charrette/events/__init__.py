"""Every live event: one frozen, closed struct each, by the kind of stream it happens on. See ``base``."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from charrette.events.base import Changes, Event
from charrette.events.board import (
    BoardConcealed,
    BoardEvent,
    BoardLocked,
    BoardPhaseSet,
    BoardReloaded,
    BoardRevealed,
    BoardUnlocked,
    GroupDissolved,
    GroupRenamed,
    IdeaAnswered,
    IdeaEdited,
    IdeaHidden,
    IdeaMoved,
    IdeaPosted,
    IdeasGrouped,
    IdeaShown,
    IdeaWithdrawn,
    VoteCast,
    VoteLimitSet,
    VoteTakenBack,
)
from charrette.events.gathering import (
    DoorsOpened,
    EntryAnnulled,
    GatheringClosed,
    GatheringEvent,
    GatheringPaused,
    GatheringReloaded,
    GatheringReopened,
    GatheringResumed,
    GatheringStarted,
    HeadsCounted,
    IdlePeopleRemoved,
    MinutesStateSet,
    PeopleSetAside,
    PersonChanged,
    PersonCheckedIn,
    PersonCheckedOut,
    PersonJoined,
    StepEntered,
    TimeAdded,
)
from charrette.events.round import (
    RemarkAdded,
    RemarkAnswered,
    RemarksSetAside,
    RoundClosed,
    RoundEvent,
    RoundOpened,
    RoundPlanned,
    RoundReloaded,
    RoundReportedBack,
    VersionFrozen,
)
from charrette.events.screen import (
    ScreenEvent,
    ScreenPaired,
    ScreenUnpaired,
    ViewShown,
)
from charrette.events.week import (
    AgendaTopicAdded,
    AgendaTopicEdited,
    AgendaTopicRemoved,
    AreaAdded,
    AttendanceChanged,
    BoardMovedOn,
    CharretteEvent,
    CharretteStateSet,
    DoorCrowded,
    GatheringMovedOn,
    ItemAdopted,
    ItemAgreed,
    ItemCreated,
    ItemDropped,
    ItemRevised,
    MoreLetIn,
    ProgrammeLoaded,
    RoundMovedOn,
    ScreenChanged,
    SetAsideChanged,
    TritsAnswered,
    TritsFilled,
)


def wire_name(kind: type[Event]) -> str:
    """Return the name on the wire: ``IdeaPosted`` is ``idea_posted``."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


def _concrete(kind: type[Event]) -> list[type[Event]]:
    abstract = kind.__name__.startswith("_") or kind.__name__.endswith("Event") or not kind.changes
    found = [] if abstract else [kind]
    for child in kind.__subclasses__():
        found += _concrete(child)
    return found


EVENTS: dict[str, type[Event]] = {wire_name(kind): kind for kind in _concrete(Event)}
"""Every event by its name on the wire."""


def read_event(stream: str, type: str, facts: dict[str, Any]) -> Event:
    """Return the event kept in the journal as ``type`` and ``facts``.

    Raises:
        msgspec.ValidationError: the facts are not of that type.
    """
    kind = EVENTS[type]
    return msgspec.convert({**facts, kind.stream: int(stream.partition(":")[2])}, kind)


__all__ = [
    "EVENTS",
    "AgendaTopicAdded",
    "AgendaTopicEdited",
    "AgendaTopicRemoved",
    "AreaAdded",
    "AttendanceChanged",
    "BoardConcealed",
    "BoardEvent",
    "BoardLocked",
    "BoardMovedOn",
    "BoardPhaseSet",
    "BoardReloaded",
    "BoardRevealed",
    "BoardUnlocked",
    "Changes",
    "CharretteEvent",
    "CharretteStateSet",
    "DoorCrowded",
    "DoorsOpened",
    "EntryAnnulled",
    "Event",
    "GatheringClosed",
    "GatheringEvent",
    "GatheringMovedOn",
    "GatheringPaused",
    "GatheringReloaded",
    "GatheringReopened",
    "GatheringResumed",
    "GatheringStarted",
    "GroupDissolved",
    "GroupRenamed",
    "HeadsCounted",
    "IdeaAnswered",
    "IdeaEdited",
    "IdeaHidden",
    "IdeaMoved",
    "IdeaPosted",
    "IdeaShown",
    "IdeaWithdrawn",
    "IdeasGrouped",
    "IdlePeopleRemoved",
    "ItemAdopted",
    "ItemAgreed",
    "ItemCreated",
    "ItemDropped",
    "ItemRevised",
    "MinutesStateSet",
    "MoreLetIn",
    "PeopleSetAside",
    "PersonChanged",
    "PersonCheckedIn",
    "PersonCheckedOut",
    "PersonJoined",
    "ProgrammeLoaded",
    "RemarkAdded",
    "RemarkAnswered",
    "RemarksSetAside",
    "RoundClosed",
    "RoundEvent",
    "RoundMovedOn",
    "RoundOpened",
    "RoundPlanned",
    "RoundReloaded",
    "RoundReportedBack",
    "ScreenChanged",
    "ScreenEvent",
    "ScreenPaired",
    "ScreenUnpaired",
    "SetAsideChanged",
    "StepEntered",
    "TimeAdded",
    "TritsAnswered",
    "TritsFilled",
    "VersionFrozen",
    "ViewShown",
    "VoteCast",
    "VoteLimitSet",
    "VoteTakenBack",
    "read_event",
    "wire_name",
]
