"""What happens in the week as a whole: programme, design items, agendas, projectors."""

from __future__ import annotations

from typing import ClassVar

from charrette.spine.events import Changes, Event


class CharretteEvent(Event, frozen=True, kw_only=True):
    stream: ClassVar[str] = "charrette"
    charrette: int


class CharretteStateSet(CharretteEvent, frozen=True, kw_only=True):
    """The charrette went to preparation, week, aftercare or closed."""

    changes: ClassVar[Changes] = {"charrette": None}


class ProgrammeLoaded(CharretteEvent, frozen=True, kw_only=True):
    """The session scripts were loaded."""

    changes: ClassVar[Changes] = {
        "charrette": None,
        "gatherings": None,
        "boards": None,
        "areas": None,
        "parties": None,
    }


class GatheringMovedOn(CharretteEvent, frozen=True, kw_only=True):
    """A gathering changed its state."""

    changes: ClassVar[Changes] = {"gatherings": "gathering"}
    gathering: int


class AttendanceChanged(CharretteEvent, frozen=True, kw_only=True):
    """Somebody came in, or a line of the check-in log was annulled: the numbers of the week changed."""

    changes: ClassVar[Changes] = {"attendance": None}


class BoardMovedOn(CharretteEvent, frozen=True, kw_only=True):
    """A board changed its phase."""

    changes: ClassVar[Changes] = {"boards": "board"}
    board: int


class RoundMovedOn(CharretteEvent, frozen=True, kw_only=True):
    """A review round changed its state, and with it its items."""

    changes: ClassVar[Changes] = {"rounds": "round", "items": "items"}
    round: int
    items: list[int]


class _ItemEvent(CharretteEvent, frozen=True, kw_only=True):
    changes: ClassVar[Changes] = {"items": "item"}
    item: int


class ItemCreated(_ItemEvent, frozen=True, kw_only=True):
    """A design item was made."""


class ItemRevised(_ItemEvent, frozen=True, kw_only=True):
    """An item got a new version."""


class ItemAgreed(_ItemEvent, frozen=True, kw_only=True):
    """An item was agreed."""


class ItemDropped(_ItemEvent, frozen=True, kw_only=True):
    """An item was dropped, for a reason."""


class ItemAdopted(_ItemEvent, frozen=True, kw_only=True):
    """An agreed item went into the framework."""


class _TopicEvent(CharretteEvent, frozen=True, kw_only=True):
    changes: ClassVar[Changes] = {"topics": "topic"}
    topic: int


class AgendaTopicAdded(_TopicEvent, frozen=True, kw_only=True):
    """An area agenda got a topic."""


class AgendaTopicEdited(_TopicEvent, frozen=True, kw_only=True):
    """A topic's title or why changed."""


class AgendaTopicRemoved(_TopicEvent, frozen=True, kw_only=True):
    """A topic was taken off its agenda, for a reason."""


class TritsFilled(_TopicEvent, frozen=True, kw_only=True):
    """A part of a topic's Trits was filled, or declared not applicable."""

    part: str


class TritsAnswered(_TopicEvent, frozen=True, kw_only=True):
    """The party named in a part of a topic's Trits said whether it takes it on, or its answer was taken back."""

    part: str


class AreaAdded(CharretteEvent, frozen=True, kw_only=True):
    """An area was added."""

    changes: ClassVar[Changes] = {"areas": "area"}
    area: int


class ScreenChanged(CharretteEvent, frozen=True, kw_only=True):
    """A projector was paired, shows something else, or was taken away."""

    changes: ClassVar[Changes] = {"screens": "screen"}
    screen: int


class _EntranceEvent(CharretteEvent, frozen=True, kw_only=True):
    changes: ClassVar[Changes] = {"entrance": None}


class DoorCrowded(_EntranceEvent, frozen=True, kw_only=True):
    """So many people came in at once from one address that others are held up."""


class MoreLetIn(_EntranceEvent, frozen=True, kw_only=True):
    """The door was opened again for a full hall."""


class SetAsideChanged(CharretteEvent, frozen=True, kw_only=True):
    """People were set aside with all they did, or put back: the numbers of the week changed."""

    changes: ClassVar[Changes] = {"set_asides": "set_aside", "attendance": None}
    private: ClassVar[frozenset[str]] = frozenset({"set_aside"})
    set_aside: int
