"""What is written on disk is for the one who runs the server: folders 0700, files 0600, from the first moment."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from charrette.private import tighten
from tests.live.server import ROOT, Hall, Server
from tests.world import World

pytestmark = pytest.mark.trust("T93")


def open_to_others(folder: Path) -> dict[str, str]:
    """Return what others may do with the folder and all that is in it, if anything."""
    modes = {str(path.relative_to(folder)): stat.S_IMODE(path.lstat().st_mode) for path in [folder, *folder.rglob("*")]}
    return {name: oct(mode) for name, mode in modes.items() if mode & 0o077}


def flask(environ: dict[str, str], *words: str) -> None:
    """Carry out a command as somebody whose files are for everybody."""
    command = [sys.executable, "-m", "flask", "--app", "charrette", *words]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, umask=0)
    assert done.returncode == 0, done.stderr


def test_what_the_command_line_makes_is_closed_from_the_start(tmp_path: Path) -> None:
    data = tmp_path / "new"
    environ = {"CHARRETTE_DATA": str(data), "PATH": os.environ["PATH"]}
    flask(environ, "migrate")
    flask(environ, "backup", str(tmp_path / "copies" / "day1.sqlite3"))
    flask(environ, "restore", str(tmp_path / "copies" / "day1.sqlite3"), "--yes")

    assert {"charrette.sqlite3", "secret_key"} <= {path.name for path in data.iterdir()}
    assert open_to_others(tmp_path / "copies") == {}
    assert open_to_others(data) == {}


def test_a_start_closes_what_was_open_and_keeps_its_log_and_lock_closed(
    tmp_path: Path, furnished_now: tuple[Path, World]
) -> None:
    file, world = furnished_now
    folder = tmp_path / "data"
    (folder / "backups").mkdir(parents=True)
    (folder / "charrette.sqlite3").write_bytes(file.read_bytes())
    (folder / "backups" / "day1.sqlite3").write_bytes(file.read_bytes())
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o777)
    server = Server(folder, "threading")
    try:
        hall = Hall(server.start(), world)
        hall.do("start_gathering", gathering=world.work)
        hall.do("post_idea", board=world.board, text="Een bankje")
        (folder / "server.log").chmod(0o600)  # made by the test itself
        found = open_to_others(folder)
        names = {path.name for path in folder.iterdir()}
    finally:
        server.kill()

    assert {"charrette.sqlite3-wal", "charrette.sqlite3-shm", "server.lock"} <= names
    assert found == {"backups/day1.sqlite3": "0o777"}  # in a folder that nobody else can enter
    assert stat.S_IMODE((folder / "backups").stat().st_mode) == 0o700


def test_a_folder_that_all_share_and_a_link_are_left_alone(tmp_path: Path) -> None:
    shared, elsewhere = tmp_path / "shared", tmp_path / "elsewhere"
    shared.mkdir()
    shared.chmod(0o1777)
    elsewhere.write_text("somebody else's")
    elsewhere.chmod(0o644)
    (shared / "link").symlink_to(elsewhere)
    tighten(shared)

    assert stat.S_IMODE(shared.stat().st_mode) == 0o1777
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o644
