"""Every reason, name or text that a command asks for is kept, and can be read by those it is for.

Each field of words of each command has an act below that sends it. A command that is new, or a field, fails here until
it has one; and so does one whose words reach neither the database nor a reader.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from sqlalchemy import text

from charrette.attendance.export.reading import check_in_log
from charrette.boards.export import ideas_table
from charrette.boards.picture.tracing import trace_idea
from charrette.exports.tables import plain
from charrette.people.rules.team import team_answer
from charrette.privacy.picture import own_data
from charrette.spine.commands import COMMANDS
from charrette.week.models import Charrette, Gathering
from tests.spine.asking import put
from tests.world import World

WORDS = "woorden die blijven"
POINTS_AT = {
    ("add_walk_in", "area"), ("update_me", "area"), ("post_idea", "area"), ("add_agenda_topic", "area"),
    ("adopt_into_framework", "areas"), ("change_item_areas", "areas"), ("go_to_step", "step"), ("pair_screen", "code"),
    ("go_to_step", "leaving"), ("check_in", "door"), ("show_on_screen", "theme"),
}  # fmt: skip
"""Texts that name something that is there already, or choose from a list."""

Act = Callable[[World, dict[str, str]], Any]


def asks() -> set[tuple[str, str]]:
    """Return ``(command, field)`` for every field that people fill with words of their own."""
    found = set()
    for name, spec in COMMANDS.items():
        for field in msgspec.structs.fields(spec.fields):
            schema = json.dumps(msgspec.json.schema(field.type))
            if '"string"' in schema and '"enum"' not in schema and "datetime" not in str(field.type):
                found.add((name, field.name))
    return {one for one in found - POINTS_AT if one[1] != "before"}  # words that stand somewhere already


def _closed(world: World) -> None:
    world.run("close_gathering", gathering=world.work)


def _entry(world: World) -> int:
    world.run("check_in", "annie", gathering=world.work)
    people = world.snapshot(f"gathering:{world.work}", "fenna")["people"]
    found: int = next(entry for person in people for entry in person["entries"])
    return found


def _agreed(world: World) -> int:
    item, version = world.item()
    world.run("close_round", round=world.round([version]))
    world.run("agree_item", item=item)
    return item


def _adopted(world: World) -> int:
    item = _agreed(world)
    world.run("adopt_into_framework", item=item, areas="all")
    return item


def _remark(world: World, **words: str) -> dict[str, Any]:
    _, version = world.item()
    fields = {"round": world.round([version]), "version": version, "kind": "objection", "text": "Kan niet", **words}
    return {"remark": world.run("add_remark", "annie", **fields)["remark"], "round": fields["round"]}


def _group(world: World, **words: str) -> int:
    ideas = [world.post("Een bankje")]
    fields = {"board": world.board, "ideas": ideas, "title": "Zitten", **words}
    found: int = world.run("group_ideas", **fields)["group"]
    return found


def _topic(world: World, **words: str) -> int:
    found: int = world.run("add_agenda_topic", "otto", **{"area": "krakeel", "title": "Plein", **words})["topic"]
    return found


def _week(world: World, words: dict[str, str]) -> None:
    put(world, Charrette, world.charrette, goal="")
    world.run("set_charrette_state", "otto", state="week", **words)


def _trits(world: World, **words: str) -> dict[str, Any]:
    part = {"topic": _topic(world), "part": "with_help"}
    world.run("fill_trits", "otto", **{**part, "text": "Stenen", "party": "gemeente", **words})
    return part


def _pair(world: World, words: dict[str, str]) -> None:
    with world.reading() as session:
        fresh = world.actor(session, "new beamer").screen
        code = fresh.pairing_code if fresh is not None else ""
    world.run("pair_screen", code=code, **words)


def _gathering(name: str, *before: str) -> Act:
    def act(world: World, words: dict[str, str]) -> None:
        put(world, Gathering, world.later, state="planned")
        for earlier in before:
            world.run(earlier, gathering=world.later)
        world.run(name, gathering=world.later, **words)

    return act


ITEM = {"title": "Plein", "kind": "solution", "grain": "fine", "text": "Een plein", "why": "Er is geen plek"}
ACTS: dict[str, Act] = {
    "open_doors": _gathering("open_doors"),
    "start_gathering": _gathering("start_gathering"),
    "pause_gathering": _gathering("pause_gathering", "start_gathering"),
    "close_gathering": _gathering("close_gathering", "start_gathering"),
    "reopen_gathering": _gathering("reopen_gathering", "start_gathering", "close_gathering"),
    "set_charrette_state": _week,
    "add_area": lambda w, words: w.run("add_area", "otto", **{"name": "Elim", **words}),
    "annul_entry": lambda w, words: w.run("annul_entry", entry=_entry(w), **words),
    "add_walk_in": lambda w, words: w.run("add_walk_in", gathering=w.work, **words),
    "update_me": lambda w, words: w.run("update_me", "annie", **words),
    "invite": lambda w, words: w.run("invite", "otto", role="facilitator", **words),
    "pair_screen": _pair,
    "post_idea": lambda w, words: w.post(words["text"]),
    "edit_idea": lambda w, words: w.run("edit_idea", "annie", idea=w.post("Een bankje"), **words),
    "group_ideas": lambda w, words: _group(w, **words),
    "rename_group": lambda w, words: w.run("rename_group", group=_group(w), **words),
    "hide_idea": lambda w, words: w.run("hide_idea", idea=w.post("Een bankje"), **words),
    "answer_idea": lambda w, words: w.run("answer_idea", idea=w.post("Bank"), outcome="not_used", **words),
    "set_people_aside": lambda w, words: w.run("set_people_aside", people=[w.people["geert"]], **words),
    "create_design_item": lambda w, words: w.run("create_design_item", **{**ITEM, **words}),
    "revise_item": lambda w, words: w.run("revise_item", item=w.item()[0], **{"text": "Ruimer", **words}),
    "drop_item": lambda w, words: w.run("drop_item", item=w.item()[0], **words),
    "take_back_agreement": lambda w, words: w.run("take_back_agreement", item=_agreed(w), **words),
    "change_item_areas": lambda w, words: w.run("change_item_areas", item=_adopted(w), areas=["krakeel"], **words),
    "plan_round": lambda w, words: w.round([w.item()[1]], opened=False, **words),
    "change_round": lambda w, words: w.run("change_round", round=w.round([w.item()[1]], opened=False), **words),
    "cancel_round": lambda w, words: w.run("cancel_round", round=w.round([w.item()[1]], opened=False), **words),
    "add_remark": lambda w, words: _remark(w, **words),
    "answer_remark": lambda w, words: w.run(
        "answer_remark", remark=_remark(w)["remark"], **{"outcome": "adopted", "text": "Ja", **words}
    ),
    "answer_remarks": lambda w, words: w.run(
        "answer_remarks", remarks=[_remark(w)["remark"]], **{"outcome": "adopted", "text": "Ja", **words}
    ),
    "add_agenda_topic": lambda w, words: _topic(w, **words),
    "edit_agenda_topic": lambda w, words: w.run("edit_agenda_topic", "otto", topic=_topic(w), **words),
    "remove_agenda_topic": lambda w, words: w.run("remove_agenda_topic", "otto", topic=_topic(w), **words),
    "fill_trits": lambda w, words: _trits(w, **words),
    "answer_trits": lambda w, words: w.run("answer_trits", "otto", **_trits(w), answer="declined", **words),
}


def kept(world: World) -> bool:
    """Return whether the words stand in any table but the one with what was answered to commands."""
    with world.reading() as session:
        tables = session.scalars(text("select name from sqlite_master where type = 'table'")).all()
        for table in set(tables) - {"command_receipts", "journal_events"}:
            rows = session.execute(text(f'select * from "{table}"')).all()
            if any(WORDS in str(value) for row in rows for value in row):
                return True
    return False


def all_that_is_read(world: World) -> str:
    """Return what the team reads on its screens and in its files, and what Annie reads of her own."""
    week = world.snapshot(f"charrette:{world.charrette}", "otto")
    streams = [f"{kind}:{world.charrette}" for kind in ("charrette", "plan", "agendas", "team")]
    streams += [f"gathering:{world.work}", f"board:{world.board}"]
    streams += [f"round:{row['id']}" for row in week["rounds"]]
    read: list[Any] = [world.snapshot(stream, "otto") for stream in streams]
    with world.reading() as session:
        organiser, annie = world.actor(session, "otto"), world.actor(session, "annie")
        charrette = session.get_one(Charrette, world.charrette)
        read.append(team_answer(session, by=organiser))
        read.append(own_data(session, annie))
        read.append(plain(ideas_table(session, charrette)))
        read.append(plain(check_in_log(session, charrette, session.get_one(Gathering, world.work))))
        if charrette.last_number:
            read.append(trace_idea(session, by=annie, number=1))
    return json.dumps(read, default=str)


def test_every_field_of_words_has_an_act_that_sends_it() -> None:
    assert sorted({name for name, _ in asks()}) == sorted(ACTS)


@pytest.mark.parametrize(("name", "field"), sorted(asks()))
def test_what_a_command_asks_in_words_is_kept_and_can_be_read(world: World, name: str, field: str) -> None:
    world.open()
    ACTS[name](world, {field: WORDS, **({"reason": "Om iets"} if needs_reason(name, field) else {})})

    assert kept(world)
    assert WORDS in all_that_is_read(world)


def needs_reason(name: str, field: str) -> bool:
    """Return whether the command asks for a reason besides this field."""
    return field != "reason" and "reason" in COMMANDS[name].fields.__struct_fields__
