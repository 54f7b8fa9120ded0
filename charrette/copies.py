"""Taking a removed person out of files: the SQLite file that is served, and copies of a database of each kind.

Plain SQL on plain files, so that it may run in a process beside the server.
"""

from __future__ import annotations

import os
import sqlite3
import tarfile
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy.dialects import sqlite

from charrette import clock, dumps
from charrette.dbfile import uri_of
from charrette.privacy.rules.erasure import traces_of
from charrette.private import make_file

COPIES_NAME = "copies.txt"
"""Where copies were written that do not lie in the data folder, one path a line."""

SQLITE_MAGIC = b"SQLite format 3\x00"
CLEANED_ENDING = ".cleaned.part"
LOCK_WAIT_SECONDS = 0.2
_SQL_DIALECT = sqlite.dialect(paramstyle="named")


@dataclass(frozen=True, order=True)
class Line:
    """One person who was removed from one database; moments in ISO 8601, UTC, with microseconds."""

    store: str
    person: int
    joined: str
    erased: str


def clean_store(path: Path) -> bool:
    """Take what SQLite may have left of removed rows out of the file and its log; return False when it was in use.

    Overwriting what is deleted (``secure_delete``) leaves now and then a piece when a page is laid out anew (measured:
    1 of 2,000 rows), so the file is written anew. The caller sees to it that nobody else writes: one that writes while
    another moves the log into the file may damage it (SQLite before 3.51.3).
    """
    with closing(_connect_to(path)) as connection:
        try:
            connection.execute("pragma secure_delete=on")
            connection.execute("vacuum")
            busy = connection.execute("pragma wal_checkpoint(truncate)").fetchone()[0]
        except sqlite3.OperationalError:
            return False
    return not busy


def _connect_to(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(uri_of(path), uri=True, timeout=LOCK_WAIT_SECONDS, isolation_level=None)


def note_copy(folder: Path, copy: Path) -> None:
    """Remember where a copy was written, so that it can be cleaned as long as it lies there."""
    path = folder / COPIES_NAME
    if copy.absolute() not in _noted(folder):
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8") as handle:
            handle.write(f"{copy.absolute()}\n")


def _noted(folder: Path) -> list[Path]:
    path = folder / COPIES_NAME
    return [Path(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def clean_copies(folder: Path, own: Path | None, lines: Iterable[Line]) -> list[Path]:
    """Remove the people of ``lines`` from the copies of their database in the data folder and where copies were
    written; return which changed. What lies there and is no copy of this database is left as it is.

    ``own``: the file that is served, on SQLite.
    """
    listed = sorted(lines)
    beside = {Path(f"{own}{ending}").resolve() for ending in ("", "-wal", "-shm")}
    found = [path for path in _there(folder) if is_sqlite(path)]
    at_rest = [path for path in found if path.resolve() not in beside and not _may_be_served(path, folder)]
    dumped = [path for path in _there(folder) if dumps.is_dump(path)]
    return [path for path in [*at_rest, *dumped] if clean_copy(path, listed)]


def _there(folder: Path) -> list[Path]:
    there = {path for path in {*folder.rglob("*"), *_noted(folder)} if path.suffix != ".part"}  # somebody is at work
    return [path for path in sorted(there) if not path.is_symlink() and path.is_file()]


def not_cleanable(folder: Path) -> list[Path]:
    """Return the dumps that lie where copies lie, and from which nobody can be removed: their format is compressed."""
    return [path for path in _there(folder) if dumps.is_compressed_dump(path)]


def _may_be_served(path: Path, folder: Path) -> bool:
    """Return whether another server may use this file: it lies in a data folder of its own, or it is no longer as
    ``backup`` left it (a served database keeps a log beside it: byte 18 of the file is 2)."""
    if path.parent != folder and (path.parent / "server.lock").exists():
        return True
    with path.open("rb") as handle:
        return not path.is_relative_to(folder) and handle.read(19)[18:] == b"\x02"


def is_sqlite(path: Path) -> bool:
    """Return whether a file is an SQLite database."""
    try:
        with path.open("rb") as handle:
            return handle.read(len(SQLITE_MAGIC)) == SQLITE_MAGIC
    except OSError:
        return False


def clean_copy(path: Path, lines: Iterable[Line]) -> bool:
    """Remove the people of ``lines`` from a copy of their database; return whether one was in it.

    The cleaned copy takes its place when it is whole, and keeps the date that tells which copy is the newest.
    """
    if dumps.is_dump(path):
        return _clean_dump(path, lines)
    half = path.with_name(path.name + CLEANED_ENDING)
    _remove(half)  # of a cleaning that was cut off
    try:
        with closing(sqlite3.connect(path, timeout=LOCK_WAIT_SECONDS)) as source:
            present = _present_in(source, lines)
            if not present:
                return False
            make_file(half)
            with closing(sqlite3.connect(half, isolation_level=None)) as target:
                source.backup(target)
                target.execute("pragma journal_mode=delete")
                for line in present:
                    _wipe(target, line)
                target.execute("vacuum")
        date = path.stat()
        os.utime(half, ns=(date.st_atime_ns, date.st_mtime_ns))
        os.replace(half, path)
        for ending in ("-wal", "-shm"):
            Path(f"{path}{ending}").unlink(missing_ok=True)
    except sqlite3.Error:  # no database of ours, damaged, or in use
        return False
    finally:
        _remove(half)
    return True


def _clean_dump(path: Path, lines: Iterable[Line]) -> bool:
    touched = {"store", "charrettes", "alembic_version"}
    touched |= {statement.table.name for statement in traces_of(0, clock.now())}  # type: ignore[union-attr]

    def wipe(connection: sqlite3.Connection) -> bool:
        present = _present_in(connection, lines)
        for line in present:
            _wipe(connection, line)
        return bool(present)

    try:
        return dumps.change_dump(path, touched, wipe)
    except (OSError, tarfile.TarError, KeyError, ValueError, sqlite3.Error):  # no dump of ours, damaged, or let go
        return False


def _remove(path: Path) -> None:
    """Remove a database file with what SQLite keeps beside it."""
    for ending in ("", "-journal", "-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)


def mark_of(connection: sqlite3.Connection) -> str | None:
    """Return which database a file is a copy of; one of an older version has the mark that it would get."""
    tables = {row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")}
    if "store" in tables:
        row = connection.execute("select mark from store").fetchone()
        return str(row[0]) if row is not None else None
    if not {"alembic_version", "charrettes", "people"} <= tables:
        return None
    row = connection.execute("select code from charrettes order by id limit 1").fetchone()
    return sha256(f"charrette {row[0]}".encode()).hexdigest() if row is not None else None


def _present_in(connection: sqlite3.Connection, lines: Iterable[Line]) -> list[Line]:
    mark = mark_of(connection)
    found = []
    for line in lines:
        if line.store != mark:
            continue
        row = connection.execute("select created_at, erased_at from people where id = ?", (line.person,)).fetchone()
        if row is not None and row[1] is None and row[0] == _plain(datetime.fromisoformat(line.joined)):
            found.append(line)
    return found


def _wipe(connection: sqlite3.Connection, line: Line) -> None:
    """Carry out on a copy, of whatever version, what removes a person; what it does not know yet, it does not hold."""
    for statement in traces_of(line.person, datetime.fromisoformat(line.erased)):
        compiled = statement.compile(dialect=_SQL_DIALECT)
        columns = {row[1] for row in connection.execute(f"pragma table_info({statement.table.name})")}  # type: ignore[union-attr]
        if statement.table.name == "invitations" and "name" not in columns:  # type: ignore[union-attr]
            continue
        given = {name: _plain(value) for name, value in compiled.params.items()}
        connection.execute(str(compiled), given)


def _plain(value: Any) -> Any:
    """Return a value as SQLite takes it."""
    if isinstance(value, tuple):  # a path into JSON
        return "$" + "".join(f'."{part}"' for part in value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    return value.value if isinstance(value, Enum) else value
