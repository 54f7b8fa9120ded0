"""A real server with the example week, and the command line beside it, on the same data."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.server import CharretteServer
from tests.starter import carry_out

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[CharretteServer]:
    """A fresh server; it is stopped at the end."""
    held = CharretteServer(tmp_path / "data")
    held.start()
    yield held
    if held.process is not None and held.process.poll() is None:
        held.stop()


@pytest.fixture
def flask(server: CharretteServer) -> Run:
    """Run ``flask --app charrette ...`` with the settings of the server."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        environ = {
            **os.environ,
            "CHARRETTE_DATA": str(server.data),
            "CHARRETTE_PORT": server.url.rpartition(":")[2],
            "CHARRETTE_HOST": "127.0.0.1",
        }
        return carry_out(environ, *arguments)

    return run
