"""Setting a board: concealing and revealing, approval, votes each, the length of a text."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy.orm import Session

from charrette.boards.events import BoardConcealed, BoardRevealed, BoardSettingsChanged, VoteLimitSet
from charrette.boards.models import Board
from charrette.boards.rules.ideas import ensure_writable
from charrette.boards.settings import BoardSettings
from charrette.errors import Invalid
from charrette.spine import permissions
from charrette.spine.actors import Actor
from charrette.spine.journal import record
from charrette.spine.settings import settings_of


def set_board(session: Session, *, board: Board, by: Actor, **chosen: Any) -> Board:
    """Change settings of a board (``BoardSettings``); what is not named stays.

    Raises:
        Invalid: a number beyond its limits (``number_out_of_range``).
        Conflict: the board can only be read; what was hidden may still be revealed, and hidden again.
    """
    permissions.require(permissions.may_facilitate(by))
    if set(chosen) - {"concealed"}:
        ensure_writable(board)
    for setting in settings_of(BoardSettings):
        value = chosen.get(setting.name)
        if value is not None and not setting.takes(value):
            raise Invalid("number_out_of_range", field=setting.name, low=setting.low, high=setting.high)
    before = board.settings
    if board.choose(msgspec.structs.replace(before, **chosen)):
        _tell(session, board, before)
    return board


def _tell(session: Session, board: Board, before: BoardSettings) -> None:
    """Record what changed: hiding and showing words goes to all that may read them or not any more.

    What has no event of its own goes with ``BoardSettingsChanged``, a setting that is added later too.
    """
    now = board.settings
    if now.concealed != before.concealed:
        record(session, (BoardConcealed if now.concealed else BoardRevealed)(board=board.id))
    if now.votes_per_person != before.votes_per_person:
        record(session, VoteLimitSet(board=board.id))
    own = {"concealed": now.concealed, "votes_per_person": now.votes_per_person}
    if msgspec.structs.replace(before, **own) != now:
        record(session, BoardSettingsChanged(board=board.id))


def reveal_board(session: Session, *, board: Board, by: Actor) -> Board:
    """Let everybody read what was hidden until now."""
    return set_board(session, board=board, by=by, concealed=False)


def conceal_board(session: Session, *, board: Board, by: Actor, concealed: bool) -> Board:
    """Hide the ideas of a board from participants and projectors until the reveal, or reveal them."""
    return set_board(session, board=board, by=by, concealed=concealed)


def set_vote_limit(session: Session, *, board: Board, by: Actor, votes: int | None) -> Board:
    """Set how many votes a person has on a board; None is as many as there are ideas.

    Raises:
        Invalid: the number is beyond the limits (``number_out_of_range``).
    """
    try:
        return set_board(session, board=board, by=by, votes_per_person=votes)
    except Invalid as error:
        error.field = "votes"
        raise
