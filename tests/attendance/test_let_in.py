"""Who is let in to a gathering for who is invited: whoever shows its code, and whom staff check in."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from sqlalchemy import text

from charrette.attendance.rules import door_code as door
from charrette.errors import NotAllowed
from charrette.week.models import Gathering
from tests.attendance.halls import WORDS, Hall

pytestmark = pytest.mark.trust("T96")


def may_read(hall: Hall, who: str) -> bool:
    """Return whether somebody is let in."""
    try:
        return bool(hall.world.follow(f"board:{hall.board}", who)["ok"])
    except NotAllowed:
        return False


def test_who_types_its_code_is_let_in(hall: Hall, app: Flask) -> None:
    client = app.test_client()
    body = {"code": hall.code, "client_id": "phone-of-annie"}
    token = client.post("/api/join", json=body).get_json()["token"]
    hall.world.tokens = {**hall.world.tokens, "annie again": token}

    assert may_read(hall, "annie again")
    assert may_read(hall, "annie")  # the token that the phone had counts for the same person
    assert hall.world.run("check_in", "annie again", gathering=hall.gathering)["already"] is False
    assert hall.world.run("check_in", "annie", gathering=hall.gathering)["already"] is True


def test_a_phone_that_is_known_is_let_in_by_scanning(hall: Hall, app: Flask) -> None:
    client = app.test_client()
    before = client.get("/phone", headers=hall.world.header("annie"), query_string={"gathering": hall.gathering})
    scanned = client.get(f"/j/{hall.code}", headers=hall.world.header("annie"))
    phone = client.get(scanned.headers["Location"], headers=hall.world.header("annie")).get_data(as_text=True)

    assert (before.status_code, WORDS[5] in before.get_data(as_text=True)) == (200, False)
    assert scanned.status_code == 302
    assert WORDS[5] in phone
    assert may_read(hall, "annie")


def test_the_code_on_the_screen_in_the_hall_lets_in(hall: Hall) -> None:
    with hall.world.reading() as session:
        shown, _, _ = door.door_code(hall.world.config.secret_key, session.get_one(Gathering, hall.gathering))
    with pytest.raises(NotAllowed, match="gathering_code_needed"):
        hall.world.run("check_in", "annie", gathering=hall.gathering, door="BCDFGHJKMN")
    first = hall.world.answer("check_in", "annie", id="een", gathering=hall.gathering, door=shown)

    assert first["result"]["already"] is False
    assert hall.world.answer("check_in", "annie", id="een", gathering=hall.gathering, door=shown) == first
    assert may_read(hall, "annie")


def test_whom_staff_check_in_is_let_in(hall: Hall) -> None:
    hall.world.run("check_in_person", gathering=hall.gathering, person=hall.world.people["annie"])
    assert may_read(hall, "annie")
    assert not may_read(hall, "jamila")


def test_the_number_of_an_idea_there_still_has_an_answer(hall: Hall, app: Flask) -> None:
    """Every number has one: whoever reads it on a poster or an agenda hears what became of it, without the words."""
    with hall.world.reading() as session:
        number = session.scalar(text("select number from ideas where id = :id"), {"id": hall.fields["idea"]})
    page = app.test_client().get(f"/ideas/{number}", headers=hall.world.header("annie"))

    assert page.status_code == 200
    assert [word for word in WORDS if word in page.get_data(as_text=True)] == []


def test_nobody_has_to_read_an_open_gathering_by_code(hall: Hall) -> None:
    assert json.dumps(hall.world.follow(f"board:{hall.world.board}", "annie")["ok"]) == "true"
