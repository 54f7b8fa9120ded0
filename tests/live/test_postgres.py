"""PostgreSQL and Redis: two worker processes serve one charrette, and nothing waits for a slow query."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import redis
import requests
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from charrette.db import Base, Database
from charrette.spine.writer import Writer
from charrette.upgrade import upgrade
from tests.furnished import build
from tests.live.files import EVERY_KIND, LISTS, at_once
from tests.live.server import Hall, Phone, Server, wait_until
from tests.live.workers import wait_for_the_queue
from tests.spine.reducer import after, ordered
from tests.world import World


@pytest.fixture(scope="module")
def redis_url() -> str:
    """The Redis of ``CHARRETTE_TEST_REDIS_URL``."""
    url = os.environ.get("CHARRETTE_TEST_REDIS_URL", "redis://127.0.0.1:6379/15")
    with redis.Redis.from_url(url) as client:
        assert client.ping()
    return url


@pytest.fixture(scope="module")
def halls(database_url: str, redis_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Hall, Hall]]:
    """The small charrette, served by two workers that share a database and a message queue."""
    database = Database(database_url)
    assert upgrade(database) is False, "a database that is up to date is left as it is"
    world = build(Writer(database))
    database.dispose()
    with ExitStack() as stack:
        workers = []
        for name in ("one", "two"):
            folder = tmp_path_factory.mktemp(name)
            server = Server(folder, "eventlet", CHARRETTE_DATABASE_URL=database_url, CHARRETTE_REDIS_URL=redis_url)
            stack.callback(server.kill)
            workers.append(Hall(server.start(), world))
            stack.callback(workers[-1].close)
        wait_for_the_queue(server, len(workers))
        workers[0].do("start_gathering", gathering=world.work)
        yield workers[0], workers[1]


def test_the_migrations_make_exactly_the_tables_of_the_models(halls: tuple[Hall, Hall], database_url: str) -> None:
    database = Database(database_url)
    with database.read() as session:
        found = session.connection().exec_driver_sql(
            "select table_name from information_schema.tables where table_schema = 'public'"
        )
        tables = {row[0] for row in found} - {"alembic_version"}
    assert upgrade(database) is False
    database.dispose()

    assert tables == set(Base.metadata.tables)


@pytest.mark.trust("T15")
def test_both_workers_make_the_same_files_and_their_makers_can_only_read_one_moment(
    halls: tuple[Hall, Hall], database_url: str
) -> None:
    one, two = halls
    one.do("check_in", "annie", gathering=one.world.work)
    found, same = at_once(one, EVERY_KIND, 2), at_once(two, LISTS, 2)
    assert [status for answers in found.values() for status, _ in answers] == [200] * len(EVERY_KIND)
    assert [found[path] for path in LISTS] == [same[path] for path in LISTS]  # no address of a worker stands in these
    reader, count = Database(database_url, read_only=True), text("select last_topic_number from charrettes")
    with reader.read() as session:
        before = session.scalars(count).all()
        one.do("add_agenda_topic", area=one.world.areas[0], title="Een bankje", why="Zitten")
        assert session.scalars(count).all() == before
        with pytest.raises(DBAPIError, match="read-only"):
            session.execute(text("delete from agenda_topics"))
    reader.dispose()


def test_what_happens_at_one_worker_is_seen_at_the_other(halls: tuple[Hall, Hall]) -> None:
    one, two = halls
    stream = f"board:{one.world.board}"
    annie, geert = one.phone("annie"), two.phone("geert")
    before = [phone.ask("follow", {"stream": stream}) for phone in (annie, geert)]
    first = annie.command("post_idea", board=one.world.board, text="Bij de eerste")
    second = geert.command("post_idea", board=one.world.board, text="Bij de tweede")
    for phone in (annie, geert):
        wait_until(lambda phone=phone: len(phone.events(stream)) == 2, "both ideas at both workers")

    assert (second["seq"], second["result"]["number"]) == (first["seq"] + 1, first["result"]["number"] + 1)
    fresh = ordered(one.phone("jamila").ask("follow", {"stream": stream})["snapshot"])
    for phone, answer in zip((annie, geert), before, strict=True):
        agree = lambda phone=phone, answer=answer: ordered(after(answer, phone.told("events"))) == fresh  # noqa: E731
        wait_until(agree, "the same picture at both workers, with how many ideas there are")


def _at_once(phones: list[Phone], **fields: Any) -> list[Any]:
    """Post the same from all phones at the same moment, and return the answers."""
    answers: list[Any] = []
    threads = [
        threading.Thread(target=lambda phone=phone: answers.append(phone.command("post_idea", **fields)))
        for phone in phones
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_one_command_at_both_workers_at_once_is_carried_out_once(halls: tuple[Hall, Hall]) -> None:
    phones = [hall.phone("annie") for hall in halls]
    board = halls[0].world.board
    for turn in range(8):
        first, second = _at_once(phones, id=f"samen-{turn}", board=board, text=f"Samen {turn}")
        assert first == second

    texts = [idea["text"] for idea in halls[0].ideas()]
    assert [text for text in texts if text.startswith("Samen")] == [f"Samen {turn}" for turn in range(8)]


@pytest.mark.trust("T80")
def test_rights_that_end_at_one_worker_end_at_the_other(halls: tuple[Hall, Hall]) -> None:
    one, two = halls
    one.join("vertrekker")
    two.world.tokens = one.world.tokens
    phone = two.phone("vertrekker")
    one.do("revoke_access", person=one.get("/api/me", "vertrekker").json()["person"]["id"])
    phone.ended.get(timeout=30)

    assert two.get("/api/me", "vertrekker").status_code == 401


@pytest.mark.trust("T49")
def test_without_the_message_queue_ideas_are_stored_and_others_catch_up(
    database_url: str, tmp_path_factory: pytest.TempPathFactory, halls: tuple[Hall, Hall]
) -> None:
    """A worker whose Redis is away still saves and acknowledges; the other tells its phones where the stream stands."""
    world: World = halls[0].world
    folder: Path = tmp_path_factory.mktemp("cut off")
    nowhere = "redis://127.0.0.1:9/15"
    server = Server(folder, "eventlet", CHARRETTE_DATABASE_URL=database_url, CHARRETTE_REDIS_URL=nowhere)
    stream = f"board:{world.board}"
    watcher = halls[1].phone("geert")
    began = watcher.ask("follow", {"stream": stream})["seq"]
    try:
        cut_off = Hall(server.start(), world)
        cut_off.do("post_idea", "jamila", board=world.board, text="Zonder wachtrij")
        seq = watcher.ask("follow", {"stream": stream})["seq"]
        wait_until(
            lambda: {stream: seq} in [told["streams"] for told in watcher.told("head")],
            "word of where the stream stands",
        )
    finally:
        server.kill()

    assert [event for event in watcher.events(stream) if event["seq"] > began] == []
    assert "Zonder wachtrij" in [idea["text"] for idea in halls[0].ideas()]


def test_a_worker_that_stops_says_so_to_its_own_phones_only(
    halls: tuple[Hall, Hall], database_url: str, redis_url: str, tmp_path: Path
) -> None:
    one, _ = halls
    third = Server(tmp_path, "eventlet", CHARRETTE_DATABASE_URL=database_url, CHARRETTE_REDIS_URL=redis_url)
    hall = Hall(third.start(), one.world)
    try:
        here, there = one.phone("annie"), hall.phone("geert")
        there.ask("follow", {"stream": f"board:{one.world.board}"})
        here.ask("follow", {"stream": f"board:{one.world.board}"})
        assert third.end(15) == 0
        wait_until(lambda: there.told("server_stop"), "the goodbye")
    finally:
        third.kill()
        hall.close()
    assert one.do("post_idea", "annie", board=one.world.board, text="Wij gaan verder")["number"]
    wait_until(lambda: here.events(f"board:{one.world.board}"), "the idea on the phone of the other worker")
    assert here.told("server_stop") == []


def test_a_slow_query_does_not_stop_the_others(database_url: str) -> None:
    """Five queries of a second each, at once, in green threads."""
    program = (
        "import os, warnings; warnings.simplefilter('ignore'); os.environ['PSYCOPG_WAIT_FUNC'] = 'wait_selector'\n"
        "import eventlet; eventlet.monkey_patch(); import sys, time\n"
        "from charrette.db import Database; from sqlalchemy import text\n"
        "database = Database(sys.argv[1])\n"
        "def slow():\n    with database.read() as session:\n        session.execute(text('select pg_sleep(1)'))\n"
        "slow(); began = time.monotonic(); threads = [eventlet.spawn(slow) for _ in range(5)]\n"
        "[thread.wait() for thread in threads]; print(time.monotonic() - began)"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program, database_url], cwd=root, capture_output=True, text=True, check=True
    )

    assert float(done.stdout) < 4


def test_rubbish_that_only_postgres_minds_is_never_an_error_of_ours(halls: tuple[Hall, Hall]) -> None:
    hall = halls[0]
    for path in ("/exports/%00/agendas.zip", "/agendas/%00", "/j/%00", "/boards/99999999999999999999"):
        answer = requests.get(hall.server.url + path, timeout=30, headers=hall.world.header("annie"))
        assert answer.status_code == 404, path
    body = {"code": "\x00", "client_id": "\x00" * 20}
    assert requests.post(hall.server.url + "/api/join", json=body, timeout=30).status_code == 404
    posted = hall.do("post_idea", "annie", board=hall.world.board, text="nul \x00 hier")
    assert [idea["text"] for idea in hall.ideas() if idea["id"] == posted["idea"]] == ["nul \ufffd hier"]
