"""What anybody may do from a phone: check in, post, vote, remark, and look after their own data."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar, Literal

import msgspec

from charrette.attendance.rules import admissions
from charrette.attendance.rules import checking_in as attendance
from charrette.attendance.rules import door_code as door
from charrette.attendance.rules import joining as people
from charrette.boards.rules import boards, ideas
from charrette.clock import iso
from charrette.enums import EntrySource, Grain, IdeaKind, PartyRole, RemarkKind, Role
from charrette.errors import Conflict, DomainError, Invalid
from charrette.people.rules import permissions
from charrette.plan.rules import rounds
from charrette.privacy.rules import erasure
from charrette.spine import reach
from charrette.spine.fields import AreaRef, Id, LongText, ShortText
from charrette.spine.registry import Command, Result, Work, command


class CheckIn(Command, frozen=True, kw_only=True):
    """``door``: the rotating code of the projector, or the pass it was changed into. Times for scans kept offline."""

    gathering: Id
    door: Annotated[str, msgspec.Meta(max_length=400)] | None = None
    device_at: datetime | None = None
    sent_at: datetime | None = None
    example: ClassVar[dict[str, Any]] = {"gathering": 3, "door": "7KDX4MBC23"}


def _let_in_who_is_at_the_door(work: Work, fields: CheckIn) -> None:
    if fields.door is None or work.by.person is None:
        return
    with suppress(DomainError):  # what is wrong with it is said by the command itself
        gathering = reach.find_gathering(work.session, work.by, fields.gathering)
        door.ensure_at_door(work.config.secret_key, gathering, fields.door)
        admissions.admit(work.session, gathering=gathering, person=work.by.person)


@command(CheckIn, role=Role.PARTICIPANT, stream="gathering", beside=True, admits=_let_in_who_is_at_the_door)
def check_in(work: Work, fields: CheckIn) -> Result:
    """Check in to a gathering; who is in already hears since when."""
    permissions.require(permissions.may_take_part(work.by))
    gathering = reach.get_gathering(work.session, work.by, fields.gathering)
    if fields.door is not None:
        door.ensure_at_door(work.config.secret_key, gathering, fields.door)
    elif gathering.door_required and not work.by.is_staff:
        raise Conflict("door_code_needed", field="door")
    already, at = attendance.check_in(
        work.session,
        gathering=gathering,
        person=reach.get_person(work.session, work.by, work.by.person_id or 0),
        by=work.by,
        source=EntrySource.ROOM_QR if fields.door is not None else EntrySource.PHONE,
        device_at=_aware(fields.device_at),
        sent_at=_aware(fields.sent_at),
    )
    return {"already": already, "at": iso(at)}


def _aware(moment: datetime | None) -> datetime | None:
    """Return a device's moment with a time zone; one without is taken as UTC. A year before 1970 is no clock's."""
    if moment is None:
        return None
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    if not 1970 <= aware.year < 3000:
        raise Invalid("field_wrong", field="device_at")
    return aware


class CheckOut(Command, frozen=True, kw_only=True):
    gathering: Id
    example: ClassVar[dict[str, Any]] = {"gathering": 3}


@command(CheckOut, role=Role.PARTICIPANT, stream="gathering", beside=True)
def check_out(work: Work, fields: CheckOut) -> Result:
    """Leave a gathering."""
    permissions.require(permissions.may_take_part(work.by))
    gathering = reach.get_gathering(work.session, work.by, fields.gathering)
    person = reach.get_person(work.session, work.by, work.by.person_id or 0)
    at = attendance.check_out(work.session, gathering=gathering, person=person, by=work.by, source=EntrySource.PHONE)
    return {"at": iso(at)}


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


@command(PostIdea, role=Role.PARTICIPANT, stream="board", beside=True, numbers=True)
def post_idea(work: Work, fields: PostIdea) -> Result:
    """Post an idea on a board; the answer has its speakable number."""
    idea = ideas.post_idea(
        work.session,
        board=reach.get_board(work.session, work.by, fields.board),
        by=work.by,
        text=fields.text,
        column=fields.column,
        kind=fields.kind,
        grain=fields.grain,
        area=fields.area,
        on_behalf=fields.on_behalf,
    )
    return {"idea": idea.id, "number": idea.number, "state": idea.state.value, "late": idea.late}


class EditIdea(Command, frozen=True, kw_only=True):
    idea: Id
    text: LongText
    example: ClassVar[dict[str, Any]] = {"idea": 41, "text": "Een bank bij de vijver"}


@command(EditIdea, role=Role.PARTICIPANT, stream="board")
def edit_idea(work: Work, fields: EditIdea) -> Result:
    """Change the words of an own idea while its board collects."""
    idea = ideas.edit_idea(
        work.session, idea=reach.get_idea(work.session, work.by, fields.idea), by=work.by, text=fields.text
    )
    return {"idea": idea.id, "revision": idea.revision}


class WithdrawIdea(Command, frozen=True, kw_only=True):
    idea: Id
    example: ClassVar[dict[str, Any]] = {"idea": 41}


@command(WithdrawIdea, role=Role.PARTICIPANT, stream="board")
def withdraw_idea(work: Work, fields: WithdrawIdea) -> Result:
    """Take an own idea back while its board collects."""
    idea = ideas.withdraw_idea(work.session, idea=reach.get_idea(work.session, work.by, fields.idea), by=work.by)
    return {"idea": idea.id}


class CastVote(Command, frozen=True, kw_only=True):
    idea: Id
    example: ClassVar[dict[str, Any]] = {"idea": 41}


@command(CastVote, role=Role.PARTICIPANT, stream="board", beside=True)
def cast_vote(work: Work, fields: CastVote) -> Result:
    """Vote for an idea; the answer says how many votes are left (null: no limit)."""
    left = boards.cast_vote(work.session, idea=reach.get_idea(work.session, work.by, fields.idea), by=work.by)
    return {"votes_left": left}


class TakeBackVote(Command, frozen=True, kw_only=True):
    idea: Id
    example: ClassVar[dict[str, Any]] = {"idea": 41}


@command(TakeBackVote, role=Role.PARTICIPANT, stream="board", beside=True)
def take_back_vote(work: Work, fields: TakeBackVote) -> Result:
    """Take an own vote back."""
    left = boards.take_back_vote(work.session, idea=reach.get_idea(work.session, work.by, fields.idea), by=work.by)
    return {"votes_left": left}


class AddRemark(Command, frozen=True, kw_only=True):
    round: Id
    version: Id
    kind: RemarkKind
    text: LongText
    alternative: LongText | None = None
    example: ClassVar[dict[str, Any]] = {
        "round": 2,
        "version": 5,
        "kind": "objection",
        "text": "Zo kan de bus er niet door",
        "alternative": "Maak de bocht ruimer",
    }


@command(AddRemark, role=Role.PARTICIPANT, stream="round", beside=True, numbers=True)
def add_remark(work: Work, fields: AddRemark) -> Result:
    """Say something of a version while its review round is open."""
    remark = rounds.add_remark(
        work.session,
        round=reach.get_round(work.session, work.by, fields.round),
        by=work.by,
        version=reach.get_version(work.session, work.by, fields.version),
        kind=fields.kind,
        text=fields.text,
        alternative=fields.alternative,
    )
    return {"remark": remark.id, "number": remark.number}


class UpdateMe(Command, frozen=True, kw_only=True):
    """What is left out stays as it is; ``remove`` names what is to be forgotten."""

    name: ShortText | None = None
    party_role: PartyRole | None = None
    area: AreaRef | None = None
    remove: list[Literal["name", "party_role", "area"]] = []
    example: ClassVar[dict[str, Any]] = {"name": "Annie", "party_role": "resident"}


def _own_name(work: Work) -> Result:
    return {"name": work.by.person.name if work.by.person is not None else None}


@command(UpdateMe, role=Role.PARTICIPANT, reveal=_own_name, aside_too=True)
def update_me(work: Work, fields: UpdateMe) -> Result:
    """Change what one tells about oneself; an empty name removes it."""
    person = people.update_me(
        work.session,
        by=work.by,
        name=fields.name,
        party_role=fields.party_role,
        area=fields.area,
        remove=fields.remove,
    )
    return {"person": person.id}


class EraseMe(Command, frozen=True, kw_only=True):
    example: ClassVar[dict[str, Any]] = {}


@command(EraseMe, role=Role.PARTICIPANT, aside_too=True)
def erase_me(work: Work, fields: EraseMe) -> Result:
    """Remove everything that identifies oneself; ideas stay without author."""
    permissions.require(permissions.may_take_part(work.by))
    erasure.erase_person(
        work.session, person=reach.get_person(work.session, work.by, work.by.person_id or 0), by=work.by
    )
    return {}
