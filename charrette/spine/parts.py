"""What a picture is made of.

A picture is the state of one stream as one audience may see it: collections of entities and single objects.
Each part is loaded by one function, for a snapshot (``ids`` is None: everything) as well as for an event (only
what it touched). So a snapshot and the events after it cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from charrette.spine.roles import Audience

Entity = dict[str, Any]
Ids = list[int] | None
EVERYBODY = frozenset(Audience)
STAFF = frozenset({Audience.FACILITATOR})


@dataclass(frozen=True)
class Part:
    """One part of a picture.

    ``load(session, owner, audience, ids)`` returns a list of entities (a collection) or one object (``single``);
    ``owner`` is the thing whose stream it is. ``same``: all audiences get the same, so it is loaded once for all.
    ``own_for_screens``: projectors get something else than participants; otherwise it is loaded once for both.
    """

    load: Callable[[Session, Any, Audience, Ids], Any]
    single: bool = False
    audiences: frozenset[Audience] = EVERYBODY
    same: bool = False
    own_for_screens: bool = False

    def view(self, audience: Audience) -> Audience | None:
        """Return whom what is loaded for ``audience`` is also right for; None when for everybody."""
        if self.same:
            return None
        return Audience.PARTICIPANT if audience is Audience.SCREEN and not self.own_for_screens else audience


@dataclass(frozen=True)
class Picture:
    """The picture of one kind of stream: the model that owns it and its parts by name."""

    model: type[Any]
    parts: dict[str, Part]
