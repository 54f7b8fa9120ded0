"""What is taken home of who came says the same as the page."""

from __future__ import annotations

import csv
import io

import pypdf
import pytest
from flask.testing import FlaskClient

from charrette.attendance.lists import EntryKind
from tests.attendance.hall import log, numbers, person
from tests.world import World


def _everybody(world: World) -> None:
    """Bring people into every status and past every kind of line: in, out, automatic, annulled, by hand, a count."""
    world.open()
    for who in ("annie", "geert", "jamila", "otto"):
        world.run("check_in", who, gathering=world.work)
        world.now.move(minutes=1)
    world.run("check_out", "geert", gathering=world.work)
    world.run("annul_entry", entry=person(world, "jamila")["entries"][0], reason="Verkeerde naam")
    world.run("check_out", "fenna", gathering=world.work)
    world.run("add_walk_in", gathering=world.work, name="Roelof")
    world.run("check_in_person", gathering=world.work, person=world.people["annie"], source="paper")
    world.run("count_heads", gathering=world.work, count=61)


def _table(client: FlaskClient, world: World, name: str) -> list[dict[str, str]]:
    answer = client.get(f"/exports/hoogeveen/attendance/{name}.csv", headers=world.header("otto"))
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("closed", [False, True], ids=["while it goes on", "after the end"])
def test_the_page_and_the_export_show_the_same_status(world: World, client: FlaskClient, closed: bool) -> None:
    """For everybody who is in the log; and the same numbers above the page and above the printed list."""
    _everybody(world)
    if closed:
        world.now.move(minutes=5)
        world.run("close_gathering", gathering=world.work)
    shown = world.snapshot(f"gathering:{world.work}", "fenna")["people"]
    rows = {row["name"]: (row["status"], row["flags"], row["sources"]) for row in _table(client, world, "work")}
    page = {row["name"]: (row["status"], " ".join(row["flags"]), " ".join(row["sources"])) for row in shown}
    english = {**world.header("otto"), "Accept-Language": "en"}
    pdf = client.get("/exports/hoogeveen/attendance/work.pdf", headers=english).data
    printed = " ".join("".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())
    attendances, present = numbers(world)

    gone = ("left", "auto_exit") if closed else ("present", "")
    assert rows == {
        "Annie": (*gone, "phone paper"),
        "Geert": ("left", "", "phone"),
        "Otto": (*gone, "phone"),
        "Fenna": ("absent", "exit_without_entry", ""),
        "Roelof": (*gone, "manual"),
    }
    assert {name: page[name] for name in rows} == rows
    assert page["Jamila"] == ("absent", "", "")
    assert (attendances, present) == (4, 0 if closed else 3)
    assert f"{attendances} attendances" in printed
    assert f"{present} present now" in printed


def test_the_export_of_the_log_has_every_line(world: World, client: FlaskClient) -> None:
    _everybody(world)
    world.run("close_gathering", gathering=world.work)
    rows = [(row["id"], row["kind"], row["source"], row["annuls"]) for row in _table(client, world, "work-log")]
    lines = log(world)

    assert rows == [(str(one.id), one.kind.value, one.source.value, str(one.annuls_id or "")) for one in lines]
    assert {line.kind.value for line in lines} == {"entry", "exit", "auto_exit", "annul", "headcount"}
    assert {kind.value for kind in EntryKind} == {line.kind.value for line in lines}


def test_who_came_is_listed_as_the_language_sorts_names_and_no_name_comes_last(
    world: World, client: FlaskClient
) -> None:
    names = ["zoë", None, "Ølaf", "Zoë Bos", "Olga", "Émile", "d\u2019Hont", "Emma", "Dam", "van den Berg"]
    world.open()
    for name in names:
        world.run("add_walk_in", gathering=world.work, **({} if name is None else {"name": name}))
    order = ["d\u2019Hont", "Dam", "Émile", "Emma", "Ølaf", "Olga", "van den Berg", "zoë", "Zoë Bos", ""]

    assert [row["name"] for row in _table(client, world, "work")] == order
    pdf = client.get("/exports/hoogeveen/attendance/work.pdf", headers=world.header("otto")).data
    printed = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert sorted(order[:-1], key=printed.index) == order[:-1]


def test_areas_to_choose_from_stand_by_name(world: World, client: FlaskClient) -> None:
    for name in ("Wijk 10", "Østerbro", "Élan", "Wijk 2", "Oude Haven"):
        world.run("add_area", "otto", name=name)
    page = client.get(f"/j/{world.code}").get_data(as_text=True)
    names = ["Élan", "Krakeel", "Nieuwlande", "Østerbro", "Oude Haven", "Wijk 2", "Wijk 10"]
    assert sorted(names, key=lambda name: page.index(f">{name}<")) == names
