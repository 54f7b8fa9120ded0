"""Posting, changing and withdrawing ideas, and saying what happened with them."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from charrette import clock
from charrette.boards.events import (
    IdeaEdited,
    IdeaHidden,
    IdeaMoved,
    IdeaPosted,
    IdeaShown,
    IdeaWithdrawn,
)
from charrette.boards.lists import BoardPhase, Grain, IdeaKind, IdeaState, Origin
from charrette.boards.models import Board, BoardColumn, Idea, IdeaRevision, Vote
from charrette.boards.rules.budget import settle_returning
from charrette.boards.rules.reach import get_group
from charrette.errors import Conflict, Invalid, NotFound
from charrette.spine import permissions
from charrette.spine.actors import Actor
from charrette.spine.journal import record
from charrette.spine.numbers import take_number
from charrette.spine.reach import BIGGEST_ID
from charrette.spine.texts import REASON_LIMIT, clean_text
from charrette.week.lists import READ_ONLY_STATES, GatheringState
from charrette.week.models import Charrette
from charrette.week.rules import get_area

POSITION_STEP = 100
"""Room between two ideas in the order they came in, so that another can be put between them with one move."""


_FIRST_COLUMN = (
    select(BoardColumn.id)
    .where(BoardColumn.board_id == bindparam("board"))
    .order_by(BoardColumn.position, BoardColumn.id)
    .limit(1)
)


def ensure_writable(board: Board) -> None:
    """Raise ``board_read_only`` when the gathering of the board is closed.

    Raises:
        Conflict: it is.
    """
    if board.gathering.state in READ_ONLY_STATES:
        raise Conflict("board_read_only")


def ensure_board_takes_ideas(board: Board) -> tuple[bool, bool]:
    """Return whether an idea that comes in now is early, and whether it is late.

    While a board collects, an idea is in time. Afterwards it is still taken, marked late, as long as the gathering
    is not closed: it may have waited in somebody's phone. Before the doors of the gathering open it is taken too,
    marked early: who thinks of something beforehand keeps it, and the hall sees that it was not said there.

    Raises:
        Conflict: the gathering is closed (``board_read_only``).
    """
    ensure_writable(board)
    return board.gathering.state is GatheringState.PLANNED, board.phase is not BoardPhase.COLLECTING


def post_idea(
    session: Session,
    *,
    board: Board,
    by: Actor,
    text: str,
    column: int | None = None,
    kind: IdeaKind = IdeaKind.IDEA,
    grain: Grain | None = None,
    area: int | str | None = None,
    on_behalf: bool = False,
) -> Idea:
    """Post an idea on a board. ``on_behalf``: typed in by staff for somebody on paper or at a table; it is nobody's.

    Raises:
        NotAllowed: on behalf of somebody, by who is no staff: it would be theirs without a word.
        Invalid: no text, too long for this board, or a column of another board.
        Conflict: the board takes no ideas now.
    """
    permissions.require(permissions.may_write(by, on_behalf=on_behalf))
    early, late = ensure_board_takes_ideas(board)
    text = clean_text(text, limit=board.text_limit)
    moment = clock.now()
    number = take_number(session, board.gathering.charrette_id, Charrette.last_number)
    idea = Idea(
        charrette_id=board.gathering.charrette_id,
        board_id=board.id,
        number=number,
        position=number * POSITION_STEP,
        text=text,
        column_id=_column_of(session, board, column),
        kind=kind,
        grain=grain,
        area_id=get_area(session, by, area).id if area is not None else None,
        author_id=None if on_behalf else by.person_id,
        entered_by_id=by.person_id if on_behalf else None,
        origin=Origin.PAPER if on_behalf else Origin.PHONE,
        state=IdeaState.WAITING if board.moderated and not by.is_staff else IdeaState.VISIBLE,
        early=early,
        late=late,
        posted_at=moment,
        changed_at=moment,
    )
    session.add(idea)
    session.flush()
    record(session, IdeaPosted(board=board.id, idea=idea.id))
    return idea


def _column_of(session: Session, board: Board, column: int | None) -> int | None:
    if column is None:
        return session.connection().scalar(_FIRST_COLUMN, {"board": board.id})
    found = session.get(BoardColumn, column) if 0 < column <= BIGGEST_ID else None
    if found is None or found.board_id != board.id:
        raise Invalid("no_such_column", field="column")
    return found.id


def edit_idea(session: Session, *, idea: Idea, by: Actor, text: str) -> Idea:
    """Change the words of an own idea while its board collects; what it said before is kept.

    Raises:
        NotAllowed: it is somebody else's.
        Conflict: it was withdrawn or hidden, or the step is over.
    """
    permissions.require(may_edit_idea(by, idea))
    _ensure_changeable(idea)
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


def told_to_author(idea: Idea) -> dict[str, object]:
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
        "may_change": may_change(idea),
    }


def may_change(idea: Idea) -> bool:
    """Return whether the author may change the idea or take it back now; their phone offers it only then."""
    try:
        _ensure_changeable(idea)
    except Conflict:
        return False
    return True


def _ensure_changeable(idea: Idea) -> None:
    """Raise unless it may be changed. A hidden idea stays as it is, with the reason that its author reads.

    Otherwise the reason would be about other words, or nobody could see any more that something was hidden.
    """
    if idea.state is IdeaState.WITHDRAWN:
        raise Conflict("idea_withdrawn")
    if idea.state is IdeaState.HIDDEN:
        raise Conflict("idea_hidden")
    ensure_writable(idea.board)
    if idea.board.phase is not BoardPhase.COLLECTING:
        raise Conflict("idea_no_longer_editable")


def withdraw_idea(session: Session, *, idea: Idea, by: Actor) -> Idea:
    """Take an own idea back while its board collects. The number stays and says that it was withdrawn.

    Raises:
        NotAllowed: it is somebody else's.
        Conflict: it was hidden, or the step is over.
    """
    permissions.require(may_edit_idea(by, idea))
    if idea.state is IdeaState.WITHDRAWN:
        return idea
    _ensure_changeable(idea)
    idea.state, idea.group_id, idea.changed_at = IdeaState.WITHDRAWN, None, clock.now()
    for vote in session.scalars(select(Vote).where(Vote.idea_id == idea.id)):
        session.delete(vote)
    record(session, IdeaWithdrawn(board=idea.board_id, idea=idea.id))
    return idea


def hide_idea(session: Session, *, idea: Idea, by: Actor, reason: str) -> Idea:
    """Take an idea off every screen at once, for a reason that its author can read."""
    permissions.require(permissions.may_facilitate(by))
    if idea.state is IdeaState.WITHDRAWN:
        raise Conflict("idea_withdrawn")
    idea.hidden_reason = clean_text(reason, limit=REASON_LIMIT, field="reason")
    idea.state, idea.set_aside_from, idea.changed_at = IdeaState.HIDDEN, None, clock.now()
    record(session, IdeaHidden(board=idea.board_id, idea=idea.id))
    return idea


def show_idea(session: Session, *, idea: Idea, by: Actor) -> Idea:
    """Approve a waiting idea, or put a hidden one back."""
    permissions.require(permissions.may_facilitate(by))
    if idea.state is IdeaState.WITHDRAWN:
        raise Conflict("idea_withdrawn")
    idea.state, idea.hidden_reason, idea.changed_at = IdeaState.VISIBLE, None, clock.now()
    idea.set_aside_from = None
    settle_returning(session, [idea])
    record(session, IdeaShown(board=idea.board_id, idea=idea.id))
    return idea


def move_idea(
    session: Session,
    *,
    idea: Idea,
    by: Actor,
    column: int | None = None,
    group: int | None = None,
    position: int | None = None,
    ungroup: bool = False,
) -> Idea:
    """Put an idea in another column, group or place; ``ungroup`` takes it out of its group.

    Raises:
        Conflict: the board can only be read, or the idea was withdrawn.
    """
    permissions.require(permissions.may_facilitate(by))
    ensure_writable(idea.board)
    if idea.state is IdeaState.WITHDRAWN:
        raise Conflict("idea_withdrawn")
    if column is not None:
        idea.column_id = _column_of(session, idea.board, column)
    if group is not None:
        found = get_group(session, by, group)
        if found.board_id != idea.board_id:
            raise NotFound("no_such_group", field="group")
        idea.group_id = found.id
    elif ungroup:
        idea.group_id = None
    if position is not None:
        idea.position = max(-1_000_000, min(1_000_000, position))
    idea.changed_at = clock.now()
    record(session, IdeaMoved(board=idea.board_id, idea=idea.id))
    return idea


def may_edit_idea(by: Actor, idea: Idea) -> bool:
    """Return whether this is the author of the idea (while its board takes ideas)."""
    return by.person_id is not None and idea.author_id == by.person_id
