"""A clock that is put back or forward, while the server runs and between two runs, harms nobody in the hall."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from charrette import clock
from charrette.attendance.rules import door_code as door
from charrette.clock import SteadyClock
from charrette.errors import Invalid
from charrette.exports.words import Words
from charrette.live.heartbeat import Heartbeat
from charrette.people.rules.actors import load_actor
from charrette.web.pages import local_time
from charrette.week.models import Gathering
from tests.live.test_heartbeat import Ended
from tests.world import START, Clock, World

JUMPS = [
    pytest.param(timedelta(minutes=-7), id="7 minutes back"),
    pytest.param(timedelta(days=-1), id="a day back"),
    pytest.param(timedelta(days=1), id="a day forward"),
    pytest.param(timedelta(days=3 * 365), id="3 years forward"),
]


class Machine:
    """A machine whose wall clock can be set; its seconds go on all the same."""

    def __init__(self) -> None:
        self.wall, self.seconds = START, 50.0

    def run(self) -> SteadyClock:
        """Return the clock of a server that starts on this machine now."""
        return SteadyClock(lambda: self.wall, lambda: self.seconds)

    def wait(self, **time: float) -> None:
        passed = timedelta(**time)
        self.wall += passed
        self.seconds += passed.total_seconds()


@pytest.mark.parametrize("jump", JUMPS)
def test_while_a_server_runs_its_time_only_goes_on(jump: timedelta) -> None:
    machine = Machine()
    now = machine.run()
    machine.wait(minutes=1)
    machine.wall += jump
    machine.wait(minutes=1)

    assert now() == START + timedelta(minutes=2)
    assert machine.run()() == START + timedelta(minutes=2) + jump  # the next start takes the clock as it is


def test_our_own_clock_tells_the_time_and_does_not_ask_the_wall_clock_again() -> None:
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=5)
    asked: list[int] = []

    def wall() -> datetime:
        asked.append(1)
        return START

    now = SteadyClock(wall)
    assert (now() <= now(), len(asked)) == (True, 1)
    assert clock.steady() <= clock.steady()


@pytest.mark.parametrize("jump", JUMPS)
def test_a_clock_set_while_a_server_runs_changes_nothing_in_the_hall(world: World, jump: timedelta) -> None:
    machine = Machine()
    clock.set_source(machine.run())
    try:
        world.open()
        world.run("check_in", "annie", gathering=world.work)
        with world.reading() as session:
            gathering = session.get_one(Gathering, world.work)
            code, _, _ = door.door_code(world.config.secret_key, gathering)
            held = door.issue_pass(world.config.secret_key, gathering)
            machine.wall += jump
            door.ensure_at_door(world.config.secret_key, gathering, code)
            door.ensure_at_door(world.config.secret_key, gathering, held)
            assert load_actor(session, world.digest("annie")).person_id == world.people["annie"]
        machine.wait(minutes=3)
        with pytest.raises(Invalid):
            door.ensure_at_door(world.config.secret_key, gathering, code)
        world.run("check_out", "annie", gathering=world.work)
    finally:
        clock.set_source(world.now)
    (seen,) = [row for row in world.snapshot(f"gathering:{world.work}", "fenna")["people"] if row["sources"]]
    assert (seen["status"], seen["since"]) == ("left", clock.iso(START + timedelta(minutes=3)))


def test_a_pass_of_a_run_whose_clock_was_ahead_still_opens_the_door(world: World) -> None:
    world.open()
    with world.reading() as session:
        gathering = session.get_one(Gathering, world.work)
        held = door.issue_pass(world.config.secret_key, gathering)
        world.now.move(days=-1)
        door.ensure_at_door(world.config.secret_key, gathering, held)
        world.now.move(days=1, seconds=door.PASS_VALID_SECONDS + 1)
        with pytest.raises(Invalid, match="door_code_expired"):
            door.ensure_at_door(world.config.secret_key, gathering, held)


@pytest.mark.parametrize("leaving", ["check_out", "close_gathering"])
def test_who_leaves_after_the_clock_was_put_back_between_two_runs_is_out(world: World, leaving: str) -> None:
    world.open()
    world.run("check_in", "annie", gathering=world.work)
    world.now.move(hours=-3)
    world.run(leaving, "annie" if leaving == "check_out" else "fenna", gathering=world.work)
    picture = world.snapshot(f"gathering:{world.work}", "fenna")

    assert (picture["attendance"]["present"], picture["attendance"]["attendances"]) == (0, 1)
    assert [row["status"] for row in picture["people"] if row["sources"]] == ["left"]


def test_who_comes_back_after_the_clock_was_put_back_is_in(world: World) -> None:
    world.open()
    world.run("check_in", "annie", gathering=world.work)
    world.run("check_out", "annie", gathering=world.work)
    world.now.move(days=-1)
    world.run("check_in", "annie", gathering=world.work)

    assert world.mine(f"gathering:{world.work}", "annie")["attendance"]["status"] == "present"


def test_a_token_revoked_by_another_worker_whose_clock_is_behind_ends_its_sockets(app: Flask, world: World) -> None:
    held = app.extensions["charrette"]
    digest = world.digest("annie")
    held.live.presence.join("a socket", digest)
    ended = Ended()
    heart = Heartbeat(held.database, held.writer, ended, held.live.presence)  # type: ignore[arg-type]
    heart.end_revoked()
    world.now.move(hours=-5)
    world.run("erase_me", "annie")
    heart.end_revoked()

    assert ended.digests == [digest]


@pytest.mark.parametrize("days", [-1, 40])
def test_a_page_that_was_open_when_the_clock_was_set_can_still_be_sent(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch, days: int
) -> None:
    client = app.test_client()
    page = client.get(f"/j/{world.code}").get_data(as_text=True)
    csrf = page.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
    wall = time.time
    monkeypatch.setattr(time, "time", lambda: wall() + days * 86_400)
    if days < 0:
        world.now.move(days=days)  # the server was started again in between
    sent = client.post(f"/j/{world.code}", data={"client_id": "een telefoon", "csrf_token": csrf})

    assert (sent.status_code, sent.headers["Location"]) == (302, "/phone")


EVENING = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)


def test_a_time_on_a_page_and_on_paper_is_that_of_the_hall_whatever_the_zone_of_the_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        with Clock(EVENING):
            assert local_time(clock.iso(EVENING), "Europe/Amsterdam") == "23:30"
            assert Words("nl").time(EVENING, "Europe/Amsterdam", today=EVENING) == "23:30"
            assert Words("nl").moment(EVENING, "Europe/Amsterdam") == "23 november 2026, 23:30 CET"
            assert clock.on_this_machine(EVENING) == "07:30 JST"
            assert clock.on_this_machine(EVENING - timedelta(days=1)) == "2026-11-23 07:30 JST"
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_time_of_another_day_in_the_hall_is_written_with_that_day() -> None:
    with Clock(EVENING + timedelta(hours=1)):
        assert local_time(clock.iso(EVENING), "Europe/Amsterdam") == "23 Nov 23:30"
    assert Words("nl").time(EVENING, "Europe/Amsterdam", today=EVENING + timedelta(hours=1)) == "23 nov 23:30"
    assert Words("nl").time(EVENING, "UTC", today=EVENING + timedelta(hours=1)) == "22:30"
