"""Removing somebody on a running server, and on PostgreSQL: nothing of them is left."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from charrette import backups
from charrette.db import Database
from charrette.spine.writer import Writer
from charrette.upgrade import upgrade
from tests.furnished import build
from tests.live.server import Hall, wait_until
from tests.starter import carry_out
from tests.traces import CANARY, files_with, leave_traces, rows_with
from tests.world import Clock, World, config_for

Open = Callable[..., Hall]
pytestmark = pytest.mark.trust("T93", "T80")


def test_within_seconds_nothing_is_left_in_any_file_of_a_serving_hall(open_hall: Open) -> None:
    hall = open_hall()
    folder, url = hall.server.folder, hall.server.url
    joined = requests.post(
        f"{url}/api/join", json={"code": hall.world.code, "client_id": f"van {CANARY}", "name": CANARY}, timeout=30
    ).json()
    hall.world.tokens["kanarie"] = joined["token"]
    phone = hall.phone("kanarie")
    assert phone.command("update_me", name=f"{CANARY} de Vries")["ok"]
    database = Database(f"sqlite:///{folder / 'charrette.sqlite3'}")
    backups.back_up(database, folder / "backups" / "day1.sqlite3")
    database.dispose()
    assert len(files_with(folder, CANARY)) >= 2

    hall.do("erase_person", person=joined["person"]["id"])

    assert phone.ended.get(timeout=30)
    wait_until(lambda: files_with(folder, CANARY) == [], "every trace to be gone")
    (line,) = (folder / "erased.jsonl").read_text().splitlines()
    assert json.loads(line)["person"] == joined["person"]["id"]


@pytest.fixture
def on_postgres(database_url: str, tmp_path: Path) -> Iterator[World]:
    database = Database(database_url)
    upgrade(database)
    with Clock() as clock:
        world = build(Writer(database))
        database.dispose()
        world = world.on(config_for(tmp_path, database_url=database_url), clock)
        yield world
        world.database.dispose()


def test_on_postgresql_nothing_is_left_in_any_column_nor_comes_back_with_a_copy(
    on_postgres: World, tmp_path: Path
) -> None:
    world = on_postgres
    ids = leave_traces(world)
    assert len({row.partition(":")[0] for row in rows_with(world, CANARY)}) >= 5
    copy = tmp_path / "day1.dump"
    flask(world, "backup", str(copy))

    world.run("erase_me", "kanarie")
    for name in ("walk-in", "staff"):
        world.run("erase_person", "otto", person=ids[name])
    assert rows_with(world, CANARY) == []

    world.database.dispose()
    flask(world, "restore", str(copy), "--yes")
    assert rows_with(world, CANARY) == []


def flask(world: World, *words: str) -> None:
    """Carry out a command of the command line on the database of ``world``."""
    environ = {
        "CHARRETTE_DATA": str(world.config.data),
        "CHARRETTE_DATABASE_URL": world.config.database_url,
        "PATH": str(Path(shutil.which("pg_dump") or "").parent),
    }
    done = carry_out(environ, *words)
    assert done.returncode == 0, done.stderr
