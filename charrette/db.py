"""The database: engine, base class, column types and the settings SQLite needs.

SQLite runs in WAL mode with ``synchronous=FULL``: what is committed survives a power cut. Writers begin
with ``BEGIN IMMEDIATE`` (a read that turns into a write fails at once in SQLite, whatever the time-out).

PostgreSQL has several processes that write, so there each write transaction takes the lock of the hall before it
reads anything: alone, or beside others that said what they claim (``spine/claims.py``). What a rule decides on is so
read under the lock by every writer, and nobody can forget it: it belongs to beginning.
"""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from sqlalchemy import DateTime, Dialect, Engine, MetaData, String, TypeDecorator, create_engine, event
from sqlalchemy.engine import Connection, ExceptionContext, make_url
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.pool import NullPool

from charrette import rooms
from charrette.dbfile import Anchor, uri_of
from charrette.errors import Unavailable
from charrette.storage import is_damage

SQLITE_BUSY_MILLISECONDS = 50
"""How long SQLite itself waits for a lock. Short, because it waits in C and stops every green thread."""
READER_BUSY_SECONDS = 5.0
"""The same in a process that makes files: there is nobody else to stop."""

HALL_LOCK = (7228, 1)
"""The number of the advisory lock that each write transaction holds, alone or shared."""

LOCK_WAIT_MILLISECONDS = 5_000
"""How long a writer waits for the other workers; then nothing is saved and the answer is ``store_busy``."""

STALLED_MILLISECONDS = 15_000
"""A worker that stands still in a write transaction (its machine sleeps) loses it after this long: others go on."""

APPLICATION_NAME = "charrette"
"""Our name among the connections to PostgreSQL."""

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


E = TypeVar("E", bound=StrEnum)


class Base(DeclarativeBase):
    """What all tables share: names of constraints that migrations can rely on."""

    metadata = MetaData(naming_convention=NAMING)


class TZDateTime(TypeDecorator[datetime]):
    """An aware moment, stored as UTC. SQLite would drop the time zone without it."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without time zone must not reach the database")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Choice(TypeDecorator[E]):
    """A value of a closed list, stored as its text; an unknown text raises ``ValueError`` when read."""

    impl = String(32)
    cache_ok = True

    def __init__(self, kind: type[E]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: E | str | None, dialect: Dialect) -> str | None:
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> E | None:
        return None if value is None else self.kind(value)


def make_engine(url: str) -> Engine:
    """Return the engine for ``url`` with what each kind of database needs to keep what it was given.

    Errors do not repeat the values of a statement: they would take names and texts into the log.
    """
    if not url.startswith("sqlite"):
        # psycopg waits inside C otherwise, and one slow query would stop every green thread.
        os.environ.setdefault("PSYCOPG_WAIT_FUNC", "wait_selector")
        named = {"application_name": APPLICATION_NAME}
        engine = create_engine(
            url, pool_pre_ping=True, pool_size=10, max_overflow=20, hide_parameters=True, connect_args=named
        )
        event.listen(engine, "begin", _begin_postgres)
        return engine
    engine = create_engine(url, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def make_reading_engine(url: str) -> Engine:
    """Return an engine with which another process of ours reads while the server writes; it cannot change anything.

    Each session sees one moment. SQLite: the file is opened for reading only, so this process can neither write nor
    move the ``-wal`` file into it (two that do so at a time may damage a file before SQLite 3.51.3).
    """
    if not url.startswith("sqlite"):
        engine = create_engine(url, poolclass=NullPool, isolation_level="REPEATABLE READ")
        return engine.execution_options(postgresql_readonly=True)
    file = Path(make_url(url).database or "").resolve()
    address = f"file:{quote(str(file))}?mode=ro"
    engine = create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(address, uri=True, timeout=READER_BUSY_SECONDS),
        poolclass=NullPool,
    )
    event.listen(engine, "connect", _prepare_reading_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_reading_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    connection.execute("pragma query_only=on")


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    connection.executescript(
        f"pragma busy_timeout={SQLITE_BUSY_MILLISECONDS}; pragma journal_mode=wal; "
        "pragma synchronous=FULL; pragma foreign_keys=on; pragma secure_delete=on"
    )


def _begin_sqlite(connection: Connection) -> None:
    write = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


_BEGIN_POSTGRES = (
    f"select set_config('lock_timeout', '{LOCK_WAIT_MILLISECONDS}', true), "
    f"set_config('idle_in_transaction_session_timeout', '{STALLED_MILLISECONDS}', true), "
    "pg_advisory_xact_lock{how}" + str(HALL_LOCK)
)


def _begin_postgres(connection: Connection) -> None:
    write = connection.get_execution_options().get("write", False)
    if write:
        connection.exec_driver_sql(_BEGIN_POSTGRES.format(how="_shared" if write == "beside" else ""))


def _hold(session: Session, thing: object) -> None:
    """Keep what a session has loaded as long as the session: it holds weak references only and would ask again."""
    session.info.setdefault("held", []).append(thing)


class Database:
    """One engine and the two kinds of sessions it gives: for reading and for the writer."""

    def __init__(self, url: str, *, read_only: bool = False, pepper: str = "") -> None:
        """``pepper``: a secret that is not in the database, for what nobody may find out who has only that."""
        rooms.load("models")  # relations between tables go by their names
        self.url = url
        info = {"pepper": pepper}
        self.engine = make_reading_engine(url) if read_only else make_engine(url)
        self.anchor: Anchor | None = None
        if self.path is not None and not read_only:
            event.listen(self.engine, "do_connect", self._open_what_is_there)
            event.listen(self.engine, "handle_error", self._notice_damage, retval=True)
        one_moment = (
            {} if url.startswith("sqlite") else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        )
        self._read = sessionmaker(self.engine.execution_options(**one_moment), expire_on_commit=False, info=info)
        self._alone = sessionmaker(self.engine.execution_options(write="alone"), expire_on_commit=False, info=info)
        self._beside = sessionmaker(self.engine.execution_options(write="beside"), expire_on_commit=False, info=info)
        for moment in ("loaded_as_persistent", "pending_to_persistent"):
            event.listen(self._alone, moment, _hold)
            event.listen(self._beside, moment, _hold)

    @property
    def path(self) -> Path | None:
        """The SQLite file, or None on another kind of database."""
        name = make_url(self.url).database
        return Path(name) if self.url.startswith("sqlite") and name and name != ":memory:" else None

    def _open_what_is_there(self, _dialect: object, _record: object, cargs: list[Any], cparams: dict[str, Any]) -> None:
        """Let a connection open the file that is there, and never make an empty one in its place."""
        path = Path(cargs[0])
        if self.anchor is not None and not self.anchor.opens_the_same(path):
            raise sqlite3.OperationalError("unable to open database file: another one is in its place")
        if "uri" not in cparams:
            cargs[0], cparams["uri"] = uri_of(path), True

    def _notice_damage(self, context: ExceptionContext) -> Unavailable | None:
        """While serving, let whoever reads or writes a damaged file hear so, and give the file up for all."""
        if self.anchor is None or not is_damage(context.original_exception):
            return None
        self.give_up("was damaged")
        return Unavailable("store_gone", retry_after=10)

    def drop_anchor(self) -> None:
        """From here on keep to the file that is open now (SQLite); see ``ensure_there``."""
        if self.path is not None:
            self.anchor = Anchor(self.path)

    def ensure_there(self) -> None:
        """Make sure that what is committed goes into the file that is found at the next start.

        Raises:
            Unavailable: that file was removed, replaced or cut off; nothing may be acknowledged (``store_gone``).
        """
        if self.anchor is not None and self.anchor.trouble() is not None:
            raise Unavailable("store_gone", retry_after=10)

    def give_up(self, what: str) -> None:
        """Acknowledge nothing more: ``what`` happened to the file, in words for the log (SQLite)."""
        if self.anchor is not None:
            self.anchor.give_up(what)

    def read(self) -> Session:
        """Return a new session for reading; use it as a context manager. One session sees one moment."""
        return self._read()

    def write(self, *, beside: bool = False) -> Session:
        """Return a new session for the writer; nobody else may write.

        ``beside``: other workers may write at the same time, who claimed other things (``spine/claims.py``).
        """
        return self._beside() if beside else self._alone()

    def dispose(self) -> None:
        """Close all connections."""
        self.engine.dispose()
        if self.anchor is not None:
            self.anchor.close()
            self.anchor = None
