"""Two workers on one PostgreSQL database, and asking both at the same moment."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import redis
import requests
from sqlalchemy import text

from charrette.config import read_config
from charrette.db import Database
from charrette.spine.writer import Writer
from charrette.upgrade import upgrade
from tests.furnished import build
from tests.live.rules import broken_rules
from tests.live.server import PATIENCE_SECONDS, Hall, Server, wait_until

Answers = list[dict[str, Any]]


class Workers:
    """Two workers on one database, and what is asked of both at the same moment."""

    def __init__(self, halls: list[Hall], database: Database) -> None:
        self.halls = halls
        self.database = database
        self.world = halls[0].world
        self.do = halls[0].do

    def at_once(self, *asks: Callable[[Hall], requests.Response]) -> Answers:
        """Ask the workers in turn, all at the same moment; return the answers in the order of the questions."""
        together = threading.Barrier(len(asks))
        answers: Answers = [{}] * len(asks)

        def ask(place: int) -> None:
            together.wait(PATIENCE_SECONDS)
            found = asks[place](self.halls[place % 2])
            answers[place] = {"status": found.status_code, **found.json()}

        threads = [threading.Thread(target=ask, args=(place,)) for place in range(len(asks))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [one for one in answers if one.get("error") == "server_error" or one.get("status", 500) >= 500] == []
        return answers

    def commands(self, *commands: tuple[str, dict[str, Any]]) -> Answers:
        """Send commands at the same moment, each a pair of who sends it and what."""
        number = next(_numbers)
        return self.at_once(
            *(
                lambda hall, who=who, body=body, place=place: hall.post(
                    "/api/commands", who, json={"id": f"race-{number}-{place}", **body}
                )
                for place, (who, body) in enumerate(commands)
            )
        )

    def ask(self, query: str, **given: Any) -> Any:
        """Return the first value that a query of the database gives."""
        with self.database.read() as session:
            return session.execute(text(query), given).scalar()

    def broken(self) -> list[str]:
        """Return the rules that are broken now."""
        with self.database.read() as session:
            return broken_rules(session)

    def join(self, name: str) -> None:
        """Let somebody in who may act at both workers."""
        self.halls[0].join(name)
        self.world.tokens.update(self.halls[0].world.tokens)

    def item(self) -> tuple[int, int]:
        """Make a design item; return its id and that of its version."""
        made = self.do(
            "create_design_item", title="Plein", kind="solution", grain="fine", text="Zitten", why="Geen plek"
        )
        return made["item"], made["version"]

    def round(self, version: int) -> int:
        """Plan a round of a version."""
        planned: int = self.do("plan_round", gathering=self.world.work, versions=[version], title="Ronde")["round"]
        return planned

    def reviewed(self) -> int:
        """Make an item that went through a round."""
        item, version = self.item()
        round = self.round(version)
        self.do("open_round", round=round)
        self.do("close_round", round=round)
        return item


def _count() -> Iterator[int]:
    number = 0
    while True:
        number += 1
        yield number


_numbers = _count()


def wait_for_the_queue(server: Server, workers: int) -> None:
    """Wait until so many workers listen to the message queue of ``server``: what is told before is caught up later."""
    config = read_config(server.environ)
    assert config.redis_url is not None
    with redis.Redis.from_url(config.redis_url) as queue:
        wait_until(lambda: queue.pubsub_numsub(config.queue_channel)[0][1] == workers, "the workers to listen")


@contextmanager
def two_workers(database_url: str, folder: Path, **settings: str) -> Iterator[Workers]:
    """Serve the small charrette from an empty database by two workers, its work gathering running."""
    redis_url = os.environ.get("CHARRETTE_TEST_REDIS_URL", "redis://127.0.0.1:6379/15")
    database = Database(database_url)
    upgrade(database)
    world = build(Writer(database))
    with ExitStack() as stack:
        stack.callback(database.dispose)
        halls = []
        for name in ("one", "two"):
            (folder / name).mkdir(parents=True)
            own = {"CHARRETTE_DATABASE_URL": database_url, "CHARRETTE_REDIS_URL": redis_url, **settings}
            server = Server(folder / name, "eventlet", **own)
            stack.callback(server.kill)
            halls.append(Hall(server.start(), world))
            stack.callback(halls[-1].close)
        wait_for_the_queue(server, len(halls))
        found = Workers(halls, database)
        found.do("start_gathering", gathering=world.work)
        yield found
