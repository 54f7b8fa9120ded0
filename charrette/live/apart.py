"""What goes apart from the events, and once a second at most: how many ideas and votes there are on a board.

A hall of a thousand that writes fifteen ideas a second would hear as often how many there are. The first count goes
along with its event; what changes within the second after it is told once, as it is then.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import Any

SECONDS = 1.0

Values = dict[str, Any]
"""Single objects of a picture by the name of their part."""


@dataclass
class Owed:
    """What a room that follows ``stream`` has still to be told, from ``due`` on (monotonic)."""

    stream: str
    values: Values
    due: float


class Apart:
    """When each room was told last, and what it is owed."""

    def __init__(self) -> None:
        self._told: dict[str, float] = {}
        self._owed: dict[str, Owed] = {}

    @property
    def is_owing(self) -> bool:
        """Whether some room has still to be told something."""
        return bool(self._owed)

    def take(self, room: str, stream: str, values: Values) -> Values:
        """Return what ``room`` is to be told now of these new values; nothing when that is for later."""
        moment = monotonic()
        due = self._told.get(room, moment - SECONDS) + SECONDS
        owed = self._owed.pop(room, None)
        values = {**(owed.values if owed is not None else {}), **values}
        if due > moment:
            self._owed[room] = Owed(stream, values, due)
            return {}
        self._told[room] = moment
        return values

    def forget(self, room: str, names: set[str]) -> None:
        """Forget what ``room`` was owed of these parts: newer ones are in the events that go to it."""
        if (owed := self._owed.get(room)) is not None:
            owed.values = {name: value for name, value in owed.values.items() if name not in names}
            if not owed.values:
                del self._owed[room]

    def due(self) -> dict[str, Owed]:
        """Return by room what is to be told by now; it counts as told."""
        moment = monotonic()
        due = {room: owed for room, owed in self._owed.items() if owed.due <= moment}
        self._owed = {room: owed for room, owed in self._owed.items() if room not in due}
        self._told = {room: told for room, told in self._told.items() if told > moment - SECONDS}
        self._told |= dict.fromkeys(due, moment)
        return due
