"""What the watch over a SQLite file says when something happens to that file."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from charrette.dbfile import Anchor

HOLD = """
import fcntl, os, sys
file = os.open(sys.argv[1], os.O_RDWR)
fcntl.lockf(file, fcntl.LOCK_EX, 1, 0x40000000)
print("held", flush=True)
sys.stdin.read()
"""
"""Holds the byte that SQLite locks to let nobody in any more."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "charrette.sqlite3"
    with contextlib.closing(sqlite3.connect(path)) as made:
        made.execute("pragma journal_mode=wal")
        made.execute("create table ideas (text)")
        made.executemany("insert into ideas values (?)", [("Een bank bij de brug " * 20,) for _ in range(200)])
        made.commit()
    return path


@pytest.fixture
def anchor(file: Path) -> Iterator[Anchor]:
    with contextlib.closing(Anchor(file)) as held:
        assert held.trouble() is None
        yield held


@contextlib.contextmanager
def held_by_another_program(file: Path) -> Iterator[None]:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        yield
        other.stdin.close()


@pytest.mark.trust("T12")
@pytest.mark.parametrize("part", [0, 0.5])
def test_a_file_that_was_cut_off_is_told_so(anchor: Anchor, file: Path, part: float) -> None:
    os.truncate(file, int(file.stat().st_size * part))

    assert anchor.trouble() == "was cut off"


@pytest.mark.trust("T12")
def test_an_empty_file_needs_no_look_inside(anchor: Anchor, file: Path) -> None:
    with held_by_another_program(file):
        os.truncate(file, 0)

        assert anchor.trouble() == "was cut off"


@pytest.mark.trust("T12")
def test_a_copy_laid_over_the_file_is_told(anchor: Anchor, file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    with contextlib.closing(sqlite3.connect(copy)) as other:
        other.execute("create table ideas (text)")
        other.commit()
    with file.open("r+b") as opened:
        opened.truncate()
        opened.write(copy.read_bytes())
        opened.truncate()

    assert anchor.trouble() == "was overwritten"


def test_a_file_that_another_program_tidied_up_is_well(anchor: Anchor, file: Path) -> None:
    with contextlib.closing(sqlite3.connect(file)) as other:
        other.execute("delete from ideas")
        other.commit()
        other.execute("vacuum")
        other.execute("pragma wal_checkpoint(truncate)")

    assert anchor.trouble() is None


def test_a_file_that_went_away_and_came_back_is_well_again(anchor: Anchor, file: Path, tmp_path: Path) -> None:
    away = tmp_path / "away"
    shutil.move(file, away)
    gone = anchor.trouble()
    shutil.move(away, file)

    assert gone == "was removed"
    assert anchor.trouble() is None
