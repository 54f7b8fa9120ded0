"""Running a gathering and its boards, the door and the projectors."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

import msgspec

from charrette.clock import iso
from charrette.commands.participant import Id, ShortText
from charrette.commands.registry import Command, Result, Work, command
from charrette.domain import attendance, boards, gatherings, ideas, reach, screens
from charrette.enums import BoardPhase, EntrySource, GatheringState, IdeaFate, PartyRole, Role, ShowView
from charrette.models import Gathering

Reason = Annotated[str, msgspec.Meta(max_length=2000)]


class GatheringCommand(Command, frozen=True, kw_only=True):
    """``reason`` is needed for reopening and ignored elsewhere."""

    gathering: Id
    reason: Reason | None = None
    example: ClassVar[dict[str, Any]] = {"gathering": 3}


def _gathering(work: Work, fields: GatheringCommand) -> Gathering:
    return reach.get_gathering(work.session, work.by, fields.gathering)


@command(GatheringCommand, role=Role.FACILITATOR, stream="gathering")
def open_doors(work: Work, fields: GatheringCommand) -> Result:
    """Begin the check-in of a gathering."""
    return {"state": gatherings.open_doors(work.session, gathering=_gathering(work, fields), by=work.by).state.value}


@command(GatheringCommand, role=Role.FACILITATOR, stream="gathering")
def start_gathering(work: Work, fields: GatheringCommand) -> Result:
    """Begin a gathering, or go on after a break."""
    found = gatherings.start_gathering(work.session, gathering=_gathering(work, fields), by=work.by)
    return {"state": found.state.value, "step": found.step_id}


@command(GatheringCommand, role=Role.FACILITATOR, stream="gathering")
def pause_gathering(work: Work, fields: GatheringCommand) -> Result:
    """Take a break; the clock of the step stands still."""
    found = gatherings.pause_gathering(work.session, gathering=_gathering(work, fields), by=work.by)
    return {"state": found.state.value}


@command(GatheringCommand, role=Role.FACILITATOR, stream="gathering")
def close_gathering(work: Work, fields: GatheringCommand) -> Result:
    """End a gathering: boards become read-only, who is in is checked out."""
    found = gatherings.close_gathering(work.session, gathering=_gathering(work, fields), by=work.by)
    return {"state": found.state.value}


class ReopenGathering(GatheringCommand, frozen=True, kw_only=True):
    example: ClassVar[dict[str, Any]] = {"gathering": 3, "reason": "Er kwam nog een bus"}


@command(ReopenGathering, role=Role.FACILITATOR, stream="gathering")
def reopen_gathering(work: Work, fields: ReopenGathering) -> Result:
    """Open a closed gathering again, for a reason that is kept."""
    found = gatherings.reopen_gathering(
        work.session, gathering=_gathering(work, fields), by=work.by, reason=fields.reason
    )
    return {"state": found.state.value}


class SetMinutesState(Command, frozen=True, kw_only=True):
    gathering: Id
    state: GatheringState
    example: ClassVar[dict[str, Any]] = {"gathering": 3, "state": "minutes_drafted"}


@command(SetMinutesState, role=Role.FACILITATOR, stream="gathering")
def set_minutes_state(work: Work, fields: SetMinutesState) -> Result:
    """Say that the minutes of a closed gathering were drafted or agreed."""
    found = reach.get_gathering(work.session, work.by, fields.gathering)
    gatherings.set_minutes_state(work.session, gathering=found, by=work.by, state=fields.state)
    return {"state": found.state.value}


class GoToStep(Command, frozen=True, kw_only=True):
    """``step``: an id, a key, or ``next`` or ``previous``."""

    gathering: Id
    step: int | ShortText
    example: ClassVar[dict[str, Any]] = {"gathering": 3, "step": "next"}


@command(GoToStep, role=Role.FACILITATOR, stream="gathering")
def go_to_step(work: Work, fields: GoToStep) -> Result:
    """Go to a step of the script, forward or back."""
    found = reach.get_gathering(work.session, work.by, fields.gathering)
    step = gatherings.go_to_step(work.session, gathering=found, by=work.by, step=fields.step)
    return {"step": step.id, "key": step.key}


class AddTime(Command, frozen=True, kw_only=True):
    gathering: Id
    seconds: int
    example: ClassVar[dict[str, Any]] = {"gathering": 3, "seconds": 60}


@command(AddTime, role=Role.FACILITATOR, stream="gathering")
def add_time(work: Work, fields: AddTime) -> Result:
    """Give the present step more time."""
    found = reach.get_gathering(work.session, work.by, fields.gathering)
    gatherings.add_time(work.session, gathering=found, by=work.by, seconds=fields.seconds)
    return {"step_extra_seconds": found.step_extra_seconds}


# --- the door ------------------------------------------------------------------------------------------------


class CheckInPerson(Command, frozen=True, kw_only=True):
    gathering: Id
    person: Id
    source: EntrySource = EntrySource.MANUAL
    example: ClassVar[dict[str, Any]] = {"gathering": 3, "person": 17, "source": "paper"}


@command(CheckInPerson, role=Role.FACILITATOR, stream="gathering")
def check_in_person(work: Work, fields: CheckInPerson) -> Result:
    """Check somebody in from the list."""
    already, at = attendance.check_in(
        work.session,
        gathering=reach.get_gathering(work.session, work.by, fields.gathering),
        person=reach.get_person(work.session, work.by, fields.person),
        by=work.by,
        source=fields.source,
    )
    return {"already": already, "at": iso(at)}


class CheckOutPerson(Command, frozen=True, kw_only=True):
    gathering: Id
    person: Id
    example: ClassVar[dict[str, Any]] = {"gathering": 3, "person": 17}


@command(CheckOutPerson, role=Role.FACILITATOR, stream="gathering")
def check_out_person(work: Work, fields: CheckOutPerson) -> Result:
    """Check somebody out from the list."""
    at = attendance.check_out(
        work.session,
        gathering=reach.get_gathering(work.session, work.by, fields.gathering),
        person=reach.get_person(work.session, work.by, fields.person),
        by=work.by,
        source=EntrySource.MANUAL,
    )
    return {"at": iso(at)}


class AddWalkIn(Command, frozen=True, kw_only=True):
    gathering: Id
    name: ShortText | None = None
    party_role: PartyRole | None = None
    area: Id | None = None
    example: ClassVar[dict[str, Any]] = {"gathering": 3, "name": "Geert"}


@command(AddWalkIn, role=Role.FACILITATOR, stream="gathering")
def add_walk_in(work: Work, fields: AddWalkIn) -> Result:
    """Add somebody without a phone; without a name they are present, not by name."""
    person = attendance.add_walk_in(
        work.session,
        gathering=reach.get_gathering(work.session, work.by, fields.gathering),
        by=work.by,
        name=fields.name,
        party_role=fields.party_role,
        area=fields.area,
    )
    return {"person": person.id}


class AnnulEntry(Command, frozen=True, kw_only=True):
    entry: Id
    reason: Reason
    example: ClassVar[dict[str, Any]] = {"entry": 204, "reason": "Verkeerde naam aangetikt"}


@command(AnnulEntry, role=Role.FACILITATOR, stream="gathering")
def annul_entry(work: Work, fields: AnnulEntry) -> Result:
    """Annul a line of the check-in log; both lines stay."""
    annulment = attendance.annul_entry(work.session, entry_id=fields.entry, by=work.by, reason=fields.reason)
    return {"entry": annulment.id}


class CountHeads(Command, frozen=True, kw_only=True):
    gathering: Id
    count: int
    example: ClassVar[dict[str, Any]] = {"gathering": 3, "count": 82}


@command(CountHeads, role=Role.FACILITATOR, stream="gathering")
def count_heads(work: Work, fields: CountHeads) -> Result:
    """Note how many heads were counted in the hall."""
    found = reach.get_gathering(work.session, work.by, fields.gathering)
    attendance.count_heads(work.session, gathering=found, by=work.by, count=fields.count)
    return {"count": fields.count}


# --- boards --------------------------------------------------------------------------------------------------


class SetBoardPhase(Command, frozen=True, kw_only=True):
    board: Id
    phase: BoardPhase
    example: ClassVar[dict[str, Any]] = {"board": 12, "phase": "voting"}


@command(SetBoardPhase, role=Role.FACILITATOR, stream="board")
def set_board_phase(work: Work, fields: SetBoardPhase) -> Result:
    """Bring a board to collecting, grouping, voting or closed; back is possible and deletes nothing."""
    board = reach.get_board(work.session, work.by, fields.board)
    boards.set_board_phase(work.session, board=board, by=work.by, phase=fields.phase)
    return {"phase": board.phase.value}


class RevealBoard(Command, frozen=True, kw_only=True):
    board: Id
    example: ClassVar[dict[str, Any]] = {"board": 12}


@command(RevealBoard, role=Role.FACILITATOR, stream="board")
def reveal_board(work: Work, fields: RevealBoard) -> Result:
    """Let everybody read what was hidden until now."""
    board = reach.get_board(work.session, work.by, fields.board)
    boards.reveal_board(work.session, board=board, by=work.by)
    return {"concealed": board.concealed}


class ConcealBoard(Command, frozen=True, kw_only=True):
    board: Id
    concealed: bool = True
    example: ClassVar[dict[str, Any]] = {"board": 12, "concealed": True}


@command(ConcealBoard, role=Role.FACILITATOR, stream="board")
def conceal_board(work: Work, fields: ConcealBoard) -> Result:
    """Hide a board's ideas from phones and projectors until the reveal."""
    board = reach.get_board(work.session, work.by, fields.board)
    boards.conceal_board(work.session, board=board, by=work.by, concealed=fields.concealed)
    return {"concealed": board.concealed}


class SetVoteLimit(Command, frozen=True, kw_only=True):
    board: Id
    votes: int | None
    example: ClassVar[dict[str, Any]] = {"board": 12, "votes": 3}


@command(SetVoteLimit, role=Role.FACILITATOR, stream="board")
def set_vote_limit(work: Work, fields: SetVoteLimit) -> Result:
    """Set how many votes a person has on a board (null: no limit)."""
    board = reach.get_board(work.session, work.by, fields.board)
    boards.set_vote_limit(work.session, board=board, by=work.by, votes=fields.votes)
    return {"votes_per_person": board.votes_per_person}


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
        board=reach.get_board(work.session, work.by, fields.board),
        by=work.by,
        ideas=reach.get_ideas(work.session, work.by, fields.ideas),
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
    group = reach.get_group(work.session, work.by, fields.group)
    boards.rename_group(work.session, group=group, by=work.by, title=fields.title)
    return {"group": group.id}


class DissolveGroup(Command, frozen=True, kw_only=True):
    group: Id
    example: ClassVar[dict[str, Any]] = {"group": 4}


@command(DissolveGroup, role=Role.FACILITATOR, stream="board")
def dissolve_group(work: Work, fields: DissolveGroup) -> Result:
    """Take a group apart; its ideas stay."""
    boards.dissolve_group(work.session, group=reach.get_group(work.session, work.by, fields.group), by=work.by)
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
        idea=reach.get_idea(work.session, work.by, fields.idea),
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
        work.session, idea=reach.get_idea(work.session, work.by, fields.idea), by=work.by, reason=fields.reason
    )
    return {"idea": idea.id, "state": idea.state.value}


class ShowIdea(Command, frozen=True, kw_only=True):
    idea: Id
    example: ClassVar[dict[str, Any]] = {"idea": 41}


@command(ShowIdea, role=Role.FACILITATOR, stream="board")
def show_idea(work: Work, fields: ShowIdea) -> Result:
    """Approve a waiting idea, or put a hidden one back."""
    idea = ideas.show_idea(work.session, idea=reach.get_idea(work.session, work.by, fields.idea), by=work.by)
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
        idea=reach.get_idea(work.session, work.by, fields.idea),
        by=work.by,
        outcome=fields.outcome,
        reason=fields.reason,
        duplicate_of=reach.get_idea(work.session, work.by, other, field="duplicate_of") if other else None,
    )
    return {"idea": idea.id}


# --- projectors ----------------------------------------------------------------------------------------------


class ShowOnScreen(Command, frozen=True, kw_only=True):
    """Fields that are left out stay as they are."""

    screen: Id
    view: ShowView
    gathering: Id | None = None
    board: Id | None = None
    idea: Id | None = None
    round: Id | None = None
    page: int | None = None
    frozen: bool | None = None
    follows_steps: bool | None = None
    show_counts: bool | None = None
    theme: Annotated[str, msgspec.Meta(max_length=10)] | None = None
    example: ClassVar[dict[str, Any]] = {"screen": 1, "view": "board", "board": 12}


@command(ShowOnScreen, role=Role.FACILITATOR, stream="screen")
def show_on_screen(work: Work, fields: ShowOnScreen) -> Result:
    """Tell a projector what to show."""
    given = {name: getattr(fields, name) for name in fields.__struct_fields__ if name != "screen"}
    screen = screens.show_on_screen(
        work.session,
        screen=reach.get_screen(work.session, work.by, fields.screen),
        by=work.by,
        showing=screens.Showing(**given),
    )
    return {"screen": screen.id, "view": screen.view.value}


class PairScreen(Command, frozen=True, kw_only=True):
    code: Annotated[str, msgspec.Meta(max_length=20)]
    name: ShortText | None = None
    gathering: Id | None = None
    example: ClassVar[dict[str, Any]] = {"code": "7KDX4M", "name": "Grote zaal"}


@command(PairScreen, role=Role.FACILITATOR, stream="screen")
def pair_screen(work: Work, fields: PairScreen) -> Result:
    """Give the projector that shows this code a place in the charrette."""
    where = fields.gathering
    screen = screens.pair_screen(
        work.session,
        by=work.by,
        code=fields.code,
        name=fields.name,
        gathering=reach.get_gathering(work.session, work.by, where) if where is not None else None,
    )
    return {"screen": screen.id, "stream": f"screen:{screen.id}"}


class UnpairScreen(Command, frozen=True, kw_only=True):
    screen: Id
    example: ClassVar[dict[str, Any]] = {"screen": 1}


@command(UnpairScreen, role=Role.FACILITATOR, stream="screen")
def unpair_screen(work: Work, fields: UnpairScreen) -> Result:
    """Take a projector away; its token ends."""
    screens.unpair_screen(work.session, screen=reach.get_screen(work.session, work.by, fields.screen), by=work.by)
    return {}
