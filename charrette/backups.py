"""Copies of everything, made while the server runs, and put back.

SQLite: its own online backup, checked before it counts. PostgreSQL: ``pg_dump`` and ``pg_restore``.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import text

from charrette import clock
from charrette.config import Config
from charrette.db import APPLICATION_NAME, Database
from charrette.dbfile import uri_of
from charrette.keeping import locks, marker

OTHERS = text(
    "select count(*) from pg_stat_activity where datname = current_database() "
    "and application_name = :ours and pid <> pg_backend_pid()"
)


class BackupError(Exception):
    """A copy could not be made or put back; the text says what to do."""


def back_up(database: Database, file: Path) -> int:
    """Write a copy of the database to ``file`` and return its size in bytes.

    The copy is written beside ``file`` and takes its place only when it is whole.

    Raises:
        BackupError: it cannot be written, or the copy is not sound.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_name(file.name + ".part")
    try:
        if database.path is None:
            _run(["pg_dump", "--format=custom", f"--file={half}", _libpq_url(database)])
        else:
            with (
                closing(sqlite3.connect(uri_of(database.path), uri=True)) as source,
                closing(sqlite3.connect(half)) as target,
            ):
                source.backup(target)
                target.execute("pragma journal_mode=delete")
            _ensure_sound(half)
        os.replace(half, file)
    except (OSError, sqlite3.Error) as error:
        raise BackupError(f"The copy could not be written to {file}: {error}.") from error
    finally:
        half.unlink(missing_ok=True)
    return file.stat().st_size


def _ensure_sound(file: Path) -> None:
    with closing(sqlite3.connect(f"file:{quote(str(file))}?mode=ro", uri=True)) as copy:
        try:
            result = copy.execute("pragma integrity_check").fetchone()[0]
            tables = {row[0] for row in copy.execute("select name from sqlite_master where type='table'")}
        except sqlite3.DatabaseError as error:
            raise BackupError(f"{file} is no copy made by backup ({error}).") from error
    if result != "ok":
        raise BackupError(f"{file} is damaged: {result}.")
    if not {"alembic_version", "charrettes"} <= tables:
        raise BackupError(f"{file} is no copy made by backup.")


def restore(config: Config, database: Database, file: Path) -> Path | None:
    """Put back a copy; return where what was there before is kept (SQLite), or None.

    Raises:
        BackupError: the copy is not sound, or the server is running.
    """
    database.dispose()
    if database.path is None:
        _ensure_nobody_connected(database)
        _run(["pg_restore", "--clean", "--if-exists", "--no-owner", f"--dbname={_libpq_url(database)}", str(file)])
        marker.forget_id(config)
        return None
    _ensure_sound(file)
    try:
        with locks.server_stopped(config):
            kept = _put_in_place(file, database.path)
            marker.forget_id(config)
    except BlockingIOError as error:
        raise BackupError("The server is running. Stop it first, then restore.") from error
    except (OSError, sqlite3.Error) as error:
        raise BackupError(f"The copy could not be put back ({error}). What was there is still there.") from error
    return kept


def _ensure_nobody_connected(database: Database) -> None:
    """Look for servers on PostgreSQL: each keeps a connection, under our name."""
    with database.engine.connect() as connection:
        others = connection.execute(OTHERS, {"ours": APPLICATION_NAME}).scalar_one()
    database.dispose()
    if others:
        raise BackupError("The server is running. Stop it first, then restore.")


def _put_in_place(file: Path, path: Path) -> Path | None:
    """Write a copy beside the database first: nothing is touched before all of it is on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(path.name + ".part")
    try:
        os.close(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        address = f"file:{quote(str(file))}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as source, closing(sqlite3.connect(half)) as target:
            source.backup(target)  # with what is still in a -wal beside it
            target.execute("pragma journal_mode=delete")
        kept = _set_aside(path)
        os.replace(half, path)
    finally:
        half.unlink(missing_ok=True)
    marker.sync_folder(path.parent)
    return kept


def _set_aside(path: Path) -> Path | None:
    """Move the present database with the files that belong to it out of the way; also when only those are left."""
    if not any(Path(f"{path}{ending}").exists() for ending in ("", "-wal", "-shm")):
        return None
    kept = path.with_name(f"{path.stem}-before-restore-{clock.now():%Y%m%d-%H%M%S}{path.suffix}")
    for ending in ("", "-wal", "-shm"):
        part = Path(f"{path}{ending}")
        if part.exists():
            os.replace(part, f"{kept}{ending}")
    return kept


def _libpq_url(database: Database) -> str:
    return database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)


def _run(command: list[str]) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own arguments
    except FileNotFoundError as error:
        raise BackupError(f"{command[0]} is not installed on this machine; install the PostgreSQL client.") from error
    except subprocess.CalledProcessError as error:
        raise BackupError(f"{command[0]} failed: {error.stderr.strip()}") from error
