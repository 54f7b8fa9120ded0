"""Dumps of PostgreSQL, and taking a removed person out of them without a server.

``pg_dump`` writes them as a tar archive: the rows of each table are a file of their own in it, as lines of ``COPY``,
and ``restore.sql`` says which. So the lines that speak of somebody can be changed or left out by themselves, by the
very statements that remove a person elsewhere: they are run on those tables in SQLite, in memory. The compressed format
of ``pg_dump`` cannot be changed like this.
"""

from __future__ import annotations

import io
import os
import re
import sqlite3
import tarfile
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import DateTime, Integer, TypeDecorator

from charrette.db import Base
from charrette.private import make_file

DUMP_MAGIC = b"toc.dat\0"
"""What a dump of ours begins with."""

COMPRESSED_MAGIC = b"PGDMP"
"""What one begins with that another program, or an earlier version, made in the compressed format of ``pg_dump``."""

COPY = re.compile(r"^COPY public\.\"?(\w+)\"? \(([^)]*)\) FROM '\$\$PATH\$\$/(\d+\.dat)'", re.MULTILINE)
END = b"\\."
ESCAPES = {b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v", b"\\": b"\\"}
_ESCAPED = re.compile(rb"\\(.)", re.DOTALL)
_TO_ESCAPE = re.compile(rb"[\b\f\n\r\t\v\\]")
_ESCAPE_OF = {plain: b"\\" + letter for letter, plain in ESCAPES.items()}

Wipe = Callable[[sqlite3.Connection], bool]
"""Changes the tables of a dump, as they stand in SQLite; returns whether it did."""


@dataclass(frozen=True)
class _Table:
    """Where the rows of one table are in a dump, and its columns in the order of their fields."""

    name: str
    columns: list[str]
    member: str


def is_dump(path: Path) -> bool:
    """Return whether a file is a dump that can be cleaned."""
    return _begins(path, DUMP_MAGIC)


def is_compressed_dump(path: Path) -> bool:
    """Return whether a file is a dump that cannot be cleaned."""
    return _begins(path, COMPRESSED_MAGIC)


def _begins(path: Path, magic: bytes) -> bool:
    try:
        with path.open("rb") as handle:
            return handle.read(len(magic)) == magic
    except OSError:
        return False


def tables_of(path: Path) -> list[str]:
    """Return the tables in a dump; none when it is not whole: what says so is its last part."""
    try:
        with tarfile.open(path, "r:") as archive:
            return [table.name for table in _tables(archive)]
    except (OSError, tarfile.TarError, KeyError):
        return []


def _tables(archive: tarfile.TarFile) -> list[_Table]:
    script = _content(archive, "restore.sql").decode()
    return [
        _Table(name, [column.strip().strip('"') for column in columns.split(",")], member)
        for name, columns, member in COPY.findall(script)
    ]


def _content(archive: tarfile.TarFile, member: str) -> bytes:
    handle = archive.extractfile(member)
    return handle.read() if handle is not None else b""


def change_dump(path: Path, names: Iterable[str], wipe: Wipe) -> bool:
    """Let ``wipe`` change the tables ``names`` of a dump; return whether it did.

    The changed dump takes its place when it is whole, and keeps the date that tells which is the newest.

    Raises:
        OSError, tarfile.TarError, KeyError: it cannot be read or written, or is not whole.
    """
    half = path.with_name(f"{path.name}.{os.getpid()}.part")
    with tarfile.open(path, "r:") as archive, closing(sqlite3.connect(":memory:")) as connection:
        wanted = set(names)
        tables = [table for table in _tables(archive) if table.name in wanted]
        lines = {table.member: _lines(_content(archive, table.member)) for table in tables}
        for table in tables:
            _load(connection, table, lines[table.member])
        if not wipe(connection):
            return False
        changed = {table.member: _saved(connection, table, lines[table.member]) for table in tables}
        try:
            make_file(half)
            with half.open("wb") as handle:
                with tarfile.open(fileobj=handle, mode="w:", format=tarfile.USTAR_FORMAT) as target:
                    for member in archive.getmembers():
                        content = changed.get(member.name)
                        if content is None:
                            content = _content(archive, member.name)
                        member.size = len(content)
                        target.addfile(member, io.BytesIO(content))
                handle.flush()
                os.fsync(handle.fileno())
            date = path.stat()
            os.utime(half, ns=(date.st_atime_ns, date.st_mtime_ns))
            os.replace(half, path)
        finally:
            half.unlink(missing_ok=True)
    return True


def _lines(content: bytes) -> list[bytes]:
    """Return the rows of a table; a line feed inside a value is written as two other characters."""
    return [line for line in content.split(b"\n") if line not in (b"", END)]


def _load(connection: sqlite3.Connection, table: _Table, lines: list[bytes]) -> None:
    columns = ", ".join(f'"{name}" {"integer" if _is_number(table, name) else "text"}' for name in table.columns)
    connection.execute(f'create table "{table.name}" ({columns})')
    marks = ", ".join("?" for _ in range(len(table.columns) + 1))
    named = ", ".join(["rowid", *(f'"{name}"' for name in table.columns)])
    connection.executemany(
        f'insert into "{table.name}" ({named}) values ({marks})',  # noqa: S608 - names of our own tables
        ([number, *_values(table, line)] for number, line in enumerate(lines)),
    )


def _values(table: _Table, line: bytes) -> list[Any]:
    fields = zip(table.columns, line.split(b"\t"), strict=True)
    return [_value(field, is_moment=_is_moment(table, name)) for name, field in fields]


def _value(field: bytes, *, is_moment: bool) -> str | None:
    if field == b"\\N":
        return None
    text = _ESCAPED.sub(lambda found: ESCAPES.get(found[1], found[1]), field).decode()
    if is_moment:
        return datetime.fromisoformat(text).astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    return text


def _saved(connection: sqlite3.Connection, table: _Table, lines: list[bytes]) -> bytes:
    """Return a table as it is now: untouched rows and fields to the byte as they were."""
    named = ", ".join(["rowid", *(f'"{name}"' for name in table.columns)])
    kept = []
    for number, *values in connection.execute(f'select {named} from "{table.name}" order by rowid'):  # noqa: S608
        fields = lines[number].split(b"\t")
        before = _values(table, lines[number])
        for at, (old, new) in enumerate(zip(before, values, strict=True)):
            if new != (int(old) if isinstance(new, int) and old is not None else old):
                fields[at] = _field(new, is_moment=_is_moment(table, table.columns[at]))
        kept.append(b"\t".join(fields))
    return b"\n".join([*kept, END, b"", b"", b""])


def _field(value: Any, *, is_moment: bool) -> bytes:
    if value is None:
        return b"\\N"
    text = f"{value}+00" if is_moment else str(value)
    return _TO_ESCAPE.sub(lambda found: _ESCAPE_OF[found[0]], text.encode())


def _is_moment(table: _Table, column: str) -> bool:
    return isinstance(_kind(table, column), DateTime)


def _is_number(table: _Table, column: str) -> bool:
    return isinstance(_kind(table, column), Integer)


def _kind(table: _Table, column: str) -> Any:
    """Return the type of a column as it is stored; None for one that this version does not know."""
    known = Base.metadata.tables.get(table.name)
    if known is None or column not in known.c:
        return None
    kind = known.c[column].type
    return kind.impl if isinstance(kind, TypeDecorator) else kind
