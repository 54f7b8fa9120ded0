"""What belongs to a gathering for who is invited is done and read by who showed its code, whatever id others send.

Made from the registries: every command, every stream and every page. What is added later is in it by itself, and a new
field or part of an address that nobody put in the lists below fails.
"""

from __future__ import annotations

import itertools
from typing import Any

import msgspec
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.routing import Rule

from charrette.errors import DomainError, NotAllowed
from charrette.spine.commands import COMMANDS, CommandSpec
from charrette.spine.lists import Role
from charrette.spine.streams import STREAMS
from tests.attendance.halls import WORDS, Hall
from tests.world import World

pytestmark = pytest.mark.trust("T96")
ELSEWHERE = {
    *("person", "area", "party", "invitation", "item", "from_item", "version", "versions", "topic", "screen", "areas"),
    *("votes", "position", "count", "seconds", "page", "column", "people", "set_aside", "pages", "seq"),
    *(
        "text_limit",
        "votes_per_person",
        "base_version",
        "duplicate_number",
        "back",
        "columns",
        "leaving",
        "ballot",
        "revision",
    ),
}
"""Numbers in commands that are of no gathering, or say nothing without another one beside it."""


def numbers_in(spec: CommandSpec) -> set[str]:
    """Return the fields of a command that hold a number or numbers."""
    return {field.name for field in msgspec.structs.fields(spec.fields) if "int" in str(field.type)}


def naming(hall: Hall) -> list[CommandSpec]:
    """Return every command that can name something of a gathering."""
    known = {name for name in hall.fields if name != "version"}
    return [spec for spec in COMMANDS.values() if numbers_in(spec) & known]


def everything(world: World) -> dict[str, list[Any]]:
    """Return all that stands in the database."""
    with world.reading() as session:
        tables = session.scalars(text("select name from sqlite_master where type = 'table'")).all()
        return {table: sorted(map(str, session.execute(text(f'select * from "{table}"')))) for table in tables}


def asked(hall: Hall, spec: CommandSpec) -> dict[str, Any]:
    """Return the fields of a command, as its example has them, but about this gathering."""
    names = {field.name for field in msgspec.structs.fields(spec.fields)}
    given = {name: value for name, value in spec.fields.example.items() if name not in ("column", "door")}
    given |= {"area": hall.world.areas[0]} if "area" in given else {}
    return given | {name: value for name, value in hall.fields.items() if name in names}


def test_every_number_in_a_command_is_known_here(hall: Hall) -> None:
    there = set().union(*(numbers_in(spec) for spec in COMMANDS.values()))
    assert there - set(hall.fields) - ELSEWHERE == set()


def test_no_command_of_who_did_not_show_its_code_does_anything(hall: Hall) -> None:
    world, before, told = hall.world, everything(hall.world), {}
    for spec in naming(hall):
        with pytest.raises(DomainError) as refused:
            world.run(spec.name, "annie", **asked(hall, spec))
        told[spec.name] = refused.value.code
    wanted = {
        spec.name: "gathering_code_needed" if spec.role is Role.PARTICIPANT else "not_allowed" for spec in naming(hall)
    }

    assert told == wanted
    assert everything(world) == before
    assert {"check_in", "check_out", "post_idea", "cast_vote", "add_remark", "edit_idea"} <= set(told)


def test_who_showed_its_code_is_refused_none_of_them(hall: Hall) -> None:
    """The same commands by somebody else who was let in: what stands above is not refused for another reason."""
    hall.world.let_in("jamila", code=hall.code)
    told = {}
    for spec in naming(hall):
        if spec.role is Role.PARTICIPANT:
            try:
                told[spec.name] = "ok" if hall.world.run(spec.name, "jamila", **asked(hall, spec)) else "empty"
            except DomainError as error:
                told[spec.name] = error.code

    assert told == {
        "check_in": "ok",
        "check_out": "ok",
        "post_idea": "ok",
        "edit_idea": "not_allowed",  # it is Geert's
        "withdraw_idea": "not_allowed",
        "cast_vote": "check_in_first",
        "take_back_vote": "ok",  # there is none
        "add_remark": "ok",
    }


def streams_of(hall: Hall) -> list[str]:
    """Return the streams of this gathering, of every kind that there is."""
    kinds = [kind for kind, about in STREAMS.items() if about.gathering is not None]
    return [f"{kind}:{hall.fields[kind]}" for kind in kinds]


def test_no_stream_of_it_is_followed(hall: Hall, app: Flask) -> None:
    client, world = app.test_client(), hall.world
    for stream, since in itertools.product(streams_of(hall), (None, 0)):
        with pytest.raises(NotAllowed, match="gathering_code_needed"):
            world.follow(stream, "annie", since)
        assert world.follow(stream, "geert", since)["ok"] is True
        assert world.follow(stream, "beamer", since)["ok"] is True
    for stream in streams_of(hall):
        for path in (f"/api/streams/{stream}", f"/api/streams/{stream}?since=0", f"/api/streams/{stream}/mine"):
            answers = [client.get(path, headers=world.header(who)).status_code for who in ("annie", "geert")]
            assert (path, answers) == (path, [403, 200])


def addresses(hall: Hall, app: Flask) -> list[str]:
    """Return every address that can be asked for, about this gathering where it can be about something."""
    ids = {str(value) for value in hall.fields.values() if isinstance(value, int)}
    with hall.world.reading() as session:
        numbers = {str(number) for number in session.scalars(text("select number from ideas"))}
        key = str(session.scalar(text("select key from gatherings where id = :id"), {"id": hall.gathering}))
    values = {
        "id": ids,
        "number": numbers,
        "stream": {*streams_of(hall), f"charrette:{hall.world.charrette}"},
        "slug": {"hoogeveen"},
        "area_slug": {"krakeel"},
        "suffix": {"json", "csv", "html"},
        "name": {key, f"{key}-log"},
        "key": {key},
        "place": {f"gatherings/{hall.gathering}"},
        "language": {"nl"},
        "filename": {"css/base.css"},
        "code": {hall.world.code},
        "door_code": {"BCDFGHJKMN"},
    }
    found = []
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()):
            found += _filled(rule, values)
    return sorted(found)


def _filled(rule: Rule, values: dict[str, set[str]]) -> list[str]:
    names = sorted(rule.arguments)
    found = []
    for chosen in itertools.product(*(sorted(values[name]) for name in names)):
        given: dict[str, Any] = dict(zip(names, chosen, strict=True))
        built = rule.build({n: int(v) if v.isdigit() else v for n, v in given.items()})
        assert built is not None
        found += [built[1], f"{built[1]}?gathering=2&since=0", f"{built[1]}?gathering=3"]
    return found


def words_read(client: FlaskClient, hall: Hall, who: str, paths: list[str]) -> dict[str, list[str]]:
    """Return which words of the gathering somebody finds, and the code of it, by address."""
    found = {}
    for path in paths:
        with client.get(path, headers=hall.world.header(who)) as answer:
            told = answer.get_data()
        found[path] = [word for word in (*WORDS, hall.code) if word.encode() in told]
    return {path: words for path, words in found.items() if words}


def test_no_page_or_file_has_a_word_of_it(hall: Hall, app: Flask) -> None:
    client, paths = app.test_client(), addresses(hall, app)
    with_code = words_read(client, hall, "geert", paths)

    assert words_read(client, hall, "annie", paths) == {}
    assert set().union(*with_code.values()) >= set(WORDS)  # so the addresses are those where they stand
    assert len(with_code) > 6


def test_the_code_of_it_is_told_to_staff_and_projectors_only(hall: Hall) -> None:
    rows = {
        who: {
            row["id"]: row["code"]
            for row in hall.world.snapshot(f"charrette:{hall.world.charrette}", who)["gatherings"]
        }
        for who in ("annie", "geert", "beamer", "fenna")
    }
    assert [rows[who][hall.gathering] for who in rows] == [None, None, hall.code, hall.code]
    assert rows["annie"][hall.world.work] == "JKMNPQ"
