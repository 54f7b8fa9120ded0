"""Steering a board: its phase, its settings, its groups."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

import msgspec

from charrette.boards.lists import BoardPhase
from charrette.boards.rules import boards, settings
from charrette.boards.rules.reach import get_board, get_group, get_ideas
from charrette.boards.settings import BoardSettings
from charrette.spine import permissions
from charrette.spine.bases import ChangeOfWords
from charrette.spine.commands import Command, Result, Work, command
from charrette.spine.fields import Id, ShortText
from charrette.spine.lists import Role
from charrette.spine.settings import settings_of


class SetBoardPhase(Command, frozen=True, kw_only=True):
    board: Id
    phase: BoardPhase
    fresh: bool = False
    leaving: int | None = None
    example: ClassVar[dict[str, Any]] = {"board": 12, "phase": "voting"}


@command(SetBoardPhase, role=Role.FACILITATOR, stream="board")
def set_board_phase(work: Work, fields: SetBoardPhase) -> Result:
    """Bring a board to collecting, grouping, voting or closed; back is possible and deletes nothing.

    Voting goes on with the votes that stand; ``fresh`` begins a new ballot, and the result of the one before is kept.
    ``leaving``: the number of that ballot; when it is not that of this moment nothing changes.
    """
    board = get_board(work.session, work.by, fields.board)
    boards.set_board_phase(
        work.session, board=board, by=work.by, phase=fields.phase, fresh=fields.fresh, leaving=fields.leaving
    )
    return {"phase": board.phase.value, "ballot": board.ballot}


class RevealBoard(Command, frozen=True, kw_only=True):
    board: Id
    example: ClassVar[dict[str, Any]] = {"board": 12}


@command(RevealBoard, role=Role.FACILITATOR, stream="board")
def reveal_board(work: Work, fields: RevealBoard) -> Result:
    """Let everybody read what was hidden until now."""
    board = get_board(work.session, work.by, fields.board)
    settings.reveal_board(work.session, board=board, by=work.by)
    return {"concealed": board.concealed}


class ConcealBoard(Command, frozen=True, kw_only=True):
    board: Id
    concealed: bool = True
    example: ClassVar[dict[str, Any]] = {"board": 12, "concealed": True}


@command(ConcealBoard, role=Role.FACILITATOR, stream="board")
def conceal_board(work: Work, fields: ConcealBoard) -> Result:
    """Hide a board's ideas from phones and projectors until the reveal."""
    board = get_board(work.session, work.by, fields.board)
    settings.conceal_board(work.session, board=board, by=work.by, concealed=fields.concealed)
    return {"concealed": board.concealed}


class SetVoteLimit(Command, frozen=True, kw_only=True):
    board: Id
    votes: int | None
    example: ClassVar[dict[str, Any]] = {"board": 12, "votes": 3}


@command(SetVoteLimit, role=Role.FACILITATOR, stream="board")
def set_vote_limit(work: Work, fields: SetVoteLimit) -> Result:
    """Set how many votes a person has on a board (null: no limit)."""
    board = get_board(work.session, work.by, fields.board)
    settings.set_vote_limit(work.session, board=board, by=work.by, votes=fields.votes)
    return {"votes_per_person": board.votes_per_person}


SetBoard: type[Any] = msgspec.defstruct(
    "SetBoard",
    [("board", Id), *((one.name, one.given | msgspec.UnsetType, msgspec.UNSET) for one in settings_of(BoardSettings))],
    bases=(Command,),
    namespace={
        "example": {"board": 12, "concealed": False, "moderated": True, "votes_per_person": 3, "text_limit": 200}
    },
    frozen=True,
    kw_only=True,
)
"""``board``, and of ``BoardSettings`` what is to change. Limits are the rule's, which says them when it refuses."""


@command(SetBoard, role=Role.FACILITATOR, stream="board")
def set_board(work: Work, fields: Any) -> Result:
    """Change settings of a board; what is left out stays."""
    board = get_board(work.session, work.by, fields.board)
    chosen = {name: getattr(fields, name) for name in BoardSettings.__struct_fields__}
    chosen = {name: value for name, value in chosen.items() if value is not msgspec.UNSET}
    settings.set_board(work.session, board=board, by=work.by, **chosen)
    return {name: getattr(board, name) for name in BoardSettings.__struct_fields__}


class GroupIdeas(Command, frozen=True, kw_only=True):
    board: Id
    ideas: Annotated[list[Id], msgspec.Meta(max_length=1000)]
    title: ShortText
    example: ClassVar[dict[str, Any]] = {"board": 12, "ideas": [41, 44], "title": "Rust bij de vijver"}


@command(GroupIdeas, role=Role.FACILITATOR, stream="board")
def group_ideas(work: Work, fields: GroupIdeas) -> Result:
    """Put ideas of one board together under a title.

    ``left_out``: the numbers of those that were taken back just then; ``were_in``: from which group ideas came, and
    ``stood_in``: from which column.
    """
    chosen = get_ideas(work.session, work.by, fields.ideas)
    were_in = [(idea.id, idea.group_id) for idea in chosen if idea.group_id is not None]
    stood_in = [(idea.id, idea.column_id) for idea in chosen if idea.column_id is not None]
    group = boards.group_ideas(
        work.session,
        board=get_board(work.session, work.by, fields.board),
        by=work.by,
        ideas=chosen,
        title=fields.title,
    )
    left_out = [idea.number for idea in chosen if idea.group_id != group.id]
    return {"group": group.id, "left_out": left_out, "were_in": were_in, "stood_in": stood_in}


class RenameGroup(ChangeOfWords, frozen=True, kw_only=True):
    group: Id
    title: ShortText
    example: ClassVar[dict[str, Any]] = {"group": 4, "title": "Groen en water"}


@command(RenameGroup, role=Role.FACILITATOR, stream="board")
def rename_group(work: Work, fields: RenameGroup) -> Result:
    """Give a group another title."""
    group = get_group(work.session, work.by, fields.group)
    fields.ensure_base(permissions.may_facilitate(work.by), title=group.title)
    boards.rename_group(work.session, group=group, by=work.by, title=fields.title)
    return {"group": group.id}


class DissolveGroup(Command, frozen=True, kw_only=True):
    """``back``: pairs of an idea and the group it goes back to, as ``group_ideas`` told them (``were_in``);
    ``columns``: the same of columns (``stood_in``)."""

    group: Id
    back: list[tuple[Id, Id]] = []
    columns: list[tuple[Id, Id]] = []
    example: ClassVar[dict[str, Any]] = {"group": 4}


@command(DissolveGroup, role=Role.FACILITATOR, stream="board")
def dissolve_group(work: Work, fields: DissolveGroup) -> Result:
    """Take a group apart; its ideas stay. ``ideas``: which stood in it, for putting it back."""
    group = get_group(work.session, work.by, fields.group)
    ideas = boards.dissolve_group(
        work.session, group=group, by=work.by, back=dict(fields.back), columns=dict(fields.columns)
    )
    return {"ideas": ideas}


class RestoreGroup(Command, frozen=True, kw_only=True):
    """``ideas``: those that stood in it, as ``dissolve_group`` told them."""

    group: Id
    ideas: Annotated[list[Id], msgspec.Meta(max_length=1000)]
    example: ClassVar[dict[str, Any]] = {"group": 4, "ideas": [41, 44]}


@command(RestoreGroup, role=Role.FACILITATOR, stream="board")
def restore_group(work: Work, fields: RestoreGroup) -> Result:
    """Put a group that was taken apart back; ``left_out``: the numbers of ideas that stand elsewhere by now."""
    group = get_group(work.session, work.by, fields.group, dissolved=True)
    ideas = get_ideas(work.session, work.by, fields.ideas)
    boards.restore_group(work.session, group=group, by=work.by, ideas=ideas)
    return {"group": group.id, "left_out": [idea.number for idea in ideas if idea.group_id != group.id]}
