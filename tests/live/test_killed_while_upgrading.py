"""An upgrade that is killed at any of its statements is done again from the start, and loses no row.

In the usual run it is killed at each fourth of them, from one that is drawn; in the long one at all.
"""

from __future__ import annotations

import secrets
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from charrette.db import Database
from charrette.upgrade import alembic_config, migrating, upgrade
from tests.live.server import ROOT

STEP, EACH = 8, 8
"""How many statements lie between two deaths, of which the first is drawn, and between two upgrades after one."""
UPGRADE_AND_DIE = """
import os, signal, sys
from sqlalchemy import event
from charrette.db import Database
from charrette.upgrade import upgrade

def upgrade_and_die(file, left):
    database = Database("sqlite:///" + file)
    def die(connection, cursor, statement, *_):
        nonlocal left
        if statement.lstrip()[:6].upper() in ("CREATE", "ALTER ", "INSERT", "UPDATE", "DROP T", "DELETE"):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
    event.listen(database.engine, "after_cursor_execute", die)
    upgrade(database)

for line in sys.stdin:
    child = os.fork()
    if child == 0:
        file, left = line.rstrip().split("\\t")
        upgrade_and_die(file, int(left))
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
"""For each line, a file and a number: upgrade the file in a child that is killed at the statement of that number."""


@pytest.fixture
def upgrade_and_die() -> Iterator[Callable[[Path, int], int]]:
    """Return what upgrades a file and dies on the way; it returns the exit code, 0 when it came through."""
    command = [sys.executable, "-c", UPGRADE_AND_DIE]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as mother:

        def run(file: Path, statement: int) -> int:
            assert mother.stdin is not None
            assert mother.stdout is not None
            print(file, statement, sep="\t", file=mother.stdin, flush=True)
            return int(mother.stdout.readline())

        yield run
        assert mother.stdin is not None
        mother.stdin.close()


def rows(file: Path, tables: Iterable[str] | None = None) -> dict[str, int]:
    """Return how many rows each table has, or each of ``tables``."""
    with closing(sqlite3.connect(file)) as connection:
        names = [row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")]
        counts = {name: connection.execute(f'select count(*) from "{name}"').fetchone()[0] for name in names}
    return {name: count for name, count in counts.items() if tables is None or name in tables}


def contents(file: Path) -> list[str]:
    """Return all that a database holds, tables and rows, as the statements that would make it."""
    with closing(sqlite3.connect(file)) as connection:
        return list(connection.iterdump())


def upgrade_again(file: Path) -> None:
    """Upgrade a database whose upgrade was killed, and see that it is whole."""
    database = Database(f"sqlite:///{file}")
    upgrade(database)
    with database.engine.connect() as connection:
        assert connection.execute(text("pragma integrity_check")).scalar() == "ok"
        assert connection.execute(text("pragma foreign_key_check")).all() == []
    database.dispose()


@pytest.fixture
def older(tmp_path: Path, furnished_now: tuple[Path, object]) -> Path:
    """The small charrette as the first version would have kept it."""
    file = tmp_path / "older.sqlite3"
    shutil.copyfile(furnished_now[0], file)
    database, config = Database(f"sqlite:///{file}"), alembic_config()
    with migrating(database) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
    database.dispose()
    return file


def die_at(statements: Iterable[int], older: Path, file: Path, upgrade_and_die: Callable[[Path, int], int]) -> int:
    """Kill the upgrade of a copy at each of these statements until one comes after its end; return the deaths.

    After each death the database is what it was, so that upgrading it again is tried after some only.
    """
    before, whole = rows(older), contents(older)
    del before["alembic_version"]
    assert sum(before.values()) > 40
    for deaths, statement in enumerate(statements):
        for ending in ("", "-wal", "-shm"):
            Path(f"{file}{ending}").unlink(missing_ok=True)
        shutil.copyfile(older, file)
        code = upgrade_and_die(file, statement)
        if code == 0:
            return deaths
        assert code == -signal.SIGKILL
        assert contents(file) == whole, f"right after death at statement {statement}"
        if deaths % EACH == 0:
            upgrade_again(file)
            assert rows(file, before) == before, f"after the upgrade that followed death at statement {statement}"
    raise AssertionError("there is an end to the statements")


@pytest.mark.trust("T14")
def test_an_upgrade_that_is_killed_at_any_statement_is_done_again_and_loses_no_row(
    older: Path, tmp_path: Path, upgrade_and_die: Callable[[Path, int], int], note_figure: Callable[[str], None]
) -> None:
    first = 1 + secrets.randbelow(STEP)
    deaths = die_at(count(first, STEP), older, tmp_path / "killed.sqlite3", upgrade_and_die)
    note_figure(f"{deaths} deaths, from statement {first} on")
    assert deaths >= 6


@pytest.mark.long
def test_an_upgrade_that_is_killed_at_every_statement_loses_no_row(
    older: Path, tmp_path: Path, upgrade_and_die: Callable[[Path, int], int]
) -> None:
    assert die_at(count(1), older, tmp_path / "killed.sqlite3", upgrade_and_die) >= 6 * STEP


@pytest.mark.trust("T07")
def test_every_connection_keeps_what_is_committed_through_a_power_cut(tmp_path: Path) -> None:
    """Also those that the pool opens later, when many are at work at once."""
    database = Database(f"sqlite:///{tmp_path / 'charrette.sqlite3'}")
    upgrade(database)
    connections = [database.engine.connect() for _ in range(12)]
    settings = ("journal_mode", "synchronous", "foreign_keys")
    answers = {
        tuple(connection.exec_driver_sql(f"pragma {setting}").scalar() for setting in settings)
        for connection in connections
    }
    for connection in connections:
        connection.close()
    database.dispose()

    assert answers == {("wal", 2, 1)}
