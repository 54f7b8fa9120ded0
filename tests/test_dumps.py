"""Dumps of PostgreSQL: who is removed is taken out of them, they can be put back, and they make themselves."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import make_url, select

from charrette import backups, dumps
from charrette.boards.models import Idea
from charrette.copies import note_copy
from charrette.db import Base, Database
from charrette.erasures import Cleaner, keep_copy_clean
from charrette.keeping import copies
from charrette.keeping.keeper import Keeper
from charrette.people.models import Person
from charrette.upgrade import alembic_config
from tests.hostile import as_kept
from tests.privacy.test_erasure import cleaned, erase_all
from tests.test_restoring import restore
from tests.test_restoring_access import on_postgres
from tests.traces import CANARY, files_with, leave_traces, rows_with
from tests.world import World, config_for

__all__ = ["on_postgres"]

pytestmark = pytest.mark.trust("T13", "T93")

ODD = "Regel één\nregel twee\tmet een tab, een \\N en een \\ achter\r\f"
"""What ``COPY`` has to write in another way."""


@pytest.fixture
def world(on_postgres: World) -> Iterator[World]:
    """The small charrette on PostgreSQL."""
    on_postgres.config.data.mkdir(parents=True, exist_ok=True)
    yield on_postgres
    on_postgres.database.dispose()
    empty(on_postgres.config.database_url)


def empty(url: str) -> None:
    """Let the next test begin with an empty database."""
    database = Database(url)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("drop schema public cascade")
        connection.exec_driver_sql("create schema public")
    database.dispose()


def everything(world: World) -> dict[str, list[str]]:
    with world.reading() as session:
        return {table.name: sorted(map(str, session.execute(select(table)))) for table in Base.metadata.sorted_tables}


def test_who_is_removed_is_in_no_dump_any_more_and_the_rest_of_it_is_as_it_was(world: World, tmp_path: Path) -> None:
    ids = leave_traces(world)
    world.run("update_me", "annie", name=f"Annie {ODD}")
    world.post(ODD, "annie")
    inside, outside = world.config.data / "backups" / "day1.dump", tmp_path / "stick" / "day1.dump"
    for file in (inside, outside):
        backups.back_up(world.database, file)
        keep_copy_clean(world.database, world.config.data, file)
    before = inside.stat().st_mtime_ns
    assert files_with(tmp_path, CANARY) == ["data/backups/day1.dump", "stick/day1.dump"]

    erase_all(world, ids)
    assert cleaned(world)

    assert files_with(tmp_path, CANARY) == []
    assert inside.stat().st_mtime_ns == before
    after = everything(world)
    restore(world, inside)
    assert rows_with(world, CANARY) == []
    for table in ("people", "ideas", "attendance_entries", "idea_revisions", "votes", "boards", "role_grants"):
        assert everything(world)[table] == after[table], table
    with world.reading() as session:
        assert as_kept(ODD) in set(session.scalars(select(Idea.text)))


def test_who_is_removed_while_a_dump_is_made_is_taken_out_at_its_end(world: World) -> None:
    world.run("update_me", "geert", name=CANARY)
    file = world.config.data / "backups" / "day1.dump"
    backups.back_up(world.database, file)
    world.run("erase_person", "otto", person=world.people["geert"])
    keep_copy_clean(world.database, world.config.data, file)

    assert files_with(world.config.data, CANARY) == []


def test_a_dump_of_another_database_or_half_a_dump_is_left_as_it_is(world: World) -> None:
    world.run("update_me", "geert", name=CANARY)
    folder = world.config.data / "backups"
    backups.back_up(world.database, folder / "half.dump")
    whole = (folder / "half.dump").read_bytes()
    (folder / "half.dump").write_bytes(whole[: len(whole) // 2])
    world.write(lambda session: session.execute(Base.metadata.tables["store"].update().values(mark="another")))
    backups.back_up(world.database, folder / "other.dump")
    other = (folder / "other.dump").read_bytes()
    world.write(lambda session: session.execute(Base.metadata.tables["store"].update().values(mark="ours")))
    world.run("erase_person", "otto", person=world.people["geert"])

    assert cleaned(world)
    assert (folder / "other.dump").read_bytes() == other
    assert (folder / "half.dump").read_bytes() == whole[: len(whole) // 2]
    assert not copies._is_sound_dump(folder / "half.dump")
    assert copies._is_sound_dump(folder / "other.dump")


def test_a_compressed_dump_cannot_be_cleaned_and_that_is_said(world: World, capfd: pytest.CaptureFixture[str]) -> None:
    file = world.config.data / "backups" / "old.dump"
    file.parent.mkdir()
    url = make_url(world.config.database_url).set(drivername="postgresql").render_as_string(hide_password=False)
    subprocess.run(["pg_dump", "--format=custom", f"--file={file}", url], check=True)
    world.run("update_me", "geert", name=CANARY)
    world.run("erase_person", "otto", person=world.people["geert"])

    assert cleaned(world)
    assert f"{file} is a compressed dump and still names who was removed; throw it away." in capfd.readouterr().err
    restore(world, file)
    with world.reading() as session:
        assert session.get_one(Person, world.people["geert"]).name is None


def test_a_dump_of_an_older_version_is_put_back_over_the_tables_of_now(world: World, tmp_path: Path) -> None:
    world.post("Een bankje")
    config = alembic_config()
    with world.database.engine.execution_options(write=True).connect() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0005")
        connection.commit()
    backups.back_up(world.database, tmp_path / "old.dump")
    with world.database.engine.execution_options(write=True).connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()
    whole, before = (tmp_path / "old.dump").read_bytes(), everything(world)
    (tmp_path / "half.dump").write_bytes(whole[: len(whole) * 3 // 4])
    (tmp_path / "harmed.dump").write_bytes(whole.replace(b"2026-06-08", b"2026-13-08"))
    for name, words in (("half.dump", "is not whole"), ("harmed.dump", "psql failed")):
        with pytest.raises(backups.BackupError, match=words):
            backups.restore(world.config, world.database, tmp_path / name)
        assert everything(world) == before, name
    restore(world, tmp_path / "old.dump")

    with world.reading() as session:
        assert list(session.scalars(select(Idea.text))) == ["Een bankje"]


def test_what_is_no_dump_of_ours_is_refused_and_nothing_is_lost(world: World, tmp_path: Path) -> None:
    world.post("Een bankje")
    with tarfile.open(tmp_path / "other.dump", "w"):
        pass
    with pytest.raises(backups.BackupError):
        backups.restore(world.config, world.database, tmp_path / "other.dump")

    with world.reading() as session:
        assert list(session.scalars(select(Idea.text))) == ["Een bankje"]


def test_a_dump_is_made_with_no_password_in_sight() -> None:
    database = Database("postgresql+psycopg://charrette:geheim@localhost/charrette")

    assert "geheim" not in backups._libpq_url(database)
    database.dispose()


# --- by themselves ------------------------------------------------------------------------------------------------


@contextmanager
def keeper_of(world: World, folder: Path) -> Iterator[Keeper]:
    """Yield what looks after the store in one worker; it ends as a worker does."""
    config = config_for(folder, database_url=world.config.database_url, backup_seconds=1)
    keeper = Keeper(config, Database(config.database_url), world.writer)
    try:
        yield keeper
    finally:
        keeper.rotation.finish()
        keeper.database.dispose()


def dumps_in(folder: Path) -> list[Path]:
    return sorted((folder / "backups").glob("auto-*.dump"))


def until(keeper: Keeper, folder: Path, count: int) -> None:
    """Look, as a worker does each second, until there are so many dumps: what was written is told a little late."""
    while len(dumps_in(folder)) < count:
        keeper.rotation._due = 0.0
        keeper.look()


def test_one_worker_makes_dumps_by_itself_and_another_takes_over_when_it_ends(world: World, tmp_path: Path) -> None:
    with keeper_of(world, tmp_path / "two") as second:
        with keeper_of(world, tmp_path / "one") as first:
            first.look()
            second.look()
            assert (len(dumps_in(tmp_path / "one")), len(dumps_in(tmp_path / "two"))) == (1, 0)
            assert "charrettes" in dumps.tables_of(dumps_in(tmp_path / "one")[0])
            assert [copy.file for copy in copies.found(first.config, None)] == dumps_in(tmp_path / "one")

            world.post("Een bankje")
            world.now.move(seconds=1)
            until(first, tmp_path / "one", 2)
            assert dumps_in(tmp_path / "two") == []
        second.rotation._due = 0.0
        second.look()
        assert len(dumps_in(tmp_path / "two")) == 1


def test_without_pg_dump_the_log_says_what_to_install_once(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert shutil.which("pg_dump") is None
    with keeper_of(world, tmp_path / "one") as keeper:
        for _ in range(2):
            keeper.rotation._due = 0.0
            keeper.look()

    assert [record.getMessage() for record in caplog.records if "backup" in record.getMessage()] == [
        "no backup was made: pg_dump is not installed on this machine; install the PostgreSQL client."
    ]


def test_a_worker_cleans_the_dumps_of_its_own_folder(world: World, tmp_path: Path) -> None:
    """Another worker, which made dumps too, hears of a removal through the database only."""
    world.run("update_me", "geert", name=CANARY)
    other = tmp_path / "two"
    with keeper_of(world, other) as keeper:
        keeper.look()
    note_copy(world.config.data, tmp_path / "not there.dump")
    assert files_with(other, CANARY)
    world.run("erase_person", "otto", person=world.people["geert"])

    assert cleaned(world)
    assert Cleaner(world.database, world.writer, other).clean()
    assert files_with(other, CANARY) == []
