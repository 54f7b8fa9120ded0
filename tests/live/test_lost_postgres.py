"""PostgreSQL that is away for a while, or has lost its tables; and a restore under a server that runs."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
import requests

from charrette.db import Database
from charrette.spine.writer import Writer
from charrette.upgrade import upgrade
from tests.furnished import build
from tests.live.keeping import refusal, type_in
from tests.live.server import Hall, Server, wait_until
from tests.world import World


class Relay:
    """The way to PostgreSQL, which can be cut and mended: to the server it is as if that had stopped."""

    def __init__(self, url: str) -> None:
        there = urlsplit(url)
        self._there = (there.hostname or "127.0.0.1", there.port or 5432)
        self._ends: list[socket.socket] = []
        self._door: socket.socket | None = None
        self.port = 0
        self.mend()

    def mend(self) -> None:
        """Let connections through."""
        self._door = socket.create_server(("127.0.0.1", self.port))
        self.port = self._door.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._door,), daemon=True).start()

    def cut(self) -> None:
        """End all connections and refuse new ones."""
        assert self._door is not None
        with contextlib.suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        for end in self._ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self._ends.clear()

    def _accept(self, door: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                here, _ = door.accept()
                there = socket.create_connection(self._there)
                self._ends += [here, there]
                for one, other in ((here, there), (there, here)):
                    threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := one.recv(65_536):
                other.sendall(data)
        for end in (one, other):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@pytest.fixture(scope="module")
def relay(database_url: str) -> Iterator[Relay]:
    """A way to the database of this file."""
    found = Relay(database_url)
    yield found
    found.cut()


@pytest.fixture(scope="module")
def hall(database_url: str, relay: Relay, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """The small charrette on PostgreSQL, reached by the relay."""
    database = Database(database_url)
    upgrade(database)
    world: World = build(Writer(database))
    database.dispose()
    there = urlsplit(database_url)
    by_relay = there._replace(netloc=f"{there.username or 'root'}@127.0.0.1:{relay.port}").geturl()
    server = Server(tmp_path_factory.mktemp("data"), "eventlet", CHARRETTE_DATABASE_URL=by_relay)
    found = Hall(server.start(), world)
    found.do("start_gathering", gathering=world.work)
    yield found
    found.close()
    server.kill()


@pytest.mark.trust("T50")
def test_while_postgresql_is_away_nothing_is_acknowledged_and_afterwards_it_all_arrives_once(
    hall: Hall, relay: Relay
) -> None:
    phone, console = hall.phone("annie"), hall.phone("fenna")
    console.ask("follow", {"stream": f"charrette:{hall.world.charrette}"})
    ideas = {f"weg-{number}": f"Idee {number}" for number in range(5)}
    relay.cut()
    refused = [phone.command("post_idea", id=id, board=hall.world.board, text=text) for id, text in ideas.items()]
    reading = phone.ask("follow", {"stream": f"board:{hall.world.board}"})
    health = requests.get(hall.server.url + "/healthz", timeout=60)
    page = requests.get(hall.server.url + "/api/week", headers=hall.world.header("annie"), timeout=60)
    wait_until(lambda: {"trouble": "store_busy"} in console.told("store"), "word to staff")
    relay.mend()
    wait_until(lambda: console.told("store")[-1] == {"trouble": None}, "word that it is over")

    assert {answer["error"] for answer in refused} == {"store_busy"}
    assert (reading["error"], reading["retry_after"] > 0) == ("store_busy", True)
    assert health.status_code == 503
    assert (page.status_code, page.json()["error"]) == (503, "store_busy")
    for _ in range(2):
        answers = [phone.command("post_idea", id=id, board=hall.world.board, text=text) for id, text in ideas.items()]
        assert all(answer["ok"] for answer in answers), answers
    assert sorted(idea["text"] for idea in hall.ideas()) == sorted(ideas.values())
    assert "Traceback" not in hall.server.log.read_text()


@pytest.mark.trust("T13")
def test_a_restore_under_a_server_on_postgresql_is_refused(hall: Hall, database_url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.dump"
    where = {"CHARRETTE_DATABASE_URL": database_url}
    made = type_in(tmp_path / "one", "backup", str(copy), **where)
    assert made.returncode == 0, made.stderr
    done = type_in(tmp_path / "two", "restore", str(copy), "--yes", **where)

    assert done.returncode == 1
    assert "The server is running. Stop it first" in done.stderr


@pytest.mark.trust("T12")
def test_postgresql_that_lost_its_tables_is_refused_and_one_that_is_away_is_named(
    hall: Hall, database_url: str
) -> None:
    """Last in this file: it ends the server and empties the database."""
    hall.close()
    hall.server.end(15)
    with psycopg.connect(database_url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("drop schema public cascade")
        connection.execute("create schema public")
    where = hall.server.environ["CHARRETTE_DATABASE_URL"]

    assert "has lost everything that was in it" in refusal(hall.server.folder, CHARRETTE_DATABASE_URL=where)
    nowhere = database_url.rsplit("/", 1)[0] + "/not_there"
    assert "cannot be used" in refusal(hall.server.folder, CHARRETTE_DATABASE_URL=nowhere)
