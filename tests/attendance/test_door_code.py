"""The code at the door: new every minute, long enough for who types, and for one address with a whole hall."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from charrette.attendance.rules import door_code as door
from charrette.week.models import Gathering
from tests.attendance.hall import code_at_door, log, numbers, person, refused
from tests.world import SECRET, World


@pytest.mark.trust("T63")
def test_the_code_at_the_door_is_new_every_minute_and_valid_for_two(world: World) -> None:
    world.open()
    world.now.moment = datetime(2026, 6, 8, 9, 0, tzinfo=UTC)
    code = code_at_door(world)
    world.now.move(seconds=59)
    assert code_at_door(world) == code
    world.now.move(seconds=1)
    assert code_at_door(world) != code
    world.now.move(seconds=59)
    assert world.run("check_in", "annie", gathering=world.work, door=code)["already"] is False
    world.now.move(seconds=1)

    assert refused(world, "check_in", "geert", gathering=world.work, door=code) == "door_code_expired"


def test_typing_a_name_slowly_outlives_the_code_of_the_door(world: World, client: FlaskClient) -> None:
    world.open()
    page = client.get(f"/c/JKMNPQ/{code_at_door(world)}")
    text = page.get_data(as_text=True)
    door_pass = text.split('name="door_pass"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
    csrf = text.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
    world.now.move(minutes=17)
    form = {"client_id": "phone-of-pieter", "name": "Pieter", "door_pass": door_pass, "csrf_token": csrf}
    answer = client.post("/j/JKMNPQ", data=form)

    assert (page.status_code, answer.status_code) == (200, 302)
    assert [line.source.value for line in log(world)] == ["room_qr"]
    assert numbers(world) == (1, 1)


def test_a_phone_that_is_known_is_checked_in_by_the_scan_itself(world: World, client: FlaskClient) -> None:
    world.open()
    answer = client.get(f"/c/JKMNPQ/{code_at_door(world)}", headers=world.header("annie"))

    assert answer.status_code == 302
    assert person(world, "annie")["status"] == "present"


def test_a_code_that_is_too_old_is_told_so_at_the_first_page(world: World, client: FlaskClient) -> None:
    world.open()
    code = code_at_door(world)
    world.now.move(minutes=3)

    assert client.get(f"/c/JKMNPQ/{code}", headers=world.header("annie")).status_code == 400
    assert log(world) == []


def test_checking_in_to_one_gathering_never_reaches_a_later_one(world: World) -> None:
    world.open()
    world.open(world.later)
    with world.reading() as session:
        held = door.issue_pass(SECRET, session.get_one(Gathering, world.work))
    code = code_at_door(world)

    assert refused(world, "check_in", "annie", gathering=world.later, door=held) == "door_code_wrong"
    assert refused(world, "check_in", "annie", gathering=world.later, door=code) == "door_code_expired"
    world.run("check_in", "annie", gathering=world.work, door=held)
    assert (numbers(world), numbers(world, world.later)) == ((1, 1), (0, 0))


def test_a_pass_outlives_typing_but_not_the_day(world: World) -> None:
    world.open()
    with world.reading() as session:
        held = door.issue_pass(SECRET, session.get_one(Gathering, world.work))
    world.now.move(hours=5)

    assert refused(world, "check_in", "annie", gathering=world.work, door=held) == "door_code_expired"


@pytest.mark.trust("T62")
@pytest.mark.parametrize(
    "code", ["", " ", "abc+-/==", "é" * 10, "٣" * 10, "\ud800", "\x00", "A" * 400, "https://evil.example/c/JKMNPQ/x"]
)
def test_a_forged_or_garbled_code_gets_one_plain_reason(world: World, code: str) -> None:
    world.open()

    assert refused(world, "check_in", "annie", gathering=world.work, door=code) == "door_code_expired"
    assert log(world) == []


@pytest.mark.trust("T63", "T64")
def test_where_the_code_is_needed_nobody_checks_in_without_it_but_staff_can_help(world: World) -> None:
    def need(session: Any) -> None:
        session.get_one(Gathering, world.work).door_required = True

    world.write(need)
    world.open()

    assert refused(world, "check_in", "annie", gathering=world.work) == "door_code_needed"
    assert world.run("check_in_person", gathering=world.work, person=world.people["annie"])["already"] is False


@pytest.mark.trust("T65")
def test_a_hundred_people_scan_one_code_from_one_address(world: World, client: FlaskClient) -> None:
    world.open()
    code = code_at_door(world)
    for number in range(100):
        joined = client.post("/api/join", json={"code": "JKMNPQ", "client_id": f"phone-number-{number}"})
        bearer = {"Authorization": f"Bearer {joined.get_json()['token']}"}
        command = {"id": str(number), "type": "check_in", "gathering": world.work, "door": code}
        answer = client.post("/api/commands", json=command, headers=bearer)
        assert (joined.status_code, answer.status_code) == (201, 200)

    assert numbers(world) == (100, 100)


def test_a_typed_code_may_be_lower_case_with_spaces(world: World, client: FlaskClient) -> None:
    body = {"code": " jkm-npq ", "client_id": "an old phone without camera"}

    assert client.post("/api/join", json=body).get_json()["gathering"]["id"] == world.work


def test_codes_have_no_vowels_and_no_look_alikes() -> None:
    assert set(door.CODE_ALPHABET) & set("AEIOUY01L") == set()
