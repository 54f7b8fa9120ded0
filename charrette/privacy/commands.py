"""Removing a person: oneself from a phone, or somebody by an organiser."""

from __future__ import annotations

from typing import Any, ClassVar

from charrette.people.rules.reach import get_person
from charrette.privacy.rules import erasure
from charrette.spine import permissions
from charrette.spine.commands import Command, Result, Work, command
from charrette.spine.fields import Id
from charrette.spine.lists import Role


class EraseMe(Command, frozen=True, kw_only=True):
    example: ClassVar[dict[str, Any]] = {}


@command(EraseMe, role=Role.PARTICIPANT, aside_too=True)
def erase_me(work: Work, fields: EraseMe) -> Result:
    """Remove everything that identifies oneself; ideas stay without author."""
    permissions.require(permissions.may_take_part(work.by))
    erasure.erase_person(work.session, person=get_person(work.session, work.by, work.by.person_id or 0), by=work.by)
    return {}


class ErasePerson(Command, frozen=True, kw_only=True):
    person: Id
    example: ClassVar[dict[str, Any]] = {"person": 17}


@command(ErasePerson, role=Role.ORGANISER)
def erase_person(work: Work, fields: ErasePerson) -> Result:
    """Remove everything that identifies somebody who asked for it; ideas stay without author, counts stay."""
    person = get_person(work.session, work.by, fields.person)
    erasure.erase_person(work.session, person=person, by=work.by)
    return {}
