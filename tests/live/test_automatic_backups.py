"""Backups that make themselves, which are kept, and the drill: put one back, and the board is the same."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from charrette.keeping import copies
from tests.live.keeping import NAME, command_in, refusal, texts, type_in
from tests.live.server import Hall, wait_until
from tests.spine.reducer import ordered

Open = Callable[..., Hall]
NOON = datetime(2026, 6, 8, 12, 0, tzinfo=UTC)


def automatic(hall: Hall) -> list[Path]:
    return sorted((hall.server.folder / "backups").glob("auto-*.sqlite3"))


def board_of(hall: Hall) -> object:
    return ordered(hall.get(f"/api/streams/board:{hall.world.board}", "otto").json()["snapshot"])


@pytest.mark.trust("T13")
def test_a_backup_makes_itself_and_a_lost_disk_costs_nothing_that_was_in_it(open_hall: Open) -> None:
    """The drill: post, wait for the backup, lose everything else, do what the refusal says, compare the boards."""
    hall = open_hall(CHARRETTE_BACKUP_SECONDS="1")
    for number in range(12):
        hall.do("post_idea", "annie", board=hall.world.board, text=f"Idee {number}")
    wait_until(lambda: (made := automatic(hall)) and len(texts(made[-1])) == 12, "a backup with all ideas")
    board = board_of(hall)
    folder = hall.server.folder
    hall.server.kill()
    for file in folder.glob(f"{NAME}*"):
        file.unlink()
    put_back = type_in(folder, *command_in(refusal(folder)), "--yes")
    assert put_back.returncode == 0, put_back.stderr
    hall.server.start()

    assert board_of(hall) == board
    assert hall.server.folder.joinpath("backups").stat().st_mode & 0o777 == 0o700


@pytest.mark.trust("T13")
def test_where_nothing_changed_no_further_backup_is_made_and_switched_off_there_is_none(open_hall: Open) -> None:
    hall = open_hall(CHARRETTE_BACKUP_SECONDS="1")
    off = open_hall(CHARRETTE_BACKUP_SECONDS="0")
    hall.do("post_idea", "annie", board=hall.world.board, text="Een")
    wait_until(lambda: (made := automatic(hall)) and texts(made[-1]) == ["Een"], "a backup")
    made = len(automatic(hall))
    stamp = automatic(hall)[-1].stat().st_mtime
    later = hall.do("post_idea", "annie", board=hall.world.board, text="Twee")
    wait_until(lambda: texts(automatic(hall)[-1]) == ["Een", "Twee"], "the next backup")

    assert later
    assert len(automatic(hall)) <= made + 1
    assert automatic(hall)[-1].stat().st_mtime > stamp
    assert automatic(off) == []


def test_the_last_few_one_of_each_hour_and_one_of_each_day_are_kept() -> None:
    minutes = [NOON - timedelta(minutes=number) for number in range(60 * 24 * 3)]
    files = {Path(f"auto-{moment:%Y%m%d-%H%M%S}.sqlite3"): 1000 for moment in minutes}
    files[Path("mine.sqlite3")] = 1000
    gone = set(copies.to_let_go(files, NOON))
    kept = {file for file in files if file not in gone}

    assert Path("mine.sqlite3") in kept
    assert {f"auto-20260608-{minute}.sqlite3" for minute in ("120000", "115900", "115800", "115700", "115600")} < {
        file.name for file in kept
    }
    assert Path("auto-20260606-235900.sqlite3") in kept
    assert 5 + 24 <= len(kept) <= 5 + 25 + 4 + 1


def test_large_backups_stay_within_their_room_and_the_newest_two_always_stay() -> None:
    minutes = [NOON - timedelta(minutes=number) for number in range(5)]
    files = {Path(f"auto-{moment:%Y%m%d-%H%M%S}.sqlite3"): copies.MOST_BYTES for moment in minutes}

    assert [file.name for file in copies.to_let_go(files, NOON)] == [
        f"auto-{moment:%Y%m%d-%H%M%S}.sqlite3" for moment in minutes[2:]
    ]


def test_the_list_of_backups_has_the_newest_first_and_never_the_database_itself(tmp_path: Path, migrated: Path) -> None:
    shutil.copyfile(migrated, tmp_path / NAME)
    assert type_in(tmp_path, "backup", str(tmp_path / "elsewhere" / "day1.db")).returncode == 0
    assert type_in(tmp_path, "backup", str(tmp_path / "backups" / "day2.sqlite3")).returncode == 0
    listed = type_in(tmp_path, "backups").stdout

    assert [Path(line.split()[-1]).name for line in listed.splitlines()][:2] in (
        ["day2.sqlite3", "day1.db"],
        ["day2.sqlite3"],
    )
    assert NAME not in {Path(line.split()[-1]).name for line in listed.splitlines()}


def test_a_restore_takes_along_what_is_still_in_the_log_beside_a_copy(tmp_path: Path, migrated: Path) -> None:
    """A copy that was made by hand while the server ran: its file, and what had not reached it yet."""
    source = tmp_path / "by-hand.sqlite3"
    shutil.copyfile(migrated, source)
    writer = sqlite3.connect(source, isolation_level=None)
    writer.execute("pragma journal_mode=wal")
    writer.execute("insert into streams (name, seq) values ('board:1', 7)")
    folder = tmp_path / "data"
    (folder / "kept").mkdir(parents=True)
    for ending in ("", "-wal"):
        shutil.copyfile(f"{source}{ending}", folder / "kept" / f"copy.sqlite3{ending}")
    writer.close()
    (folder / f"{NAME}-wal").write_bytes(b"of another database")
    done = type_in(folder, "restore", str(folder / "kept" / "copy.sqlite3"), "--yes")

    assert done.returncode == 0, done.stderr
    assert not (folder / f"{NAME}-wal").exists()
    with contextlib.closing(sqlite3.connect(folder / NAME)) as connection:
        assert connection.execute("select seq from streams where name = 'board:1'").fetchone() == (7,)
