"""Ideas and votes: what people write and choose, and what staff do with it."""

from __future__ import annotations

from typing import Any, ClassVar

from charrette.boards.lists import Grain, IdeaFate, IdeaKind
from charrette.boards.models import Idea
from charrette.boards.rules import changing, fates, ideas, votes
from charrette.boards.rules.reach import get_board, get_idea, get_idea_by_number
from charrette.spine import permissions
from charrette.spine.bases import ChangeOfWords
from charrette.spine.commands import Command, Result, Work, command
from charrette.spine.fields import AreaRef, Id, LongText, Reason
from charrette.spine.lists import Role


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


class HideIdea(ChangeOfWords, frozen=True, kw_only=True):
    idea: Id
    reason: Reason
    example: ClassVar[dict[str, Any]] = {"idea": 41, "reason": "Gaat over een persoon"}


@command(HideIdea, role=Role.FACILITATOR, stream="board")
def hide_idea(work: Work, fields: HideIdea) -> Result:
    """Take an idea off every screen at once, for a reason its author can read."""
    found = get_idea(work.session, work.by, fields.idea)
    fields.ensure_base(permissions.may_facilitate(work.by), reason=found.hidden_reason)
    idea = ideas.hide_idea(work.session, idea=found, by=work.by, reason=fields.reason)
    return {"idea": idea.id, "state": idea.state.value}


class ShowIdea(Command, frozen=True, kw_only=True):
    """``revision``: that of the words which were read; those that its author changed since are not let through."""

    idea: Id
    revision: int | None = None
    example: ClassVar[dict[str, Any]] = {"idea": 41}


@command(ShowIdea, role=Role.FACILITATOR, stream="board")
def show_idea(work: Work, fields: ShowIdea) -> Result:
    """Approve a waiting idea, or put a hidden one back."""
    found = get_idea(work.session, work.by, fields.idea)
    idea = ideas.show_idea(work.session, idea=found, by=work.by, revision=fields.revision)
    return {"idea": idea.id, "state": idea.state.value}


class AnswerIdea(ChangeOfWords, frozen=True, kw_only=True):
    """``duplicate_number`` names the idea it is a double of as people do, on whatever board it stands."""

    stays: ClassVar[bool] = False

    idea: Id
    outcome: IdeaFate
    reason: Reason | None = None
    duplicate_of: Id | None = None
    duplicate_number: int | None = None
    example: ClassVar[dict[str, Any]] = {"idea": 41, "outcome": "parked", "reason": "Komt terug in het voorjaar"}


@command(AnswerIdea, role=Role.FACILITATOR, stream="board")
def answer_idea(work: Work, fields: AnswerIdea) -> Result:
    """Say what happened with an idea."""
    answered = get_idea(work.session, work.by, fields.idea)
    fields.ensure_base(permissions.may_facilitate(work.by), reason=answered.fate_reason)
    idea = fates.answer_idea(
        work.session,
        idea=answered,
        by=work.by,
        outcome=fields.outcome,
        reason=fields.reason,
        duplicate_of=_double(work, fields),
    )
    return {"idea": idea.id}


def _double(work: Work, fields: AnswerIdea) -> Idea | None:
    if fields.duplicate_of:
        return get_idea(work.session, work.by, fields.duplicate_of, field="duplicate_of")
    if fields.duplicate_number is not None:
        return get_idea_by_number(work.session, work.by, fields.duplicate_number, field="duplicate_of")
    return None


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


class EditIdea(ChangeOfWords, frozen=True, kw_only=True):
    idea: Id
    text: LongText
    example: ClassVar[dict[str, Any]] = {"idea": 41, "text": "Een bank bij de vijver"}


@command(EditIdea, role=Role.PARTICIPANT, stream="board", posts=True)
def edit_idea(work: Work, fields: EditIdea) -> Result:
    """Change the words of an own idea while its board collects."""
    idea = get_idea(work.session, work.by, fields.idea)
    fields.ensure_base(changing.may_edit_idea(work.by, idea), text=idea.text)
    changing.edit_idea(work.session, idea=idea, by=work.by, text=fields.text)
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
    ballot: int | None = None
    example: ClassVar[dict[str, Any]] = {"idea": 41}


@command(CastVote, role=Role.PARTICIPANT, stream="board", beside=True)
def cast_vote(work: Work, fields: CastVote) -> Result:
    """Vote for an idea; the answer says how many votes are left (null: no limit).

    ``ballot``: the number of the one that it was meant for; it is refused when another has begun since.
    """
    idea = get_idea(work.session, work.by, fields.idea)
    left = votes.cast_vote(work.session, idea=idea, by=work.by, ballot=fields.ballot)
    return {"votes_left": left}


class TakeBackVote(Command, frozen=True, kw_only=True):
    idea: Id
    ballot: int | None = None
    example: ClassVar[dict[str, Any]] = {"idea": 41}


@command(TakeBackVote, role=Role.PARTICIPANT, stream="board", beside=True)
def take_back_vote(work: Work, fields: TakeBackVote) -> Result:
    """Take an own vote back. ``ballot`` as in ``cast_vote``."""
    idea = get_idea(work.session, work.by, fields.idea)
    left = votes.take_back_vote(work.session, idea=idea, by=work.by, ballot=fields.ballot)
    return {"votes_left": left}
