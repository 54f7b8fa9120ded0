"""Posting ideas, hiding and moving them, and saying what happened with them."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from charrette import clock
from charrette.boards.events import (
    IdeaHidden,
    IdeaMoved,
    IdeaPosted,
    IdeaShown,
)
from charrette.boards.lists import BoardPhase, Grain, IdeaKind, IdeaState, Origin
from charrette.boards.models import Board, BoardColumn, Idea
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
    record(session, IdeaPosted(board=board.id, idea=idea.id), at=moment)
    return idea


def asks_column(session: Session, *, board: Board, column: int | None) -> bool:
    """Return whether a screen should ask where an idea belongs before it sends it.

    Programs may leave the column out, and then it is the first; a person who did not choose would skew the columns.
    """
    return column is None and len(session.scalars(select(BoardColumn.id).filter_by(board_id=board.id)).all()) > 1


def _column_of(session: Session, board: Board, column: int | None) -> int | None:
    if column is None:
        return session.connection().scalar(_FIRST_COLUMN, {"board": board.id})
    found = session.get(BoardColumn, column) if 0 < column <= BIGGEST_ID else None
    if found is None or found.board_id != board.id:
        raise Invalid("no_such_column", field="column")
    return found.id


def hide_idea(session: Session, *, idea: Idea, by: Actor, reason: str) -> Idea:
    """Take an idea off every screen at once, for a reason that its author can read."""
    permissions.require(permissions.may_facilitate(by))
    if idea.state is IdeaState.WITHDRAWN:
        raise Conflict("idea_withdrawn")
    idea.hidden_reason = clean_text(reason, limit=REASON_LIMIT, field="reason")
    idea.state, idea.set_aside_from, idea.changed_at = IdeaState.HIDDEN, None, clock.now()
    record(session, IdeaHidden(board=idea.board_id, idea=idea.id))
    return idea


def show_idea(session: Session, *, idea: Idea, by: Actor, revision: int | None = None) -> Idea:
    """Approve a waiting idea, or put a hidden one back. ``revision``: which wording of it was read.

    Raises:
        Conflict: it was withdrawn, or its author changed it after it was read (``idea_changed``).
    """
    permissions.require(permissions.may_facilitate(by))
    if idea.state is IdeaState.WITHDRAWN:
        raise Conflict("idea_withdrawn")
    if revision is not None and revision != idea.revision:
        raise Conflict("idea_changed")
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
