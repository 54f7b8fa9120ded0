"""What of the plan was put before people, as against what facilitators are still making. Every door asks here."""

from __future__ import annotations

from charrette.enums import Audience, ItemState
from charrette.models import Board, DesignItem, DesignVersion, IdeaGroup


def shown_version(item: DesignItem, audience: Audience) -> DesignVersion | None:
    """Return the newest version this audience may read: others than facilitators only what was put to review.

    Its title is the title of the item for them; None: nothing of this item was shown yet, or it was dropped.
    """
    if audience is Audience.FACILITATOR:
        return item.current
    if item.state in (ItemState.DRAFT, ItemState.DROPPED):
        return None
    frozen = [version for version in item.versions if version.frozen_hash is not None]
    return frozen[-1] if frozen else None


def shown_group(group: IdeaGroup, board: Board, audience: Audience) -> str | None:
    """Return the title of a group as this audience may read it; on a concealed board not even authors do."""
    return None if board.concealed and audience is not Audience.FACILITATOR else group.title
