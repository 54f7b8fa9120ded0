"""What people take home, word for word, made from a database that was filled by the real rules."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from charrette.attendance.export.tables import attendance_json, check_in_json
from tests.exports.conftest import text_of
from tests.exports.week import lists, take_home, with_names_for_ids
from tests.world import World

Golden = Callable[[str, bytes], None]


@pytest.fixture
def week(played: World) -> World:
    """The small charrette after its week."""
    return played


def test_the_agenda_is_as_agreed_in_each_format(week: World, golden: Golden) -> None:
    for suffix in ("html", "csv", "json"):
        golden(f"agenda.{suffix}", take_home(week, "agenda", suffix, name="krakeel"))


def test_the_printed_agenda_reads_as_agreed_in_both_languages(week: World, golden: Golden) -> None:
    for lang, name in (("en", "agenda.pdf.txt"), ("nl", "agenda.nl.pdf.txt")):
        golden(name, (text_of(take_home(week, "agenda", "pdf", name="krakeel", lang=lang)) + "\n").encode())


def test_the_ideas_are_as_agreed_with_the_votes_they_got(week: World, golden: Golden) -> None:
    golden("ideas.csv", take_home(week, "ideas", "csv"))
    golden("ideas.json", take_home(week, "ideas", "json"))


def test_the_printed_attendance_list_reads_as_agreed_in_both_languages(week: World, golden: Golden) -> None:
    for lang, name in (("en", "attendance.pdf.txt"), ("nl", "attendance.nl.pdf.txt")):
        golden(name, (text_of(take_home(week, "attendance", "pdf", name="work", lang=lang)) + "\n").encode())


def test_the_attendance_list_and_the_log_are_as_agreed(week: World, golden: Golden) -> None:
    attendance, log = lists(week)
    golden("attendance.csv", take_home(week, "attendance", "csv", name="work"))
    golden("attendance.json", attendance_json(attendance))
    golden("check-ins.csv", with_names_for_ids(week, take_home(week, "check_in_log", "csv", name="work")))
    golden("check-ins.json", with_names_for_ids(week, check_in_json(log)))


def test_the_poster_reads_as_agreed(week: World, golden: Golden) -> None:
    golden("poster.pdf.txt", (text_of(take_home(week, "poster", "pdf", name="work")) + "\n").encode())


def test_the_zip_is_as_agreed(week: World, golden: Golden) -> None:
    archive = zipfile.ZipFile(io.BytesIO(take_home(week, "agendas", "zip")))
    golden("agendas.index.html", archive.read("hoogeveen/index.html"))
    names = [name.removeprefix("hoogeveen/") for name in archive.namelist()]
    golden("agendas.names.txt", ("\n".join(names) + "\n").encode())


# --- no column that nobody fills ---------------------------------------------------------------------------------

EMPTY = {
    "agenda.json years": "no rule agrees on a period yet",
    "attendance.json present": "the gathering is closed: nobody is in",
}
"""What may be empty in the files of this week, with the reason."""


def _cells(data: bytes) -> Iterator[tuple[str, str]]:
    for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")):
        yield from row.items()


def _values(thing: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every value of JSON with the names that lead to it."""
    if isinstance(thing, dict):
        yield path, True
        for name, value in thing.items():
            yield from _values(value, f"{path}.{name}".lstrip("."))
    elif isinstance(thing, list):
        yield path, bool(thing) or None
        for value in thing:
            yield from _values(value, path)
    else:
        yield path, thing


def _files(week: World) -> dict[str, list[tuple[str, Any]]]:
    attendance, log = lists(week)
    tables = {
        "ideas.csv": take_home(week, "ideas", "csv"),
        "attendance.csv": take_home(week, "attendance", "csv", name="work"),
        "check-ins.csv": take_home(week, "check_in_log", "csv", name="work"),
        "agenda.csv": take_home(week, "agenda", "csv", name="krakeel"),
    }
    data = {
        "ideas.json": take_home(week, "ideas", "json"),
        "agenda.json": take_home(week, "agenda", "json", name="krakeel"),
        "attendance.json": attendance_json(attendance),
        "check-ins.json": check_in_json(log),
    }
    found: dict[str, list[tuple[str, Any]]] = {name: list(_cells(each)) for name, each in tables.items()}
    return found | {name: list(_values(json.loads(each))) for name, each in data.items()}


def test_every_column_of_every_file_is_filled_by_the_rules(week: World) -> None:
    empty = set()
    for name, cells in _files(week).items():
        columns = {column for column, _ in cells}
        filled = {column for column, value in cells if value not in ("", "0", None, False)}
        empty |= {f"{name} {column}" for column in columns - filled}
    assert empty == set(EMPTY)


def test_votes_stand_in_the_file_once_the_vote_is_closed_and_no_sooner(world: World) -> None:
    def votes() -> list[str]:
        return [value for column, value in _cells(take_home(world, "ideas", "csv")) if column == "votes"]

    world.open()
    ideas = [world.post(text) for text in ("Een bankje", "Een boom", "Een vijver")]
    world.run("hide_idea", idea=ideas[2], reason="Dubbel")
    world.run("set_board_phase", board=world.board, phase="voting")
    for who in ("annie", "geert"):
        world.run("check_in", who, gathering=world.work)
        world.run("cast_vote", who, idea=ideas[1])
    assert votes() == ["", "", ""]

    world.run("set_board_phase", board=world.board, phase="closed")
    assert votes() == ["0", "2", ""]
    world.run("set_people_aside", people=[world.people["geert"]], reason="Een script")
    assert votes() == ["0", "1", ""]
