"""Saying what happened with an idea."""

from __future__ import annotations

from sqlalchemy.orm import Session

from charrette import clock
from charrette.boards.events import IdeaAnswered
from charrette.boards.lists import IdeaFate
from charrette.boards.models import Idea
from charrette.errors import Invalid
from charrette.spine import permissions
from charrette.spine.actors import Actor
from charrette.spine.journal import record
from charrette.spine.texts import REASON_LIMIT, clean_text


def answer_idea(
    session: Session,
    *,
    idea: Idea,
    by: Actor,
    outcome: IdeaFate,
    reason: str | None = None,
    duplicate_of: Idea | None = None,
) -> Idea:
    """Say what happened with an idea; its author can always see it.

    Raises:
        Invalid: *not used* without a reason, or a duplicate of nothing, of itself or of one that is a duplicate of it,
            directly or by others (``duplicate_ring``).
    """
    permissions.require(permissions.may_facilitate(by))
    said = clean_text(reason or "", limit=REASON_LIMIT, field="reason", required=False)
    if outcome is IdeaFate.NOT_USED and not said:
        raise Invalid("reason_missing", field="reason")
    if outcome is IdeaFate.DUPLICATE and (duplicate_of is None or duplicate_of.id == idea.id):
        raise Invalid("duplicate_of_what", field="duplicate_of")
    if outcome is IdeaFate.DUPLICATE and duplicate_of is not None:
        _ensure_no_ring(session, idea, duplicate_of)
    idea.fate = outcome
    idea.fate_reason = said or None
    idea.duplicate_of_id = duplicate_of.id if outcome is IdeaFate.DUPLICATE and duplicate_of else None
    idea.changed_at = clock.now()
    record(session, IdeaAnswered(board=idea.board_id, idea=idea.id))
    return idea


def _ensure_no_ring(session: Session, idea: Idea, other: Idea) -> None:
    seen: set[int] = set()
    following: Idea | None = other
    while following is not None and following.id not in seen:
        if following.id == idea.id:
            raise Invalid("duplicate_ring", field="duplicate_of")
        seen.add(following.id)
        doubles = following.fate is IdeaFate.DUPLICATE and following.duplicate_of_id is not None
        following = session.get(Idea, following.duplicate_of_id) if doubles else None
