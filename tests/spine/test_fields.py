"""What other programs may write in the fields of a command, and what the answer tells them."""

from __future__ import annotations

import uuid
from typing import Any

import msgspec
import pytest
from flask.testing import FlaskClient

from charrette.errors import DomainError, Invalid
from charrette.spine.commands import COMMANDS
from charrette.spine.execute import read_command
from tests.world import World

OPTIONAL = [
    (name, field.name)
    for name, spec in sorted(COMMANDS.items())
    for field in msgspec.structs.fields(spec.fields)
    if not field.required
]
REQUIRED = [
    (name, field.name)
    for name, spec in sorted(COMMANDS.items())
    for field in msgspec.structs.fields(spec.fields)
    if field.required and (name, field.name) != ("set_vote_limit", "votes")  # null is: no limit
]


@pytest.mark.parametrize(("name", "field"), OPTIONAL)
def test_null_in_a_field_that_may_be_left_out_leaves_it_out(name: str, field: str) -> None:
    raw: dict[str, Any] = {"id": "een", "type": name, **COMMANDS[name].fields.example}
    left_out = {key: value for key, value in raw.items() if key != field}

    assert read_command({**raw, field: None}).fields == read_command(left_out).fields


@pytest.mark.parametrize(("name", "field"), REQUIRED)
def test_null_in_a_field_that_is_needed_is_refused_by_its_name(name: str, field: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_command({"id": "een", "type": name, **COMMANDS[name].fields.example, field: None})

    assert (caught.value.code, caught.value.field) == ("field_wrong", field)


@pytest.mark.parametrize("way", ["id", "slug", "name"])
def test_an_area_may_be_named_by_its_id_its_slug_or_its_name(world: World, client: FlaskClient, way: str) -> None:
    world.open()
    areas = world.snapshot(f"charrette:{world.charrette}", "annie")["areas"]
    area = next(row for row in areas if row["slug"] == "krakeel")
    idea = world.run("post_idea", "annie", board=world.board, text="Een bankje", area=area[way])["idea"]
    world.run("update_me", "geert", area=area[way])
    world.run("add_walk_in", gathering=world.work, name="Wietske", area=area[way])
    world.run("add_agenda_topic", "otto", area=area[way], title="Plein")
    joined = client.post(
        "/api/join", json={"code": world.code, "client_id": "phone-of-klaas", "name": "Klaas", "area": area[way]}
    )

    assert joined.status_code == 201
    posted = next(row for row in world.snapshot(f"board:{world.board}", "fenna")["ideas"] if row["id"] == idea)
    people = {row["name"]: row["area"] for row in world.snapshot(f"gathering:{world.work}", "fenna")["people"]}
    topics = world.snapshot(f"agendas:{world.charrette}", "otto")["topics"]
    assert posted["area"] == area["id"]
    assert {people[name] for name in ("Geert", "Wietske", "Klaas")} == {area["id"]}
    assert [row["area"] for row in topics] == [area["id"]]


@pytest.mark.parametrize("area", [0, 2**40, "elders", "", " "])
def test_an_area_that_is_not_there_is_refused(world: World, area: int | str) -> None:
    world.open()
    with pytest.raises(DomainError) as caught:
        world.run("post_idea", "annie", board=world.board, text="Een bankje", area=area)

    assert (caught.value.code, caught.value.field) == ("no_such_area", "area")


@pytest.mark.parametrize("way", ["id", "key", "name"])
def test_a_party_may_be_named_by_its_id_its_key_or_its_name(world: World, way: str) -> None:
    week = f"agendas:{world.charrette}"
    party = world.snapshot(week, "otto")["parties"][0]
    topic = world.run("add_agenda_topic", "otto", area="krakeel", title="Plein")["topic"]
    world.run("fill_trits", "otto", topic=topic, part="with_help", text="Bankjes", party=party[way])

    filled = next(row for row in world.snapshot(week, "otto")["topics"] if row["id"] == topic)
    assert filled["trits"]["with_help"]["party"] == party["name"]


def test_a_party_that_is_not_there_is_refused(world: World) -> None:
    topic = world.run("add_agenda_topic", "otto", area="krakeel", title="Plein")["topic"]
    with pytest.raises(DomainError) as caught:
        world.run("fill_trits", "otto", topic=topic, part="with_help", text="Bankjes", party=999)

    assert (caught.value.code, caught.value.field) == ("no_such_party", "party")


def test_an_error_names_the_field_that_was_sent(world: World) -> None:
    world.open()
    item, version = world.item()
    wrong: list[tuple[str, str, dict[str, Any]]] = [
        ("plan_round", "versions", {"gathering": world.work, "versions": [version, 999_999], "title": "Ronde"}),
        ("create_design_item", "from_ideas", {**COMMANDS["create_design_item"].fields.example, "from_ideas": [999]}),
        ("group_ideas", "ideas", {"board": world.board, "ideas": [999], "title": "Groen"}),
        ("adopt_into_framework", "areas", {"item": _agreed(world, item, version), "areas": [999]}),
    ]
    for name, field, fields in wrong:
        with pytest.raises(DomainError) as caught:
            world.run(name, **fields)
        assert (name, caught.value.field) == (name, field)
    for stream in ("board:999", "round:999", "charrette:999", "gathering:999", "screen:999", "nonsense"):
        with pytest.raises(DomainError) as caught:
            world.follow(stream, "fenna")
        assert (stream, caught.value.field) == (stream, "stream")


def _agreed(world: World, item: int, version: int) -> int:
    round = world.round([version])
    world.run("close_round", round=round)
    world.run("agree_item", item=item)
    return item


def test_an_item_that_is_in_the_framework_is_not_said_to_need_accord(world: World) -> None:
    world.open()
    item = _agreed(world, *world.item())
    world.run("adopt_into_framework", item=item, areas="all")
    with pytest.raises(DomainError) as caught:
        world.run("adopt_into_framework", item=item, areas="all")

    assert (caught.value.code, caught.value.params) == ("item_state", {"state": "in_framework"})


def test_an_answer_tells_where_its_stream_stands_also_when_nothing_had_to_change(world: World) -> None:
    world.open()
    idea, other = world.post("Een bankje"), world.post("Een boom")
    withdrawn = world.post("Een vijver")
    again: list[tuple[str, dict[str, Any]]] = [
        ("edit_idea", {"idea": idea, "text": "Een bankje"}),
        ("withdraw_idea", {"idea": withdrawn}),
    ]
    world.run("withdraw_idea", "annie", idea=withdrawn)
    assert _seqs_of(world, again) == [_stands(world)] * 2

    world.run("set_board_phase", board=world.board, phase="voting")
    world.run("check_in", "annie", gathering=world.work)
    world.run("cast_vote", "annie", idea=idea)
    seqs = _seqs_of(world, [("cast_vote", {"idea": idea}), ("take_back_vote", {"idea": other})])
    assert seqs == [_stands(world)] * 2
    assert _stands(world) > 0


def _stands(world: World) -> int:
    seq: int = world.follow(f"board:{world.board}", "annie")["seq"]
    return seq


def _seqs_of(world: World, commands: list[tuple[str, dict[str, Any]]]) -> list[int]:
    return [world.answer(name, "annie", id=str(uuid.uuid4()), **fields)["seq"] for name, fields in commands]
