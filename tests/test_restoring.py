"""Putting back an older copy does not bring back who was removed since, and removes nobody else."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette import backups, clock, create_app
from charrette.db import Database
from charrette.erasures import Cleaner
from charrette.errors import NotSignedIn
from charrette.people.models import Person
from charrette.privacy.models import Erasure
from charrette.serving import prepare
from charrette.spine.models import CommandReceipt
from charrette.upgrade import alembic_config, migrating
from tests.traces import CANARY, files_with, rows_with
from tests.world import World

pytestmark = pytest.mark.trust("T93")


def copy_before_and_erase(world: World, folder: Path) -> Path:
    """Make a copy while Geert, who is called after the canary, is there; then remove him."""
    world.run("update_me", "geert", name=CANARY)
    copy = folder / "day1.sqlite3"
    backups.back_up(world.database, copy)
    world.run("erase_person", "otto", person=world.people["geert"])
    assert Cleaner(world.database, world.writer, world.config.data).clean()
    return copy


def restore(world: World, copy: Path) -> str:
    """Put the copy back as the command line does."""
    world.database.dispose()
    app = create_app(world.config)
    with app.app_context():
        result = app.test_cli_runner().invoke(args=["restore", str(copy), "--yes"])
    app.extensions["charrette"].database.dispose()
    assert result.exit_code == 0, result.output
    return str(result.output)


def names(world: World) -> dict[int, str | None]:
    with world.reading() as session:
        return {row.id: row.name for row in session.scalars(select(Person))}


def test_who_was_removed_is_not_brought_back_by_an_older_copy(world: World, tmp_path: Path) -> None:
    copy = copy_before_and_erase(world, tmp_path)
    assert CANARY.encode() in copy.read_bytes()
    restore(world, copy)

    assert rows_with(world, CANARY) == []
    assert files_with(world.config.data, CANARY) == []
    assert names(world)[world.people["annie"]] == "Annie"


def test_neither_by_a_copy_that_is_laid_over_the_database_by_hand(world: World, tmp_path: Path) -> None:
    copy = copy_before_and_erase(world, tmp_path)
    world.database.dispose()
    shutil.copyfile(copy, world.config.data / "charrette.sqlite3")
    app = create_app(world.config)
    prepare(app)
    held = app.extensions["charrette"]
    assert Cleaner(held.database, held.writer, world.config.data).clean()
    held.database.dispose()

    assert rows_with(world, CANARY) == []
    assert files_with(world.config.data, CANARY) == []


def test_nor_by_a_copy_of_an_older_version(world: World, tmp_path: Path) -> None:
    """A database that was in use before the mark was there, and a copy from that time."""
    world.run("update_me", "geert", name=CANARY)
    copy = tmp_path / "day1.sqlite3"
    backups.back_up(world.database, copy)
    downgrade(copy)
    restore(world, copy)  # as an update would: the mark is made from what is in it
    assert CANARY in names(world).values()
    world.run("erase_person", "otto", person=world.people["geert"])
    restore(world, copy)

    assert rows_with(world, CANARY) == []
    assert files_with(world.config.data, CANARY) == []


def downgrade(copy: Path, to: str | None = None) -> None:
    older = Database(f"sqlite:///{copy}")
    config = alembic_config()
    before = to or str(ScriptDirectory.from_config(config).get_revision("0006").down_revision)
    with migrating(older) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, before)
    older.dispose()


def test_the_list_survives_a_second_copy_put_back(world: World, tmp_path: Path) -> None:
    copy = copy_before_and_erase(world, tmp_path)
    restore(world, copy)
    (world.config.data / "erased.jsonl").unlink()  # the table knows it too
    restore(world, copy)

    assert rows_with(world, CANARY) == []


def test_the_list_counts_also_when_the_database_is_lost(world: World, tmp_path: Path) -> None:
    copy = copy_before_and_erase(world, tmp_path)
    world.database.dispose()
    (world.config.data / "charrette.sqlite3").write_bytes(b"not a database at all")
    restore(world, copy)

    assert rows_with(world, CANARY) == []


def test_somebody_of_another_database_with_the_same_id_stays(world: World, tmp_path: Path) -> None:
    copy = copy_before_and_erase(world, tmp_path)
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("update store set mark = 'another'")
    restore(world, copy)

    assert names(world)[world.people["geert"]] == CANARY


def test_somebody_who_got_the_id_of_a_removed_person_stays(world: World, tmp_path: Path) -> None:
    copy = tmp_path / "day1.sqlite3"
    backups.back_up(world.database, copy)
    gone = world.join("kanarie", client_id="telefoon")
    world.run("erase_me", "kanarie")
    restore(world, copy)
    world.now.move(minutes=1)
    newcomer = gone  # ids are drawn, so that one comes again is chance

    def come(session: Session) -> None:
        session.add(Person(id=newcomer, charrette_id=world.charrette, name="Jan", created_at=clock.now()))

    world.write(come)
    second = tmp_path / "day2.sqlite3"
    backups.back_up(world.database, second)
    restore(world, second)

    assert names(world)[newcomer] == "Jan"


def test_a_copy_holds_nothing_that_was_deleted_before(world: World, tmp_path: Path) -> None:
    world.run("update_me", "geert", name=CANARY)
    world.run("erase_me", "geert")
    backups.back_up(world.database, tmp_path / "day1.sqlite3")

    assert files_with(tmp_path, CANARY) == []


def test_removed_people_do_not_get_in_again_with_an_old_token(world: World, tmp_path: Path) -> None:
    restore(world, copy_before_and_erase(world, tmp_path))
    with pytest.raises(NotSignedIn):
        world.run("update_me", "geert", name="Geert")


def test_an_update_takes_the_names_out_of_old_receipts_and_knows_who_was_removed_before(
    world: World, tmp_path: Path
) -> None:
    world.run("update_me", "annie", id="een", name="Annie")
    world.run("erase_me", "geert")
    copy = tmp_path / "old.sqlite3"
    backups.back_up(world.database, copy)
    downgrade(copy)
    with closing(sqlite3.connect(copy)) as connection, connection:
        said = {"ok": True, "seq": 3, "result": {"person": 1, "name": CANARY}}
        connection.execute("update command_receipts set answer = ? where command_id = 'een'", (json.dumps(said),))
    restore(world, copy)

    assert rows_with(world, CANARY) == []
    with world.reading() as session:
        assert list(session.scalars(select(Erasure.person_id))) == [world.people["geert"]]
        receipt = session.scalars(select(CommandReceipt).where(CommandReceipt.command_id == "een")).one()
    assert receipt.answer == {"ok": True, "seq": 3, "result": {"person": 1}}
