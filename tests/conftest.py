"""What every test folder shares: the options of the test run, and a small charrette on a real database.

The database is a SQLite file made by the real migrations: once for each run, and copied for each test.
"""

from __future__ import annotations

import copy
import gc
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings
from jinja2 import FileSystemBytecodeCache

from charrette import create_app
from charrette.db import Database
from charrette.spine.writer import Writer
from charrette.upgrade import upgrade
from tests.furnished import build
from tests.postgres import database_url, with_our_tables
from tests.statements import share_statements
from tests.unskipped import pytest_make_collect_report, pytest_runtest_makereport
from tests.world import Clock, Seconds, World, WorldAfter, config_for

# Hooks and fixtures: this file is where pytest looks for them.
__all__ = ["database_url", "pytest_make_collect_report", "pytest_runtest_makereport", "with_our_tables"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--update-golden``: write the golden files anew instead of comparing with them."""
    parser.addoption("--update-golden", action="store_true", help="write the golden files of exports anew")


GC_THRESHOLD = (50_000, 20, 100)
"""As a server has it: with what Python takes by itself, the collector takes a seventh of the time of the tests."""


def pytest_configure() -> None:
    """Make the databases of all tests share what is compiled for them, and let the collector come less often.

    No test fails because a machine is slow, also none of those that are given examples.
    """
    settings.register_profile("whatever the machine does", deadline=None)
    settings.load_profile("whatever the machine does")
    share_statements()
    gc.set_threshold(*GC_THRESHOLD)


def pytest_collection_finish() -> None:
    """Keep the collector from going through all that is loaded by now again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def note_figure(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Return what keeps a measured figure of this test; all of them stand at the end of the run.

    Times depend on the machine, so no test in the usual run fails on one: they are told, and read beside
    ``docs/trust.md``.
    """
    return lambda text: request.node.user_properties.append(("figure", text))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Tell the figures that were measured."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.getreports(kind)]
    figures = [(report.nodeid, text) for report in reports for name, text in report.user_properties if name == "figure"]
    if figures:
        terminalreporter.section("figures", sep="-")
    for test, text in figures:
        terminalreporter.write_line(f"{test.partition('::')[2]}: {text}")


@pytest.fixture
def now() -> Iterator[Clock]:
    """A clock that stands still on Monday 8 June 2026 at ten in the morning (Dutch time), until it is moved."""
    clock = Clock()
    with clock:
        yield clock


@pytest.fixture
def seconds() -> Iterator[Seconds]:
    """A count of seconds, for budgets, that stands still until it is moved."""
    with Seconds() as counted:
        yield counted


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database file, made by the migrations."""
    file = tmp_path_factory.mktemp("migrated") / "charrette.sqlite3"
    database = Database(f"sqlite:///{file}")
    upgrade(database)
    database.dispose()
    return file


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> tuple[Path, World]:
    """A database file with the small charrette of ``tests.world``, and the ids of what is in it."""
    folder = tmp_path_factory.mktemp("furnished")
    shutil.copyfile(migrated, folder / "charrette.sqlite3")
    database = Database(f"sqlite:///{folder / 'charrette.sqlite3'}")
    with Clock():
        world = build(Writer(database))
    database.dispose()
    return folder / "charrette.sqlite3", world


@contextmanager
def _opened(file: Path, world: World, now: Clock) -> Iterator[World]:
    """On a copy of a file (in memory where there is such a folder: a commit costs less there)."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="charrette-", dir=memory if memory.is_dir() else None) as folder:
        shutil.copyfile(file, Path(folder) / "charrette.sqlite3")
        fresh = world.on(config_for(Path(folder)), now)
        yield fresh
        fresh.database.dispose()


@pytest.fixture
def world(now: Clock, furnished: tuple[Path, World]) -> Iterator[World]:
    """The small charrette, on a database of its own."""
    with _opened(*furnished, now) as fresh:
        yield fresh


@pytest.fixture(scope="session")
def _afterwards() -> dict[Callable[[World], Any], tuple[Path, World, datetime, Any]]:
    return {}


@pytest.fixture
def world_after(
    now: Clock,
    furnished: tuple[Path, World],
    _afterwards: dict[Callable[[World], Any], tuple[Path, World, datetime, Any]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[WorldAfter]:
    """Return the small charrette after something was done in it, and what that returned: ``world_after(furnish)``.

    It is done once for all tests of a run; each gets a copy of its own.
    """
    with ExitStack() as stack:

        def after(make: Callable[[World], Any]) -> tuple[World, Any]:
            if make not in _afterwards:
                with _opened(*furnished, now) as fresh:
                    fresh.tokens, fresh.people = dict(fresh.tokens), dict(fresh.people)
                    made = make(fresh)
                    fresh.database.dispose()
                    kept = tmp_path_factory.mktemp("afterwards") / "charrette.sqlite3"
                    shutil.copyfile(fresh.config.data / "charrette.sqlite3", kept)
                _afterwards[make] = (kept, fresh, now.moment, made)
            file, then, now.moment, made = _afterwards[make]
            return stack.enter_context(_opened(file, then, now)), copy.deepcopy(made)

        yield after


@pytest.fixture(scope="session")
def compiled_pages(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """The templates as Jinja compiled them, for all applications of a run."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("compiled-pages")))


@pytest.fixture
def app(world: World, compiled_pages: FileSystemBytecodeCache) -> Iterator[Flask]:
    """The application on the database of ``world``."""
    app = create_app(world.config)
    app.jinja_env.bytecode_cache = compiled_pages
    yield app
    app.extensions["charrette"].database.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser, or a program, that nobody knows yet."""
    return app.test_client()
