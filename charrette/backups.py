"""Copies of everything, made while the server runs, and put back.

SQLite: its own online backup, checked before it counts. PostgreSQL: ``pg_dump`` and ``pg_restore``.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from charrette import clock
from charrette.config import Config
from charrette.copies import clean_copy, clean_store
from charrette.db import Database
from charrette.erasures import apply_list, mirror, read_list
from charrette.private import make_file, tighten
from charrette.upgrade import UpgradeError, upgrade
from charrette.writer import Writer


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
        make_file(half)
        if database.path is None:
            _run(["pg_dump", "--format=custom", f"--file={half}", _libpq_url(database)])
        else:
            with closing(sqlite3.connect(database.path)) as source, closing(sqlite3.connect(half)) as target:
                source.backup(target)
                target.execute("pragma journal_mode=delete")
                target.execute("vacuum")  # what was deleted is not in the copy
            _ensure_sound(half)
        os.replace(half, file)
    except (OSError, sqlite3.Error) as error:
        raise BackupError(f"The copy could not be written to {file}: {error}.") from error
    finally:
        half.unlink(missing_ok=True)
    return file.stat().st_size


def _ensure_sound(file: Path) -> None:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as copy:
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

    Who was removed since the copy was made is removed from it first. On PostgreSQL that is done by ``erase_restored``,
    once the tables are there.

    Raises:
        BackupError: the copy is not sound, or the server is running.
    """
    database.dispose()
    if database.path is None:
        _keep_list_of(database, config.data)
        _run(["pg_restore", "--clean", "--if-exists", "--no-owner", f"--dbname={_libpq_url(database)}", str(file)])
        return None
    _ensure_sound(file)
    _ensure_server_stopped(config)
    _keep_list_of(database, config.data)
    half = database.path.with_name(database.path.name + ".restored.part")
    try:
        make_file(half)
        shutil.copyfile(file, half)
        clean_copy(half, read_list(config.data))
        kept = _set_aside(database.path)
        os.replace(half, database.path)
    except OSError as error:
        raise BackupError(f"{file} could not be put back: {error}.") from error
    finally:
        half.unlink(missing_ok=True)
    tighten(config.data, database.path)
    return kept


def _keep_list_of(database: Database, folder: Path) -> None:
    """Save who was removed from what is there now, as far as it can still be read, and leave no trace of them in it."""
    if database.path is not None and not database.path.exists():
        return
    with contextlib.suppress(SQLAlchemyError, UpgradeError):
        upgrade(database)
        mirror(database, folder)
    database.dispose()
    if database.path is not None:
        with contextlib.suppress(sqlite3.DatabaseError):
            clean_store(database.path)


def erase_restored(database: Database, writer: Writer, folder: Path) -> int:
    """Remove again whom a copy on PostgreSQL brought back, from tables of this version; return how many."""
    back: int = writer.run(lambda session: apply_list(session, folder))
    mirror(database, folder)
    return back


def _ensure_server_stopped(config: Config) -> None:
    lock = config.data / "server.lock"
    if not lock.exists():
        return
    with lock.open("a+", encoding="ascii") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BackupError("The server is running. Stop it first, then restore.") from error


def _set_aside(path: Path) -> Path | None:
    """Move the present database with the files that belong to it out of the way."""
    if not path.exists():
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
