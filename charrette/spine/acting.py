"""What carrying out a command must know of who sends it. The subjects that know it declare it, each once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from charrette.spine.actors import Actor
from charrette.spine.registry import Slot

bearer: Slot[Callable[[Session, str | None], Actor]] = Slot("who bears a token")
"""Given the digest of a token: its actor, with the role of now; raises ``NotSignedIn``."""

stands_in: Slot[Callable[[Session, Actor, Any], Actor]] = Slot("as whom somebody acts")
"""Given who sends a command and its fields: as whom it is carried out."""

own_id: Slot[Callable[[Session, Actor, Any], int]] = Slot("whose things at something are somebody's own")
"""Given who asks and a thing: the id of the person whose things there are theirs; 0 when there is none."""

may_act: Slot[Callable[..., None]] = Slot("whether somebody may act at all")
"""Given rows of people: raises ``NotAllowed`` when one of them may not do anything now."""
