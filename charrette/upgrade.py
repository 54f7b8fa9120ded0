"""Bringing a database to the tables of this version, from empty or from an older one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, inspect

from charrette.db import Database

MIGRATIONS = Path(__file__).parent / "migrations"


class UpgradeError(Exception):
    """The database cannot be used by this version; the text says what to do."""


class NotOurs(UpgradeError):
    """It is of another program."""


class NewerVersion(UpgradeError):
    """It is of a newer version."""


def alembic_config() -> AlembicConfig:
    """Return the settings for Alembic, which has no file of its own here."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def upgrade(database: Database) -> bool:
    """Bring the database to the newest tables; return whether it was empty.

    Raises:
        UpgradeError: it is no database of ours, or of a newer version.
    """
    config = alembic_config()
    _make_file(database)
    try:
        if _is_up_to_date(database, config):  # a look does not wait for a program that holds the database
            return False
        with migrating(database) as connection:
            tables = set(inspect(connection).get_table_names())
            if tables and "alembic_version" not in tables:
                raise NotOurs("This database holds tables that are not ours. Choose another one.")
            present = MigrationContext.configure(connection).get_current_revision()
            if present == ScriptDirectory.from_config(config).get_current_head():
                return False
            connection.rollback()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except CommandError as error:
        raise NewerVersion("This database was made by a newer version of Charrette. Update the program.") from error
    return not tables


@contextmanager
def migrating(database: Database) -> Iterator[Connection]:
    """Give a connection for changing tables, and commit at the end.

    SQLite changes many things of a table only by making it anew, and dropping the old one would take the rows that
    refer to it along. So it does not look at keys meanwhile; that they all hold is looked at before the commit.

    Raises:
        UpgradeError: they do not; nothing was changed.
    """
    _make_file(database)
    with database.engine.execution_options(write=True).connect() as connection:
        plain = connection.connection.dbapi_connection if database.path is not None else None
        if plain is not None:
            plain.execute("pragma foreign_keys=off")
        try:
            yield connection
            if plain is not None and connection.exec_driver_sql("pragma foreign_key_check").first() is not None:
                raise UpgradeError("This database does not hold together, so it was left as it is. Put back a backup.")
            connection.commit()
        finally:
            connection.rollback()
            if plain is not None:
                plain.execute("pragma foreign_keys=on")


def _make_file(database: Database) -> None:
    """Make the file of a new SQLite database: here and nowhere else, as a connection opens what is there."""
    if database.path is None:
        return
    database.path.parent.mkdir(parents=True, exist_ok=True)
    if not database.path.exists():
        os.close(os.open(database.path, os.O_WRONLY | os.O_CREAT, 0o600))


def _is_up_to_date(database: Database, config: AlembicConfig) -> bool:
    with database.engine.connect() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    return present is not None and present == ScriptDirectory.from_config(config).get_current_head()
