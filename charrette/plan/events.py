"""What happens in review rounds and with design items."""

from __future__ import annotations

from typing import ClassVar

from charrette.spine.events import Changes, Event, event
from charrette.week.events import CharretteEvent


class RoundEvent(Event, frozen=True, kw_only=True):
    stream: ClassVar[str] = "round"
    round: int


class _WholeRoundEvent(RoundEvent, frozen=True, kw_only=True):
    changes: ClassVar[Changes] = {"round": None, "tally": None, "versions": None, "remarks": None}


@event
class RoundPlanned(_WholeRoundEvent, frozen=True, kw_only=True):
    """A review round was planned with these versions."""


@event
class RoundChanged(_WholeRoundEvent, frozen=True, kw_only=True):
    """Before it opened: other versions (an item got a newer one, or left the loop), another title or gathering."""

    gone: ClassVar[dict[str, str]] = {"versions": "removed_versions"}
    private: ClassVar[frozenset[str]] = frozenset({"removed_versions"})
    removed_versions: list[int]


@event
class RoundCancelled(_WholeRoundEvent, frozen=True, kw_only=True):
    """It will not be held."""


@event
class RoundOpened(_WholeRoundEvent, frozen=True, kw_only=True):
    """Its versions are frozen; remarks can come in."""


@event
class VersionFrozen(RoundEvent, frozen=True, kw_only=True):
    """One of its versions was frozen, in this round, in another or by agreeing its item: it can be read now."""

    changes: ClassVar[Changes] = {"versions": None}
    version: int


@event
class RemarkAuthorChanged(RoundEvent, frozen=True, kw_only=True):
    """What is said of somebody who made these remarks is another now, or they were removed."""

    changes: ClassVar[Changes] = {"remarks": "remarks"}
    private: ClassVar[frozenset[str]] = frozenset({"remarks"})
    of_names: ClassVar[bool] = True
    remarks: list[int]


@event
class RoundClosed(_WholeRoundEvent, frozen=True, kw_only=True):
    """No more remarks."""


@event
class RoundReportedBack(_WholeRoundEvent, frozen=True, kw_only=True):
    """All answers became public together."""


@event
class RemarkAdded(RoundEvent, frozen=True, kw_only=True):
    """A remark came in."""

    changes: ClassVar[Changes] = {"remarks": "remark", "tally": None, "versions": None}
    remark: int


@event
class RemarkAnswered(RoundEvent, frozen=True, kw_only=True):
    """A remark got its answer; with the last one the round is answered."""

    changes: ClassVar[Changes] = {"remarks": "remark", "round": None, "tally": None}
    remark: int


@event
class RemarksSetAside(RoundEvent, frozen=True, kw_only=True):
    """These remarks are of people who were set aside, or put back."""

    changes: ClassVar[Changes] = {"round": None, "tally": None, "versions": None, "remarks": "remarks"}
    private: ClassVar[frozenset[str]] = frozenset({"remarks"})
    remarks: list[int]


@event
class RoundMovedOn(CharretteEvent, frozen=True, kw_only=True):
    """A review round changed its state."""

    changes: ClassVar[Changes] = {"rounds": "round"}
    round: int


class PlanEvent(Event, frozen=True, kw_only=True):
    stream: ClassVar[str] = "plan"
    plan: int


@event
class ItemsMovedOn(PlanEvent, frozen=True, kw_only=True):
    """A review round changed its state, and with it these items."""

    changes: ClassVar[Changes] = {"items": "items"}
    items: list[int]


class _ItemEvent(PlanEvent, frozen=True, kw_only=True):
    changes: ClassVar[Changes] = {"items": "item"}
    item: int


@event
class ItemCreated(_ItemEvent, frozen=True, kw_only=True):
    """A design item was made."""


@event
class ItemRevised(_ItemEvent, frozen=True, kw_only=True):
    """An item got a new version."""


@event
class ItemAgreed(_ItemEvent, frozen=True, kw_only=True):
    """An item was agreed."""


@event
class ItemDropped(_ItemEvent, frozen=True, kw_only=True):
    """An item was dropped, for a reason."""


@event
class ItemAdopted(_ItemEvent, frozen=True, kw_only=True):
    """An agreed item went into the framework."""


@event
class ItemTakenBack(_ItemEvent, frozen=True, kw_only=True):
    """The agreement on an item was taken back, for a reason; it is being revised again."""


@event
class ItemAreasChanged(_ItemEvent, frozen=True, kw_only=True):
    """The framework holds an item for other areas than before."""
