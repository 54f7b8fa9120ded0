"""What a program of somebody else meets at the doors: joining with little, and errors it can read."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.world import World


def join(client: FlaskClient, world: World, **fields: Any) -> Any:
    return client.post("/api/join", json={"code": world.code, **fields})


@pytest.mark.parametrize("client_id", ["1", "phone-1", "é", "x" * 80])
def test_a_program_chooses_its_own_client_id_and_is_the_same_person_again(
    client: FlaskClient, world: World, client_id: str
) -> None:
    first, again = join(client, world, client_id=client_id), join(client, world, client_id=client_id)

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json["person"]["id"] == again.json["person"]["id"]
    assert first.json["token"] != again.json["token"]


@pytest.mark.parametrize("client_id", ["", "   ", "x" * 81, "tab\there"])
def test_a_client_id_that_cannot_be_kept_is_refused(client: FlaskClient, world: World, client_id: str) -> None:
    answer = join(client, world, client_id=client_id)

    assert (answer.status_code, answer.json["error"], answer.json["field"]) == (400, "client_id_wrong", "client_id")


@pytest.mark.parametrize("nothing", [None, ""])
def test_what_one_need_not_tell_may_be_empty_and_is_kept_when_it_was_told(
    client: FlaskClient, world: World, nothing: str | None
) -> None:
    told = join(client, world, client_id="klaas", name="Klaas", party_role="resident", area="krakeel")
    again = join(client, world, client_id="klaas", name=nothing, party_role=nothing, area=nothing)

    assert (told.status_code, again.status_code, again.json["person"]) == (201, 201, told.json["person"])
    world.open()
    rows = world.snapshot(f"gathering:{world.work}", "fenna")["people"]
    row = next(row for row in rows if row["id"] == told.json["person"]["id"])
    assert (row["name"], row["party_role"], row["area"]) == ("Klaas", "resident", world.areas[0])


@pytest.mark.parametrize("body", [[], "text", 5, None])
def test_a_body_that_is_no_object_is_refused_without_naming_a_field(client: FlaskClient, body: Any) -> None:
    for path in ("/api/join", "/api/sign-in"):
        answer = client.post(path, json=body)
        assert answer.json is not None
        assert (answer.status_code, answer.json["error"], answer.json.get("field")) == (400, "field_wrong", None)


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/exports/hoogeveen/ideas.csv", 403, "not_allowed"),
        ("/exports/hoogeveen/attendance/work.csv", 403, "not_allowed"),
        ("/exports/hoogeveen/agendas/nowhere.pdf", 404, "no_such_area"),
        ("/exports/nowhere/agendas.zip", 404, "no_such_charrette"),
        ("/exports/", 404, "not_found"),
    ],
)
def test_a_program_gets_errors_it_can_read_where_a_browser_gets_a_page(
    client: FlaskClient, world: World, path: str, status: int, code: str
) -> None:
    program = client.get(path, headers=world.header("annie"))
    stranger = client.get(path, headers={"Accept": "*/*"})
    browser = client.get(path, headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})

    assert program.json is not None
    assert (program.status_code, program.json["ok"], program.json["error"]) == (status, False, code)
    assert program.json["message"]
    assert (stranger.mimetype, stranger.status_code) == ("application/json", 401 if status == 403 else status)
    assert (browser.mimetype, browser.status_code) == ("text/html", stranger.status_code)


def test_an_invitation_for_a_charrette_that_is_not_there_is_refused_in_one_sentence(app: Flask) -> None:
    for command in (["invite", "--role", "facilitator"], ["export", "--out", "nowhere"]):
        with app.app_context():
            result = app.test_cli_runner().invoke(args=[*command, "--charrette", "nergens"])

        assert (result.exit_code, result.stderr) == (1, "There is no charrette called 'nergens'.\n")
