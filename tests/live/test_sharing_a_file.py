"""One SQLite file, one server: the second is refused, by whatever name it finds the file; so is a restore under it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.live.keeping import NAME, refusal, type_in
from tests.live.server import Hall


def by_its_name(file: Path, other: Path) -> str:
    return f"sqlite:///{file}"


def by_a_symbolic_link(file: Path, other: Path) -> str:
    (other / "link.sqlite3").symlink_to(file)
    return f"sqlite:///{other / 'link.sqlite3'}"


def by_a_hard_link(file: Path, other: Path) -> str:
    os.link(file, other / "hard.sqlite3")
    return f"sqlite:///{other / 'hard.sqlite3'}"


def by_a_way_round(file: Path, other: Path) -> str:
    return f"sqlite:///{other / '..' / os.path.relpath(file, other.parent)}"


@pytest.mark.trust("T48")
@pytest.mark.parametrize("way", [by_its_name, by_a_symbolic_link, by_a_hard_link, by_a_way_round])
def test_a_server_with_another_data_folder_is_refused_the_same_database(
    shared_hall: Hall, tmp_path: Path, way: Callable[[Path, Path], str]
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    said = refusal(other, CHARRETTE_DATABASE_URL=way(shared_hall.server.folder / NAME, other))

    assert "Another Charrette server already uses the database" in said
    shared_hall.do("post_idea", "annie", board=shared_hall.world.board, text=f"Nog steeds {way.__name__}")


@pytest.mark.trust("T13", "T48")
@pytest.mark.parametrize("elsewhere", [False, True], ids=["its own folder", "another data folder"])
def test_a_restore_under_a_running_server_is_refused(shared_hall: Hall, tmp_path: Path, elsewhere: bool) -> None:
    folder, file = shared_hall.server.folder, shared_hall.server.folder / NAME
    copy = tmp_path / "copy.sqlite3"
    assert type_in(folder, "backup", str(copy)).returncode == 0
    before = file.stat().st_ino
    place = tmp_path / "data" if elsewhere else folder
    done = type_in(place, "restore", str(copy), "--yes", CHARRETTE_DATABASE_URL=f"sqlite:///{file}")

    assert done.returncode == 1
    assert "The server is running. Stop it first" in done.stderr
    assert file.stat().st_ino == before
    shared_hall.do("post_idea", "annie", board=shared_hall.world.board, text=f"Nog steeds {elsewhere}")
