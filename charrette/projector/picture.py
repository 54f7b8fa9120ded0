"""The picture of one projector: what it was told to show."""

from __future__ import annotations

from sqlalchemy.orm import Session

from charrette.projector.models import Screen
from charrette.spine.parts import Entity, Ids, Part, Picture
from charrette.spine.roles import Audience


def _screen(session: Session, screen: Screen, audience: Audience, ids: Ids) -> Entity:
    return {
        "id": screen.id,
        "name": screen.name,
        "charrette": screen.charrette_id,
        "paired": screen.pairing_code is None,
        "pairing_code": screen.pairing_code,
        "view": screen.view.value,
        "gathering": screen.gathering_id,
        "board": screen.board_id,
        "idea": screen.idea_id,
        "round": screen.round_id,
        "page": screen.page,
        "frozen": screen.frozen,
        "follows_steps": screen.follows_steps,
        "show_counts": screen.show_counts,
        "theme": screen.theme,
        "removed": screen.removed_at is not None,
    }


SCREEN = Picture(Screen, {"screen": Part(_screen, single=True)})
