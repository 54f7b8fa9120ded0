"""A worker that stands still while it writes, as when its machine sleeps, does not hold up the others for long."""

from __future__ import annotations

import signal
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from charrette.db import STALLED_MILLISECONDS
from tests.live.server import wait_until
from tests.live.workers import Workers, two_workers

HOLDING = """
    select count(*) from pg_locks join pg_database on pg_database.oid = database
    where locktype = 'advisory' and granted and datname = current_database()
"""


def _holds(workers: Workers) -> bool:
    return bool(workers.ask(HOLDING))


@pytest.mark.long
@pytest.mark.trust("T43")
def test_a_worker_that_stands_still_in_a_commit_loses_it_and_the_others_go_on(
    database_url: str, tmp_path: Path
) -> None:
    with two_workers(database_url, tmp_path, CHARRETTE_FAULT="pause_before_commit:1500") as workers:
        one, two = workers.halls
        board, answers = workers.world.board, list[Any]()

        def post() -> None:
            body = {"id": "stil", "type": "post_idea", "board": board, "text": "Stil"}
            answers.append(one.post("/api/commands", "annie", json=body).json())

        asking = threading.Thread(target=post)
        asking.start()
        wait_until(lambda: _holds(workers), "the worker to begin")
        assert one.server.process is not None
        one.server.process.send_signal(signal.SIGSTOP)
        began = time.monotonic()
        try:
            waiting = two.post(
                "/api/commands", "geert", json={"id": "1", "type": "post_idea", "board": board, "text": "A"}
            )
            assert waiting.json()["error"] == "store_busy"
            wait_until(lambda: not _holds(workers), "the lock to be free")
            two.do("post_idea", "geert", board=board, text="Wij gaan verder")
        finally:
            one.server.process.send_signal(signal.SIGCONT)
        asking.join()

        assert time.monotonic() - began < STALLED_MILLISECONDS / 1000 + 60
        assert answers[0]["error"] == "store_busy"
        assert [idea["text"] for idea in two.ideas()] == ["Wij gaan verder"]
        assert one.do("post_idea", "annie", board=board, text="Weer terug")["number"] == 2
