"""What of the plan was put before people, as against what facilitators are still making. Every door asks here.

The programme is public: which sessions there are, for whom, when, and what is asked there. So is that a review round
will be held at a session. What it is called and what is in it is still being made until it opens.
"""

from __future__ import annotations

from charrette.boards.models import Board, IdeaGroup
from charrette.plan.lists import ItemState
from charrette.plan.models import DesignItem, DesignVersion, ReviewRound
from charrette.spine.lists import Audience


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


def shown_round(round: ReviewRound, audience: Audience) -> str:
    """Return the title of a review round as this audience may read it; until it opens that is nothing (``""``)."""
    is_made = round.opened_at is None and audience is not Audience.FACILITATOR
    return "" if is_made else round.title
