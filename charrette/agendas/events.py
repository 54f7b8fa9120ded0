"""What happens with area agendas: topics and their Trits. The week hears how many topics there are."""

from __future__ import annotations

from typing import ClassVar

from charrette.spine.events import Changes, Event, event
from charrette.week.events import CharretteEvent


class AgendasEvent(Event, frozen=True, kw_only=True):
    stream: ClassVar[str] = "agendas"
    agendas: int


@event
class PartiesLoaded(AgendasEvent, frozen=True, kw_only=True):
    """The session scripts name other parties, or call one otherwise: topics say the name of theirs."""

    changes: ClassVar[Changes] = {"parties": None, "topics": None}


@event
class AgendaCounted(CharretteEvent, frozen=True, kw_only=True):
    """An area agenda has another number of topics."""

    changes: ClassVar[Changes] = {"agendas": "area"}
    area: int


class _TopicEvent(AgendasEvent, frozen=True, kw_only=True):
    changes: ClassVar[Changes] = {"topics": "topic"}
    topic: int


@event
class AgendaTopicAdded(_TopicEvent, frozen=True, kw_only=True):
    """An area agenda got a topic."""


@event
class AgendaTopicEdited(_TopicEvent, frozen=True, kw_only=True):
    """A topic's title or why changed."""


@event
class AgendaTopicRemoved(_TopicEvent, frozen=True, kw_only=True):
    """A topic was taken off its agenda, for a reason."""

    changes: ClassVar[Changes] = {"topics": "topic", "removed_topics": "topic"}


@event
class TritsFilled(_TopicEvent, frozen=True, kw_only=True):
    """A part of a topic's Trits was filled, or declared not applicable."""

    part: str


@event
class TritsAnswered(_TopicEvent, frozen=True, kw_only=True):
    """The party named in a part of a topic's Trits said whether it takes it on, or its answer was taken back."""

    part: str
