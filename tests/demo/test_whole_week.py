"""Six days on a real server, with plans of Dutch neighbourhoods; then the check, and proof that it can fail."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from pathlib import Path

import msgspec
import pytest

from charrette.demo.book import Book
from charrette.demo.check import problems
from charrette.demo.site import Site
from tests.demo.conftest import Run
from tests.demo.recordings import plans
from tests.e2e.server import CharretteServer

pytestmark = pytest.mark.timeout(240)
PHONES = 12


def organiser_token(flask: Run, site: Site, slug: str) -> str:
    """Sign in as an organiser of the played week."""
    link = json.loads(flask("invite", "--role", "organiser", "--charrette", slug, "--json").stdout)
    return str(json.loads(site.ask("POST", "/api/sign-in", None, {"token": link["token"]}))["token"])


def spoil(server: CharretteServer, *statements: str) -> None:
    """Change records behind the server's back."""
    with sqlite3.connect(server.data / "charrette.sqlite3") as connection:
        for statement in statements:
            assert connection.execute(statement).rowcount == 1, statement


@pytest.mark.more
def test_a_whole_week_keeps_everything_that_was_acknowledged(
    server: CharretteServer, flask: Run, tmp_path: Path
) -> None:
    out = tmp_path / "home"
    played = flask(
        "demo", "--ideas", str(plans()), "--phones", str(PHONES), "--speed", "0", "--out", str(out)
    )  # fmt: skip
    assert (played.returncode, played.stderr) == (0, ""), played.stdout
    book = msgspec.json.decode((out / "account.json").read_bytes(), type=Book)
    assert_it_was_a_whole_week(book)
    assert_everybody_of_the_team_has_a_name(server, book)
    assert_the_files_say_the_same(book, out)
    assert_the_topics_of_an_area_are_numbered_together(out)
    assert f".venv/bin/flask --app charrette invite --role organiser --charrette {book.slug}\n" in played.stdout

    assert server.stop() == 0
    server.start()
    site = Site(server.url)
    token = organiser_token(flask, site, book.slug)
    assert problems(site, book, token) == []
    assert_a_round_is_what_its_title_says_in_the_order_of_its_items(site, book, token)

    idea = next(note for note in book.ideas.values() if note.state == "visible")
    came = next(note for note in book.gatherings.values() if note.came)
    topic = next(note for note in book.topics.values() if not note.removed)
    assert server.stop() == 0
    spoil(
        server,
        f"update ideas set text = text || '.' where id = {idea.id}",
        "insert into attendance_entries (gathering_id, person_id, kind, source, at, received_at, clock_off) "
        f"select {came.id}, max(id), 'entry', 'manual', '2026-01-01', '2026-01-01', 0 from people where id not in "
        f"(select person_id from attendance_entries where gathering_id = {came.id} and person_id is not null)",
        f"update agenda_topics set removed_at = '2026-01-01', removed_reason = 'x' where id = {topic.id}",
    )
    server.start()
    found = "\n".join(problems(site, book, token))
    assert f"Idea #{idea.number} reads" in found
    assert f"{came.title}: the check-in log has" in found
    assert "our own count is" in found
    assert "holds items" in found


def assert_it_was_a_whole_week(book: Book) -> None:
    """Six days, three loops that were reported back, and something of everything."""
    assert sorted(book.days) == [1, 2, 3, 4, 5, 6]
    assert len(book.gatherings) == 8
    assert [note.state for note in book.rounds.values()] == ["reported_back"] * 3
    assert all(note.answer for note in book.remarks.values())
    assert {note.state for note in book.ideas.values()} >= {"visible", "hidden"}
    assert max(len(item.versions) for item in book.items.values()) >= 3
    assert len(book.people()) < book.attendances()
    adopted = [item for item in book.items.values() if item.adopted]
    assert {item.areas == "all" for item in adopted} == {True, False}


def assert_a_round_is_what_its_title_says_in_the_order_of_its_items(site: Site, book: Book, token: str) -> None:
    """A title that names a version is about that version of every item; items stand by their numbers."""
    for note in book.rounds.values():
        shown = site.json(f"/api/streams/round:{note.id}", token)["snapshot"]
        named = {int(number) for number in re.findall(r"versie (\d+)", shown["round"]["title"])}
        numbers = [version["item_number"] for version in shown["versions"]]
        assert named in (set(), {version["number"] for version in shown["versions"]}), shown["round"]["title"]
        assert numbers == sorted(numbers), shown["round"]["title"]


def assert_everybody_of_the_team_has_a_name(server: CharretteServer, book: Book) -> None:
    """Who leads the week is somebody, each somebody else."""
    query = "select name from people where charrette_id = ? and id in (select person_id from role_grants) order by id"
    with sqlite3.connect(server.data / "charrette.sqlite3") as connection:
        names = [name for (name,) in connection.execute(query, [book.charrette])]
    assert len(names) == len(set(names)) >= 13
    assert all(names)


def assert_the_files_say_the_same(book: Book, out: Path) -> None:
    """The files that were taken home name every number and every adopted item."""
    ideas = json.loads((out / "ideas.json").read_text("utf-8"))["rows"]
    assert [row["number"] for row in ideas] == sorted(note.number for note in book.ideas.values())
    assert {row["number"]: row["fate"] for row in ideas} == {
        note.number: book.outcome_of(note) for note in book.ideas.values()
    }
    for note in book.gatherings.values():
        with (out / "attendance" / f"{note.key}.csv").open(encoding="utf-8-sig", newline="") as handle:
            assert sum(1 for row in csv.DictReader(handle) if row["first_entry"]) == len(note.came)
    for path in sorted((out / "agendas").glob("*.json")):
        document = json.loads(path.read_text("utf-8"))
        topics = [note for note in book.topics.values() if note.area == path.stem and not note.removed]
        assert len(document["topics"]) == len(topics)
        assert path.with_suffix(".pdf").read_bytes().startswith(b"%PDF")


def assert_the_topics_of_an_area_are_numbered_together(out: Path) -> None:
    """Numbers run through the whole week; on the agenda of one area they have no gaps."""
    for path in sorted((out / "agendas").glob("*.json")):
        numbers = [topic["number"] for topic in json.loads(path.read_text("utf-8"))["topics"]]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers))), path


def test_without_a_server_the_demo_says_so_in_one_sentence(server: CharretteServer, flask: Run) -> None:
    assert server.stop() == 0
    told = flask("demo", "--speed", "0")
    assert told.returncode == 1
    assert told.stderr == f"No server answers at {server.url}. Start it first, in another window: make run\n"


def test_a_server_with_another_database_is_told_apart(server: CharretteServer, tmp_path: Path, flask: Run) -> None:
    other = CharretteServer(tmp_path / "other")
    other.start()
    try:
        told = flask("demo", "--speed", "0", "--url", other.url)
    finally:
        other.stop()
    assert told.returncode == 1
    assert "uses another database" in told.stderr
