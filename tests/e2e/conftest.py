"""What every end-to-end test needs: the Chromium of this machine, started quietly, and a real server."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.server import CharretteServer

QUIET = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Use the installed Chromium (``CHARRETTE_CHROMIUM``, else the one on the path) instead of a downloaded one."""
    path = os.environ.get("CHARRETTE_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    return {**browser_type_launch_args, "executable_path": path, "args": [*QUIET, "--no-first-run"]}


@pytest.fixture(scope="session")
def loaded_week(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the example week in it, made once and copied for each server."""
    server = CharretteServer(tmp_path_factory.mktemp("week") / "data")
    server.start()
    assert server.stop() == 0
    return server.data


@pytest.fixture
def start_server(loaded_week: Path, tmp_path: Path) -> Iterator[Callable[..., CharretteServer]]:
    """Start servers with own data: ``start_server()``, or with settings ``start_server(CHARRETTE_ASYNC_MODE=...)``."""
    started: list[CharretteServer] = []

    def start(**extra: str) -> CharretteServer:
        data = tmp_path / f"server-{len(started)}"
        shutil.copytree(loaded_week, data, ignore=shutil.ignore_patterns("server.log", "server.lock"))
        server = CharretteServer(data, extra=extra)
        started.append(server)
        server.start()
        return server

    yield start
    for server in started:
        if server.process is not None:
            server.stop()


@pytest.fixture
def charrette_server(start_server: Callable[..., CharretteServer]) -> CharretteServer:
    """A fresh server with the example week, for one test."""
    return start_server()
