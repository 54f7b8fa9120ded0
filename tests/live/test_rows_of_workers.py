"""Two workers, each with rows of its own: one message a commit, and everybody everywhere gets everything once."""

from __future__ import annotations

import itertools
import signal
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import redis

from charrette.config import read_config
from charrette.live.message_queue import COMMITTED
from charrette.live.packets import loads
from charrette.live.presence import SEATS_IN_A_ROW
from tests.live.crowds import crowds_at, people, write
from tests.live.server import PATIENCE_SECONDS, Hall, Phone, Server, wait_until
from tests.live.test_power_cuts import Outbox, Witness
from tests.live.workers import Workers, two_workers, wait_for_the_queue

Note = Callable[[str], None]
PHONES = SEATS_IN_A_ROW + 10
"""At each worker: more than fit in a row."""

WHERE = ("CHARRETTE_DATABASE_URL", "CHARRETTE_REDIS_URL")


@pytest.fixture(scope="module")
def workers(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workers]:
    with two_workers(database_url, tmp_path_factory.mktemp("workers")) as found:
        yield found


@pytest.fixture(autouse=True)
def hang_up(workers: Workers) -> Iterator[None]:
    yield
    for hall in workers.halls:
        hall.close()


class Listener:
    """Who listens on the channel of the workers, as a worker does."""

    def __init__(self, server: Server) -> None:
        config = read_config(server.environ)
        assert config.redis_url is not None
        self._redis = redis.Redis.from_url(config.redis_url)
        self._channel = config.queue_channel
        self._heard = self._redis.pubsub(ignore_subscribe_messages=True)
        self._heard.subscribe(self._channel)
        while self._heard.subscribed and self._heard.get_message(timeout=0.2) is not None:
            pass

    def until(self, count: int) -> list[Any]:
        """Return all messages: ``count``, and what comes before one more that is published behind them."""
        found: list[Any] = []

        def all_are_here() -> bool:
            while (message := self._heard.get_message(timeout=0.1)) is not None:
                found.append(loads(message["data"]))
            return len(found) >= count

        wait_until(all_are_here, f"{count} messages on the channel")
        end = uuid.uuid4().hex
        self._redis.publish(self._channel, f'"{end}"')
        wait_until(lambda: all_are_here() and found[-1] == end, "the last message on the channel")
        return found[:-1]

    def close(self) -> None:
        self._heard.close()
        self._redis.close()


def test_each_commit_is_one_message_however_many_it_concerns(workers: Workers) -> None:
    one, two = workers.halls
    workers.join("vertrekker")
    leaver = one.get("/api/me", "vertrekker").json()["person"]["id"]
    gone, here = two.phone("vertrekker"), two.phone("annie")
    here.ask("follow", {"stream": f"gathering:{one.world.work}"})
    with closing(Listener(one.server)) as listener:
        for number in range(3):
            workers.halls[number % 2].do("post_idea", "annie", board=one.world.board, text=f"Idee {number}")
        newcomer = one.phone("jamila")  # coming in, following and leaving concern nobody elsewhere
        newcomer.ask("follow", {"stream": f"board:{one.world.board}"})
        newcomer.ask("unfollow", {"stream": f"board:{one.world.board}"})
        newcomer.close()
        two.do("check_in_person", gathering=one.world.work, person=one.world.people["annie"])
        one.do("revoke_access", person=leaver)
        gone.ended.get(timeout=PATIENCE_SECONDS)
        wait_until(lambda: here.told("mine"), "word that something of one's own changed")
        told = listener.until(5)

    assert [message["event"] for message in told] == [COMMITTED] * 5
    assert len({message["host_id"] for message in told}) == 2
    streams = [[one["stream"] for one in message["data"]["announcements"]] for message in told]
    assert streams[:3] == [[f"board:{one.world.board}"]] * 3
    assert len(streams[3]) > 1, "the gathering, and the week beside it"
    assert [len(message["data"]["revoked"]) for message in told] == [0, 0, 0, 0, 1]


def _merge(told: list[dict[str, Any]]) -> tuple[Counter[int], int]:
    """Return how many phones saw each idea, and how often one came twice."""
    seen = Counter[int]()
    for one in told:
        seen.update(one["seen"])
    return seen, sum(one["doubled"] for one in told)


def test_phones_in_every_row_of_both_workers_get_every_idea_once(workers: Workers) -> None:
    with crowds_at(workers, people(workers, PHONES), [PHONES, PHONES]) as crowds:
        told = write(crowds, 20, 2.0)
        seen, doubled = _merge(told)

    assert [one["refused"] + [one["broken"]] for one in told] == [[0], [0]]
    assert sum(len(one["acks"]) for one in told) == 20
    assert dict(seen) == dict.fromkeys(range(20), 2 * PHONES)
    assert doubled == 0


def test_what_two_workers_commit_at_the_same_time_comes_to_each_phone_once(workers: Workers, note_figure: Note) -> None:
    stream, board = f"board:{workers.world.board}", workers.world.board
    watchers = [hall.phone("geert") for hall in workers.halls]
    began = [phone.ask("follow", {"stream": stream})["seq"] for phone in watchers][-1]

    def post(phone: Phone) -> None:
        for number in range(20):
            assert phone.command("post_idea", board=board, text=f"Tegelijk {number}")["ok"]

    posters = [threading.Thread(target=post, args=(hall.phone("annie"),)) for hall in workers.halls]
    for poster in posters:
        poster.start()
    for poster in posters:
        poster.join()
    for phone in watchers:
        wait_until(lambda phone=phone: len(phone.events(stream)) >= 40, "all ideas")
    numbers = [[event["seq"] for event in phone.events(stream)] for phone in watchers]
    assert [sorted(one) for one in numbers] == [list(range(began + 1, began + 41))] * 2
    holes = sum(later != before + 1 for one in numbers for before, later in itertools.pairwise(one))
    note_figure(f"40 ideas by two workers at once: {holes} times a phone would have asked for what was missing")


@pytest.mark.parametrize("mode", ["gevent", "threading"])
def test_workers_of_every_kind_hear_each_other(workers: Workers, tmp_path: Path, mode: str) -> None:
    one, stream = workers.halls[0], f"board:{workers.world.board}"
    server = Server(tmp_path, mode, **{name: one.server.environ[name] for name in WHERE})
    third = Hall(server.start(), workers.world)
    try:
        wait_for_the_queue(server, 3)
        workers.join("gaat zo weg")
        leaver = third.phone("gaat zo weg")
        phones = [hall.phone("geert") for hall in (one, third)]
        for phone in phones:
            phone.ask("follow", {"stream": stream})
        texts = [f"{mode} {number}" for number in range(4)]
        for number, text in enumerate(texts):
            (one, third)[number % 2].do("post_idea", "annie", board=workers.world.board, text=text)
        for phone in phones:
            wait_until(lambda phone=phone: len(phone.events(stream)) == 4, "four ideas")
            assert [event["data"]["changes"]["ideas"][0]["text"] for event in phone.events(stream)] == texts
        one.do("revoke_access", person=one.get("/api/me", "gaat zo weg").json()["person"]["id"])
        wait_until(lambda: leaver.told("signed_out"), "word that the rights ended")
        leaver.ended.get(timeout=PATIENCE_SECONDS)
        assert server.end(signal.SIGTERM) == 0
    finally:
        server.kill()
        third.close()


def test_when_one_of_two_workers_is_killed_nothing_is_lost_or_doubled(workers: Workers) -> None:
    doomed, other = workers.halls
    boxes = [Outbox(workers.halls[number % 2], f"val {uuid.uuid4().hex[:6]}", "websocket", 15) for number in range(4)]
    witness = Witness(other)
    threads = [threading.Thread(target=box.drain) for box in boxes]
    for thread in threads:
        thread.start()
    for kill in range(1, 3):
        wait_until(lambda kill=kill: sum(len(box.acknowledged) for box in boxes) >= 10 * kill, "some ideas")
        doomed.server.kill()
        doomed.server.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)

    own = {text for box in boxes for text in box.texts}
    stored = Counter(idea["text"] for idea in other.ideas() if idea["text"] in own)
    assert stored == Counter(own)
    assert {text for box in boxes for text, _ in box.acknowledged} == own
    live = [event["seq"] for event in witness.phone.events(witness.stream)]
    assert len(live) == len(set(live))
    assert witness.sees_what_is_stored()
