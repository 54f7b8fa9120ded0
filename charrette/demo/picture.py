"""What a client knows of a stream: a snapshot and the events since, by the one rule of the wire."""

from __future__ import annotations

from typing import Any

from charrette.spine.packed import unpack
from charrette.spine.usual import complete

Message = dict[str, Any]


class Picture:
    """The live state of one stream. Next event: applied; an old one: ignored; a gap: ``take`` says so."""

    def __init__(self) -> None:
        self.seq = -1
        self.parts: Message = {}
        self._usual: Message = {}
        self._early: list[Message] = []

    def start(self, answer: Message) -> None:
        """Take the answer to ``follow``: a snapshot, or the events that were missed."""
        self._usual = answer.get("usual", {})
        if "snapshot" in answer:
            self.seq = answer["seq"]
            self.parts = {
                name: {row["id"]: row for row in part} if isinstance(part, list) else part
                for name, part in answer["snapshot"].items()
            }
        else:
            for event in answer["events"]:
                self._apply(event)
        early, self._early = self._early, []
        self.take(early, answer.get("apart"))

    def take(self, events: list[Message], apart: Message | None = None) -> bool:
        """Apply events, and what came apart from them; False when some are missing in between, so that the client must
        ask for them."""
        if self.seq >= 0:
            self.parts |= apart or {}
        for event in events:
            if self.seq < 0 or event["seq"] > self.seq + 1:
                self._early.append(event)
                return self.seq < 0
            self._apply(event)
        return True

    def _apply(self, event: Message) -> None:
        if event["seq"] <= self.seq:
            return
        self.seq = event["seq"]
        changes: Message = complete(event, self._usual).get("data", {}).get("changes", {})
        for name, change in changes.items():
            if name == "removed":
                for part, ids in change.items():
                    for id in ids:
                        self.parts[part].pop(id, None)
            elif name == "without":
                for part, fields in change.items():
                    self._close(part, fields)
            elif name == "counts":
                for part, numbers in change.items():
                    self._count(part, numbers)
            elif isinstance(change, list):
                self.parts.setdefault(name, {}).update({row["id"]: row for row in change})
            else:
                self.parts[name] = change

    def _close(self, part: str, fields: list[str]) -> None:
        for id, row in self.parts[part].items():
            self.parts[part][id] = {name: value for name, value in row.items() if name not in fields}

    def _count(self, part: str, numbers: Message) -> None:
        for field, packed in numbers.items():
            known: dict[int, int | None] = dict(unpack(packed))
            if "all" in packed:
                known = dict.fromkeys(self.parts[part], packed["all"])
            for id, row in self.parts[part].items():
                if field in row and id in known:
                    self.parts[part][id] = {**row, field: known[id]}

    def rows(self, name: str) -> list[Message]:
        """Return the things in one collection, by id."""
        return [row for _, row in sorted(self.parts.get(name, {}).items())]

    def equals(self, snapshot: Message) -> bool:
        """Return whether this is the same picture as a fresh snapshot."""
        fresh = Picture()
        fresh.start({"seq": 0, "snapshot": snapshot})
        return fresh.parts == self.parts
