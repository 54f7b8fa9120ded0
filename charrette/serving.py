"""What a serving process does around its loop: prepare the database, say where it is, stop in order.

Nothing here knows in which mode the server runs; ``wsgi.py`` does.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from charrette import clock, endings
from charrette.config import Config
from charrette.context import Services
from charrette.db import Database
from charrette.erasures import apply_list, read_list
from charrette.exports.qr import qr_terminal
from charrette.keeping.locks import Held, database_path, hold_file, hold_folder
from charrette.keeping.opening import look_first, open_store, plain_words, remember
from charrette.listening import files_a_line, line_of, phones_that_fit
from charrette.listening.lines import KEY
from charrette.listening.requests import WsgiApp, session_of
from charrette.network import LOOPBACK, Card, addresses
from charrette.people.rules.startlink import StartLink, make_start_link
from charrette.private import tighten
from charrette.scripts.rules import loading
from charrette.spine.actors import system_actor
from charrette.week import rules as charrettes
from charrette.week.models import Charrette

START_LOCK = 7_228_131
"""The number of the advisory lock under which a process prepares the database."""

EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 - compared, not bound
"""What CHARRETTE_HOST is when the server listens on all addresses."""

MANY_PHONES = 1_500
ENOUGH_FILES = 4_096

EXAMPLE_WEEK = Path(__file__).parent.parent / "sessions" / "hoogeveen"


def keep_private(config: Config) -> None:
    """Close to others what is there already: the data folder, its files, and a database that lies elsewhere."""
    path = database_path(config) if config.is_sqlite else None
    tighten(config.data, *([Path(f"{path}{ending}") for ending in ("", "-wal", "-shm")] if path else []))


def hold_data(config: Config) -> Held:
    """Make sure that no other server uses the same SQLite file and that it may be opened; close what is returned last.

    Raises:
        StartError: another server has it, or it is gone, damaged or may not be written.
    """
    held = Held()
    if config.is_sqlite:
        path = database_path(config)
        with plain_words(config, path):
            hold_folder(config, held)
            look_first(config, path, thorough=True)
            hold_file(config, held)
    return held


def prepare(app: Flask) -> None:
    """Bring the database up to date; into an empty one load the example week. The data folder remembers it.

    Raises:
        StartError, UpgradeError: it cannot be used, or is not the one that this folder was used with.
    """
    held: Services = app.extensions["charrette"]
    with plain_words(held.config, held.database.path), alone(held.database):
        open_store(held.config, held.database)
        with held.database.read() as session:
            empty = session.scalar(select(Charrette.id).limit(1)) is None
        if empty:
            held.writer.run(lambda session: loading.load_folder(session, EXAMPLE_WEEK))
        _end_what_came_back(held)
        remember(held.config, held.database)
        held.database.drop_anchor()


def _end_what_came_back(held: Services) -> None:
    """Remove and end again what an older copy brought back that was laid over the database by hand."""
    folder = held.config.data
    if read_list(folder):
        held.writer.run(lambda session: apply_list(session, folder))
    with held.database.read() as session:
        some = endings.is_missing(session, folder)
    if some:
        held.writer.run(lambda session: endings.apply_list(session, folder))


def close_store(app: Flask) -> None:
    """Make a last backup and close the database.

    One that is gone is left open: SQLite would remove the files of what is in its place.
    """
    held: Services = app.extensions["charrette"]
    if held.keeper is not None:
        held.keeper.rotation.finish()
    if held.database.anchor is None or held.database.anchor.trouble() is None:
        held.database.dispose()


@contextmanager
def alone(database: Database) -> Iterator[None]:
    """Let the processes that share a PostgreSQL database start one after another."""
    if database.path is not None or database.engine.dialect.name != "postgresql":
        yield
        return
    with database.engine.connect() as connection:
        connection.execute(select(func.pg_advisory_lock(START_LOCK)))
        try:
            yield
        finally:
            connection.execute(select(func.pg_advisory_unlock(START_LOCK)))


def welcome(app: Flask, files: int | None = None) -> str:
    """Return what a start prints: where to join, the code to scan, and a sign-in link for an organiser, for an hour.

    ``files``: how many files and connections the system lets this process have open at once, when that is known.
    """
    held: Services = app.extensions["charrette"]

    config = held.config

    def work(session: Session) -> tuple[str, str, StartLink]:
        charrette, single = charrettes.find_charrette(session), config.redis_url is None
        by = system_actor(charrette.id)
        link = make_start_link(session, charrette=charrette, by=by, key=config.secret_key, alone=single)
        return charrette.title, charrette.code, link

    with plain_words(held.config, held.database.path), alone(held.database):
        title, code, link = held.writer.run(work)
    url = held.config.public_url
    return "\n".join(
        [
            "",
            f"  {title}",
            "",
            qr_terminal(f"{url}/j/{code}"),
            f"  Join:       {url}/j/{code}     (code {code})",
            f"  Projector:  {url}/screen",
            *_on_this_machine(held.config),
            f"  Organiser:  {url}/sign-in#{link.token}",
            f"              (this link works once, until {clock.on_this_machine(link.expires_at)}; another one with:",
            f"               {held.config.before_commands}.venv/bin/flask --app charrette invite --role organiser)",
            *_only_here(held.config),
            *other_addresses(held.config, addresses()),
            *_only_so_many(held.config, files),
            "",
        ]
    )


def _on_this_machine(config: Config) -> list[str]:
    """Return the address for a projector on the server's own machine: only there may a browser keep a plain page."""
    if config.is_https or config.trusted_proxies or config.host not in ("0.0.0.0", "127.0.0.1", "localhost", "::"):  # noqa: S104
        return []
    here = f"http://localhost:{config.port}/screen"
    return [f"              on this machine itself: {here} (its picture stays while the server is away)"]


def _only_here(config: Config) -> list[str]:
    """Return a warning when phones cannot reach the address that is printed."""
    if config.host not in ("127.0.0.1", "localhost", "::1") or config.trusted_proxies:
        return []
    elsewhere = f"  Only this machine can reach the server: CHARRETTE_HOST is {config.host}."
    return [elsewhere, f"  Here it is http://{config.host}:{config.port}; phones need CHARRETTE_HOST=0.0.0.0."]


def other_addresses(config: Config, found: list[Card]) -> list[str]:
    """Return under which addresses this machine is known besides, in case phones are on another network than we think.

    Nothing where the address was given, or the one to listen on: whoever did that knows better.
    """
    if config.host not in EVERYWHERE:
        return []
    shown = (urlsplit(config.public_url).hostname or "").lower()
    if shown == LOOPBACK and not found:
        return [
            "",
            "  This machine is on no network: phones cannot reach it. Connect it to the router, then start again.",
        ]
    others = [card for card in found if card.address != shown]
    if not others or len(others) == len(found):
        return []
    scheme = urlsplit(config.public_url).scheme
    virtual = {True: ", not one that phones are on", False: ""}
    lines = [f"    {card.url(scheme, config.port)}  ({card.name}{virtual[card.is_virtual]})" for card in others]
    head = "  This machine has other addresses too. Where phones cannot open the one above, start with"
    return ["", head, "  CHARRETTE_PUBLIC_URL set to one of these:", *lines]


def _only_so_many(config: Config, files: int | None) -> list[str]:
    """Return for how many phones there is room, when that is fewer than one process can serve."""
    if files is None:
        return []
    phones = phones_that_fit(files, files_a_line(config.async_mode))
    if phones >= MANY_PHONES:
        return []
    return [
        f"  Room for about {phones} phones at a time: the system allows {files} open files.",
        f"  For more, type this before the start: ulimit -n {ENOUGH_FILES}",
    ]


class Complaints:
    """Standard error without what eventlet says of a phone that was gone already when its websocket was closed."""

    def write(self, text: str) -> None:
        """Pass ``text`` on, unless it says nothing."""
        if "socket shutdown error" not in text:
            sys.stderr.write(text)

    def flush(self) -> None:
        """Pass on what was held back."""
        sys.stderr.flush()


def counted(app: Flask) -> WsgiApp:
    """Return the application as a server calls it: counting its pages, so that a stop can wait for them.

    Compressed websockets are not offered: they cost more than they save for short messages (measured: 42 % more
    processor time and 204 kB more memory for each phone).
    """
    live = app.extensions["charrette"].live
    running = live.running

    def call(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"].startswith("/socket.io"):
            _move_over(live.socketio.server.environ, environ)
            environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
            environ["wsgi.errors"] = Complaints()
            return app.wsgi_app(environ, start_response)
        with running:
            return app.wsgi_app(environ, start_response)

    return call


def _move_over(sessions: dict[str, dict[str, Any]], environ: dict[str, Any]) -> None:
    """Tell the session of a socket over which connection it waits for news now; each time it may be another one."""
    session = session_of(environ)
    if session in sessions and environ["REQUEST_METHOD"] == "GET" and line_of(environ) is not None:
        sessions[session][KEY] = environ[KEY]
