"""Going out, by oneself or at the end, and taking back a line that was wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from charrette.attendance.rules import log as attendance_log
from charrette.clock import iso
from tests.attendance.hall import log, numbers, person, refused
from tests.world import World


def test_an_annulled_entry_counts_nowhere_and_stays_in_the_log(world: World) -> None:
    world.open()
    world.run("check_in", "annie", gathering=world.work)
    entry = person(world, "annie")["entries"][0]
    world.run("annul_entry", entry=entry, reason="Verkeerde naam")

    assert numbers(world) == (0, 0)
    assert [line.kind.value for line in log(world)] == ["entry", "annul"]
    assert refused(world, "annul_entry", "fenna", entry=entry, reason="Nog eens") == "entry_already_annulled"
    assert refused(world, "annul_entry", "fenna", entry=log(world)[1].id, reason="x") == "entry_not_annullable"
    assert refused(world, "annul_entry", "fenna", entry=entry, reason=" ") == "text_missing"


def test_an_exit_without_entry_is_kept_once_and_flagged(world: World) -> None:
    world.open()
    world.run("check_out", "annie", gathering=world.work)
    world.now.move(minutes=1)
    world.run("check_out", "annie", gathering=world.work)

    assert [line.kind.value for line in log(world)] == ["exit"]
    assert person(world, "annie")["flags"] == ["exit_without_entry"]
    assert numbers(world) == (0, 0)


def test_a_double_exit_changes_nothing(world: World) -> None:
    world.open()
    world.run("check_in", "annie", gathering=world.work)
    world.now.move(hours=1)
    first = world.run("check_out", "annie", gathering=world.work)
    world.now.move(hours=1)

    assert world.run("check_out", "annie", gathering=world.work) == first
    assert len(log(world)) == 2


def kept(world: World, minutes: float) -> dict[str, str]:
    """What a phone tells that could not send for a while: when it was pressed by its clock, and what that says now."""
    clock = world.now.moment + timedelta(hours=2)  # of a phone that is two hours off
    return {"device_at": (clock - timedelta(minutes=minutes)).isoformat(), "sent_at": clock.isoformat()}


@pytest.mark.parametrize("then", ["it goes on", "it was closed", "it was closed, and reopened by mistake"])
def test_who_said_without_connection_that_they_left_was_gone_then(world: World, then: str) -> None:
    world.open()
    world.run("check_in", "annie", gathering=world.work)
    world.now.move(hours=1)
    left = world.now()
    world.now.move(minutes=50)
    if then != "it goes on":
        world.run("close_gathering", gathering=world.work)
    world.now.move(minutes=10)
    told = world.run("check_out", "annie", gathering=world.work, **kept(world, 60))
    again = world.run("check_out", "annie", gathering=world.work, **kept(world, 60))
    if then.endswith("mistake"):
        world.run("reopen_gathering", gathering=world.work, reason="Te vroeg gesloten")
        assert numbers(world)[1] == 0

    with world.reading() as session:
        seen = attendance_log.presences(session, world.work)[world.people["annie"]]
    assert told == again == {"at": iso(left)}
    assert (seen.status, seen.last_exit, seen.seconds, seen.flags) == ("left", left, 3600, [])


def test_leaving_that_waited_in_a_phone_does_not_send_out_who_came_back_since(world: World) -> None:
    world.open()
    world.run("check_in", "annie", gathering=world.work)
    world.now.move(hours=1)
    world.run("check_in_person", gathering=world.work, person=world.people["annie"])
    world.now.move(minutes=30)
    world.run("check_out", "annie", gathering=world.work, **kept(world, 60))
    world.run("check_in_person", gathering=world.work, person=world.people["annie"], source="paper")
    assert numbers(world) == (1, 1)


def test_leaving_before_the_doors_open_is_refused(world: World) -> None:
    assert refused(world, "check_out", "annie", gathering=world.work) == "doors_not_open"


@pytest.mark.parametrize(
    ("entry", "closing", "hours"),
    [
        (datetime(2026, 3, 29, 0, 30, tzinfo=UTC), datetime(2026, 3, 29, 1, 30, tzinfo=UTC), 1),
        (datetime(2025, 10, 26, 0, 30, tzinfo=UTC), datetime(2025, 10, 26, 2, 30, tzinfo=UTC), 2),
    ],
    ids=["to summer time", "to winter time"],
)
def test_an_automatic_exit_across_the_change_of_time_counts_real_hours(
    world: World, entry: datetime, closing: datetime, hours: int
) -> None:
    world.now.moment = entry
    world.open()
    world.run("check_in_person", gathering=world.work, person=world.people["annie"])
    world.now.moment = closing
    world.run("close_gathering", gathering=world.work)

    with world.reading() as session:
        seen = attendance_log.presences(session, world.work)[world.people["annie"]]
    assert (seen.status, seen.flags, seen.seconds) == ("left", ["auto_exit"], hours * 3600)


def test_closing_checks_out_whoever_is_in_and_marks_it(world: World) -> None:
    world.open()
    for who in ("annie", "geert"):
        world.run("check_in", who, gathering=world.work)
    world.run("check_out", "geert", gathering=world.work)
    world.run("close_gathering", gathering=world.work)

    assert [line.kind.value for line in log(world)] == ["entry", "entry", "exit", "auto_exit"]
    assert numbers(world) == (2, 0)
