"""Bringing a database to the tables of this version, from empty or from an older one."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import inspect
from sqlalchemy.exc import DatabaseError

from charrette.db import Database

MIGRATIONS = Path(__file__).parent / "migrations"


class UpgradeError(Exception):
    """The database cannot be used by this version; the text says what to do."""


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
    if database.path is not None:
        database.path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with database.engine.execution_options(write=True).connect() as connection:
            tables = set(inspect(connection).get_table_names())
            if tables and "alembic_version" not in tables:
                raise UpgradeError("This database holds tables that are not ours. Choose another one.")
            present = MigrationContext.configure(connection).get_current_revision()
            if present == ScriptDirectory.from_config(config).get_current_head():
                return False
            connection.rollback()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()
    except CommandError as error:
        raise UpgradeError("This database was made by a newer version of Charrette. Update the program.") from error
    except DatabaseError as error:
        where = database.path or "the database"
        raise UpgradeError(
            f"{where} cannot be used ({error.orig}). Put back the last backup with: restore FILE"
        ) from error
    return not tables
