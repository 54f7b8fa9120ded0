"""What happens at a gathering."""

from __future__ import annotations

from typing import ClassVar

from charrette.spine.events import Changes, Event


class GatheringEvent(Event, frozen=True, kw_only=True):
    stream: ClassVar[str] = "gathering"
    gathering: int


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


class _PersonEvent(GatheringEvent, frozen=True, kw_only=True):
    changes: ClassVar[Changes] = {"people": "person", "attendance": None}
    private: ClassVar[frozenset[str]] = frozenset({"person"})
    person: int


class PersonCheckedIn(_PersonEvent, frozen=True, kw_only=True):
    """Somebody came in."""


class PersonCheckedOut(_PersonEvent, frozen=True, kw_only=True):
    """Somebody left."""


class EntryAnnulled(_PersonEvent, frozen=True, kw_only=True):
    """A line of the log was annulled, for a reason."""


class PersonJoined(_PersonEvent, frozen=True, kw_only=True):
    """Somebody joined the charrette, and is on the list of who may check in."""

    changes: ClassVar[Changes] = {"people": "person"}


class PersonChanged(_PersonEvent, frozen=True, kw_only=True):
    """Somebody's name, role or area changed, or was removed."""


class HeadsCounted(GatheringEvent, frozen=True, kw_only=True):
    """Heads were counted in the hall."""

    changes: ClassVar[Changes] = {"attendance": None}


class IdlePeopleRemoved(GatheringEvent, frozen=True, kw_only=True):
    """People who joined and never did anything were removed."""

    changes: ClassVar[Changes] = {"people": "people"}
    private: ClassVar[frozenset[str]] = frozenset({"people"})
    people: list[int]


class PeopleSetAside(GatheringEvent, frozen=True, kw_only=True):
    """People were set aside with all they did, or put back."""

    changes: ClassVar[Changes] = {"people": "people", "attendance": None}
    private: ClassVar[frozenset[str]] = frozenset({"people"})
    people: list[int]
