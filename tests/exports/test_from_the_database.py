"""What goes out of the door as a file: from the database, through the routes, as people take it home."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from charrette import create_app
from charrette.exports.tables import safe_cell
from tests.exports.conftest import squeezed, text_of
from tests.exports.spreadsheets import cells_of
from tests.hostile import as_kept, hostile_strings
from tests.world import World, config_for

CANARY = "ZZ-Kanarie"
FORMATS = ("pdf", "html", "csv", "xlsx", "json")


def table(client: FlaskClient, world: World, path: str, who: str = "otto") -> list[dict[str, str]]:
    """Return the rows of a CSV file as ``who`` gets it."""
    answer = client.get(path, headers=world.header(who))
    assert answer.status_code == 200, path
    return list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"), newline="")))


def words_of(data: bytes, suffix: str) -> str:
    """Return what somebody reads in a file."""
    if suffix == "xlsx":
        return str(cells_of(data))
    return text_of(data) if suffix == "pdf" else data.decode("utf-8")


def _without_moment(row: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in row.items() if not name.startswith("moment")}


def adopted(world: World, title: str, areas: object) -> int:
    """Bring a design item into the framework; return its id."""
    made = world.run(
        "create_design_item", title=title, kind="solution", grain="fine", text=title, why=title, from_ideas=[]
    )
    world.run("close_round", round=world.round([made["version"]], title=title))
    world.run("agree_item", item=made["item"])
    world.run("adopt_into_framework", item=made["item"], areas=areas)
    return int(made["item"])


def two_agendas(world: World) -> None:
    """Give Krakeel and Nieuwlande a topic and a part of the framework each, and one part to both."""
    world.open()
    adopted(world, "Voor allemaal", "all")
    for area in ("krakeel", "nieuwlande"):
        item = adopted(world, f"Deel van {area}", [area])
        topic = world.run("add_agenda_topic", "otto", area=area, title=f"Punt van {area}", from_item=item)["topic"]
        world.run("fill_trits", "otto", topic=topic, part="ourselves", text=f"Wij van {area}")
    world.item("Nog niet in het raamwerk")


# --- an area's own ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("area", "other"), [("krakeel", "nieuwlande"), ("nieuwlande", "krakeel")])
def test_an_area_takes_home_its_own_topics_and_what_is_meant_for_it(
    world: World, client: FlaskClient, area: str, other: str
) -> None:
    two_agendas(world)
    data = client.get(f"/exports/hoogeveen/agendas/{area}.json").get_json()
    printed = text_of(client.get(f"/exports/hoogeveen/agendas/{area}.pdf").data)

    assert [topic["title"] for topic in data["topics"]] == [f"Punt van {area}"]
    assert [part["title"] for part in data["framework_parts"]] == ["Voor allemaal", f"Deel van {area}"]
    for words in (f"Punt van {area}", f"Wij van {area}", f"Deel van {area}", "Voor allemaal"):
        assert squeezed(words) in squeezed(printed)
    for suffix in FORMATS:
        answer = client.get(f"/exports/hoogeveen/agendas/{area}.{suffix}")
        told = words_of(answer.data, suffix)
        assert f"van{other}" not in squeezed(told), suffix
        assert squeezed("Nog niet in het raamwerk") not in squeezed(told), suffix


def test_the_same_version_gives_the_same_file_whenever_and_by_whomever_it_is_asked(
    world: World, client: FlaskClient
) -> None:
    two_agendas(world)
    world.post("Een bankje")
    world.run("check_in", "annie", gathering=world.work)
    paths = [f"/exports/hoogeveen/agendas/krakeel.{suffix}" for suffix in FORMATS]
    paths += [
        "/exports/hoogeveen/agendas.zip",
        "/exports/hoogeveen/ideas.csv",
        "/exports/hoogeveen/ideas.xlsx",
        "/exports/hoogeveen/ideas.json",
    ]
    paths += [
        f"/exports/hoogeveen/attendance/work{suffix}" for suffix in (".csv", ".xlsx", ".pdf", "-log.csv", "-log.xlsx")
    ]
    first = {path: client.get(path, headers=world.header("otto")).data for path in paths}
    world.now.move(days=1)

    assert {path: client.get(path, headers=world.header("otto")).data for path in paths} == first
    for path in paths[: len(FORMATS) + 1]:  # those that are public
        assert client.get(path).data == first[path], path
    world.run("add_agenda_topic", "otto", area="krakeel", title="Nog een punt")
    for path in paths[: len(FORMATS) + 1]:
        assert client.get(path).data != first[path], path


# --- who may have what -----------------------------------------------------------------------------------------


def test_the_public_files_hold_no_idea_that_was_not_put_on_an_agenda(world: World, client: FlaskClient) -> None:
    """The table of ideas is for staff; the file with all agendas, which anybody may have, must not carry it along."""
    two_agendas(world)
    world.run("conceal_board", board=world.board, concealed=True)
    idea = world.post(CANARY)
    world.run("answer_idea", idea=idea, outcome="not_used", reason=CANARY + " reden")

    staff = client.get("/exports/hoogeveen/ideas.csv", headers=world.header("fenna"))
    assert CANARY in staff.get_data(as_text=True), "the test can see it"
    for who in ({}, world.header("jamila"), world.header("beamer"), world.header("otto")):
        archive = zipfile.ZipFile(io.BytesIO(client.get("/exports/hoogeveen/agendas.zip", headers=who).data))
        assert {name.split("/")[1] for name in archive.namelist()} == {"agendas", "index.html", "manifest.json"}
        for name in archive.namelist():
            data = archive.read(name)
            assert CANARY not in words_of(data, name.rpartition(".")[2]), name


@pytest.mark.trust("T95")
def test_no_public_file_names_a_person(world: World, client: FlaskClient) -> None:
    two_agendas(world)
    world.run("update_me", "annie", name=CANARY)
    idea = world.post("Een bankje")
    world.run("check_in", "annie", gathering=world.work)
    world.run("add_agenda_topic", "otto", area="krakeel", title="Zitten", from_ideas=[idea])

    assert CANARY in str(table(client, world, "/exports/hoogeveen/attendance/work.csv"))
    for suffix in FORMATS:
        answer = client.get(f"/exports/hoogeveen/agendas/krakeel.{suffix}")
        told = words_of(answer.data, suffix)
        assert CANARY not in told, suffix
    for suffix in ("csv", "xlsx", "json"):
        answer = client.get(f"/exports/hoogeveen/ideas.{suffix}", headers=world.header("fenna"))
        assert CANARY not in words_of(answer.data, suffix), suffix


@pytest.mark.trust("T93")
def test_a_removed_person_leaves_the_files_as_they_were_but_without_the_name(world: World, client: FlaskClient) -> None:
    world.open()
    world.run("update_me", "annie", name=CANARY)
    for who in ("annie", "geert"):
        world.post(f"Een idee van {who}", who)
        world.run("check_in", who, gathering=world.work)
    before = table(client, world, "/exports/hoogeveen/ideas.csv")
    listed = table(client, world, "/exports/hoogeveen/attendance/work.csv")
    world.run("erase_me", "annie")
    after = table(client, world, "/exports/hoogeveen/attendance/work.csv")
    after_ideas = table(client, world, "/exports/hoogeveen/ideas.csv")

    assert [_without_moment(row) for row in after_ideas] == [_without_moment(row) for row in before]
    assert sorted(row["name"] for row in listed) == ["Geert", CANARY]
    assert sorted(row["name"] for row in after) == ["", "Geert"]
    assert sorted((row["status"], row["first_entry"]) for row in after) == sorted(
        (row["status"], row["first_entry"]) for row in listed
    )
    for path in ("attendance/work.csv", "attendance/work.xlsx", "attendance/work-log.csv", "ideas.json"):
        answer = client.get(f"/exports/hoogeveen/{path}", headers=world.header("otto"))
        assert CANARY not in words_of(answer.data, path.rpartition(".")[2]), path


# --- odd words, all the way from the phone to the file -----------------------------------------------------------


@pytest.fixture
def calm(world: World) -> Any:
    """The application without limits on how fast somebody posts."""
    config = config_for(world.config.data, posts_per_10_seconds=100_000, commands_per_10_seconds=100_000)
    app: Flask = create_app(config)
    yield app.test_client()
    app.extensions["charrette"].database.dispose()


@pytest.mark.more
def test_every_naughty_string_that_was_posted_stands_in_the_table_and_the_data(world: World, calm: FlaskClient) -> None:
    strings = hostile_strings()
    world.open()
    for number, text in enumerate(strings):
        command = {"id": str(number), "type": "post_idea", "board": world.board, "text": text[:500]}
        assert calm.post("/api/commands", json=command, headers=world.header("annie")).status_code == 200, text
    kept = [as_kept(text[:500]) for text in strings]
    data = calm.get("/exports/hoogeveen/ideas.json", headers=world.header("fenna")).get_json()
    rows = table(calm, world, "/exports/hoogeveen/ideas.csv", "fenna")

    assert len(strings) > 500
    assert [row["text"] for row in data["rows"]] == kept
    assert [row["text"] for row in rows] == [safe_cell(text) for text in kept]


FORMULA = "=1+1"


@pytest.mark.trust("T70")
def test_no_cell_of_any_table_can_start_a_formula_whoever_wrote_it(world: World, client: FlaskClient) -> None:
    world.open()
    world.run("update_me", "annie", name=FORMULA)
    idea = world.post(FORMULA)
    world.run("group_ideas", board=world.board, ideas=[idea], title=FORMULA)
    world.run("check_in", "annie", gathering=world.work)
    world.run("answer_idea", idea=idea, outcome="not_used", reason=FORMULA)
    people = world.snapshot(f"gathering:{world.work}", "fenna")["people"]
    entry = next(entry for row in people for entry in row["entries"])
    topic = world.run("add_agenda_topic", "otto", area="krakeel", title=FORMULA, why=FORMULA)["topic"]
    world.run("fill_trits", "otto", topic=topic, part="with_help", text=FORMULA, party=FORMULA)
    paths = ["ideas.csv", "attendance/work.csv", "attendance/work-log.csv", "agendas/krakeel.csv"]
    found = [table(client, world, f"/exports/hoogeveen/{path}") for path in paths]
    world.run("annul_entry", entry=entry, reason=FORMULA)
    found.append(table(client, world, "/exports/hoogeveen/attendance/work-log.csv"))

    for rows in found:
        cells = [cell for row in rows for cell in row.values()]
        assert "'" + FORMULA in cells
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
