"""A disk that is full while people write: they are told, staff see it, reading goes on, and it all arrives once.

The disk is made full by a limit on the size of the server's files, which the system lifts again.
"""

from __future__ import annotations

import resource
import signal
import sqlite3
import time
import uuid
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import event

from charrette.dbfile import uri_of
from charrette.errors import Unavailable
from tests.live.keeping import NAME, refusal_within_limits, serving_again
from tests.live.server import Hall, wait_until
from tests.world import World

Open = Callable[..., Hall]
FEW_BYTES = 4096


def fill(hall: Hall) -> None:
    """Let no file of the server grow any more."""
    assert hall.server.process is not None
    resource.prlimit(hall.server.process.pid, resource.RLIMIT_FSIZE, (FEW_BYTES, resource.RLIM_INFINITY))


def free(hall: Hall) -> None:
    """Let them grow again."""
    assert hall.server.process is not None
    unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    resource.prlimit(hall.server.process.pid, resource.RLIMIT_FSIZE, unlimited)


@pytest.mark.trust("T09")
@pytest.mark.parametrize("mode", ["eventlet", "threading"])
def test_on_a_full_disk_people_are_told_reading_goes_on_and_everything_arrives_once_there_is_room(
    open_hall: Open, mode: str
) -> None:
    hall = open_hall(mode, CHARRETTE_BACKUP_SECONDS="0")
    phone, console, passer_by = hall.phone("annie"), hall.phone("fenna"), hall.phone("geert")
    console.ask("follow", {"stream": f"charrette:{hall.world.charrette}"})
    passer_by.ask("follow", {"stream": f"charrette:{hall.world.charrette}"})
    phone.command("post_idea", board=hall.world.board, text="Voor de tijd")
    fill(hall)
    waiting = {str(uuid.uuid4()): f"Idee {number}" for number in range(8)}
    refused = [phone.command("post_idea", id=id, board=hall.world.board, text=text) for id, text in waiting.items()]
    began = time.monotonic()
    wait_until(lambda: {"trouble": "storage_full"} in console.told("store"), "word to staff")
    told_after = time.monotonic() - began

    assert {(answer["ok"], answer["error"]) for answer in refused} == {(False, "storage_full")}
    assert [idea["text"] for idea in hall.ideas()] == ["Voor de tijd"]
    health = requests.get(hall.server.url + "/healthz", timeout=60)
    assert (health.status_code, health.json()["trouble"]) == (200, "storage_full")
    assert told_after < 30

    free(hall)
    wait_until(lambda: console.told("store")[-1] == {"trouble": None}, "word that it is over")
    for _ in range(2):
        answers = [phone.command("post_idea", id=id, board=hall.world.board, text=text) for id, text in waiting.items()]
        assert all(answer["ok"] for answer in answers)
    assert Counter(idea["text"] for idea in hall.ideas()) == Counter(["Voor de tijd", *waiting.values()])
    assert passer_by.told("store") == []
    assert "trouble" not in requests.get(hall.server.url + "/healthz", timeout=60).json()


@pytest.mark.trust("T09")
def test_a_database_that_may_not_grow_takes_nothing_and_stays_whole(world: World) -> None:
    def limit(connection: Any, _record: object) -> None:
        pages = connection.execute("pragma page_count").fetchone()[0]
        connection.execute(f"pragma max_page_count={pages}")

    world.run("start_gathering", gathering=world.work)
    world.database.dispose()
    event.listen(world.database.engine, "connect", limit)

    def post_without_end() -> None:
        for _ in range(400):
            world.run("post_idea", "annie", board=world.board, text="Een heel lang idee. " * 12)

    with pytest.raises(Unavailable) as full:
        post_without_end()
    assert full.value.code == "storage_full"
    file = world.database.path
    assert file is not None
    with closing(sqlite3.connect(uri_of(file), uri=True)) as connection:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
    assert world.writer.trouble == "storage_full"


@pytest.mark.trust("T09", "T12")
def test_a_start_that_may_not_write_is_refused_in_one_sentence(tmp_path: Path) -> None:
    """Nothing of the half-made database stays in the way: with room again the same folder starts."""
    folder = tmp_path / "data"
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    said = []
    try:
        for most in (0, FEW_BYTES):
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, limits[1]))
            said.append(refusal_within_limits(folder, CHARRETTE_SECRET_KEY=None))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert said == [
        f"Charrette cannot write to {folder}: the system lets this process write files of 0 bytes at most; "
        "type ulimit -f unlimited, and start again.",
        f"The database {folder / NAME} may not grow, though the disk has room: the system lets this process write "
        f"files of {FEW_BYTES} bytes at most; type ulimit -f unlimited, and start again.",
    ]
    assert len((folder / "secret_key").read_text()) == 64
    with serving_again(folder):
        assert (folder / "database.json").exists()


@pytest.mark.trust("T09", "T12")
def test_a_full_disk_at_the_start_is_not_called_damage(open_hall: Open) -> None:
    """After an orderly stop SQLite has to make its log anew. Nobody is to lay an older backup over what is whole."""
    hall = open_hall()
    hall.do("post_idea", "annie", board=hall.world.board, text="Nog net")
    assert hall.server.end(signal.SIGTERM) == 0
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        said = refusal_within_limits(hall.server.folder)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    hall.server.start()

    assert "may not grow, though the disk has room" in said
    assert tuple(word for word in ("damaged", "restore") if word not in said) == ("damaged", "restore")
    assert [idea["text"] for idea in hall.ideas()] == ["Nog net"]
