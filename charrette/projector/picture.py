"""The picture of one projector: what it was told to show."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette.projector.models import Screen
from charrette.projector.rules import get_followed_screen
from charrette.spine.lists import Audience
from charrette.spine.streams import STAFF, Entity, Ids, part, stream
from charrette.week.models import Charrette


@part("screen", "screen", single=True)
def screen(session: Session, screen: Screen, audience: Audience, ids: Ids) -> Entity:
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
        "pages": screen.pages,
        "frozen": screen.frozen,
        "follows_steps": screen.follows_steps,
        "show_counts": screen.show_counts,
        "theme": screen.theme,
        "removed": screen.removed_at is not None,
    }


@part("team", "screens", audiences=STAFF)
def screens(session: Session, charrette: Charrette, audience: Audience, ids: Ids) -> list[Entity]:
    query = select(Screen).where(Screen.charrette_id == charrette.id, Screen.removed_at.is_(None)).order_by(Screen.id)
    if ids is not None:
        query = query.where(Screen.id.in_(ids))
    return [
        {
            "id": row.id,
            "name": row.name,
            "paired": row.pairing_code is None,
            "view": row.view.value,
            "gathering": row.gathering_id,
            "board": row.board_id,
            "idea": row.idea_id,
            "round": row.round_id,
            "page": row.page,
            "pages": row.pages,
            "frozen": row.frozen,
            "follows_steps": row.follows_steps,
            "show_counts": row.show_counts,
            "theme": row.theme,
        }
        for row in session.scalars(query)
    ]


stream("screen", Screen, reach=get_followed_screen, for_everybody=False)
