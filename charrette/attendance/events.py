"""What happens at the door: people join, come in, go out, and heads are counted."""

from __future__ import annotations

from typing import ClassVar

from charrette.spine.events import Changes, event
from charrette.week.events import GatheringEvent, TeamEvent


@event
class AttendanceChanged(TeamEvent, frozen=True, kw_only=True):
    """Somebody came in, or a line of the check-in log was annulled: the numbers of the week changed."""

    changes: ClassVar[Changes] = {"attendance": None}


class _PersonEvent(GatheringEvent, frozen=True, kw_only=True):
    changes: ClassVar[Changes] = {"people": "person", "attendance": None}
    private: ClassVar[frozenset[str]] = frozenset({"person"})
    person: int


@event
class PersonCheckedIn(_PersonEvent, frozen=True, kw_only=True):
    """Somebody came in."""


@event
class PersonCheckedOut(_PersonEvent, frozen=True, kw_only=True):
    """Somebody left."""


@event
class EntryAnnulled(_PersonEvent, frozen=True, kw_only=True):
    """A line of the log was annulled, for a reason."""


@event
class PersonJoined(_PersonEvent, frozen=True, kw_only=True):
    """Somebody joined the charrette, and is on the list of who may check in."""

    changes: ClassVar[Changes] = {"people": "person"}


@event
class PersonChanged(_PersonEvent, frozen=True, kw_only=True):
    """Somebody's name, role or area changed, or was removed."""

    changes: ClassVar[Changes] = {"people": "person"}
    of_names: ClassVar[bool] = True


@event
class ReasonsErased(GatheringEvent, frozen=True, kw_only=True):
    """Somebody of the week was removed, and with them why lines of the log were annulled at each youth session."""

    changes: ClassVar[Changes] = {"people": "people"}
    private: ClassVar[frozenset[str]] = frozenset({"people"})
    people: list[int]


@event
class HeadsCounted(GatheringEvent, frozen=True, kw_only=True):
    """Heads were counted in the hall."""

    changes: ClassVar[Changes] = {"attendance": None}
