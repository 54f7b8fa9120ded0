"""Looking after the door: checking people in and out for them."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar, Literal

import msgspec

from charrette.attendance.lists import EntrySource
from charrette.attendance.rules import admissions, checking_in, door_code, joining
from charrette.attendance.rules.reach import find_gathering, get_gathering
from charrette.clock import iso
from charrette.errors import Conflict, DomainError, Invalid
from charrette.people.lists import PartyRole
from charrette.people.rules.reach import get_person
from charrette.spine import permissions
from charrette.spine.bases import ChangeOfWords
from charrette.spine.commands import Command, Result, Work, command
from charrette.spine.fields import AreaRef, Id, Reason, ShortText
from charrette.spine.lists import Role

OF_SENDING = frozenset({"device_at", "sent_at"})


class CheckInPerson(Command, frozen=True, kw_only=True):
    gathering: Id
    person: Id
    source: EntrySource = EntrySource.MANUAL
    example: ClassVar[dict[str, Any]] = {"gathering": 3, "person": 17, "source": "paper"}


@command(CheckInPerson, role=Role.FACILITATOR, stream="gathering")
def check_in_person(work: Work, fields: CheckInPerson) -> Result:
    """Check somebody in from the list."""
    already, at = checking_in.check_in(
        work.session,
        gathering=get_gathering(work.session, work.by, fields.gathering),
        person=get_person(work.session, work.by, fields.person),
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
    at = checking_in.check_out(
        work.session,
        gathering=get_gathering(work.session, work.by, fields.gathering),
        person=get_person(work.session, work.by, fields.person),
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
    person = checking_in.add_walk_in(
        work.session,
        gathering=get_gathering(work.session, work.by, fields.gathering),
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
    annulment = checking_in.annul_entry(work.session, entry_id=fields.entry, by=work.by, reason=fields.reason)
    return {"entry": annulment.id}


class CountHeads(Command, frozen=True, kw_only=True):
    gathering: Id
    count: int
    example: ClassVar[dict[str, Any]] = {"gathering": 3, "count": 82}


@command(CountHeads, role=Role.FACILITATOR, stream="gathering")
def count_heads(work: Work, fields: CountHeads) -> Result:
    """Note how many heads were counted in the hall."""
    found = get_gathering(work.session, work.by, fields.gathering)
    checking_in.count_heads(work.session, gathering=found, by=work.by, count=fields.count)
    return {"count": fields.count}


class CheckIn(Command, frozen=True, kw_only=True):
    """``door``: the rotating code of the projector, or the pass it was changed into. Times for scans kept offline."""

    of_sending: ClassVar[frozenset[str]] = OF_SENDING

    gathering: Id
    door: Annotated[str, msgspec.Meta(max_length=400)] | None = None
    device_at: datetime | None = None
    sent_at: datetime | None = None
    example: ClassVar[dict[str, Any]] = {"gathering": 3, "door": "7KDX4MBC23"}


def _let_in_who_is_at_the_door(work: Work, fields: CheckIn) -> None:
    if fields.door is None or work.by.person is None:
        return
    with suppress(DomainError):  # what is wrong with it is said by the command itself
        gathering = find_gathering(work.session, work.by, fields.gathering)
        door_code.ensure_at_door(work.config.secret_key, gathering, fields.door)
        admissions.admit(work.session, gathering=gathering, person=work.by.person)


@command(CheckIn, role=Role.PARTICIPANT, stream="gathering", beside=True, admits=_let_in_who_is_at_the_door)
def check_in(work: Work, fields: CheckIn) -> Result:
    """Check in to a gathering; who is in already hears since when."""
    permissions.require(permissions.may_take_part(work.by))
    gathering = get_gathering(work.session, work.by, fields.gathering)
    if fields.door is not None:
        door_code.ensure_at_door(work.config.secret_key, gathering, fields.door)
    elif gathering.door_required and not work.by.is_staff:
        raise Conflict("door_code_needed", field="door")
    already, at = checking_in.check_in(
        work.session,
        gathering=gathering,
        person=get_person(work.session, work.by, work.by.person_id or 0),
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
    """Times as in ``check_in``: who left without a connection was gone then."""

    of_sending: ClassVar[frozenset[str]] = OF_SENDING

    gathering: Id
    device_at: datetime | None = None
    sent_at: datetime | None = None
    example: ClassVar[dict[str, Any]] = {"gathering": 3}


@command(CheckOut, role=Role.PARTICIPANT, stream="gathering", beside=True)
def check_out(work: Work, fields: CheckOut) -> Result:
    """Leave a gathering."""
    permissions.require(permissions.may_take_part(work.by))
    gathering = get_gathering(work.session, work.by, fields.gathering)
    person = get_person(work.session, work.by, work.by.person_id or 0)
    at = checking_in.check_out(
        work.session,
        gathering=gathering,
        person=person,
        by=work.by,
        source=EntrySource.PHONE,
        device_at=_aware(fields.device_at),
        sent_at=_aware(fields.sent_at),
    )
    return {"at": iso(at)}


class UpdateMe(ChangeOfWords, frozen=True, kw_only=True):
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
    fields.ensure_base(True, name=work.by.person.name if work.by.person is not None else None)
    person = joining.update_me(
        work.session,
        by=work.by,
        name=fields.name,
        party_role=fields.party_role,
        area=fields.area,
        remove=fields.remove,
    )
    return {"person": person.id}
