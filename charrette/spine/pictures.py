"""Making snapshots and wire events from the parts.

The journal keeps ids only. An event is shaped from the state at the moment it is sent, also when it is sent
again to a client that catches up: what was hidden since is not in it any more, and applying the events in order
still leads to the same picture as a fresh snapshot.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from charrette.clock import iso
from charrette.spine.events import EVENTS, Event
from charrette.spine.lists import Audience
from charrette.spine.models import JournalEvent
from charrette.spine.packed import pack
from charrette.spine.streams import STREAMS, Entity, Ids, Part
from charrette.spine.turns import in_turns


def snapshot(session: Session, stream: str, owner: Any, audience: Audience) -> Entity:
    """Return the whole picture of ``stream``, whose thing is ``owner``, for ``audience``."""
    parts = STREAMS[stream.partition(":")[0]].parts
    return {
        name: part.load(session, owner, audience, None)
        for name, part in in_turns(parts.items())
        if audience in part.audiences
    }


Loaded = dict[tuple[str, Audience | None, tuple[int, ...] | None], Any]
"""Parts that were loaded, by name, whether for facilitators (None: the same for all), and ids (None: the whole)."""


class Shaper:
    """Shapes events of one stream for one audience, loading each thing once however many events touch it.

    ``loaded``: given to the shapers of one stream and moment for all audiences, so that what is the same for more
    than one of them is loaded once.
    """

    def __init__(
        self, session: Session, stream: str, audience: Audience, owner: Any = None, loaded: Loaded | None = None
    ) -> None:
        kind, _, number = stream.partition(":")
        self._session = session
        self._audience = audience
        self._kind = STREAMS[kind]
        self._owner = owner if owner is not None else session.get_one(self._kind.model, int(number))
        self._wanted: dict[str, set[int]] = {}
        self._loaded: dict[str, dict[int, Entity]] = {}
        self._shared: Loaded = {} if loaded is None else loaded

    def shape(self, events: Iterable[tuple[int, str, str | None, dict[str, Any]]]) -> list[Entity]:
        """Return the wire form of ``(seq, type, at, facts)`` events, in order."""
        listed = list(events)
        for _, type, _, facts in listed:
            for name, ids in self._touched(EVENTS[type], facts):
                if ids is not None:
                    self._wanted.setdefault(name, set()).update(ids)
        for name, wanted in in_turns(self._wanted.items()):
            rows = self._load(name, sorted(wanted))
            self._loaded[name] = {row["id"]: row for row in rows}
        shaped = _without_repeats([self._shape_one(seq, type, at, facts) for seq, type, at, facts in in_turns(listed)])
        for event in in_turns(shaped):
            self._leave_out(event)
        return shaped

    def _leave_out(self, event: Entity) -> None:
        """Take out what a reader knows: what is usual of the things, and an id that stands in the changes too."""
        changes = event.get("data", {}).get("changes", {})
        for name, things in changes.items():
            usual = self._kind.parts[name].usual if name in self._kind.parts else None
            if usual is not None:
                changes[name] = [usual.without(thing, event["at"]) for thing in in_turns(things)]
        for name, field in EVENTS[event["type"]].said_twice.items() if changes else ():
            if [thing["id"] for thing in changes.get(name, ())] == [event["data"].get(field)]:
                del event["data"][field]

    def _part(self, name: str) -> Part:
        return self._kind.parts[name]

    def _touched(self, kind: type[Event], facts: dict[str, Any]) -> Iterable[tuple[str, Ids]]:
        for name, field in kind.changes.items():
            happened = name not in kind.only_if or facts[kind.only_if[name]]
            if happened and self._audience in self._part(name).for_whom(kind):
                value = facts[field] if field is not None else None
                yield name, [value] if isinstance(value, int) else value

    def _shape_one(self, seq: int, type: str, at: str | None, facts: dict[str, Any]) -> Entity:
        kind = EVENTS[type]
        changes: dict[str, Any] = {}
        removed: dict[str, list[int]] = {}
        for name, ids in in_turns(self._touched(kind, facts)):
            if ids is None:
                changes[name] = self._load_whole(name)
                if left := self._left(kind, name, facts):
                    removed[name] = left
                continue
            loaded = self._loaded[name]
            changes[name] = [loaded[id] for id in ids if id in loaded]
            if missing := [id for id in ids if id not in loaded]:
                removed[name] = missing
        if removed:
            changes["removed"] = removed
        changes |= self._said_shorter(kind, facts)
        if not changes:
            return {"seq": seq, "type": "hidden"}
        private = kind.private if self._audience is not Audience.FACILITATOR else frozenset()
        data = {name: value for name, value in facts.items() if name not in private}
        return {"seq": seq, "type": type, "at": at, "data": {**data, "changes": changes}}

    def _said_shorter(self, kind: type[Event], facts: dict[str, Any]) -> dict[str, Any]:
        """Return what an event says of all things of a collection at once: a number of each, or that words closed."""
        said: dict[str, Any] = {}
        for name, field in in_turns(kind.counts.items()):
            if facts[kind.counted]:
                numbers = {row["id"]: row[field] for row in self._load_whole(name) if field in row}
                if numbers:
                    said.setdefault("counts", {})[name] = {field: pack(numbers)}
        for name in sorted(kind.closes):
            if self._audience in self._part(name).for_whom(kind):
                said.setdefault("without", {})[name] = list(self._part(name).words)
        return said

    def _left(self, kind: type[Event], name: str, facts: dict[str, Any]) -> list[int]:
        """Return what left a whole part with this event and did not come back since."""
        field = kind.gone.get(name)
        there = {row["id"] for row in self._load_whole(name)} if field is not None else set()
        return [id for id in facts.get(field or "", []) if id not in there]

    def _load_whole(self, name: str) -> Any:
        return self._load(name, None)

    def _load(self, name: str, ids: Ids) -> Any:
        part = self._part(name)
        key = (name, part.view(self._audience), None if ids is None else tuple(ids))
        if key not in self._shared:
            self._shared[key] = part.load(self._session, self._owner, self._audience, ids)
        return self._shared[key]


def _without_repeats(events: list[Entity]) -> list[Entity]:
    """Leave each thing to the last event of a message that changes it: all would say the same, that of now."""
    later: set[tuple[str, int | None]] = set()
    for event in in_turns(reversed(events)):
        changes = event.get("data", {}).get("changes", {})
        for name in [name for name in changes if name not in ("removed", "without")]:
            value = changes[name]
            if isinstance(value, dict):
                if (name, None) in later:
                    del changes[name]
                later.add((name, None))
            else:
                kept = [entity for entity in value if (name, entity["id"]) not in later]
                later.update((name, entity["id"]) for entity in value)
                changes[name] = kept
                if value and not kept:
                    del changes[name]
    return events


def take_apart(events: list[Entity]) -> Entity:
    """Take out of ``events`` the parts that need not go with them, and return those, as they are now."""
    taken: Entity = {}
    for event in events:
        changes = event.get("data", {}).get("changes", {})
        for name in EVENTS[event["type"]].apart & changes.keys() if changes else ():
            taken[name] = changes.pop(name)
    return taken


def shape_journal(
    session: Session, stream: str, owner: Any, audience: Audience, rows: Iterable[JournalEvent]
) -> list[Entity]:
    """Return journal rows of one stream as wire events for ``audience``."""
    shaper = Shaper(session, stream, audience, owner)
    return shaper.shape((row.seq, row.type, iso(row.at), row.facts) for row in rows)
