"""A database that is gone, empty, damaged or another one: a start is refused in one sentence, nothing is made over it.

The sentence names the newest backup and what to type; typing it brings everything back.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from charrette.db import Database
from charrette.keeping import StartError
from charrette.keeping.opening import look_first, open_store, plain_words
from charrette.upgrade import UpgradeError
from tests.live.keeping import NAME, command_in, held_by_another_program, refusal, serving_again, texts, type_in
from tests.live.server import Hall, serving
from tests.world import World, config_for

Harm = Callable[[Path], None]


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory, furnished_now: tuple[Path, World]) -> Path:
    """A data folder after an evening: an idea was posted, a backup made, and the server stopped."""
    file, world = furnished_now
    folder = tmp_path_factory.mktemp("evening") / "data"
    with serving(folder, file, "eventlet", CHARRETTE_BACKUP_SECONDS="0") as server:
        hall = Hall(server, world)
        hall.do("start_gathering", gathering=world.work)
        hall.do("post_idea", "annie", board=world.board, text="Een bankje")
        made = type_in(folder, "backup", str(folder / "backups" / "avond.sqlite3"))
        assert made.returncode == 0, made.stderr
        assert server.end(signal.SIGTERM) == 0
    return folder


@pytest.fixture
def used(evening: Path, tmp_path: Path) -> Path:
    """A copy of that folder, to do harm to."""
    folder = tmp_path / "data"
    shutil.copytree(evening, folder)
    return folder


def delete(file: Path) -> None:
    file.unlink()


def empty(file: Path) -> None:
    file.write_bytes(b"")


def delete_beside_its_log(file: Path) -> None:
    file.unlink()
    Path(f"{file}-wal").write_bytes(os.urandom(8192))


def garbage(file: Path) -> None:
    file.write_bytes(os.urandom(file.stat().st_size))


def encrypted(file: Path) -> None:
    file.write_bytes(b"Salted__" + os.urandom(file.stat().st_size))


def cut_off(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def damaged_in_the_middle(file: Path) -> None:
    """Overwrite the first page of the ideas."""
    with contextlib.closing(sqlite3.connect(file)) as connection:
        root = connection.execute("select rootpage from sqlite_master where name = 'ideas'").fetchone()[0]
        size = connection.execute("pragma page_size").fetchone()[0]
    with file.open("r+b") as handle:
        handle.seek((root - 1) * size)
        handle.write(os.urandom(size))


def another_one(file: Path) -> None:
    """Put a database there that belongs to another folder."""
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("update store set mark = 'of-another-village'")
        connection.commit()


def without_what_was_in_it(file: Path) -> None:
    with contextlib.closing(sqlite3.connect(file)) as connection:
        for (name,) in connection.execute("select name from sqlite_master where type = 'table'").fetchall():
            connection.execute(f'drop table "{name}"')
        connection.commit()


HARM = [
    (delete, "is gone, though this folder was used before"),
    (empty, "is empty, though this folder was used before"),
    (delete_beside_its_log, "charrette.sqlite3-wal is still beside it"),
    (garbage, "is not a database that can be read"),
    (encrypted, "is not a database that can be read"),
    (cut_off, "is damaged"),
    (damaged_in_the_middle, "is damaged"),
    (another_one, "is another one than this folder was used with"),
    (without_what_was_in_it, "has lost everything that was in it"),
]


@pytest.mark.trust("T12")
@pytest.mark.parametrize(("harm", "words"), HARM, ids=[harm.__name__ for harm, _ in HARM])
def test_a_harmed_database_is_refused_in_one_sentence_that_names_the_backup(used: Path, harm: Harm, words: str) -> None:
    harm(used / NAME)
    before = (used / NAME).read_bytes() if (used / NAME).exists() else None
    said = refusal(used)

    assert words in said
    assert str(used / "backups" / "avond.sqlite3") in said
    if harm is not without_what_was_in_it:  # that one is a sound database, and gets its tables
        assert ((used / NAME).read_bytes() if (used / NAME).exists() else None) == before


@pytest.mark.trust("T12", "T13")
@pytest.mark.parametrize("harm", [delete_beside_its_log, damaged_in_the_middle])
def test_what_the_refusal_tells_to_type_brings_everything_back(used: Path, harm: Harm) -> None:
    harm(used / NAME)
    put_back = type_in(used, *command_in(refusal(used)), "--yes")
    assert put_back.returncode == 0, put_back.stderr
    assert texts(used / NAME) == ["Een bankje"]
    assert not Path(f"{used / NAME}-wal").exists()
    with serving_again(used):
        pass
    assert texts(used / NAME) == ["Een bankje"]


@pytest.mark.trust("T12")
@pytest.mark.parametrize(
    "command", [("invite", "--role", "organiser"), ("backup", "{folder}/copy.sqlite3"), ("migrate",)]
)
def test_the_command_line_makes_no_empty_database_in_place_of_a_lost_one(used: Path, command: tuple[str, ...]) -> None:
    (used / NAME).unlink()
    done = type_in(used, *(word.format(folder=used) for word in command))

    assert done.returncode != 0
    assert "is gone, though this folder was used before" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (used / NAME).exists()


@pytest.mark.trust("T12")
def test_a_new_folder_gets_the_example_week_and_remembers_it(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    with serving_again(folder):
        assert "Organiser:" in (folder / "server.log").read_text()
        marker = folder / "database.json"
        assert marker.stat().st_mode & 0o777 == 0o600
        assert (folder / NAME).stat().st_mode & 0o777 == 0o600
    (folder / NAME).unlink()
    for ending in ("-wal", "-shm"):
        Path(f"{folder / NAME}{ending}").unlink(missing_ok=True)
    shutil.rmtree(folder / "backups", ignore_errors=True)
    assert "no backup was found" in refusal(folder)
    assert not (folder / NAME).exists()


@pytest.mark.trust("T12")
def test_a_name_that_was_mistyped_is_told_from_a_database_that_is_gone(used: Path, tmp_path: Path) -> None:
    """The one that is meant is no backup: putting it back would lay it over itself under another name."""
    said = refusal(used, CHARRETTE_DATABASE_URL=f"sqlite:///{used / 'charette.sqlite3'}")
    elsewhere = refusal(used, CHARRETTE_DATABASE_URL=f"sqlite:///{tmp_path / 'charette.sqlite3'}")

    assert said == (
        f"The database {used / 'charette.sqlite3'} is not there, but {used / NAME} is; if that one is meant, correct "
        f"CHARRETTE_DATABASE_URL, or to begin anew on purpose, give it a folder without {NAME}."
    )
    assert elsewhere == said.replace(str(used / "charette.sqlite3"), str(tmp_path / "charette.sqlite3"))
    assert sorted(path.name for path in used.glob("*.sqlite3")) == [NAME]


@pytest.mark.trust("T12")
def test_a_database_of_another_program_is_refused_by_its_name_and_left_alone(used: Path) -> None:
    (used / NAME).unlink()
    with contextlib.closing(sqlite3.connect(used / NAME)) as connection:
        connection.execute("create table recipes (name text)")
    before = (used / NAME).read_bytes()
    said = refusal(used)

    assert f"The database {used / NAME} is of another program" in said
    assert "choose another one with CHARRETTE_DATABASE_URL" in said
    assert str(used / "backups" / "avond.sqlite3") in said
    typed = type_in(used, "migrate")
    assert (typed.returncode, typed.stderr.strip()) == (1, said)
    assert (used / NAME).read_bytes() == before


@pytest.mark.trust("T12")
def test_a_database_of_a_newer_version_is_refused_and_left_alone(used: Path) -> None:
    with contextlib.closing(sqlite3.connect(used / NAME)) as connection:
        connection.execute("update alembic_version set version_num = '9999'")
        connection.commit()
    before = (used / NAME).read_bytes()

    assert f"The database {used / NAME} was made by a newer version of Charrette; update the program." == refusal(used)
    assert (used / NAME).read_bytes() == before


@pytest.mark.trust("T12")
def test_a_database_that_another_program_holds_is_refused_with_that_word(used: Path) -> None:
    with held_by_another_program(used / NAME, also_for_reading=True):
        assert "is held by another program" in refusal(used)
    with held_by_another_program(used / NAME):
        assert "is held by another program" in refusal(used)


@pytest.mark.trust("T12")
def test_any_flipped_byte_of_the_header_is_refused_or_harmless(used: Path) -> None:
    """Looked at by the same functions that a start uses: a hundred starts would take minutes."""
    file, config = used / NAME, config_for(used)
    whole = file.read_bytes()
    refused: list[str] = []
    for place in range(100):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        for ending in ("-wal", "-shm"):
            Path(f"{file}{ending}").unlink(missing_ok=True)
        database = Database(config.database_url)
        try:
            look_first(config, file, thorough=True)
            with plain_words(config, file):
                open_store(config, database)
        except (StartError, UpgradeError) as error:
            refused.append(str(error))
        else:
            assert texts(file) == ["Een bankje"], place
        finally:
            database.dispose()
    assert len(refused) > 20
    assert [said for said in refused if "\n" in said] == []
