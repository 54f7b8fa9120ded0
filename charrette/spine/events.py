"""Every live event: one frozen, closed struct each.

An event is a fact in the past tense on one stream. It holds ids, never people's words: the words are added
when it is shaped for an audience, from the state at that moment. ``changes`` names the parts of the stream's
picture that it touches, with the field that holds the ids (``None``: the whole part); ``gone`` names the fields
with ids that left a whole part. ``private`` fields go to facilitators only.

A message holds what changed, for whom it changed. What would take the whole part to say is said shorter where it can
be: ``counts`` names the collections of which one number of each thing changed, such as the votes of all ideas, if the
fact ``counted`` says so; ``closes`` those whose words were closed. ``only_for`` names for whom a part changed when not
for all who have it; ``of_names`` says that only names of people changed, which is for whom a part shows names.
``said_twice`` names, by the part, the field with an id that readers find in the changed thing itself. ``apart``: the
parts that need not go with it, but may follow within a second.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar, TypeVar

import msgspec

from charrette.spine.lists import Audience
from charrette.spine.registry import Registry

Changes = dict[str, str | None]


class Event(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What all events share. The stream's id is in the field that bears the stream's name."""

    stream: ClassVar[str] = ""
    changes: ClassVar[Changes] = {}
    private: ClassVar[frozenset[str]] = frozenset()
    gone: ClassVar[dict[str, str]] = {}
    counts: ClassVar[dict[str, str]] = {}
    counted: ClassVar[str] = ""
    closes: ClassVar[frozenset[str]] = frozenset()
    only_for: ClassVar[dict[str, frozenset[Audience]]] = {}
    only_if: ClassVar[dict[str, str]] = {}
    of_names: ClassVar[bool] = False
    said_twice: ClassVar[dict[str, str]] = {}
    apart: ClassVar[frozenset[str]] = frozenset()

    @property
    def stream_name(self) -> str:
        """Return the stream it happened on, such as ``board:12``."""
        return f"{self.stream}:{getattr(self, self.stream)}"

    def facts(self) -> dict[str, Any]:
        """Return its fields without the id of the stream."""
        return {name: getattr(self, name) for name in self.__struct_fields__ if name != self.stream}


def wire_name(kind: type[Event]) -> str:
    """Return the name on the wire: ``IdeaPosted`` is ``idea_posted``."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


E = TypeVar("E", bound=type[Event])

EVENTS: Registry[type[Event]] = Registry("event", "events")
"""Every event by its name on the wire."""


def event(kind: E) -> E:
    """Declare the class below as an event that happens; its base classes are none themselves."""
    EVENTS.add(wire_name(kind), kind)
    return kind


def is_readable(stream: str, type: str, facts: dict[str, Any]) -> bool:
    """Return whether an event in the journal is one that this version records. An older one may have meant more."""
    kind = EVENTS.get(type)
    return kind is not None and stream.startswith(f"{kind.stream}:") and _facts_of(kind) == facts.keys()


def _facts_of(kind: type[Event]) -> set[str]:
    return set(kind.__struct_fields__) - {kind.stream}


def read_event(stream: str, type: str, facts: dict[str, Any]) -> Event:
    """Return the event kept in the journal as ``type`` and ``facts``.

    Raises:
        msgspec.ValidationError: the facts are not of that type.
    """
    kind = EVENTS[type]
    return msgspec.convert({**facts, kind.stream: int(stream.partition(":")[2])}, kind)
