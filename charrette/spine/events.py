"""Every live event: one frozen, closed struct each.

An event is a fact in the past tense on one stream. It holds ids, never people's words: the words are added
when it is shaped for an audience, from the state at that moment. ``changes`` names the parts of the stream's
picture that it touches, with the field that holds the ids (``None``: the whole part); ``gone`` names the fields
with ids that left a whole part. ``private`` fields go to facilitators only.
"""

from __future__ import annotations

from typing import Any, ClassVar

import msgspec

Changes = dict[str, str | None]


class Event(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What all events share. The stream's id is in the field that bears the stream's name."""

    stream: ClassVar[str] = ""
    changes: ClassVar[Changes] = {}
    private: ClassVar[frozenset[str]] = frozenset()
    gone: ClassVar[dict[str, str]] = {}

    @property
    def stream_name(self) -> str:
        """Return the stream it happened on, such as ``board:12``."""
        return f"{self.stream}:{getattr(self, self.stream)}"

    def facts(self) -> dict[str, Any]:
        """Return its fields without the id of the stream."""
        return {name: getattr(self, name) for name in self.__struct_fields__ if name != self.stream}
