"""What the tests of coming in look at: the code at the door, the log, a person, the numbers."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from charrette.attendance.models import AttendanceEntry
from charrette.attendance.rules import door_code as door
from charrette.errors import DomainError
from charrette.week.models import Gathering
from tests.world import SECRET, World


def code_at_door(world: World, gathering: int | None = None) -> str:
    """The code that hangs at the door now."""
    with world.reading() as session:
        return door.door_code(SECRET, session.get_one(Gathering, gathering or world.work))[0]


def log(world: World, gathering: int | None = None) -> list[AttendanceEntry]:
    """Every line of the check-in log, in the order of writing."""
    query = select(AttendanceEntry).where(AttendanceEntry.gathering_id == (gathering or world.work))
    with world.reading() as session:
        return list(session.scalars(query.order_by(AttendanceEntry.id)))


def person(world: World, who: str, gathering: int | None = None) -> dict[str, Any]:
    """Somebody as the facilitators see them on the list."""
    people = world.snapshot(f"gathering:{gathering or world.work}", "fenna")["people"]
    found: dict[str, Any] = next(row for row in people if row["id"] == world.people[who])
    return found


def numbers(world: World, gathering: int | None = None) -> tuple[int, int]:
    """Attendances and present now."""
    shown = world.snapshot(f"gathering:{gathering or world.work}", "annie")["attendance"]
    return shown["attendances"], shown["present"]


def refused(world: World, type: str, by: str, **fields: Any) -> str:
    """The code of the refusal of a command; it must be refused."""
    with pytest.raises(DomainError) as caught:
        world.run(type, by, **fields)
    return caught.value.code
