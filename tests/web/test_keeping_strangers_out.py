"""Hosts, paths, headers, links and settings: what keeps strangers out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from charrette import create_app
from charrette.boards.models import Idea
from charrette.config import ConfigError, read_config
from charrette.people.rules import invitations
from charrette.spine.actors import system_actor
from charrette.spine.lists import Role
from charrette.spine.texts import clean_text
from charrette.week.models import Charrette
from tests.hostile import as_kept, hostile_strings
from tests.world import World, config_for

# --- hosts and paths -----------------------------------------------------------------------------------------


@pytest.mark.trust("T76")
@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:5260", "127.0.0.1.evil.example", "[", "[::1", "", "a b"]
)
def test_a_host_that_is_not_ours_is_refused(client: FlaskClient, host: str) -> None:
    answer = client.get("/api/me", headers={"Host": host})

    assert answer.status_code == 400
    assert "evil" not in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("host", "told"),
    [("laptop.lan", "laptop.lan"), ("fritz.box:5260", "fritz.box:5260"), ("backend", "backend"), ("evil.example", "…"),
     ("<b>.lan", "…")],
)  # fmt: skip
def test_a_name_that_is_not_ours_is_told_with_the_setting_that_would_make_it_ours(
    client: FlaskClient, host: str, told: str
) -> None:
    page = client.get("/", headers={"Host": host, "Accept-Language": "en"}).get_data(as_text=True)
    program = client.get("/api/me", headers={"Host": host, "Accept-Language": "nl"}).get_json()

    for sentence in (page, program["message"]):
        assert f"({told})" in sentence
        assert "CHARRETTE_PUBLIC_URL" in sentence


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:5260", "localhost.:5260", "192.168.1.20:5260", "[::1]:5260"])
def test_our_own_names_and_bare_addresses_are_taken(client: FlaskClient, host: str) -> None:
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.trust("T76")
def test_forwarded_headers_from_outside_change_nothing(client: FlaskClient, world: World) -> None:
    spoofed = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": "1.2.3.4"}
    door = client.get(f"/api/gatherings/{world.work}/door", headers={**spoofed, **world.header("fenna")}).get_json()

    assert door["url"].startswith("http://127.0.0.1:5260/c/JKMNPQ/")


@pytest.mark.trust("T76")
@pytest.mark.parametrize(
    "path",
    [
        "/static/../charrette/config.py",
        "/static/%2e%2e/wsgi.py",
        "/static/..%2fwsgi.py",
        "/static/....//wsgi.py",
        "/exports/../../etc/passwd",
        "/exports/hoogeveen/agendas/..%2f..%2fetc.json",
        "/exports/hoogeveen/agendas/%00.json",
        "/exports/%00/agendas.zip",
        "/i18n/..%2f..%2fsecret.json",
        "/j/%00",
        "/agendas/%00",
        "/agendas/hoogeveen/..%2f..%2fetc",
    ],
)
def test_a_path_that_climbs_out_finds_nothing(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.trust("T76")
@pytest.mark.parametrize("target", ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)"])
def test_nothing_leads_to_another_site(client: FlaskClient, world: World, target: str) -> None:
    answer = client.post("/language", data={"language": "nl", "next": target}, headers=world.header("annie"))

    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert client.get("/qr.svg", query_string={"to": target}).status_code == 400


def test_strangers_cannot_keep_the_server_busy_with_codes_of_long_addresses(client: FlaskClient) -> None:
    drawn = {length: client.get("/qr.svg", query_string={"to": "/".ljust(length, "x")}) for length in (48, 49, 200)}
    assert [answer.status_code for answer in drawn.values()] == [200, 400, 400]


@pytest.mark.parametrize("since", ["-", "--5", "x", "1.5", "٣", "9" * 40, " 1"])
def test_an_odd_sequence_number_is_refused(client: FlaskClient, world: World, since: str) -> None:
    query = {"since": since}
    answer = client.get(f"/api/streams/board:{world.board}", query_string=query, headers=world.header("annie"))

    assert (answer.status_code, answer.get_json()["error"]) == (400, "field_wrong")


# --- headers -------------------------------------------------------------------------------------------------


def test_every_page_forbids_scripts_and_frames_of_others(app: Flask, client: FlaskClient, world: World) -> None:
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or set()) or rule.arguments:
            continue
        for headers in ({}, world.header("fenna")):
            with client.get(str(rule), headers=headers) as answer:
                policy = answer.headers["Content-Security-Policy"]
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
            script = next(part for part in policy.split("; ") if part.startswith("script-src"))
            assert "unsafe" not in script
            assert "default-src 'self'" in policy
            assert "frame-ancestors 'none'" in policy
            assert "http" not in policy.replace("https:", "").replace("http:", "")


def test_the_nonce_of_a_page_is_new_each_time(client: FlaskClient) -> None:
    policies = {client.get("/").headers["Content-Security-Policy"] for _ in range(3)}

    assert len(policies) == 3


# --- signing in and forgery ----------------------------------------------------------------------------------


def invited(world: World, role: Role = Role.FACILITATOR) -> str:
    def work(session: Any) -> str:
        charrette = session.get_one(Charrette, world.charrette)
        return invitations.invite(session, charrette=charrette, by=system_actor(charrette.id), role=role)

    token: str = world.write(work)
    return token


@pytest.mark.trust("T82")
def test_a_link_works_once_and_gives_a_token_of_its_own(client: FlaskClient, world: World) -> None:
    link = invited(world)
    first = client.post("/api/sign-in", json={"token": link}).get_json()
    second = client.post("/api/sign-in", json={"token": link})
    other = client.post("/api/sign-in", json={"token": invited(world)}).get_json()

    assert (first["role"], second.status_code, second.get_json()["error"]) == ("facilitator", 409, "invitation_used")
    assert len({link, first["token"], other["token"]}) == 3


def test_a_link_runs_out_after_a_week_and_a_token_after_its_term(client: FlaskClient, world: World) -> None:
    link = invited(world)
    world.now.move(days=8)
    late = client.post("/api/sign-in", json={"token": link})
    assert (late.status_code, late.get_json()["error"]) == (401, "invitation_expired")
    world.now.move(days=40)

    assert client.get("/api/me", headers=world.header("annie")).get_json()["error"] == "session_expired"


@pytest.mark.trust("T82")
def test_the_cookie_is_new_after_signing_in_and_hidden_from_scripts(client: FlaskClient, world: World) -> None:
    page = client.get("/sign-in").get_data(as_text=True)
    csrf = page.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
    answer = client.post("/sign-in", data={"token": invited(world), "csrf_token": csrf})
    (cookie,) = [one for one in answer.headers.getlist("Set-Cookie") if one.startswith("charrette_token=")]

    assert answer.status_code == 302
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert client.get("/console").status_code == 200


@pytest.mark.trust("T81")
def test_with_a_cookie_alone_nothing_can_be_sent_from_another_site(client: FlaskClient, world: World) -> None:
    world.open()
    client.set_cookie("charrette_token", world.tokens["annie"])
    command = {"id": "een", "type": "post_idea", "board": world.board, "text": "Vervalst"}

    for path in ("/api/commands", "/sign-out", f"/boards/{world.board}/ideas", "/me/erasure"):
        assert client.post(path, json=command).status_code == 403
    assert world.snapshot(f"board:{world.board}", "fenna")["ideas"] == []


def test_a_program_without_token_is_told_that_it_is_not_signed_in(client: FlaskClient, world: World) -> None:
    command = {"id": "een", "type": "post_idea", "board": world.board, "text": "Van wie?"}
    answer = client.post("/api/commands", json=command)

    assert (answer.status_code, answer.get_json()["error"]) == (401, "not_signed_in")


@pytest.mark.trust("T80")
def test_a_removed_person_is_gone_at_once_and_no_count_changes(client: FlaskClient, world: World) -> None:
    world.open()
    world.post("Een bankje")
    world.run("check_in", "annie", gathering=world.work)
    streams = (f"board:{world.board}", f"gathering:{world.work}", f"charrette:{world.charrette}")
    before = [world.snapshot(stream, "jamila") for stream in streams]
    world.run("erase_me", "annie")

    assert [world.snapshot(stream, "jamila") for stream in streams] == before
    assert client.get("/api/me", headers=world.header("annie")).status_code == 401
    (row,) = [one for one in world.snapshot(streams[1], "fenna")["people"] if one["id"] == world.people["annie"]]
    assert (row["name"], row["status"]) == (None, "present")


# --- texts ---------------------------------------------------------------------------------------------------


@pytest.mark.more
@pytest.mark.trust("T67")
def test_all_naughty_strings_are_kept_as_they_are(world: World) -> None:
    app = create_app(config_for(world.config.data, posts_per_10_seconds=10_000, commands_per_10_seconds=10_000))
    client = app.test_client()
    world.open()
    texts = [text for text in hostile_strings() if len(text) <= 500]
    for number, text in enumerate(texts):
        command = {"id": str(number), "type": "post_idea", "board": world.board, "text": text}
        answer = client.post("/api/commands", json=command, headers=world.header("annie"))
        assert answer.get_json()["ok"] is True, text
    with world.reading() as session:
        kept = list(session.scalars(select(Idea.text).order_by(Idea.id)))
    shown = [idea["text"] for idea in world.snapshot(f"board:{world.board}", "jamila")["ideas"]]

    assert len(texts) > 400
    assert kept == shown == [as_kept(text) for text in texts]
    page = client.get(f"/boards/{world.board}", headers=world.header("jamila")).get_data(as_text=True)
    assert "<script>alert" not in page
    app.extensions["charrette"].database.dispose()


def test_what_no_database_can_hold_becomes_the_replacement_character() -> None:
    assert clean_text("a\x00b\ud800c", limit=10) == "a\ufffdb\ufffdc"
    assert clean_text("e\u0301", limit=1) == "é"


# --- settings ------------------------------------------------------------------------------------------------


@pytest.mark.trust("T85")
@pytest.mark.parametrize(
    ("environ", "word"),
    [
        ({"CHARRETTE_SECRET_KEY": "short"}, "CHARRETTE_SECRET_KEY"),
        ({"CHARRETTE_DATABASE_URL": "mysql://x"}, "CHARRETTE_DATABASE_URL"),
        ({"CHARRETTE_SECRET_KEY": ""}, "CHARRETTE_SECRET_KEY"),
        ({"FLASK_DEBUG": "1"}, "FLASK_DEBUG"),
        ({"FLASK_ENV": "development"}, "FLASK_DEBUG"),
        ({"CHARRETTE_ASYNC_MODE": "asyncio"}, "CHARRETTE_ASYNC_MODE"),
        ({"CHARRETTE_TLS_CERT": "/nowhere/cert.pem"}, "CHARRETTE_TLS_KEY"),
        ({"CHARRETTE_TLS_CERT": "/nowhere/c.pem", "CHARRETTE_TLS_KEY": "/nowhere/k.pem"}, "no such file"),
        ({"CHARRETTE_REDIS_URL": "redis://127.0.0.1/0"}, "PostgreSQL"),
        ({"CHARRETTE_FAULT": "after_commit:1"}, "CHARRETTE_TESTING"),
        ({"CHARRETTE_PORT": "many"}, "CHARRETTE_PORT"),
        ({"CHARRETTE_PORT": "0"}, "CHARRETTE_PORT"),
        ({"CHARRETTE_PORT": "70000"}, "CHARRETTE_PORT"),
        ({"CHARRETTE_PUBLIC_URL": "javascript:alert(1)"}, "CHARRETTE_PUBLIC_URL"),
        ({"CHARRETTE_TRUSTED_PROXIES": "-5"}, "CHARRETTE_TRUSTED_PROXIES"),
    ],
)
def test_settings_that_do_not_go_together_are_refused_in_one_sentence(
    tmp_path: Path, environ: dict[str, str], word: str
) -> None:
    with pytest.raises(ConfigError, match=word):
        read_config({"CHARRETTE_DATA": str(tmp_path), **environ})


def test_without_a_secret_one_is_made_for_the_owner_only_and_kept(tmp_path: Path) -> None:
    first, second = (read_config({"CHARRETTE_DATA": str(tmp_path)}).secret_key for _ in range(2))

    assert first == second
    assert len(first) == 64
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600
    assert first not in repr(read_config({"CHARRETTE_DATA": str(tmp_path)}))


@pytest.mark.trust("T07")
def test_every_pooled_connection_keeps_what_it_was_given(world: World) -> None:
    found = set()
    connections = [world.database.engine.connect() for _ in range(8)]
    for connection in connections:
        found.add(
            tuple(
                connection.exec_driver_sql(f"pragma {name}").scalar()
                for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
            )
        )
        connection.close()

    assert found == {("wal", 2, 1, 1)}
