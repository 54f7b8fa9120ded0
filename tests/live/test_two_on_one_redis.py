"""Two charrettes that share a Redis: nothing of the one is heard in the other."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from charrette.config import read_config
from tests.live.server import wait_until
from tests.live.workers import Workers, two_workers
from tests.world import SECRET


@pytest.fixture
def both(database_url: str, tmp_path: Path) -> Iterator[tuple[Workers, Workers]]:
    """Two charrettes, alike in all but their database."""
    base, _, name = database_url.rpartition("/")
    other = f"{name}_other"
    with psycopg.connect(f"{base}/postgres".replace("+psycopg", ""), autocommit=True) as server, ExitStack() as stack:
        server.execute(f"create database {other}")
        stack.callback(server.execute, f"drop database {other} with (force)")
        yield (
            stack.enter_context(two_workers(database_url, tmp_path / "one")),
            stack.enter_context(two_workers(f"{base}/{other}", tmp_path / "two")),
        )


def test_what_is_posted_in_the_one_is_heard_at_its_other_worker_and_not_in_the_other(
    both: tuple[Workers, Workers],
) -> None:
    ours, theirs = both
    stream = f"board:{ours.world.board}"
    assert stream == f"board:{theirs.world.board}"
    here, there = ours.halls[1].phone("geert"), theirs.halls[1].phone("geert")
    for phone in (here, there):
        assert phone.ask("follow", {"stream": stream})["ok"]
    for workers, text in ((ours, "Alleen voor ons"), (theirs, "Alleen voor hen"), (ours, "En nog een")):
        workers.halls[0].do("post_idea", "annie", board=workers.world.board, text=f"{text} {uuid.uuid4()}")
    wait_until(lambda: len(here.events(stream)) >= 2, "both ideas at the other worker of the one")
    wait_until(lambda: len(there.events(stream)) >= 1, "the idea at the other worker of the other")
    texts = [
        [event["data"]["changes"]["ideas"][0]["text"] for event in phone.events(stream)] for phone in (here, there)
    ]
    assert ([text[:15] for text in texts[0]], [text[:15] for text in texts[1]]) == (
        ["Alleen voor ons", texts[0][1][:15]],
        ["Alleen voor hen"],
    )
    assert texts[0][1].startswith("En nog een")


def test_the_channel_is_that_of_one_secret_and_one_database() -> None:
    def channel(secret: str, url: str) -> str:
        return read_config({"CHARRETTE_SECRET_KEY": secret, "CHARRETTE_DATABASE_URL": url}).queue_channel

    own = channel(SECRET, "postgresql+psycopg://charrette@localhost/hall")
    assert own == channel(SECRET, "postgresql+psycopg://root@127.0.0.1:5432/hall?sslmode=require")
    assert own != channel(SECRET, "postgresql+psycopg://charrette@localhost/other")
    assert own != channel(SECRET[::-1], "postgresql+psycopg://charrette@localhost/hall")
    assert SECRET not in own
