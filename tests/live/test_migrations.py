"""The migrations bring a database up from empty and from an older version, and keep what is in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config as AlembicConfig
from sqlalchemy import ForeignKey, inspect, text
from sqlalchemy.exc import IntegrityError

from charrette.db import Base, Database
from charrette.upgrade import alembic_config, migrating, upgrade

ASKED_BEFORE = (
    "insert into charrettes (slug, title, place, timezone, code, state, goal, mission, preconditions, last_number,"
    " last_item_number, last_round_number, last_topic_number, created_at) values ('smederijen', 'De Smederijen', '',"
    " 'Europe/Amsterdam', 'BCDFGH', 'week', '', '', '', 0, 0, 0, 1, '2026-06-08 08:00:00')",
    "insert into areas (charrette_id, slug, name, kind, description, is_example)"
    " values (1, 'krakeel', 'Krakeel', 'village', '', false)",
    "insert into agenda_topics (charrette_id, area_id, number, title, why, added_at)"
    " values (1, 1, 1, 'Plein', '', '2026-06-08 08:00:00')",
    "insert into trits_entries (topic_id, part, text, not_applicable, party_name, party_answer, filled_at)"
    " values (1, 'with_help', 'Bestrating', false, 'SWW', 'asked', '2026-06-08 08:00:00')",
)
ANSWERS = text("select party_name, party_answer, party_text, answered_at from trits_entries")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database of each kind."""
    on_postgres = request.param == "postgresql"
    url = request.getfixturevalue("database_url") if on_postgres else f"sqlite:///{tmp_path / 'charrette.sqlite3'}"
    found = Database(url)
    if on_postgres:
        with found.engine.begin() as connection:
            for table in inspect(connection).get_table_names():
                connection.execute(text(f"drop table {table} cascade"))
    yield found
    found.dispose()


def with_alembic(database: Database, act: Callable[[AlembicConfig], None]) -> None:
    """Let Alembic do something on the database."""
    config = alembic_config()
    with migrating(database) as connection:
        config.attributes["connection"] = connection
        act(config)


def columns(database: Database, table: str = "trits_entries") -> set[str]:
    with database.engine.connect() as connection:
        return {column["name"] for column in inspect(connection).get_columns(table)}


def all_keys() -> Iterator[ForeignKey]:
    """Return the foreign keys of all tables, as the models declare them."""
    for table in Base.metadata.tables.values():
        yield from table.foreign_keys


def test_an_empty_database_gets_the_newest_tables(database: Database) -> None:
    assert upgrade(database) is True
    assert {"party_text", "answered_at"} <= columns(database)
    assert "name" in columns(database, "invitations")
    assert upgrade(database) is False


def test_what_was_asked_of_a_party_before_is_still_asked_after_the_upgrade(database: Database) -> None:
    with_alembic(database, lambda config: command.upgrade(config, "0001"))
    with database.engine.execution_options(write=True).begin() as connection:
        for row in ASKED_BEFORE:
            connection.execute(text(row))
    upgrade(database)

    with database.engine.connect() as connection:
        assert [tuple(row) for row in connection.execute(ANSWERS)] == [("SWW", "asked", None, None)]
    with (
        pytest.raises(IntegrityError, match="declined_has_reason"),
        database.engine.execution_options(write=True).begin() as connection,
    ):
        connection.execute(text("update trits_entries set party_answer = 'declined'"))


def test_the_steps_after_the_foundation_can_be_taken_back(database: Database) -> None:
    upgrade(database)
    with_alembic(database, lambda config: command.downgrade(config, "0001"))

    assert columns(database) & {"party_text", "answered_at"} == set()
    assert "name" not in columns(database, "invitations")


def test_every_key_of_the_models_is_held_by_the_database(database: Database) -> None:
    upgrade(database)
    declared = {(key.parent.table.name, key.parent.name, key.target_fullname) for key in all_keys()}

    with database.engine.connect() as connection:
        look = inspect(connection)
        held = {
            (table, column, f"{key['referred_table']}.{target}")
            for table in look.get_table_names()
            for key in look.get_foreign_keys(table)
            for column, target in zip(key["constrained_columns"], key["referred_columns"], strict=True)
        }
    assert ("gatherings", "step_id", "steps.id") in held
    assert declared <= held
