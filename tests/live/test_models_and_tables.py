"""What the models declare is what the migrations make, to the last constraint, on each kind of database.

Both are made and read back by the database itself, so whatever it holds is compared; what no model can declare, the
triggers, is listed here.
"""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Connection, Inspector, inspect, text

from charrette.db import Base, Database
from charrette.upgrade import upgrade
from tests.live.test_migrations import database

__all__ = ["database"]

ALEMBIC = "alembic_version"
TRIGGERS = [
    "guard_adopted_is_frozen",
    "guard_adopted_is_known",
    "guard_agreed_is_frozen",
    "guard_agreed_was_reviewed",
    "guard_answered_in_full",
    "guard_entered_is_frozen",
    "guard_erasures_stay",
    "guard_frozen_item_stays",
    "guard_ideas_stay",
    "guard_log_keeps_its_lines",
    "guard_log_stays",
    "guard_no_item_begins_agreed",
    "guard_no_version_after_agreement",
    "guard_opened_is_frozen",
    "guard_remark_in_open_round",
    "guard_remark_of_the_round",
    "guard_removed_is_nameless",
    "guard_removed_stays_removed",
    "guard_reported_stays",
    "guard_reviewed_is_frozen",
    "guard_revoked_stays_revoked",
    "guard_used_stays_used",
    "guard_version_stays",
    "guard_version_stays_frozen",
    "guard_vote_on_its_board",
    "guard_votes_within_the_limit",
    "note_role",
    "note_token",
    "note_used_link",
    "note_withdrawn_link",
]
"""Every trigger that the migrations make, by the name that both kinds of database know it by."""

LISTED = {
    "sqlite": "select name from sqlite_master where type = 'trigger'",
    "postgresql": "select tgname from pg_trigger where not tgisinternal",
}
Held = dict[str, dict[str, Any]]


def _columns(look: Inspector, table: str) -> set[tuple[str, ...]]:
    return {
        (row["name"], str(row["type"]), f"null: {row['nullable']}", f"default: {row['default']}")
        for row in look.get_columns(table)
    }


def _primary_key(look: Inspector, table: str) -> tuple[str, ...]:
    key = look.get_pk_constraint(table)
    return (str(key["name"]), *key["constrained_columns"])


def _keys(look: Inspector, table: str) -> set[tuple[str, ...]]:
    """Return the foreign keys. SQLite does not tell the names of those that came with a column of their own."""
    named = look.dialect.name != "sqlite"
    return {
        (
            str(row["name"]) if named else "",
            ",".join(row["constrained_columns"]),
            row["referred_table"],
            ",".join(row["referred_columns"]),
            str(sorted(row.get("options", {}).items())),
        )
        for row in look.get_foreign_keys(table)
    }


def _indexes(look: Inspector, table: str) -> set[tuple[str, ...]]:
    return {
        (str(row["name"]), str(row["column_names"]), f"unique: {row['unique']}", _condition(row))
        for row in look.get_indexes(table)
        if not row.get("duplicates_constraint")
    }


def _condition(index: Any) -> str:
    options = index.get("dialect_options", {})
    return " ".join(str(options.get(f"{kind}_where", "")) for kind in LISTED).strip()


def held_by(connection: Connection) -> Held:
    """Return all that the database holds to, by table and kind of rule, without triggers."""
    look = inspect(connection)
    return {
        table: {
            "columns": _columns(look, table),
            "primary key": {_primary_key(look, table)},
            "foreign keys": _keys(look, table),
            "unique": {(str(row["name"]), *row["column_names"]) for row in look.get_unique_constraints(table)},
            "checks": {(str(row["name"]), row["sqltext"]) for row in look.get_check_constraints(table)},
            "indexes": _indexes(look, table),
        }
        for table in look.get_table_names()
        if table != ALEMBIC
    }


def declared(database: Database) -> Held:
    """Return what the models alone make, and leave the database as empty as it was."""
    if database.path is not None:
        database.path.touch()
    with database.engine.execution_options(write=True).begin() as connection:
        Base.metadata.create_all(connection)
        found = held_by(connection)
    with database.engine.execution_options(write=True).begin() as connection:
        Base.metadata.drop_all(connection)
    return found


def migrated(database: Database, *more: str) -> Held:
    """Return what the migrations make, and ``more`` statements after them."""
    upgrade(database)
    with database.engine.execution_options(write=True).begin() as connection:
        for statement in more:
            connection.execute(text(statement))
        return held_by(connection)


def differences(models: Held, tables: Held) -> list[str]:
    """Return each rule that one of them has and the other has not, in words."""
    found = []
    for table in sorted(models.keys() | tables.keys()):
        ours, theirs = models.get(table, {}), tables.get(table, {})
        for kind in sorted(ours.keys() | theirs.keys()):
            one, other = set(ours.get(kind, ())), set(theirs.get(kind, ()))
            found += [f"{table}: {kind}: only in the models: {rule}" for rule in sorted(map(str, one - other))]
            found += [f"{table}: {kind}: only in the migrations: {rule}" for rule in sorted(map(str, other - one))]
    return found


def test_the_models_and_the_migrations_make_the_same_tables(database: Database) -> None:
    models = declared(database)

    assert differences(models, migrated(database)) == []


ODD = {
    "a check": "alter table areas add constraint ck_odd check (name <> '')",
    "a default": "alter table areas alter column name set default 'x'",
    "a nullable column": "alter table areas alter column name drop not null",
    "a column": "alter table areas add column odd text",
    "an index": "create index ix_odd on areas (name)",
    "a partial index": "create index ix_odd on areas (name) where name <> ''",
    "a unique rule": "alter table areas add constraint uq_odd unique (name)",
    "what happens when the other row goes": (
        "alter table areas add constraint fk_odd foreign key (charrette_id) references charrettes (id)"
        " on delete cascade"
    ),
    "a table": "create table odd (id integer)",
}
"""Statements of which each makes one difference that must be seen. SQLite can only do some of them."""
ON_SQLITE = ("a column", "an index", "a partial index", "a table")


@pytest.mark.parametrize("odd", sorted(ODD))
def test_each_kind_of_difference_is_seen(database: Database, odd: str) -> None:
    if database.path is not None and odd not in ON_SQLITE:
        return
    assert differences(migrated(database), migrated(database, ODD[odd])) != []


def test_every_trigger_is_listed(database: Database) -> None:
    upgrade(database)
    with database.engine.connect() as connection:
        found = sorted(connection.scalars(text(LISTED[database.engine.dialect.name])))
    assert found == TRIGGERS
