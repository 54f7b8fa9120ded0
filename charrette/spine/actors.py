"""Who acts: a person or a screen, with the role they have at this very moment."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from charrette.spine.lists import Audience, Role

if TYPE_CHECKING:
    from charrette.people.models import Person
    from charrette.projector.models import Screen


@dataclass(frozen=True)
class Actor:
    """The one who sends a command. ``digest`` names the token; the command line has neither person nor token."""

    role: Role
    charrette_id: int | None
    person: Person | None = None
    screen: Screen | None = None
    digest: str | None = None

    @property
    def key(self) -> str:
        """Whose command ids these are: two people may use the same id."""
        if self.person is not None:
            return f"person:{self.person.id}"
        return f"screen:{self.screen.id}" if self.screen is not None else "system"

    @property
    def person_id(self) -> int | None:
        """The id of the person, if it is one."""
        return self.person.id if self.person is not None else None

    @property
    def is_named(self) -> bool:
        """Whether it is somebody who gave a name: what they write is theirs to who may see names."""
        return self.person is not None and bool(self.person.name)

    @property
    def is_staff(self) -> bool:
        """Whether it is a facilitator or an organiser."""
        return self.role in (Role.FACILITATOR, Role.ORGANISER)

    @property
    def audience(self) -> Audience:
        """Which shape of the live state it gets."""
        if self.is_staff:
            return Audience.FACILITATOR
        return Audience.SCREEN if self.role is Role.SCREEN else Audience.PARTICIPANT


def system_actor(charrette_id: int | None = None) -> Actor:
    """Return the actor of the command line: whoever may start the program may do everything."""
    return Actor(role=Role.ORGANISER, charrette_id=charrette_id)


def digest_of(token: str) -> str:
    """Return what the database keeps of a token: its SHA-256 in hex."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


PARTICIPANT_TOKEN_VALID = timedelta(days=30)
