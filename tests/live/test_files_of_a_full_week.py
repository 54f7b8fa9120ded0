"""The files of a week with 2,000 ideas, made while the hall goes on: nobody waits, and none is of two moments."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import statistics
import time
import uuid
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import select

from charrette import clock
from charrette.agendas.export.tables import COLUMNS as AGENDA_COLUMNS
from charrette.agendas.files import AGENDA
from charrette.agendas.models import AgendaTopic, TopicIdea
from charrette.boards.export import COLUMNS as IDEAS_COLUMNS
from charrette.boards.models import Idea
from charrette.db import Database
from charrette.plan.models import DesignItem, ItemSource
from charrette.spine.models import JournalEvent
from charrette.week.models import Charrette
from tests.exports.conftest import squeezed, text_by_browser
from tests.exports.spreadsheets import rows_of
from tests.live.files import AGENDAS, BASE, Asked, ask
from tests.live.server import Hall, serving
from tests.world import World

IDEAS, TOPICS = 2_000, 60
MANIFEST = "hoogeveen/manifest.json"
DELAY_SECONDS = 1.5
"""Generous: 0.1 was measured on a busy machine, and 6 when the values of these files were read on the loop."""
ASKED_PER_SECOND = 40
"""Fewer than the points that a connection gets back in a second."""


@pytest.fixture(scope="module")
def full_hall(tmp_path_factory: pytest.TempPathFactory, furnished_now: tuple[Path, World]) -> Iterator[Hall]:
    """A server whose week has 2,000 ideas, half of them used in items, and long agendas."""
    folder = tmp_path_factory.mktemp("full")
    shutil.copyfile(furnished_now[0], folder / "full.sqlite3")
    database = Database(f"sqlite:///{folder / 'full.sqlite3'}")
    _fill(database, furnished_now[1])
    database.dispose()
    with serving(folder / "data", folder / "full.sqlite3", "eventlet") as server:
        hall = Hall(server, furnished_now[1])
        hall.do("start_gathering", gathering=hall.world.work)
        yield hall
        hall.close()


def _fill(database: Database, world: World) -> None:
    words = "Bij de brug een bankje, want wie naar de winkel loopt kan nu nergens zitten. "
    now = clock.now()
    with database.write() as session:
        ideas = [
            Idea(
                charrette_id=world.charrette,
                board_id=world.board,
                number=number,
                text=f"{number}: {words * 3}",
                column_id=world.columns[number % 2],
                posted_at=now,
                changed_at=now,
            )
            for number in range(1, IDEAS + 1)
        ]
        session.add_all(ideas)
        session.flush()
        for number in range(1, TOPICS + 1):
            item = DesignItem(charrette_id=world.charrette, number=number, title=words, kind="solution", grain="fine")
            item.created_at = now
            topic = AgendaTopic(charrette_id=world.charrette, area_id=world.areas[0], number=number, title=words[:60])
            topic.why, topic.added_at = words * 20, now
            session.add_all([item, topic])
            session.flush()
            some = ideas[number * 20 : number * 20 + 20]
            session.add_all(ItemSource(item_id=item.id, idea_id=idea.id) for idea in some)
            session.add_all(TopicIdea(topic_id=topic.id, idea_id=idea.id) for idea in some)
        charrette = session.get_one(Charrette, world.charrette)
        charrette.last_number, charrette.last_item_number, charrette.last_topic_number = IDEAS, TOPICS, TOPICS
        session.commit()


@pytest.mark.trust("T47")
def test_nobody_waits_while_the_files_of_two_thousand_ideas_are_made(full_hall: Hall) -> None:
    """Pages, and a phone whose ideas reach another phone, before and while four large files are made."""
    hall = full_hall
    phone, other = hall.phone("annie"), hall.phone("geert")
    other.ask("follow", {"stream": f"board:{hall.world.board}"})
    quiet = [_delay(hall, phone) for _ in range(10)]
    under_way = [ask(hall, path) for path in (f"{BASE}ideas.csv", f"{BASE}ideas.json", AGENDAS[0], AGENDAS[-1])]
    busy = _while(under_way, lambda: _delay(hall, phone))

    assert [one.answer().status_code for one in under_way] == [200] * 4
    assert len(under_way[1].answer().json()["rows"]) >= IDEAS
    assert max(busy) < DELAY_SECONDS + max(quiet), (quiet, busy)
    assert statistics.median(busy) < 0.5 + statistics.median(quiet), (quiet, busy)


def _while(under_way: list[Asked], measure: Callable[[], Any]) -> list[Any]:
    found = [measure()]
    while not all(one.is_answered for one in under_way):
        found.append(measure())
    return found


def _delay(hall: Hall, phone: Any) -> float:
    """Return how long the slower of a page and an event over the socket takes, in seconds; as often as a phone may."""
    time.sleep(1 / ASKED_PER_SECOND)
    began = time.monotonic()
    assert requests.get(hall.server.url + "/healthz", timeout=60).status_code == 200
    between = time.monotonic()
    assert phone.ask("unfollow", {"stream": f"board:{hall.world.board}"})["ok"]
    return max(between - began, time.monotonic() - between)


@pytest.mark.trust("T15")
def test_a_file_made_while_people_post_is_of_one_moment_and_says_which(full_hall: Hall) -> None:
    """An agenda of moment m holds the topics whose event has a number up to m, and no other, in every format.

    Ideas have numbers without holes, so their table is of one moment when none up to its last is missing.
    """
    hall = full_hall
    before = len(hall.ideas())
    under_way = {
        path: ask(hall, path) for path in (f"{BASE}ideas.csv", f"{BASE}ideas.xlsx", f"{BASE}ideas.json", *AGENDAS)
    }
    _while(list(under_way.values()), lambda: _post(hall))
    files = {path.removeprefix(BASE): one.answer().content for path, one in under_way.items()}
    told, texts = _topics_told(hall), [idea["text"] for idea in sorted(hall.ideas(), key=lambda one: one["number"])]

    assert len(texts) > before
    book = zipfile.ZipFile(io.BytesIO(files.pop("agendas.zip")))
    files |= {f"book.{suffix}": book.read(f"hoogeveen/agendas/krakeel.{suffix}") for suffix in AGENDA.formats}
    seqs = {}
    for name, data in files.items():
        if not name.startswith("ideas"):
            seqs[name], topics = _read_agenda(data, name.rpartition(".")[2], list(told))
            assert topics == {topic for topic, seq in told.items() if seq <= seqs[name]}, name
    assert {seqs[f"book.{suffix}"] for suffix in AGENDA.formats} == {json.loads(book.read(MANIFEST))["moment"]["seq"]}
    for rows in (
        _table(files["ideas.csv"]),
        rows_of(files["ideas.xlsx"], IDEAS_COLUMNS),
        json.loads(files["ideas.json"])["rows"],
    ):
        assert [int(row["number"]) for row in rows] == list(range(1, len(rows) + 1))
        assert [row["text"] for row in rows] == texts[: len(rows)]
        assert before <= len(rows) <= len(texts)


def _post(hall: Hall) -> None:
    """Post an idea and a topic, by turns as fast as one person may."""
    time.sleep(0.2)
    mark = f"x{uuid.uuid4().hex}x"
    hall.do("post_idea", "annie", board=hall.world.board, text=f"terwijl het boek wordt gemaakt: {mark}")
    hall.do("add_agenda_topic", area=hall.world.areas[0], title=mark, why="Net op tijd")


def _topics_told(hall: Hall) -> dict[str, int]:
    """Return the title of each topic that was posted with how many events there were then, from the database itself."""
    database = Database(f"sqlite:///{hall.server.folder / 'charrette.sqlite3'}", read_only=True)
    with database.read() as session:
        titles = {topic.id: topic.title for topic in session.scalars(select(AgendaTopic))}
        streams = [f"{kind}:{hall.world.charrette}" for kind in AGENDA.shows]
        query = select(JournalEvent).where(JournalEvent.stream.in_(streams))
        events = list(session.scalars(query))
        added = [event for event in events if event.type == "agenda_topic_added"]
        return {titles[one.facts["topic"]]: sum(event.at <= one.at for event in events) for one in added}


def _read_agenda(data: bytes, suffix: str, titles: list[str]) -> tuple[int, set[str]]:
    """Return the moment that an agenda prints, and which of ``titles`` stand in it."""
    if suffix == "json":
        read = json.loads(data)
        return read["moment"]["seq"], {topic["title"] for topic in read["topics"]} & set(titles)
    if suffix == "csv":
        rows = _table(data)
        return int(rows[0]["moment"]), {row["title"] for row in rows} & set(titles)
    if suffix == "xlsx":
        sheet = rows_of(data, AGENDA_COLUMNS)
        return sheet[0]["moment"], {row["title"] for row in sheet} & set(titles)
    text = squeezed(text_by_browser(data) if suffix == "pdf" else data.decode())
    found = re.search(r"(?:Statenumber|Standnummer)(\d+)\.", text)
    assert found is not None
    return int(found[1]), {title for title in titles if title in text}


def _table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
