"""One SQLite file, one server: locks on the data folder and on the database file itself.

The second finds the file by whatever name it goes: another data folder, a link, a path seen from elsewhere. SQLite's
own locks are of another kind and do not meet these.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url

from charrette.config import Config
from charrette.keeping import StartError


class Held:
    """Locks that are kept until ``close``, or until the process ends."""

    def __init__(self) -> None:
        self._handles: list[int] = []

    def take(self, path: Path, flags: int = os.O_RDWR | os.O_CREAT) -> int:
        """Lock a file, made when it is not there, and return its descriptor.

        Raises:
            BlockingIOError: another process holds it.
            OSError: it cannot be opened.
        """
        handle = os.open(path, flags, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            raise
        self._handles.append(handle)
        return handle

    def close(self) -> None:
        """Let go of all. Only when no connection to the database is open any more: it would lose SQLite's locks."""
        while self._handles:
            os.close(self._handles.pop())


def database_path(config: Config) -> Path:
    """Return the SQLite file of the settings."""
    return Path(make_url(config.database_url).database or ":memory:")


def hold_folder(config: Config, held: Held) -> None:
    """Make sure that no other server uses the same data folder.

    Raises:
        StartError: another server does, or the folder may not be written.
    """
    try:
        config.data.mkdir(parents=True, exist_ok=True)
        handle = held.take(config.data / "server.lock")
        os.truncate(handle, 0)
        os.write(handle, str(os.getpid()).encode())
    except BlockingIOError as error:
        raise StartError(
            f"Another Charrette server already uses {config.data}. Stop that one, or set CHARRETTE_DATA."
        ) from error


def hold_file(config: Config, held: Held) -> None:
    """Make sure that no other server uses the same database file, from whatever data folder.

    Call it before the first connection is made: a file that is opened beside SQLite costs it its locks when closed.

    Raises:
        StartError: another server does.
    """
    path = database_path(config)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        held.take(path, os.O_RDONLY | os.O_CREAT)
    except BlockingIOError as error:
        raise StartError(
            f"Another Charrette server already uses the database {path}, from another data folder. "
            "Stop that one, or give this one a database of its own: leave out CHARRETTE_DATABASE_URL."
        ) from error


@contextmanager
def server_stopped(config: Config) -> Iterator[None]:
    """Keep servers away from the folder and its database file for the length of a ``with``.

    Raises:
        BlockingIOError: a server is running.
    """
    held = Held()
    try:
        if config.data.is_dir():
            held.take(config.data / "server.lock")
        path = database_path(config)
        if path.is_file():
            held.take(path, os.O_RDONLY)
        yield
    finally:
        held.close()
