"""Rules that the database itself holds, on each kind: whatever writes into it cannot break them."""

from __future__ import annotations

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from charrette.db import Base, Database
from charrette.plan.models import DesignItem
from charrette.plan.rules.items import version_hash
from charrette.spine.writer import Writer
from charrette.upgrade import upgrade
from tests.furnished import build
from tests.live.test_migrations import database, with_alembic
from tests.world import World

__all__ = ["database"]

ITEMS = """insert into design_items (charrette_id, number, title, kind, grain, state, created_at, for_all_areas)
    values (1, 1, 'Plein', 'solution', 'fine', 'draft', '2026-06-08 08:00:00', false),
           (1, 2, 'Weg', 'solution', 'fine', 'draft', '2026-06-08 08:00:00', true)"""
VERSIONS = """insert into design_versions (item_id, number, title, text, why, made_at, frozen_hash)
    values (1, 1, 'Plein', 'Zitten', 'Nu niet', '2026-06-08 08:00:00', 'of its words')"""
ROUNDS = """insert into review_rounds (charrette_id, gathering_id, number, title, state, planned_at)
    values (1, 1, 1, 'Een', 'open', '2026-06-08 08:00:00'), (1, 1, 2, 'Twee', 'open', '2026-06-08 08:00:00')"""
ENTRIES = "insert into round_versions (round_id, version_id) values (1, 1), (2, 1)"
AREAS = "insert into item_areas (item_id, area_id) values (2, 1)"


def _write(database: Database, *statements: str) -> None:
    with database.engine.execution_options(write=True).begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def _ask(database: Database, query: str) -> list[tuple[object, ...]]:
    with database.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def _built(database: Database) -> World:
    upgrade(database)
    return build(Writer(database))


def test_a_version_is_in_one_open_round(database: Database) -> None:
    _built(database)
    _write(database, ITEMS, VERSIONS, ROUNDS, ENTRIES)
    _write(database, "update round_versions set open = true where round_id = 1")
    with pytest.raises(IntegrityError):
        _write(database, "update round_versions set open = true where round_id = 2")


def test_an_item_is_meant_for_all_areas_or_for_some(database: Database) -> None:
    _built(database)
    _write(database, ITEMS)
    with pytest.raises(IntegrityError):
        _write(database, AREAS)
    with pytest.raises(IntegrityError):
        _write(database, AREAS.replace("area_id)", "area_id, for_all)").replace("1)", "1, true)"))
    _write(database, "update design_items set for_all_areas = false", AREAS)
    with pytest.raises(IntegrityError):
        _write(database, "update design_items set for_all_areas = true")


def test_what_two_workers_broke_before_is_made_whole_by_the_upgrade(database: Database) -> None:
    _built(database)
    with_alembic(database, lambda config: command.downgrade(config, "0004"))
    _write(database, ITEMS, VERSIONS, ROUNDS, ENTRIES, AREAS)
    upgrade(database)

    assert _ask(database, "select round_id from round_versions where open") == [(1,)]
    assert _ask(database, "select * from item_areas") == []
    with database.read() as session:
        assert version_hash(session.get_one(DesignItem, 1).versions[0])


def test_what_is_in_the_models_is_in_the_database(database: Database) -> None:
    """Indexes and keys as well: what the migrations make is what the models declare."""
    upgrade(database)
    with database.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)

    assert differences == []
