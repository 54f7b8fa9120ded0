"""Who may follow what over a socket: every event of the door, every kind of stream, every role. Unlisted fails.

The matrix of commands and pages is in ``test_access.py``; what a role *reads* of a stream in ``test_hidden_words.py``.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from charrette.errors import DomainError
from charrette.people.models import RoleGrant
from charrette.spine.commands import COMMANDS
from charrette.spine.streams import STREAMS
from tests.web.test_access import PARTICIPANT, ROUTES, _everything
from tests.world import World

SOCKET_EVENTS = {"connect", "disconnect", "follow", "unfollow", "command", "*"}

FOLLOWING = {
    #               annie  beamer fenna otto   zeno and olga: another charrette   a projector nobody paired
    "charrette": (True, True, True, True, False, False, False),
    "plan": (True, True, True, True, False, False, False),
    "agendas": (True, True, True, True, False, False, False),
    "team": (False, False, True, True, False, False, False),
    "gathering": (True, True, True, True, False, False, False),
    "board": (True, True, True, True, False, False, False),
    "round": (True, True, True, True, False, False, False),
    "screen": (False, True, True, True, False, False, False),
}
OF_THE_WEEK = ("charrette", "plan", "agendas", "team")
ASKERS = ("annie", "beamer", "fenna", "otto", "zeno", "olga", "new beamer")


@pytest.mark.trust("T78")
def test_every_event_that_a_socket_may_send_is_listed(app: Flask) -> None:
    handlers = app.extensions["charrette"].socketio.server.handlers

    assert set(handlers) == {"/"}
    assert set(handlers["/"]) == SOCKET_EVENTS


def test_every_kind_of_stream_is_listed() -> None:
    assert set(STREAMS) == set(FOLLOWING)


def code_of(world: World, stream: str, who: str) -> str:
    """Return ``ok`` or the code of the refusal."""
    try:
        world.follow(stream, who)
    except DomainError as error:
        return error.code
    return "ok"


@pytest.mark.trust("T78")
@pytest.mark.parametrize("kind", FOLLOWING)
def test_a_stream_is_followed_by_those_in_the_table_and_is_unknown_to_all_others(world: World, kind: str) -> None:
    ids = {**_everything(world), **dict.fromkeys(OF_THE_WEEK, world.charrette)}
    answers = {who: code_of(world, f"{kind}:{ids[kind]}", who) for who in ASKERS}
    unknown = {who: code_of(world, f"{kind}:999999", who) for who in ASKERS}

    expected = {who: "ok" if may else unknown[who] for who, may in zip(ASKERS, FOLLOWING[kind], strict=True)}
    assert answers == expected
    assert all(code.startswith("no_such_") for code in unknown.values())


def test_over_http_the_same_people_get_the_same_streams(world: World, client: FlaskClient) -> None:
    ids = {**_everything(world), **dict.fromkeys(OF_THE_WEEK, world.charrette)}
    for kind, allowed in FOLLOWING.items():
        for who, may in zip(ASKERS, allowed, strict=True):
            for path in (f"/api/streams/{kind}:{ids[kind]}", f"/api/streams/{kind}:{ids[kind]}/mine"):
                answer = client.get(path, headers=world.header(who))
                assert (answer.status_code == 200) == may, (who, path)


def bare(answer: Any) -> str:
    """Return what an answer says, without what is new in every answer."""
    return re.sub(r'(nonce|value|content)="[^"]*"', "", answer.get_data(as_text=True))


@pytest.mark.trust("T79")
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_guessed_address_gives_an_outsider_just_what_an_unknown_one_gives(
    world: World, client: FlaskClient, method: str
) -> None:
    """Status and words: nobody learns from outside what there is."""
    ids = _everything(world)
    asked = 0
    for rule, (path, _) in ((rule, row) for (verb, rule), row in ROUTES.items() if verb == method):
        if "{" not in path or "check-ins" in rule or "departures" in rule:
            continue  # a check-in redirects to the own phone in any case; nothing is written: see the next test
        known, unknown = (re.sub(r"{(\w+)}", str(id), path) for id in (next(iter(_ids(path, ids))), 999_999))
        told = [client.open(one, method=method, headers=world.header("zeno")) for one in (known, unknown)]
        assert told[0].status_code == told[1].status_code != 200, rule
        assert bare(told[0]).replace(known, "") == bare(told[1]).replace(unknown, ""), rule
        asked += 1
    assert asked >= 4


def _ids(path: str, ids: dict[str, Any]) -> list[Any]:
    return [ids[name] for name in re.findall(r"{(\w+)}", path)]


def test_an_outsider_who_checks_in_by_a_guessed_id_is_in_no_log(world: World, client: FlaskClient) -> None:
    world.open()
    before = world.snapshot(f"gathering:{world.work}", "fenna")
    for path in (f"/gatherings/{world.work}/check-ins", f"/gatherings/{world.work}/departures"):
        client.post(path, headers=world.header("zeno"))
        client.post(path, headers=world.header("olga"))

    assert world.snapshot(f"gathering:{world.work}", "fenna") == before


# --- a role that changes ---------------------------------------------------------------------------------------


@pytest.mark.trust("T80")
def test_who_is_no_facilitator_any_more_has_no_rights_from_that_moment_on_any_door(
    world: World, client: FlaskClient
) -> None:
    """The same token: the role is not in it, but looked up for each command and each page."""
    world.open()
    assert world.run("hide_idea", idea=world.post("Een bankje"), reason="Over iemand") is not None
    assert client.get("/console", headers=world.header("fenna")).status_code == 200
    grants = world.people["fenna"]

    def demote(session: Any) -> None:
        for grant in session.query(RoleGrant).filter_by(person_id=grants):
            session.delete(grant)

    world.write(demote)
    codes = set()
    for name in COMMANDS:
        if name != "erase_me":
            try:
                world.run(name, "fenna", **COMMANDS[name].fields.example)
            except DomainError as error:
                codes.add((name, error.code))
    refused = {name for name, code in codes if code == "not_allowed"}
    staff = {name for name in COMMANDS if name not in PARTICIPANT}

    assert refused == staff
    assert client.get("/console", headers=world.header("fenna")).status_code == 403
    assert client.get("/exports/hoogeveen/ideas.csv", headers=world.header("fenna")).status_code == 403
    assert "author" not in json.dumps(world.snapshot(f"board:{world.board}", "fenna"))
