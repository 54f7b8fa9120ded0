"""The upgrade keeps what there was: why a session was reopened, what the framework holds, what a vote was about."""

from __future__ import annotations

from alembic import command

from charrette.db import Database
from charrette.upgrade import upgrade
from tests.live.test_constraints import _ask, _built, _write
from tests.live.test_migrations import database, with_alembic

__all__ = ["database"]

AT = "'2026-06-08 08:00:00'"
ITEMS = f"""insert into design_items (charrette_id, number, title, kind, grain, state, created_at, for_all_areas)
    values (1, 1, 'Plein', 'solution', 'fine', 'draft', {AT}, false),
        (1, 2, 'Weg', 'solution', 'fine', 'revising', {AT}, false),
        (1, 3, 'Brug', 'solution', 'fine', 'draft', {AT}, false)"""
VERSIONS = f"""insert into design_versions (item_id, number, title, text, why, made_at, frozen_hash)
    values (1, 1, 'Plein', 'Zitten', 'Nu niet', {AT}, 'of its words'), (2, 1, 'Weg', 'Smal', '', {AT}, 'too'),
        (2, 2, 'Weg', 'Breed', '', {AT}, null), (3, 1, 'Brug', 'Hoog', '', {AT}, null)"""
ROUNDS = f"""insert into review_rounds (charrette_id, gathering_id, number, title, state, planned_at)
    values (1, 1, 1, 'Een', 'closed', {AT}), (1, 1, 2, 'Twee', 'planned', {AT})"""
ENTRIES = "insert into round_versions (round_id, version_id) values (1, 1), (2, 2), (2, 4)"
ADOPTED = "update design_items set state = 'in_framework' where number = 1"
DROPPED = "update design_items set state = 'dropped', dropped_reason = 'Te duur' where number = 3"
IDEAS = f"""insert into ideas (charrette_id, board_id, number, text, position, kind, origin, state, late, "foreign",
        revision, posted_at, changed_at, hidden_reason)
    values (1, 1, 1, 'Bank', 100, 'idea', 'phone', 'visible', false, false, 1, {AT}, {AT}, null),
        (1, 1, 2, 'Naam', 200, 'idea', 'phone', 'hidden', false, false, 1, {AT}, {AT}, 'Een naam')"""
VOTED = "update boards set voted = true, phase = 'closed' where id = 1"
REOPENED = f"update gatherings set reopen_reason = 'Een bus', started_at = {AT} where id = 1"


def test_what_there_was_is_taken_over(database: Database) -> None:
    _built(database)
    with_alembic(database, lambda config: command.downgrade(config, "0013"))
    _write(database, ITEMS, VERSIONS, ROUNDS, ENTRIES, ADOPTED, DROPPED, IDEAS, VOTED, REOPENED)
    upgrade(database)

    assert _ask(database, "select act, gathering_id, text from given_reasons") == [("reopened", 1, "Een bus")]
    assert _ask(database, "select number, adopted_version_id from design_items order by number") == [
        (1, 1), (2, None), (3, None),
    ]  # fmt: skip
    assert _ask(database, "select round_id, version_id from round_versions order by round_id") == [(1, 1), (2, 3)]
    assert _ask(database, "select idea_id, board_id from ballots") == [(1, 1)]


def test_the_upgrade_can_be_taken_back_with_all_guards_in_their_place(database: Database) -> None:
    _built(database)
    guards = "select name from sqlite_master where type = 'trigger' order by name"
    if database.path is None:
        guards = "select tgname from pg_trigger where not tgisinternal order by tgname"
    with_alembic(database, lambda config: command.downgrade(config, "0013"))
    before = _ask(database, guards)
    upgrade(database)
    after = _ask(database, guards)

    assert {name for (name,) in after} - {name for (name,) in before} == {
        "guard_adopted_is_frozen", "guard_adopted_is_known",
    }  # fmt: skip
    assert {name for (name,) in before} <= {name for (name,) in after}
