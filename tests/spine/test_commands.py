"""The commands, driven by their registry: examples, rubbish in every field, and doing each thing once."""

from __future__ import annotations

import json
import uuid
from typing import Any

import msgspec
import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from charrette.boards.models import Idea
from charrette.errors import DomainError
from charrette.spine.commands import COMMANDS
from charrette.spine.execute import execute, read_command
from charrette.spine.models import CommandReceipt, JournalEvent
from charrette.spine.sentences import REFUSALS
from tests.world import World, WorldAfter


def deep(levels: int) -> list[Any]:
    nested: list[Any] = []
    for _ in range(levels):
        nested = [nested]
    return nested


RUBBISH: list[Any] = [
    None,
    True,
    -1,
    0,
    2**31,
    10**400,
    1.5,
    float("nan"),
    float("inf"),
    "",
    "x" * 70_000,
    "\x00",
    "\ud800",
    [],
    ["x"],
    [10**400],
    {},
    {"id": 1},
    deep(900),
]


def example(name: str) -> dict[str, Any]:
    return {"id": str(uuid.uuid4()), "type": name, **COMMANDS[name].fields.example}


def rows(world: World) -> tuple[int, int, int]:
    """How much there is: receipts, events, ideas."""
    with world.reading() as session:
        counts = [
            session.scalar(select(func.count()).select_from(table)) for table in (CommandReceipt, JournalEvent, Idea)
        ]
    return counts[0] or 0, counts[1] or 0, counts[2] or 0


def variants(name: str, plain: dict[str, Any] | None = None, values: list[Any] = RUBBISH) -> list[Any]:
    """Return the example with rubbish in each field in turn, with a field missing and with fields too many."""
    plain = plain or example(name)
    found: list[Any] = [{**plain, extra: 1} for extra in ("role", "board_id", "author", "by", "person_id", "state2")]
    for field in [*plain, *COMMANDS[name].fields.__struct_fields__]:
        found += [{**plain, field: rubbish} for rubbish in values]
        found.append({key: value for key, value in plain.items() if key != field})
    return found


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_example_of_each_command_can_be_read(name: str) -> None:
    request = read_command(example(name))

    assert request.spec.name == name
    assert msgspec.to_builtins(request.fields).keys() == set(COMMANDS[name].fields.__struct_fields__)
    assert COMMANDS[name].summary.endswith(".")


@pytest.mark.trust("T74")
@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_rubbish_in_any_field_gets_a_code_and_changes_nothing(name: str, world: World) -> None:
    """Sent by a participant of another charrette, so that nothing that happens to be in order can take effect."""
    before = rows(world)
    for raw in variants(name):
        by_itself = name in ("update_me", "erase_me") or "id" not in raw
        if by_itself and _is_readable(raw):
            continue
        with pytest.raises(DomainError) as caught:
            execute(world.writer, world.config, raw, digest=world.digest("zeno"))
        assert caught.value.code in REFUSALS or caught.value.code.startswith("no_such_"), raw
    assert rows(world) == before


def furnish(world: World) -> dict[str, Any]:
    """Make one thing of each kind, and return the ids by the names of fields."""
    world.open()
    idea, other = world.post("Een bankje"), world.post("Een boom", "geert")
    group = world.run("group_ideas", board=world.board, ideas=[other], title="Groen")["group"]
    world.run("check_in", "annie", gathering=world.work)
    people = world.snapshot(f"gathering:{world.work}", "fenna")["people"]
    item, version = world.item(ideas=[idea])
    round = world.round([version])
    remark = world.run("add_remark", "annie", round=round, version=version, kind="support", text="Mooi")["remark"]
    topic = world.run("add_agenda_topic", "otto", area="krakeel", title="Plein")["topic"]
    return {
        "gathering": world.work,
        "board": world.board,
        "idea": idea,
        "ideas": [idea],
        "from_ideas": [idea],
        "duplicate_of": other,
        "column": world.columns[0],
        "group": group,
        "person": world.people["jamila"],
        "entry": next(entry for row in people for entry in row["entries"]),
        "item": item,
        "from_item": item,
        "version": version,
        "versions": [version],
        "round": round,
        "remark": remark,
        "topic": topic,
        "area": world.areas[0],
        "screen": world.screen,
    }


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - {"erase_me", "revoke_access"}))
def test_rubbish_from_an_organiser_among_real_things_is_never_an_error_of_ours(
    name: str, world_after: WorldAfter
) -> None:
    world, known = world_after(furnish)
    plain = {**example(name), **{field: known[field] for field in COMMANDS[name].fields.example if field in known}}
    codes = set()
    for raw in variants(name, plain, [-1, 2**31, 10**400, "", "\ud800\x00", "x" * 10_001, [10**400], True]):
        try:
            execute(world.writer, world.config, raw, digest=world.digest("otto"))
        except DomainError as error:
            codes.add(error.code)

    assert [code for code in codes if code not in REFUSALS and not code.startswith("no_such_")] == []


def _is_readable(raw: Any) -> bool:
    try:
        read_command(raw)
    except DomainError:
        return False
    return True


@pytest.mark.parametrize(
    "raw", [*RUBBISH, [1, 2], "post_idea", {"type": "post_idea"}, {"id": "1"}, {"id": 1, "type": 2}]
)
def test_what_is_no_command_gets_a_code(raw: Any, world: World) -> None:
    with pytest.raises(DomainError) as caught:
        execute(world.writer, world.config, raw, digest=world.digest("annie"))

    assert caught.value.code in ("command_wrong", "command_id_wrong", "no_such_command")


@pytest.mark.trust("T74")
def test_rubbish_over_http_is_never_an_error_of_ours(client: FlaskClient, world: World) -> None:
    bodies = [json.dumps(raw).encode("utf-8", "surrogatepass") for raw in variants("post_idea")]
    bodies += [b"", b"\xff\xfe", b"{", b"[" * 100_000, b"[" * 1000 + b"]" * 1000, b'{"id": 1' + b"0" * 5000 + b"}"]
    bodies += [b'{"id":"1","type":"post_idea","board":' + b"[" * 1000 + b"]" * 1000 + b"}", b"null", b"NaN"]
    before = rows(world)

    for body in bodies:
        answer = client.post("/api/commands", data=body, headers=world.header("zeno"))
        assert 400 <= answer.status_code < 500, body[:80]
        told = answer.get_json()
        assert (told["ok"], bool(told["error"]), bool(told["message"])) == (False, True, True)
    assert rows(world) == before


@pytest.mark.trust("T74")
@pytest.mark.parametrize("path", ["/api/join", "/api/sign-in"])
def test_rubbish_at_the_front_door_is_never_an_error_of_ours(path: str, client: FlaskClient, world: World) -> None:
    fields = ("code", "client_id", "name", "party_role", "area", "token")
    bodies: list[Any] = [
        {"code": world.code, "client_id": "phone-of-nobody", field: value} for field in fields for value in RUBBISH
    ]

    for body in [*bodies, *RUBBISH]:
        answer = client.post(path, data=json.dumps(body).encode("utf-8", "surrogatepass"))
        assert answer.status_code < 500, body
        assert answer.get_json()["ok" if answer.status_code != 201 else "token"] is not None
