"""Looking after the door: checking people in and out for them."""

from __future__ import annotations

from typing import Any, ClassVar

from charrette.attendance.rules import checking_in as attendance
from charrette.clock import iso
from charrette.crowds.rules import aside, crowds
from charrette.enums import EntrySource, PartyRole, Role
from charrette.spine import reach
from charrette.spine.fields import AreaRef, Id, ManyIds, Reason, ShortText
from charrette.spine.registry import Command, Result, Work, command
from charrette.week.models import Charrette


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
    area: AreaRef | None = None
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


class DoorCommand(Command, frozen=True, kw_only=True):
    example: ClassVar[dict[str, Any]] = {}


def _charrette(work: Work) -> Charrette:
    return reach.get_charrette(work.session, work.by, work.by.charrette_id or 0)


@command(DoorCommand, role=Role.FACILITATOR, stream="charrette")
def let_more_in(work: Work, fields: DoorCommand) -> Result:
    """Let a full hall in again at the doors for phones, when people are held up there."""
    return {"let_in": crowds.let_more_in(work.session, charrette=_charrette(work), by=work.by)}


@command(DoorCommand, role=Role.FACILITATOR, stream="charrette")
def remove_idle_people(work: Work, fields: DoorCommand) -> Result:
    """Remove who joined and never did anything: no check-in, idea, vote, remark or name. They may join again."""
    return {"removed": crowds.remove_idle(work.session, charrette=_charrette(work), by=work.by)}


class SetPeopleAside(Command, frozen=True, kw_only=True):
    people: ManyIds
    reason: Reason
    example: ClassVar[dict[str, Any]] = {"people": [41, 44], "reason": "Een script: 200 stemmen in zes seconden"}


@command(SetPeopleAside, role=Role.FACILITATOR, stream="charrette")
def set_people_aside(work: Work, fields: SetPeopleAside) -> Result:
    """Set people aside, for a reason: they, their votes, check-ins, ideas and remarks count nowhere until put back."""
    people = reach.get_people(work.session, work.by, fields.people)
    act, count = aside.set_people_aside(
        work.session, charrette=_charrette(work), people=people, by=work.by, reason=fields.reason
    )
    return {"set_aside": act.id, "people": count}


class PutPeopleBack(Command, frozen=True, kw_only=True):
    set_aside: Id
    example: ClassVar[dict[str, Any]] = {"set_aside": 3}


@command(PutPeopleBack, role=Role.FACILITATOR, stream="charrette")
def put_people_back(work: Work, fields: PutPeopleBack) -> Result:
    """Let people who were set aside count again, with all they did."""
    act = reach.get_set_aside(work.session, work.by, fields.set_aside)
    return {"people": aside.put_people_back(work.session, act=act, by=work.by)}
