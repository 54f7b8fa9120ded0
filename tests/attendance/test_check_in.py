"""The check-in cases that broke other people's software, each as a test. One address serves the whole hall."""

from __future__ import annotations

import threading
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from charrette.attendance.rules import log as attendance_log
from charrette.clock import iso
from charrette.errors import Conflict
from tests.attendance.hall import log, numbers, person, refused
from tests.world import World


def test_a_scan_before_the_doors_open_is_refused_and_the_same_scan_succeeds_afterwards(world: World) -> None:
    id = str(uuid.uuid4())
    with pytest.raises(Conflict) as caught:
        world.run("check_in", "annie", id=id, gathering=world.work)
    world.run("open_doors", gathering=world.work)

    assert caught.value.code == "doors_not_open"
    assert world.run("check_in", "annie", id=id, gathering=world.work)["already"] is False


def test_already_here_answers_since_when_and_adds_no_row(world: World) -> None:
    world.open()
    first = world.run("check_in", "annie", gathering=world.work)
    world.now.move(minutes=2)
    again = world.run("check_in", "annie", gathering=world.work)

    assert again == {"already": True, "at": first["at"]}
    assert len(log(world)) == 1


def test_scanning_again_hours_later_extends_and_never_duplicates(world: World) -> None:
    world.open()
    world.run("check_in", "annie", gathering=world.work)
    world.now.move(hours=1)
    world.run("check_out", "annie", gathering=world.work)
    world.now.move(hours=3)
    world.run("check_in", "annie", gathering=world.work)
    world.now.move(hours=2)
    world.run("check_out", "annie", gathering=world.work)

    with world.reading() as session:
        (seen,) = attendance_log.presences(session, world.work).values()
    assert (numbers(world), seen.seconds) == ((1, 0), 3 * 3600)
    assert world.snapshot(f"team:{world.charrette}", "fenna")["attendance"] == {"attendances": 1, "unique": 1}


def test_the_same_person_by_phone_list_and_paper_is_one_attendance_with_all_sources(world: World) -> None:
    world.open()
    world.run("check_in", "annie", gathering=world.work)
    world.run("check_in_person", gathering=world.work, person=world.people["annie"])
    world.run("check_in_person", gathering=world.work, person=world.people["annie"], source="paper")

    assert numbers(world) == (1, 1)
    assert person(world, "annie")["sources"] == ["phone", "manual", "paper"]
    assert [line.source.value for line in log(world)] == ["phone", "manual", "paper"]


@pytest.mark.trust("T61")
def test_a_queue_of_thirty_offline_scans_gives_thirty_rows_with_their_own_times(world: World) -> None:
    world.open()
    began = world.now.moment
    world.now.move(hours=1)
    for minute in range(30):
        scanned = began + timedelta(minutes=minute)
        world.run(
            "check_in",
            "annie",
            gathering=world.work,
            device_at=scanned.isoformat(),
            sent_at=world.now.moment.isoformat(),
        )

    assert [line.at for line in log(world)] == [began + timedelta(minutes=minute) for minute in range(30)]
    assert numbers(world) == (1, 1)


@pytest.mark.trust("T28")
def test_a_device_clock_two_hours_wrong_is_flagged_and_corrected_by_the_servers_time(world: World) -> None:
    world.open()
    world.now.move(hours=1)
    wrong = world.now.moment + timedelta(hours=2)
    answer = world.run(
        "check_in",
        "annie",
        gathering=world.work,
        device_at=(wrong - timedelta(minutes=20)).isoformat(),
        sent_at=wrong.isoformat(),
    )

    assert answer["at"] == iso(world.now.moment - timedelta(minutes=20))
    assert person(world, "annie")["flags"] == ["clock_off"]


@pytest.mark.parametrize(
    "clock",
    [
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(2029, 6, 8, tzinfo=UTC),
        datetime(2026, 6, 7, 8, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 59, tzinfo=UTC),
    ],
    ids=["1970", "three years ahead", "a day behind", "the night the clock goes back"],
)
def test_order_and_shown_time_are_the_servers_whatever_the_phone_says(world: World, clock: datetime) -> None:
    world.open()
    answer = world.run(
        "check_in", "annie", gathering=world.work, device_at=clock.isoformat(), sent_at=clock.isoformat()
    )

    assert answer["at"] == iso(world.now.moment)
    (line,) = log(world)
    assert (line.at, line.device_at, line.clock_off) == (world.now.moment, clock, True)


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00", "9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+14:00"])
def test_a_moment_that_no_clock_has_is_refused(world: World, moment: str) -> None:
    world.open()

    assert refused(world, "check_in", "annie", gathering=world.work, device_at=moment, sent_at=moment) == "field_wrong"
    assert log(world) == []


def test_a_retry_after_a_lost_answer_gives_one_row_and_the_same_answer(world: World) -> None:
    world.open()
    id = str(uuid.uuid4())
    first = world.answer("check_in", "annie", id=id, gathering=world.work)
    world.now.move(minutes=3)

    assert world.answer("check_in", "annie", id=id, gathering=world.work) == first
    assert len(log(world)) == 1


def _twenty_at_once(world: World, ids: list[str], **fields: Any) -> list[dict[str, Any]]:
    answers: list[dict[str, Any]] = []
    together = threading.Barrier(len(ids))

    def scan(id: str) -> None:
        together.wait()
        answers.append(world.answer("check_in", "annie", id=id, gathering=world.work, **fields))

    threads = [threading.Thread(target=scan, args=(id,)) for id in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def _scanned(world: World) -> dict[str, str]:
    """One scan that waited in a phone without connection: each that counts is a line of its own."""
    moment = world.now.moment.isoformat()
    return {"device_at": moment, "sent_at": moment}


@pytest.mark.trust("T60")
@pytest.mark.parametrize("offline", [False, True], ids=["on line", "kept in the phone"])
def test_one_scan_sent_twenty_times_at_once_is_one_attendance_with_equal_answers(world: World, offline: bool) -> None:
    world.open()
    answers = _twenty_at_once(world, [str(uuid.uuid4())] * 20, **(_scanned(world) if offline else {}))

    assert len(log(world)) == 1
    assert answers == [answers[0]] * 20
    assert numbers(world) == (1, 1)


@pytest.mark.trust("T60")
def test_control_without_one_id_the_same_scan_is_in_the_log_twenty_times(world: World) -> None:
    world.open()
    answers = _twenty_at_once(world, [str(uuid.uuid4()) for _ in range(20)], **_scanned(world))

    assert len(log(world)) == 20
    assert sorted(answer["result"]["already"] for answer in answers) == [False] + [True] * 19


def test_twenty_scans_at_once_under_ids_of_their_own_are_still_one_attendance(world: World) -> None:
    """A finger that taps and taps: the rule of the domain holds, though the answers differ."""
    world.open()
    answers = _twenty_at_once(world, [str(uuid.uuid4()) for _ in range(20)])

    assert sorted(answer["result"]["already"] for answer in answers) == [False] + [True] * 19
    assert (len(log(world)), numbers(world)) == (1, (1, 1))
