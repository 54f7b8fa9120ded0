"""The way between workers: a commit arrives as it was, at the others only, and again after Redis was away."""

from __future__ import annotations

import os
import uuid
from urllib.parse import urlsplit

import pytest

from charrette.live import packets
from charrette.live.message_queue import Commit, MessageQueue
from charrette.live.sockets import SocketServer
from tests.live.server import wait_until
from tests.live.test_rows import commit
from tests.live.wire import Wire

HERE = os.environ.get("CHARRETTE_TEST_REDIS_URL", "redis://127.0.0.1:6379/15")


class Worker:
    """One end. ``heard``: what it was told by others."""

    def __init__(self, url: str, channel: str) -> None:
        self.queue = MessageQueue(url, channel)
        self.heard: list[Commit] = []
        self.queue.hear = self.heard.append
        self.server = SocketServer(async_mode="threading", client_manager=self.queue, json=packets)
        self.server.listen()

    def commits(self) -> list[Commit]:
        """Return what was heard, without the greetings."""
        return [one for one in self.heard if one.announcements]


def meet(one: Worker, other: Worker) -> None:
    """Greet until it is heard, as Redis says when listening begins."""
    before = len(other.heard)

    def is_heard() -> bool:
        one.queue.tell(Commit([], ["a greeting"]))
        return len(other.heard) > before

    wait_until(is_heard, "the other worker to hear")


@pytest.fixture
def channel() -> str:
    return f"charrette-test-{uuid.uuid4().hex}"


def test_a_commit_comes_to_the_other_worker_as_it_was_and_not_back(channel: str) -> None:
    one, other, stranger = Worker(HERE, channel), Worker(HERE, channel), Worker(HERE, channel + "-of-others")
    told = [
        Commit([*commit(1, 2, person=7), *commit(5, stream="round:2")], ["digest"]),
        Commit(commit(3), []),
        Commit(commit(4), []),
    ]
    meet(one, other)
    meet(other, one)
    meet(stranger, Worker(HERE, channel + "-of-others"))
    for each in told:
        one.queue.tell(each)
    other.queue.tell(told[0])
    wait_until(lambda: len(one.commits()) == 1 and len(other.commits()) == 3, "all of it")
    assert (other.commits(), one.commits(), stranger.commits()) == (told, [told[0]], [])


def test_after_redis_was_away_workers_hear_each_other_again(channel: str) -> None:
    wire = Wire(urlsplit(HERE).port or 6379)
    one, other = (Worker(f"redis://127.0.0.1:{wire.port}/15", channel) for _ in range(2))
    meet(one, other)
    assert one.queue.is_there
    wire.cut()
    for seq in range(20):
        one.queue.tell(Commit(commit(seq), []))
    wait_until(lambda: one.queue.idle and not one.queue.is_there, "the queue to give up")
    assert other.commits() == []

    wire.mend()
    meet(one, other)
    wait_until(lambda: one.queue.is_there, "the other to be heard too")
    assert other.commits() == [], "what was not taken is not told later, when phones have asked for it"
    wire.cut()
