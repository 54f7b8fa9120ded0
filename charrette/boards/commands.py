"""Steering a board and its ideas."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

import msgspec

from charrette.boards.lists import BoardPhase, Grain, IdeaFate, IdeaKind
from charrette.boards.rules import boards, changing, ideas, settings
from charrette.boards.rules.reach import get_board, get_group, get_idea, get_ideas
from charrette.boards.settings import BoardSettings
from charrette.spine.commands import Command, Result, Work, command
from charrette.spine.fields import AreaRef, Id, LongText, Reason, ShortText
from charrette.spine.lists import Role
from charrette.spine.settings import settings_of


class SetBoardPhase(Command, frozen=True, kw_only=True):
    board: Id
    phase: BoardPhase
    example: ClassVar[dict[str, Any]] = {"board": 12, "phase": "voting"}


@command(SetBoardPhase, role=Role.FACILITATOR, stream="board")
def set_board_phase(work: Work, fields: SetBoardPhase) -> Result:
    """Bring a board to collecting, grouping, voting or closed; back is possible and deletes nothing."""
    board = get_board(work.session, work.by, fields.board)
    boards.set_board_phase(work.session, board=board, by=work.by, phase=fields.phase)
    return {"phase": board.phase.value}


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
    """Put ideas of one board together under a title."""
    group = boards.group_ideas(
        work.session,
        board=get_board(work.session, work.by, fields.board),
        by=work.by,
        ideas=get_ideas(work.session, work.by, fields.ideas),
        title=fields.title,
    )
    return {"group": group.id}


class RenameGroup(Command, frozen=True, kw_only=True):
    group: Id
    title: ShortText
    example: ClassVar[dict[str, Any]] = {"group": 4, "title": "Groen en water"}


@command(RenameGroup, role=Role.FACILITATOR, stream="board")
def rename_group(work: Work, fields: RenameGroup) -> Result:
    """Give a group another title."""
    group = get_group(work.session, work.by, fields.group)
    boards.rename_group(work.session, group=group, by=work.by, title=fields.title)
    return {"group": group.id}


class DissolveGroup(Command, frozen=True, kw_only=True):
    group: Id
    example: ClassVar[dict[str, Any]] = {"group": 4}


@command(DissolveGroup, role=Role.FACILITATOR, stream="board")
def dissolve_group(work: Work, fields: DissolveGroup) -> Result:
    """Take a group apart; its ideas stay."""
    boards.dissolve_group(work.session, group=get_group(work.session, work.by, fields.group), by=work.by)
    return {}


class MoveIdea(Command, frozen=True, kw_only=True):
    """``ungroup`` takes it out of its group."""

    idea: Id
    column: Id | None = None
    group: Id | None = None
    position: int | None = None
    ungroup: bool = False
    example: ClassVar[dict[str, Any]] = {"idea": 41, "column": 2}


@command(MoveIdea, role=Role.FACILITATOR, stream="board")
def move_idea(work: Work, fields: MoveIdea) -> Result:
    """Put an idea in another column, group or place."""
    idea = ideas.move_idea(
        work.session,
        idea=get_idea(work.session, work.by, fields.idea),
        by=work.by,
        column=fields.column,
        group=fields.group,
        position=fields.position,
        ungroup=fields.ungroup,
    )
    return {"idea": idea.id}


class HideIdea(Command, frozen=True, kw_only=True):
    idea: Id
    reason: Reason
    example: ClassVar[dict[str, Any]] = {"idea": 41, "reason": "Gaat over een persoon"}


@command(HideIdea, role=Role.FACILITATOR, stream="board")
def hide_idea(work: Work, fields: HideIdea) -> Result:
    """Take an idea off every screen at once, for a reason its author can read."""
    idea = ideas.hide_idea(
        work.session, idea=get_idea(work.session, work.by, fields.idea), by=work.by, reason=fields.reason
    )
    return {"idea": idea.id, "state": idea.state.value}


class ShowIdea(Command, frozen=True, kw_only=True):
    idea: Id
    example: ClassVar[dict[str, Any]] = {"idea": 41}


@command(ShowIdea, role=Role.FACILITATOR, stream="board")
def show_idea(work: Work, fields: ShowIdea) -> Result:
    """Approve a waiting idea, or put a hidden one back."""
    idea = ideas.show_idea(work.session, idea=get_idea(work.session, work.by, fields.idea), by=work.by)
    return {"idea": idea.id, "state": idea.state.value}


class AnswerIdea(Command, frozen=True, kw_only=True):
    idea: Id
    outcome: IdeaFate
    reason: Reason | None = None
    duplicate_of: Id | None = None
    example: ClassVar[dict[str, Any]] = {"idea": 41, "outcome": "parked", "reason": "Komt terug in het voorjaar"}


@command(AnswerIdea, role=Role.FACILITATOR, stream="board")
def answer_idea(work: Work, fields: AnswerIdea) -> Result:
    """Say what happened with an idea."""
    other = fields.duplicate_of
    idea = ideas.answer_idea(
        work.session,
        idea=get_idea(work.session, work.by, fields.idea),
        by=work.by,
        outcome=fields.outcome,
        reason=fields.reason,
        duplicate_of=get_idea(work.session, work.by, other, field="duplicate_of") if other else None,
    )
    return {"idea": idea.id}


class PostIdea(Command, frozen=True, kw_only=True):
    """``on_behalf``: typed in by staff for somebody on paper or at a table."""

    board: Id
    text: LongText
    column: Id | None = None
    kind: IdeaKind = IdeaKind.IDEA
    grain: Grain | None = None
    area: AreaRef | None = None
    on_behalf: bool = False
    example: ClassVar[dict[str, Any]] = {"board": 12, "text": "Een bankje bij de vijver", "kind": "idea"}


@command(PostIdea, role=Role.PARTICIPANT, stream="board", beside=True, numbers=True, posts=True)
def post_idea(work: Work, fields: PostIdea) -> Result:
    """Post an idea on a board; the answer has its speakable number."""
    idea = ideas.post_idea(
        work.session,
        board=get_board(work.session, work.by, fields.board),
        by=work.by,
        text=fields.text,
        column=fields.column,
        kind=fields.kind,
        grain=fields.grain,
        area=fields.area,
        on_behalf=fields.on_behalf,
    )
    return changing.told_to_author(work.session, idea)


class EditIdea(Command, frozen=True, kw_only=True):
    idea: Id
    text: LongText
    example: ClassVar[dict[str, Any]] = {"idea": 41, "text": "Een bank bij de vijver"}


@command(EditIdea, role=Role.PARTICIPANT, stream="board", posts=True)
def edit_idea(work: Work, fields: EditIdea) -> Result:
    """Change the words of an own idea while its board collects."""
    idea = changing.edit_idea(
        work.session, idea=get_idea(work.session, work.by, fields.idea), by=work.by, text=fields.text
    )
    return changing.told_to_author(work.session, idea)


class WithdrawIdea(Command, frozen=True, kw_only=True):
    idea: Id
    example: ClassVar[dict[str, Any]] = {"idea": 41}


@command(WithdrawIdea, role=Role.PARTICIPANT, stream="board")
def withdraw_idea(work: Work, fields: WithdrawIdea) -> Result:
    """Take an own idea back while its board collects."""
    idea = changing.withdraw_idea(work.session, idea=get_idea(work.session, work.by, fields.idea), by=work.by)
    return changing.told_to_author(work.session, idea)


class CastVote(Command, frozen=True, kw_only=True):
    idea: Id
    example: ClassVar[dict[str, Any]] = {"idea": 41}


@command(CastVote, role=Role.PARTICIPANT, stream="board", beside=True)
def cast_vote(work: Work, fields: CastVote) -> Result:
    """Vote for an idea; the answer says how many votes are left (null: no limit)."""
    left = boards.cast_vote(work.session, idea=get_idea(work.session, work.by, fields.idea), by=work.by)
    return {"votes_left": left}


class TakeBackVote(Command, frozen=True, kw_only=True):
    idea: Id
    example: ClassVar[dict[str, Any]] = {"idea": 41}


@command(TakeBackVote, role=Role.PARTICIPANT, stream="board", beside=True)
def take_back_vote(work: Work, fields: TakeBackVote) -> Result:
    """Take an own vote back."""
    left = boards.take_back_vote(work.session, idea=get_idea(work.session, work.by, fields.idea), by=work.by)
    return {"votes_left": left}
