"""Copies of everything, made while the server runs, and put back.

SQLite: its own online backup, checked before it counts. PostgreSQL: ``pg_dump`` and ``pg_restore``, as a tar archive:
from that a removed person can be taken out (``dumps.py``).
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from charrette import clock, endings
from charrette.config import Config
from charrette.copies import Line, clean_copy, clean_store
from charrette.db import APPLICATION_NAME, Base, Database
from charrette.dumps import is_dump, tables_of
from charrette.erasures import apply_list, keep_copy_clean, mirror, read_list
from charrette.errors import Unavailable
from charrette.keeping import locks, marker
from charrette.private import make_file, tighten
from charrette.spine.writer import Writer
from charrette.upgrade import UpgradeError, upgrade

NICENESS = 10
OTHERS = text(
    "select count(*) from pg_stat_activity where datname = current_database() "
    "and application_name = :ours and pid <> pg_backend_pid()"
)


UNSOUND = 3
"""The exit code of making a copy when what was copied is not sound."""


class BackupError(Exception):
    """A copy could not be made or put back; the text says what to do."""


class Unsound(BackupError):
    """What was copied is not sound."""


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
            _run(database, ["pg_dump", "--format=tar", f"--file={half}", _libpq_url(database)])
            with half.open("rb") as handle:
                os.fsync(handle.fileno())
        else:
            with (
                closing(sqlite3.connect(_to_read(database.path), uri=True)) as source,
                closing(sqlite3.connect(half)) as target,
            ):
                source.backup(target)
                target.execute("pragma journal_mode=delete")
                target.execute("vacuum")  # what was deleted is not in the copy
            _ensure_sound(half)
        os.replace(half, file)
    except (OSError, sqlite3.Error) as error:
        kind = Unsound if "malformed" in str(error) or "not a database" in str(error) else BackupError
        raise kind(f"The copy could not be written to {file}: {error}.") from error
    finally:
        half.unlink(missing_ok=True)
    return file.stat().st_size


def _to_read(file: Path) -> str:
    """Return the address of a file for SQLite that opens it for reading only."""
    return f"file:{quote(str(file.absolute()))}?mode=ro"


def _ensure_sound(file: Path) -> None:
    with closing(sqlite3.connect(_to_read(file), uri=True)) as copy:
        try:
            result = copy.execute("pragma integrity_check").fetchone()[0]
            tables = {row[0] for row in copy.execute("select name from sqlite_master where type='table'")}
        except sqlite3.DatabaseError as error:
            raise Unsound(f"{file} is no copy made by backup ({error}).") from error
    if result != "ok":
        raise Unsound(f"{file} is damaged: {result}.")
    if not {"alembic_version", "charrettes"} <= tables:
        raise BackupError(f"{file} is no copy made by backup.")


def restore(config: Config, database: Database, file: Path) -> Path | None:
    """Put back a copy; return where what was there before is kept (SQLite), or None.

    Who was removed since the copy was made is removed from it first. On PostgreSQL that is done by ``end_restored``,
    once the tables are there; so is ending what ended since, on each kind.

    Raises:
        BackupError: the copy is not sound, or the server is running.
    """
    database.dispose()
    config.data.mkdir(parents=True, exist_ok=True)  # for the lists of what is not to come back
    if database.path is None:
        _ensure_nobody_connected(database)
        _keep_list_of(database, config.data)
        _restore_dump(database, file)
        marker.forget_id(config)
        return None
    _ensure_sound(file)
    try:
        with locks.server_stopped(config):
            _keep_list_of(database, config.data)
            kept = _put_in_place(file, database.path, read_list(config.data))
            marker.forget_id(config)
    except BlockingIOError as error:
        raise BackupError("The server is running. Stop it first, then restore.") from error
    except (OSError, sqlite3.Error) as error:
        raise BackupError(f"The copy could not be put back ({error}). What was there is still there.") from error
    tighten(config.data, database.path)
    return kept


def _restore_dump(database: Database, file: Path) -> None:
    """Put a dump back, all of it or nothing."""
    if is_dump(file) and "charrettes" not in tables_of(file):
        raise BackupError(f"{file} is not whole, or no copy made by backup.")
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "dump.sql"
        make_file(script)
        _run(database, ["pg_restore", "--clean", "--if-exists", "--no-owner", f"--file={script}", str(file)])
        if "CREATE TABLE public.charrettes " not in script.read_text("utf-8"):
            raise BackupError(f"{file} is no copy made by backup.")
        # All of ours first, also what an older dump does not know: what it brings may be held by that.
        ours = ", ".join(f"public.{name}" for name in ("alembic_version", *Base.metadata.tables))
        clear = f"drop table if exists {ours} cascade"
        once = ["psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction"]
        _run(database, [*once, f"--command={clear}", f"--file={script}", _libpq_url(database)])
    database.dispose()


def _keep_list_of(database: Database, folder: Path) -> None:
    """Save who was removed from what is there now, as far as it can still be read, and leave no trace of them in it."""
    if database.path is not None and not database.path.exists():
        return
    with contextlib.suppress(SQLAlchemyError, sqlite3.Error, UpgradeError, Unavailable):
        upgrade(database)
        mirror(database, folder)
        endings.mirror(database, folder)
    database.dispose()
    if database.path is not None:
        with contextlib.suppress(sqlite3.Error):
            clean_store(database.path)


def end_restored(database: Database, writer: Writer, folder: Path) -> None:
    """Undo what a copy brought back, in tables of this version: people who were removed since, and what ended since.

    Should the machine stop before this is done, the next start does it.
    """

    def work(session: Session) -> None:
        apply_list(session, folder)
        endings.apply_list(session, folder)

    writer.run(work)
    mirror(database, folder)
    endings.mirror(database, folder)


def _ensure_nobody_connected(database: Database) -> None:
    """Look for servers on PostgreSQL: each keeps a connection, under our name."""
    with database.engine.connect() as connection:
        others = connection.execute(OTHERS, {"ours": APPLICATION_NAME}).scalar_one()
    database.dispose()
    if others:
        raise BackupError("The server is running. Stop it first, then restore.")


def _put_in_place(file: Path, path: Path, erased: set[Line]) -> Path | None:
    """Write a copy beside the database first: nothing is touched before all of it is on the disk.

    ``erased``: who is not to come back with it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(path.name + ".part")
    try:
        make_file(half)
        with closing(sqlite3.connect(_to_read(file), uri=True)) as source, closing(sqlite3.connect(half)) as target:
            source.backup(target)  # with what is still in a -wal beside it
            target.execute("pragma journal_mode=delete")
        clean_copy(half, erased)
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
    """Return the address without the password: others on this machine see what a program is started with."""
    return without_password(database.engine.url.set(drivername="postgresql"))


def without_password(url: URL) -> str:
    """Return an address as others on this machine may see it."""
    return url._replace(password=None).render_as_string(hide_password=False)


def _run(database: Database, command: list[str]) -> str:
    """Run a program of PostgreSQL and return what it says."""
    password = database.engine.url.password
    environ = {**os.environ, "PGPASSWORD": password} if password else dict(os.environ)
    try:
        return subprocess.run(command, check=True, capture_output=True, text=True, env=environ).stdout  # noqa: S603 - our own arguments
    except FileNotFoundError as error:
        raise BackupError(no_tool(command[0])) from error
    except subprocess.CalledProcessError as error:
        raise BackupError(f"{command[0]} failed: {error.stderr.strip()}") from error


def no_tool(name: str) -> str:
    """Return what to do when a program of PostgreSQL is missing."""
    return f"{name} is not installed on this machine; install the PostgreSQL client."


def main() -> int:
    """Make one copy: ``python -m charrette.backups DATABASE FOLDER FILE``; return the exit code.

    In a process of its own, so that nobody in the hall waits for it; it only reads what is served.
    """
    os.nice(NICENESS)
    url, folder, file = sys.argv[1:]
    database = Database(url, read_only=True)
    try:
        back_up(database, Path(file))
        keep_copy_clean(database, Path(folder), Path(file))
    except BackupError as error:
        print(error, file=sys.stderr)
        return UNSOUND if isinstance(error, Unsound) else 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
