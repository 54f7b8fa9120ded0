"""A command in another window finds the server that runs: its port, whatever it is, without any setting."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest

from charrette import whereabouts
from charrette.config import read_config
from tests.live.server import Server
from tests.starter import carry_out
from tests.world import World


def link(folder: Path, **settings: str) -> str:
    """Return where the link of ``invite`` goes to, asked in a window that knows the data folder only."""
    environ = {"CHARRETTE_DATA": str(folder), "PATH": os.environ["PATH"], **settings}
    done = carry_out(environ, "invite", "--role", "organiser", "--json")
    assert done.returncode == 0, done.stderr
    return str(json.loads(done.stdout)["url"]).partition("/sign-in")[0]


@pytest.fixture
def server(tmp_path: Path, furnished_now: tuple[Path, World]) -> Server:
    file, _ = furnished_now
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "charrette.sqlite3").write_bytes(file.read_bytes())
    return Server(folder, "threading")


def test_an_invitation_made_in_another_window_leads_to_the_server_that_runs(server: Server) -> None:
    server.start()
    try:
        found = whereabouts.find(read_config({"CHARRETTE_DATA": str(server.folder)}), {})
        assert (found and found.local_url, link(server.folder)) == (server.url, server.url)
        assert link(server.folder, CHARRETTE_PUBLIC_URL="https://hal.example") == "https://hal.example"
        assert link(server.folder, CHARRETTE_PORT="5077").endswith(":5077")
        assert server.end(signal.SIGTERM) == 0
    finally:
        server.kill()
    assert not (server.folder / whereabouts.FILE).exists()
    assert link(server.folder).endswith(":5000")


def test_what_a_server_that_was_killed_left_behind_is_not_believed(server: Server) -> None:
    server.start()
    server.kill()
    assert (server.folder / whereabouts.FILE).exists()
    assert whereabouts.find(read_config({"CHARRETTE_DATA": str(server.folder)}), {}) is None


@pytest.mark.parametrize("rubbish", [b"", b"{", b"[]", b'{"pid": 1}', b'{"pid": "x"}'])
def test_rubbish_in_its_place_is_not_believed_either(tmp_path: Path, rubbish: bytes) -> None:
    (tmp_path / whereabouts.FILE).write_bytes(rubbish)
    assert whereabouts.find(read_config({"CHARRETTE_DATA": str(tmp_path)}), {}) is None
