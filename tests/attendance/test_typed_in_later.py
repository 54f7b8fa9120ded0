"""The time of a fact is not the time of typing: lists typed in later, closings by mistake, sessions left open."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pypdf
import pytest
from flask.testing import FlaskClient

from charrette.attendance.rules import log
from charrette.errors import Conflict
from charrette.week.lists import Openness
from charrette.week.models import Gathering
from charrette.week.rules import session_now
from tests.spine.reducer import apply, ordered
from tests.world import World


def row_of(world: World, name: str) -> dict[str, Any]:
    people = world.snapshot(f"gathering:{world.work}", "fenna")["people"]
    return next(row for row in people if row["id"] == world.people[name])


def numbers(world: World) -> tuple[int, int]:
    shown = world.snapshot(f"gathering:{world.work}", "fenna")["attendance"]
    return shown["present"], shown["attendances"]


def times(world: World) -> Gathering:
    with world.reading() as session:
        return session.get_one(Gathering, world.work)


def hold(world: World, *came: str, hours: float = 2) -> None:
    world.open()
    for name in came:
        world.run("check_in", name, gathering=world.work)
    world.now.move(hours=hours)
    world.run("close_gathering", gathering=world.work)


def test_a_paper_list_typed_in_the_next_morning_has_times_within_the_session(world: World) -> None:
    hold(world, "annie")
    world.now.move(hours=17)
    answer = world.run("check_in_person", gathering=world.work, person=world.people["geert"], source="paper")
    held = times(world)
    assert (answer["already"], numbers(world)) == (False, (0, 2))
    geert = row_of(world, "geert")
    assert geert["status"] == "left"
    assert set(geert["flags"]) == {"entered_later", "auto_exit"}
    with world.reading() as session:
        seen = log.presences(session, world.work)[world.people["geert"]]
    assert (seen.first_entry, seen.last_exit) == (held.started_at, held.closed_at)
    world.run("check_in_person", gathering=world.work, person=world.people["geert"], source="paper")
    assert numbers(world) == (0, 2)


def test_who_joins_after_the_session_is_found_on_its_list_when_the_paper_is_typed_in(world: World) -> None:
    """They came on paper on Monday, and by phone on Tuesday: one person, on both days."""
    hold(world, "annie")
    stream = f"gathering:{world.work}"
    before = world.follow(stream, "fenna")
    world.now.move(hours=20)
    world.join("Roelof")
    told = apply(before["snapshot"], world.follow(stream, "fenna", since=before["seq"])["events"])
    assert ordered(told) == ordered(world.snapshot(stream, "fenna"))
    assert row_of(world, "Roelof")["status"] == "absent"
    world.run("check_in_person", gathering=world.work, person=world.people["Roelof"], source="paper")
    assert row_of(world, "Roelof")["status"] == "left"
    assert numbers(world) == (0, 2)


def test_somebody_added_by_hand_after_closing_is_not_in(world: World) -> None:
    hold(world)
    world.now.move(minutes=20)
    world.run("add_walk_in", gathering=world.work, name="Wilma")
    assert numbers(world) == (0, 1)


def test_who_is_on_paper_too_stands_there_once(world: World) -> None:
    hold(world, "annie")
    world.now.move(hours=1)
    world.run("check_in_person", gathering=world.work, person=world.people["annie"], source="paper")
    assert numbers(world) == (0, 1)
    assert row_of(world, "annie")["status"] == "left"


def test_a_scan_that_waited_in_a_phone_counts_when_it_was_made_in_time(world: World) -> None:
    hold(world, hours=2)
    made = world.now() - timedelta(hours=1)
    world.now.move(minutes=30)
    sent = {"device_at": made.isoformat(), "sent_at": world.now().isoformat()}
    world.run("check_in", "annie", gathering=world.work, **sent)
    assert numbers(world) == (0, 1)
    late = {"device_at": world.now().isoformat(), "sent_at": world.now().isoformat()}
    for fields in (late, {}):
        with pytest.raises(Conflict):
            world.run("check_in", "geert", gathering=world.work, **fields)


def test_a_closing_by_mistake_gives_presence_back(world: World) -> None:
    hold(world, "annie", "geert")
    assert numbers(world)[0] == 0
    world.now.move(minutes=1)
    world.run("reopen_gathering", gathering=world.work, reason="Per ongeluk")
    assert numbers(world) == (2, 2)
    assert row_of(world, "annie")["status"] == "present"


def test_after_a_while_people_come_in_anew(world: World) -> None:
    hold(world, "annie")
    world.now.move(minutes=40)
    world.run("reopen_gathering", gathering=world.work, reason="Nog een ronde")
    assert numbers(world) == (0, 1)


def test_a_session_left_open_is_not_that_of_the_next_day(world: World) -> None:
    world.open()
    world.now.move(hours=20)
    with world.reading() as session:
        week = session.query(Gathering).where(Gathering.charrette_id == world.charrette).all()
        assert session_now(week) is None
    world.run("open_doors", gathering=world.later)
    with world.reading() as session:
        week = session.query(Gathering).where(Gathering.charrette_id == world.charrette).all()
        assert getattr(session_now(week), "id", None) == world.later


def test_a_session_closed_the_next_morning_ended_when_something_last_went_on(world: World) -> None:
    world.open()
    world.now.move(minutes=5)
    world.run("check_in", "annie", gathering=world.work)
    world.run("go_to_step", gathering=world.work, step=world.steps[1])
    stepped = world.now()
    world.now.move(hours=20)
    world.run("close_gathering", gathering=world.work)
    assert times(world).closed_at == stepped + timedelta(minutes=30)
    assert numbers(world) == (0, 1)


def leave_open(world: World, *came: str) -> datetime:
    """Hold a session that nobody closes, and come back the next morning; return when something last went on."""
    world.open()
    for name in came:
        world.run("check_in", name, gathering=world.work)
    world.now.move(minutes=40)
    world.run("go_to_step", gathering=world.work, step=world.steps[1])
    stepped = world.now()
    world.now.move(hours=17)
    return stepped + timedelta(minutes=30)


def presence(world: World, name: str) -> log.Presence:
    with world.reading() as session:
        return log.presences(session, world.work)[world.people[name]]


def test_a_paper_list_is_typed_in_the_next_morning_while_the_session_was_never_closed(world: World) -> None:
    ended = leave_open(world, "annie")
    world.run("check_in_person", gathering=world.work, person=world.people["geert"], source="paper")
    world.run("add_walk_in", gathering=world.work, name="Wilma")
    geert = presence(world, "geert")
    assert (geert.status, geert.first_entry, geert.last_exit) == ("left", times(world).started_at, ended)
    assert "entered_later" in geert.flags

    world.run("close_gathering", gathering=world.work)
    assert times(world).closed_at == ended
    assert presence(world, "annie").last_exit == ended
    assert numbers(world) == (0, 3)


def test_who_says_the_next_morning_that_they_left_did_not_stay_the_night(world: World) -> None:
    ended = leave_open(world, "annie", "geert")
    world.run("check_out", "annie", gathering=world.work)
    world.run("check_out_person", gathering=world.work, person=world.people["geert"])
    assert {presence(world, name).last_exit for name in ("annie", "geert")} == {ended}
    world.run("close_gathering", gathering=world.work)
    assert times(world).closed_at == ended


def test_nobody_comes_in_at_a_session_that_was_left_open_since_yesterday(world: World) -> None:
    ended = leave_open(world)
    with pytest.raises(Conflict) as refused:
        world.run("check_in", "annie", gathering=world.work)
    assert refused.value.code == "gathering_closed"
    kept = {"device_at": (ended - timedelta(minutes=20)).isoformat(), "sent_at": world.now().isoformat()}
    world.run("check_in", "geert", gathering=world.work, **kept)
    assert presence(world, "geert").first_entry == ended - timedelta(minutes=20)


def test_doors_that_were_opened_the_evening_before_let_people_in_when_it_begins(world: World) -> None:
    world.run("open_doors", gathering=world.work)
    world.now.move(hours=17)
    world.run("start_gathering", gathering=world.work)
    world.run("check_in", "annie", gathering=world.work)
    assert numbers(world) == (1, 1)


@pytest.mark.parametrize("somebody_comes", [True, False])
def test_a_session_that_is_reopened_on_the_next_day_goes_on_and_else_ended_as_before(
    world: World, somebody_comes: bool
) -> None:
    hold(world, "annie")
    ended = times(world).closed_at
    world.now.move(hours=18)
    world.run("reopen_gathering", gathering=world.work, reason="Nog een ochtend")
    if somebody_comes:
        world.run("check_in", "geert", gathering=world.work)
        assert presence(world, "geert").status == "present"
    world.now.move(hours=1)
    world.run("close_gathering", gathering=world.work)
    assert times(world).closed_at == (world.now() if somebody_comes else ended)


@pytest.mark.parametrize("closed", [True, False])
def test_heads_that_are_typed_in_the_next_morning_were_counted_during_the_session(
    world: World, client: FlaskClient, closed: bool
) -> None:
    ended = leave_open(world, "annie")
    if closed:
        world.run("close_gathering", gathering=world.work)
    world.run("count_heads", gathering=world.work, count=61)
    world.run("close_gathering", gathering=world.work)
    assert times(world).closed_at == ended
    log = client.get("/exports/hoogeveen/attendance/work-log.csv", headers=world.header("otto")).text
    (counted,) = (row for row in csv.DictReader(log.splitlines()) if row["count"])
    assert (counted["count"], datetime.fromisoformat(counted["server_time"])) == ("61", ended)


@pytest.mark.parametrize(
    ("opened", "printed"),
    [("2025-10-25T21:00:00", ("23:00", "26 okt 02:30")), ("2026-03-28T22:00:00", ("23:00", "29 mrt 04:30"))],
    ids=["the night that winter time begins", "the night that summer time begins"],
)
@pytest.mark.parametrize("invited", [False, True], ids=["for all", "for who is invited"])
def test_a_list_of_days_ago_has_the_times_of_a_session_that_went_over_midnight_and_a_change_of_the_clock(
    world: World, client: FlaskClient, opened: str, printed: tuple[str, str], invited: bool
) -> None:
    """Four and a half hours by the clock that never jumps, whatever the clock on the wall did."""
    if invited:
        world.write(lambda session: setattr(session.get_one(Gathering, world.work), "openness", Openness.INVITED))
    world.now.moment = datetime.fromisoformat(opened).replace(tzinfo=UTC)
    hold(world, hours=4.5)
    held = times(world)
    world.now.move(days=4)
    world.run("check_in_person", gathering=world.work, person=world.people["geert"], source="paper")
    world.run("add_walk_in", gathering=world.work, name="Wilma")

    assert held.closed_at is not None
    assert held.started_at is not None
    assert held.closed_at - held.started_at == timedelta(hours=4.5)
    assert numbers(world) == (0, 2)
    with world.reading() as session:
        seen = log.presences(session, world.work)
    assert [(one.first_entry, one.last_exit) for one in seen.values()] == [(held.started_at, held.closed_at)] * 2
    pdf = client.get("/exports/hoogeveen/attendance/work.pdf", headers=world.header("otto")).data
    text = " ".join("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())
    for name in ("Geert", "Wilma"):
        assert f"{name} is weg {printed[0]} {printed[1]} " in text, text
