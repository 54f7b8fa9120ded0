"""Fixtures of the tests over real connections: a server with the small charrette, in each mode it can run in."""

from __future__ import annotations

import copy
import gc
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from charrette.db import Database
from charrette.spine.writer import Writer
from charrette.upgrade import upgrade
from tests.furnished import build
from tests.live.server import Hall, serving
from tests.world import World

Open = Callable[..., Hall]
HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def furnished_now(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, World]:
    """The small charrette made at this very moment: a server in another process has the real clock."""
    file = tmp_path_factory.mktemp("furnished") / "charrette.sqlite3"
    database = Database(f"sqlite:///{file}")
    upgrade(database)
    world = build(Writer(database))
    database.dispose()
    return file, world


@pytest.fixture
def open_hall(tmp_path: Path, furnished_now: tuple[Path, World]) -> Iterator[Open]:
    """Start a server with the work gathering running: ``open_hall(mode, CHARRETTE_...=...)``."""
    file, world = furnished_now
    with ExitStack() as stack:

        def start(mode: str = "eventlet", **environ: str) -> Hall:
            folder = tmp_path / f"data-{len(list(tmp_path.iterdir()))}"
            server = stack.enter_context(serving(folder, file, mode, **environ))
            hall = Hall(server, copy.copy(world))
            hall.world.tokens = dict(world.tokens)
            stack.callback(hall.close)
            hall.do("start_gathering", gathering=world.work)
            return hall

        yield start


@pytest.fixture(scope="module")
def shared_hall(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, furnished_now: tuple[Path, World]
) -> Iterator[Hall]:
    """One server for all tests of a file that do it no harm, in the mode of ``request.param``; see ``QUEUED``."""
    file, world = furnished_now
    mode, _, more = getattr(request, "param", "eventlet").partition(" ")
    settings = dict([more.split("=")]) if more else {}
    with serving(tmp_path_factory.mktemp("hall"), file, mode, **settings) as server:
        hall = Hall(server, copy.copy(world))
        hall.world.tokens = dict(world.tokens)
        hall.do("start_gathering", gathering=world.work)
        yield hall
        hall.close()


@pytest.fixture(scope="module", autouse=True)
def set_apart_what_stays() -> Iterator[None]:
    """Keep the collector, which runs after each test here, from going through all that a test run has loaded."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True)
def put_phones_away(request: pytest.FixtureRequest) -> Iterator[None]:
    """Hang up after each test: one person may have so many lines and no more."""
    yield
    if "shared_hall" in request.fixturenames:
        request.getfixturevalue("shared_hall").close()
    gc.collect()  # the client library leaves a socket to it when a server was cut off under it


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the client library leave a socket to the collector when a server was cut off under it.

    Tests of a subject that need a server stand with their subject; they are found by their fixture.
    """
    for item in items:
        if HERE in item.path.parents or "open_hall" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"))
            item.add_marker(pytest.mark.filterwarnings("ignore::ResourceWarning"))
