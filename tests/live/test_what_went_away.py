"""The database server and the message queue go away for a while, and come back.

The usual run takes seconds; the long forms take as long as the figures in ``docs/trust.md``.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest

from charrette.db import Database
from charrette.spine.writer import Writer
from charrette.upgrade import upgrade
from tests.furnished import build
from tests.live.server import PATIENCE_SECONDS, Hall, Phone, Server, wait_until
from tests.live.test_postgres import redis_url  # noqa: F401 - a fixture
from tests.live.test_power_cuts import Outbox
from tests.live.wire import Wire

Open = Callable[..., Hall]
Note = Callable[[str], None]


# --- PostgreSQL and Redis behind a wire ------------------------------------------------------------------------------


def _port_of(url: str) -> int:
    return urlsplit(url).port or {"postgresql+psycopg": 5432, "redis": 6379}[urlsplit(url).scheme]


def _over(wire: Wire, url: str) -> str:
    """Return the address of the same thing over the wire."""
    parts = urlsplit(url)
    user = f"{parts.username}@" if parts.username else ""
    return urlunsplit(parts._replace(netloc=f"{user}127.0.0.1:{wire.port}"))


@pytest.fixture(scope="module")
def two_workers(
    database_url: str,
    redis_url: str,  # noqa: F811 - the fixture of that name
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[tuple[Hall, Hall], Wire, Wire]]:
    """Two workers, and the wires over which they reach their database and their message queue."""
    database = Database(database_url)
    upgrade(database)
    world = build(Writer(database))
    database.dispose()
    store, queue = Wire(_port_of(database_url)), Wire(_port_of(redis_url))
    settings = {"CHARRETTE_DATABASE_URL": _over(store, database_url), "CHARRETTE_REDIS_URL": _over(queue, redis_url)}
    with ExitStack() as stack:
        stack.callback(store.cut)
        stack.callback(queue.cut)
        halls = []
        for name in ("one", "two"):
            server = Server(tmp_path_factory.mktemp(name), "eventlet", **settings)
            stack.callback(server.kill)
            halls.append(Hall(server.start(), world))
            stack.callback(halls[-1].close)
        halls[0].do("start_gathering", gathering=world.work)
        yield (halls[0], halls[1]), store, queue


def _without_the_queue(halls: tuple[Hall, Hall], queue: Wire, seconds: float) -> float:
    """Post while the message queue is away; return how long after its return another worker's phone has all."""
    here = halls[0]
    stream = f"board:{here.world.board}"
    phones, (near, far) = [hall.phone("annie") for hall in halls], [hall.phone("geert") for hall in halls]
    phone = phones[0]
    for watcher in (near, far):
        watcher.ask("follow", {"stream": stream})
    queue.cut()
    end = time.monotonic() + seconds
    posted = []
    while time.monotonic() < end:
        where = len(posted) % 2
        answer = phones[where].command("post_idea", board=here.world.board, text=f"Zonder wachtrij {len(posted)}")
        assert answer["ok"] is True
        posted.append(answer["seq"])
        time.sleep(0.2)
    for place, watcher in enumerate((near, far)):  # a worker tells its own, and reads what came between for all phones
        own = posted[: len(posted) - (len(posted) - 1 - place) % 2]
        wait_until(lambda watcher=watcher, own=own: _live(watcher, stream) == own, "phones to have what is committed")
    queue.mend()
    back = time.monotonic()
    last = phone.command("post_idea", board=here.world.board, text="De wachtrij is er weer")["seq"]

    def knows() -> bool:
        heads = [message["streams"].get(stream, 0) for message in far.told("head")]
        live = [event["seq"] for event in far.events(stream)]
        return max([*heads, *live, 0]) >= last

    wait_until(knows, "the phone of the other worker to know how far the board is")
    heard = time.monotonic() - back
    caught_up = far.ask("follow", {"stream": stream, "since": posted[0] - 1})["events"]
    assert [event["seq"] for event in caught_up if event["type"] == "idea_posted"] == [*posted, last]
    wait_until(lambda: _is_live(phone, far, here, stream), "ideas to go round at once again")
    for watcher in (near, far):
        assert len(_live(watcher, stream)) == len(set(_live(watcher, stream)))
    return heard


def _live(phone: Phone, stream: str) -> list[int]:
    """Return the numbers that came in by themselves, in the order they came."""
    return [event["seq"] for event in phone.events(stream)]


def _is_live(phone: Any, far: Any, hall: Hall, stream: str) -> bool:
    """Post once, and say whether the other worker's phone had it as an event within two seconds."""
    seq = phone.command("post_idea", board=hall.world.board, text="Gaat het weer rond?")["seq"]
    end = time.monotonic() + 2
    while time.monotonic() < end:
        if seq in [event["seq"] for event in far.events(stream)]:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.trust("T49")
def test_while_the_message_queue_is_away_ideas_are_kept_and_afterwards_everybody_catches_up(
    two_workers: tuple[tuple[Hall, Hall], Wire, Wire],
) -> None:
    halls, _, queue = two_workers
    _without_the_queue(halls, queue, 3)


@pytest.mark.long
@pytest.mark.trust("T49")
def test_a_minute_without_the_message_queue(
    two_workers: tuple[tuple[Hall, Hall], Wire, Wire], note_figure: Note
) -> None:
    halls, _, queue = two_workers
    heard = _without_the_queue(halls, queue, 60)
    note_figure(f"the other worker's phone knew {heard:.1f} s after the queue was back")
    assert heard <= 10


def _without_the_database(halls: tuple[Hall, Hall], store: Wire, seconds: float) -> float:
    """Post while the database server is away; return how long after its return the outboxes were empty."""
    boxes = [Outbox(halls[number % 2], f"{seconds:g} s {number}", "websocket", 12) for number in range(4)]
    threads = [threading.Thread(target=box.drain) for box in boxes]
    for thread in threads:
        thread.start()
    wait_until(lambda: sum(len(box.acknowledged) for box in boxes) >= 4, "the first ideas")
    store.cut()
    time.sleep(seconds)
    store.mend()
    back = time.monotonic()
    for thread in threads:
        thread.join(PATIENCE_SECONDS * 2)
    emptied = time.monotonic() - back
    stored = [idea["text"] for idea in halls[1].ideas() if idea["text"].startswith(f"{seconds:g} s")]
    assert sorted(stored) == sorted(text for box in boxes for text in box.texts)
    assert sorted(text for box in boxes for text, _ in box.acknowledged) == sorted(stored)
    return emptied


@pytest.mark.trust("T50")
def test_a_database_server_that_was_away_costs_no_idea_and_the_pool_heals(
    two_workers: tuple[tuple[Hall, Hall], Wire, Wire],
) -> None:
    halls, store, _ = two_workers
    _without_the_database(halls, store, 2)


@pytest.mark.long
@pytest.mark.trust("T50")
def test_half_a_minute_without_the_database_server(
    two_workers: tuple[tuple[Hall, Hall], Wire, Wire], note_figure: Note
) -> None:
    halls, store, _ = two_workers
    emptied = _without_the_database(halls, store, 30)
    note_figure(f"all outboxes empty {emptied:.1f} s after the database server was back")


def test_the_wire_itself_can_be_cut_and_mended() -> None:
    """The control: over a cut wire nothing comes."""
    with socket.create_server(("127.0.0.1", 0)) as far:
        wire = Wire(far.getsockname()[1])
        with socket.create_connection(("127.0.0.1", wire.port)) as near:
            there, _ = far.accept()
            near.sendall(b"hallo")
            assert there.recv(5) == b"hallo"
            wire.cut()
            assert near.recv(1) == b""
            there.close()
        with pytest.raises(OSError, match="refused"):
            socket.create_connection(("127.0.0.1", wire.port))
        wire.mend()
        with socket.create_connection(("127.0.0.1", wire.port)) as near:
            there, _ = far.accept()
            there.sendall(b"terug")
            assert near.recv(5) == b"terug"
            there.close()
        wire.cut()
