"""Which of the workers that share a database on PostgreSQL makes the backups, and whether something changed there.

A worker has the duty as long as its connection holds an advisory lock: when it ends, or the database server was away,
another one takes it over at its next look.
"""

from __future__ import annotations

from contextlib import suppress

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from charrette.db import Database

BACKUP_LOCK = (7228, 2)
"""The number of the advisory lock of who makes the backups."""

TAKE = text("select pg_try_advisory_lock(:one, :two)")
ROWS = text("select tup_inserted + tup_updated + tup_deleted from pg_stat_database where datname = current_database()")
"""How many rows were ever written in this database; told up to ten seconds late."""
GIVE_UP = text("select pg_advisory_unlock(:one, :two)")
SIZE = text("select pg_database_size(current_database())")


class Duty:
    """The duty to make backups, as this worker has it or not."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection: Connection | None = None

    def version(self) -> int | None:
        """Return a number that changes when something is written; None when another worker has the duty, or nobody
        can have it now as the database server is away."""
        try:
            if self._connection is None and not self._take():
                return None
            return self._ask(ROWS)
        except DBAPIError:
            self.end()
            return None

    def size(self) -> int:
        """Return the size of the database in bytes; 0 when that cannot be told now."""
        try:
            return self._ask(SIZE)
        except DBAPIError:
            self.end()
            return 0

    def _take(self) -> bool:
        connection = self._database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        one, two = BACKUP_LOCK
        if not connection.execute(TAKE, {"one": one, "two": two}).scalar_one():
            connection.close()
            return False
        connection.detach()  # the pool is for those who read and write
        self._connection = connection
        return True

    def _ask(self, question: object) -> int:
        return int(self._connection.execute(question).scalar_one()) if self._connection is not None else 0  # type: ignore[call-overload]

    def end(self) -> None:
        """Give the duty up: another worker can have it from here on, not only when the database server has noticed
        that this connection is gone."""
        connection, self._connection = self._connection, None
        if connection is not None:
            one, two = BACKUP_LOCK
            with suppress(DBAPIError):
                connection.execute(GIVE_UP, {"one": one, "two": two})
            with suppress(DBAPIError):
                connection.close()
