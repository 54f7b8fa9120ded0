"""What waits for a room until it is its turn."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import msgspec

from charrette.live.apart import Values


@dataclass
class Waiting:
    """What waits for one room: the events of a stream, in order. ``row``: participants sit there. ``apart``: what goes
    beside them (``apart.py``)."""

    stream: str
    row: bool
    events: list[dict[str, Any] | msgspec.Raw] = field(default_factory=list)
    apart: Values = field(default_factory=dict)

    def add(self, events: list[dict[str, Any] | msgspec.Raw], changed: set[str]) -> None:
        """Let more events wait; of the parts that they changed, older news apart is no news."""
        self.events.extend(events)
        self.apart = {name: value for name, value in self.apart.items() if name not in changed}

    @property
    def message(self) -> dict[str, Any]:
        """What goes over the wire."""
        return {"stream": self.stream, "events": self.events, **({"apart": self.apart} if self.apart else {})}
