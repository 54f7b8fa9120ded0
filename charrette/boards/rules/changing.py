"""What authors do with an own idea afterwards: changing its words, and taking it back."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette import clock
from charrette.boards.events import IdeaEdited, IdeaWithdrawn
from charrette.boards.lists import BoardPhase, IdeaState
from charrette.boards.models import Ballot, FormerBallot, Idea, IdeaRevision, Vote
from charrette.boards.rules.ideas import ensure_writable
from charrette.errors import Conflict
from charrette.spine import permissions
from charrette.spine.actors import Actor
from charrette.spine.journal import record
from charrette.spine.texts import clean_text


def edit_idea(session: Session, *, idea: Idea, by: Actor, text: str) -> Idea:
    """Change the words of an own idea while its board collects; what it said before is kept.

    Raises:
        NotAllowed: it is somebody else's.
        Conflict: it was withdrawn or hidden, the step is over, or it was voted on.
    """
    permissions.require(may_edit_idea(by, idea))
    _ensure_changeable(idea, voted_on(session, [idea]))
    text = clean_text(text, limit=idea.board.text_limit)
    if text == idea.text:
        return idea
    session.add(
        IdeaRevision(
            idea_id=idea.id,
            revision=idea.revision,
            text=idea.text,
            replaced_at=clock.now(),
            replaced_by_id=by.person_id,
        )
    )
    idea.text, idea.revision, idea.changed_at = text, idea.revision + 1, clock.now()
    if idea.board.moderated and idea.state is IdeaState.VISIBLE:
        idea.state = IdeaState.WAITING
    record(session, IdeaEdited(board=idea.board_id, idea=idea.id))
    return idea


def withdraw_idea(session: Session, *, idea: Idea, by: Actor) -> Idea:
    """Take an own idea back while its board collects. The number stays and says that it was withdrawn.

    Raises:
        NotAllowed: it is somebody else's.
        Conflict: it was hidden, the step is over, or it was voted on.
    """
    permissions.require(may_edit_idea(by, idea))
    if idea.state is IdeaState.WITHDRAWN:
        return idea
    _ensure_changeable(idea, voted_on(session, [idea]))
    idea.state, idea.group_id, idea.changed_at = IdeaState.WITHDRAWN, None, clock.now()
    record(session, IdeaWithdrawn(board=idea.board_id, idea=idea.id))
    return idea


def told_to_author(session: Session, idea: Idea) -> dict[str, object]:
    """Return what the author of an idea that came in or changed cannot know, so that their phone need not ask for it.

    No words: those they have.
    """
    return {
        "idea": idea.id,
        "number": idea.number,
        "revision": idea.revision,
        "state": idea.state.value,
        "early": idea.early,
        "late": idea.late,
        "column": idea.column_id,
        "at": clock.iso(idea.posted_at),
        "may_change": may_change(idea, voted_on(session, [idea])),
    }


def voted_on(session: Session, ideas: Sequence[Idea]) -> set[int]:
    """Return the ids of those of these ideas of one board that stood for a vote which ended, or were voted for."""
    if not ideas or not ideas[0].board.voted:
        return set()
    ids = [idea.id for idea in ideas]
    stood = select(Ballot.idea_id).where(Ballot.idea_id.in_(ids))
    before = select(FormerBallot.idea_id).where(FormerBallot.idea_id.in_(ids))
    return set(session.scalars(stood.union(before, select(Vote.idea_id).where(Vote.idea_id.in_(ids)))))


def may_change(idea: Idea, fixed: Collection[int]) -> bool:
    """Return whether the author may change the idea or take it back now; their phone offers it only then.

    ``fixed``: the ids that ``voted_on`` returns, which it is among or not.
    """
    try:
        _ensure_changeable(idea, fixed)
    except Conflict:
        return False
    return True


def _ensure_changeable(idea: Idea, fixed: Collection[int]) -> None:
    """Raise unless it may be changed. A hidden idea stays as it is, with the reason that its author reads.

    Otherwise the reason would be about other words, or nobody could see any more that something was hidden. What was
    voted on stays too, whatever phase the board goes to: the result that was published is about these words.
    """
    if idea.state is IdeaState.WITHDRAWN:
        raise Conflict("idea_withdrawn")
    if idea.state is IdeaState.HIDDEN:
        raise Conflict("idea_hidden")
    ensure_writable(idea.board)
    if idea.board.phase is not BoardPhase.COLLECTING or idea.id in fixed:
        raise Conflict("idea_no_longer_editable")


def may_edit_idea(by: Actor, idea: Idea) -> bool:
    """Return whether this is the author of the idea (while its board takes ideas)."""
    return by.person_id is not None and idea.author_id == by.person_id
