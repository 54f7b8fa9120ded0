"""Floods at the doors: joining, codes, projectors. A full hall behind one router comes in; a flood does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from charrette import create_app, entrance
from charrette.crowds.rules import crowds
from charrette.entrance import MOST_JOINS, Entrance, neighbourhood
from charrette.errors import NotFound
from charrette.people.models import AccessToken, Person
from charrette.projector import rules as screens
from charrette.projector.models import Screen
from charrette.week.models import Charrette
from charrette.youth import rules as youth
from tests.world import Seconds, World, config_for

pytestmark = pytest.mark.usefixtures("seconds")  # a slow machine lets nobody more in

A_HALL = 20
"""The fullest hall in these tests: so many join at once from one address."""


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, seconds: Seconds, app: Flask) -> Flask:
    """An application whose full hall is small."""
    monkeypatch.setattr(entrance, "MOST_JOINS", A_HALL)
    app.extensions["charrette"].entrance = Entrance()
    return app


def joining(client: FlaskClient, code: str, who: object, **more: Any) -> Any:
    return client.post("/api/join", json={"code": code, "client_id": f"phone {who}"}, **more)


def by_form(client: FlaskClient, code: str, who: object) -> Any:
    page = client.get(f"/j/{code}").get_data(as_text=True)
    csrf = page.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
    form = {"client_id": f"phone {who}", "csrf_token": csrf}
    return client.post(f"/j/{code}", data=form, headers={"Accept-Language": "en"})


# --- joining -----------------------------------------------------------------------------------------------------


def test_a_full_hall_is_fifteen_hundred_and_a_thousand_phones_of_a_load_test_come_in() -> None:
    assert MOST_JOINS == 1500
    hall = Entrance()
    assert not any(hall.knock("127.0.0.1", charrette=1, let_in=0) for _ in range(1500))
    assert 0 < hall.knock("127.0.0.1", charrette=1, let_in=0) <= 1


@pytest.mark.trust("T75")
def test_after_a_full_hall_people_come_in_one_a_second(small: Flask, world: World, seconds: Seconds) -> None:
    client = small.test_client()
    first = [joining(client, world.code, number).status_code for number in range(A_HALL + 30)]
    held = joining(client, world.code, "held up")
    seconds.passed += 5
    later = [joining(client, world.code, f"later {number}").status_code for number in range(30)]

    assert Counter(first) == {201: A_HALL, 429: 30}
    assert (held.json["error"], held.json["retry_after"]) == ("door_crowded", 1.0)
    assert Counter(later) == {201: 5, 429: 25}


def test_the_plain_form_and_the_program_share_one_door(small: Flask, world: World) -> None:
    for number in range(A_HALL):
        joining(small.test_client(), world.code, number)
    refused = by_form(small.test_client(), world.code, "form")

    assert refused.status_code == 429
    assert "Very many people are coming in" in refused.get_data(as_text=True)


def test_another_address_and_who_comes_back_are_not_held_up(small: Flask, world: World) -> None:
    client = small.test_client()
    for number in range(A_HALL + 1):
        joining(client, world.code, number)

    assert joining(client, world.code, "0").status_code == 201
    elsewhere = {"REMOTE_ADDR": "192.168.1.7"}
    assert joining(client, world.code, "elsewhere", environ_overrides=elsewhere).status_code == 201


def test_a_forwarded_address_counts_only_behind_a_proxy_that_is_believed(
    monkeypatch: pytest.MonkeyPatch, world: World
) -> None:
    monkeypatch.setattr(entrance, "MOST_JOINS", A_HALL)
    told = {}
    for hops in (0, 1):
        app = create_app(config_for(world.config.data, trusted_proxies=hops))
        client = app.test_client()
        answers = [
            joining(client, world.code, f"{hops}-{number}", headers={"X-Forwarded-For": f"10.0.0.{number}"}).status_code
            for number in range(A_HALL + 5)
        ]
        told[hops] = Counter(answers)
        app.extensions["charrette"].database.dispose()

    assert told == {0: {201: A_HALL, 429: 5}, 1: {201: A_HALL + 5}}


def test_a_network_of_ipv6_is_one_address() -> None:
    one, other = neighbourhood("2001:db8:1:2::5"), neighbourhood("2001:db8:1:2:ffff::9")
    assert one == other != neighbourhood("2001:db8:1:3::5")
    assert neighbourhood("::ffff:10.0.0.1") == neighbourhood("10.0.0.1")
    assert len(neighbourhood("x" * 10_000)) <= 100


def test_staff_see_that_people_are_held_up_and_let_more_in(small: Flask, world: World) -> None:
    client, stream = small.test_client(), f"team:{world.charrette}"
    door = [world.snapshot(stream, "fenna")["entrance"]]
    for number in range(A_HALL + 3):
        joining(client, world.code, number)
    door.append(world.snapshot(stream, "fenna")["entrance"])
    world.run("let_more_in")
    door.append(world.snapshot(stream, "fenna")["entrance"])
    more = [joining(client, world.code, f"more {number}").status_code for number in range(A_HALL + 3)]

    assert [row["crowded"] for row in door] == [False, True, False]
    assert Counter(more) == {201: A_HALL, 429: 3}
    with pytest.raises(NotFound):
        world.snapshot(stream, "annie")


def test_a_second_process_lets_more_in_too(small: Flask, world: World) -> None:
    """The number is in the database; each process sees that it grew."""
    other = create_app(world.config)
    client = other.test_client()
    other.extensions["charrette"].entrance = Entrance()
    for number in range(A_HALL + 1):
        joining(client, world.code, number)
    assert joining(client, world.code, "held").status_code == 429
    world.run("let_more_in")

    assert joining(client, world.code, "held").status_code == 201
    other.extensions["charrette"].database.dispose()


def test_one_client_cannot_join_on_and_on_and_has_few_tokens_that_count(app: Flask, world: World) -> None:
    client = app.test_client()
    answers = []
    for _ in range(40):
        world.now.move(seconds=0.001)
        answers.append(joining(client, world.code, "one"))
    given = [answer.json["token"] for answer in answers if answer.status_code == 201]
    with world.reading() as session:
        person = youth.find_phone(session, session.get_one(Charrette, world.charrette), "phone one")
        assert person is not None
        living = select(func.count()).where(AccessToken.person_id == person.id, AccessToken.revoked_at.is_(None))
        assert session.scalar(living) == crowds.MOST_TOKENS == 10
    counts = [client.get("/api/me", headers={"Authorization": f"Bearer {token}"}).status_code for token in given]

    assert len(given) == entrance.CLIENT_JOINS == 30
    assert counts == [401] * 20 + [200] * 10


# --- codes and links ---------------------------------------------------------------------------------------------

GUESSES: dict[str, Callable[[FlaskClient, World, int], Any]] = {
    "program": lambda client, world, n: joining(client, f"WRON{n % 10}G", n),
    "page": lambda client, world, n: client.get("/j/WRONGG"),
    "link": lambda client, world, n: client.post("/api/sign-in", json={"token": f"guess {n}"}),
    "door": lambda client, world, n: client.get("/c/JKMNPQ/BCDFGHJKMN"),
}


@pytest.mark.trust("T83")
@pytest.mark.parametrize("kind", sorted(GUESSES))
def test_wrong_codes_are_slowed_and_the_right_ones_still_work(
    app: Flask, world: World, seconds: Seconds, kind: str
) -> None:
    client = app.test_client()
    told = Counter(GUESSES[kind](client, world, number).status_code for number in range(60))
    last = GUESSES[kind](client, world, 99)
    right = [joining(client, code, f"right {code}").status_code for code in (world.code, "JKMNPQ", "ZBCDFG")]
    seconds.passed += entrance.WRONG_HERE_SECONDS / entrance.WRONG_HERE
    again = GUESSES[kind](client, world, 100).status_code

    assert told[429] == 60 - entrance.WRONG_HERE == 40
    assert (last.status_code, again) == (429, next(status for status in told if status != 429))
    assert client.get(f"/j/{world.code}").status_code in (200, 302)
    assert right == [201, 201, 201]


def test_wrong_codes_from_many_addresses_are_slowed_in_all(app: Flask, world: World, seconds: Seconds) -> None:
    client = app.test_client()
    told = Counter(
        joining(client, "WRONGG", n, environ_overrides={"REMOTE_ADDR": f"10.0.{n // 200}.{n % 200}"}).status_code
        for n in range(entrance.WRONG_IN_ALL + 50)
    )

    assert told == {404: entrance.WRONG_IN_ALL, 429: 50}
    assert joining(client, world.code, "right").status_code == 201


# --- projectors --------------------------------------------------------------------------------------------------


def test_projectors_that_announce_themselves_are_bounded(
    app: Flask, world: World, seconds: Seconds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screens, "MOST_WAITING", 30)
    client = app.test_client()
    answers = [client.post("/api/screens", json={}) for _ in range(90)]
    made = [answer.json for answer in answers if answer.status_code == 201]
    with world.reading() as session:
        waiting = session.scalar(select(func.count()).where(Screen.charrette_id.is_(None)).select_from(Screen))
    known = [client.get("/api/me", headers={"Authorization": f"Bearer {one['token']}"}).status_code for one in made]

    assert (len(made), waiting) == (entrance.SCREENS, 30)
    assert known == [401] * 30 + [200] * 30  # the oldest ones get a new code by themselves
    world.run("pair_screen", code=made[-1]["screen"]["pairing_code"])
    assert client.get("/api/me", headers={"Authorization": f"Bearer {made[-1]['token']}"}).json["charrette"]


# --- who only came in ----------------------------------------------------------------------------------------------


def test_who_joined_and_did_nothing_is_removed_at_once_and_nobody_else(app: Flask, world: World) -> None:
    world.open()
    idle = [world.join("", client_id=f"idle {number}") for number in range(5)]
    for number, act in enumerate(["check_in", "post", "remark", "vote", "name"]):
        world.join("", client_id=f"busy {number}")
        world.tokens[act] = world.tokens[""]
        world.people[act] = world.people[""]
    world.run("check_in", "check_in", gathering=world.work)
    idea = world.post("Een bankje", "post")
    _, version = world.item()
    world.run("add_remark", "remark", round=world.round([version]), version=version, kind="support", text="Goed")
    world.run("check_in", "vote", gathering=world.work)
    world.run("set_board_phase", board=world.board, phase="voting")
    world.run("cast_vote", "vote", idea=idea)
    world.run("update_me", "name", name="Roelof")
    client = app.test_client()
    listed = client.get("/api/idle-people", headers=world.header("fenna")).json["people"]
    removed = world.run("remove_idle_people")["removed"]
    left = client.get("/api/idle-people", headers=world.header("fenna")).json["people"]

    assert (listed, removed, left) == (sorted(idle), 5, [])
    for act in ("check_in", "post", "remark", "vote", "name", "annie", "fenna", "otto"):
        assert client.get("/api/me", headers=world.header(act)).status_code == 200, act
    assert {row["id"] for row in world.snapshot(f"gathering:{world.work}", "fenna")["people"]}.isdisjoint(idle)
    back = joining(client, world.code, "x").status_code, world.join("", client_id="idle 0")
    assert back[0] == 201
    assert back[1] not in idle
    assert client.get("/api/idle-people", headers=world.header("annie")).status_code == 403


def test_a_removed_idle_phone_has_no_token_and_no_number_is_given_out_twice(world: World) -> None:
    idle = world.join("", client_id="idle")
    world.run("remove_idle_people")
    again = world.join("", client_id="idle")
    with world.reading() as session:
        row = session.get_one(Person, idle)
        assert (row.client_id, row.erased_at is not None, again != idle) == (None, True, True)
    assert len(world.revoked) == 1
