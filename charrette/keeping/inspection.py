"""May this SQLite file be used? Looked at before anything opens it, because opening already changes things.

SQLite makes an empty database where none is, and throws a lone ``-wal`` away: both would hide that something is lost.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from charrette.config import Config
from charrette.dbfile import uri_of
from charrette.keeping import StartError, copies, marker
from charrette.keeping.words import begin_anew, of_another_program, put_back, sentence
from charrette.limits import CURE, file_limit

DEFAULT_NAME = "charrette.sqlite3"
MAGIC = b"SQLite format 3\0"
THOROUGH_SECONDS = 2.0
"""How long a start looks for damage. In a large one the rest is not looked at."""
STEPS_BETWEEN_LOOKS = 20_000
LOCKED_SECONDS = 5.0
TRIAL_BYTES = 65_536


def inspect(config: Config, path: Path, *, thorough: bool) -> None:
    """Make sure that the file may be opened: it is new in a new folder, or whole. ``thorough``: look for damage too.

    Raises:
        StartError: it is missing, empty, damaged, locked or may not be written, and this says what to do.
    """
    known = marker.read(config)
    used = known is not None and marker.key_of(config) in known.ids
    log = Path(f"{path}-wal")
    has_log = log.exists() and log.stat().st_size > 0
    if known is not None and known.lost:
        raise StartError(sentence(f"The database {path} {known.lost} while the server ran", put_back(config, path)))
    if path.exists() and not path.is_file():
        raise StartError(f"{path} is no file, so it cannot be the database; set CHARRETTE_DATA to another folder.")
    if not path.exists() or path.stat().st_size == 0:
        if not has_log:
            _ensure_no_other_is_meant(config, path)
        what = "is empty" if path.exists() else "is gone"
        if has_log:
            what += f", but {log.name} is still beside it"
        elif used:
            what += ", though this folder was used before"
        elif copies.found(config, path, elsewhere=False):
            what = "is not there, though there are backups of it"
        else:
            return
        beside = [] if used or has_log else copies.rescued_beside(config)
        raise StartError(sentence(f"The database {path} {what}", put_back(config, path), begin_anew(config, beside)))
    _ensure_ours(config, path)
    _ensure_writable(path)
    if thorough:
        _ensure_whole(config, path)


def _ensure_no_other_is_meant(config: Config, path: Path) -> None:
    """Tell a name that was mistyped from a database that is gone: the one that is meant is no backup of it.

    Raises:
        StartError: another database is where this one should be, and this one was asked for by its name.
    """
    if path.absolute() == (config.data / DEFAULT_NAME).absolute():
        return
    meant = copies.databases_in(dict.fromkeys((path.parent.absolute(), config.data)))
    if meant:
        anew = f"to begin anew on purpose, give it a folder without {meant[0].name}"
        raise StartError(
            sentence(
                f"The database {path} is not there, but {meant[0]} is",
                "if that one is meant, correct CHARRETTE_DATABASE_URL",
                anew,
            )
        )


def _ensure_ours(config: Config, path: Path) -> None:
    with path.open("rb") as handle:
        header = handle.read(100)
    if len(header) < 100 or not header.startswith(MAGIC):
        what = f"{path} is not a database that can be read: it is damaged, encrypted, or a file of something else"
        raise StartError(sentence(what, put_back(config, path)))
    if _tables_of_others(path):  # before our settings change the file
        raise StartError(of_another_program(config, path, path))


def _tables_of_others(path: Path) -> set[str]:
    """Return the tables of a database that is not ours, which is only read; none when that cannot be told now."""
    reading = uri_of(path).replace("?mode=rw", "?mode=ro")
    try:
        with closing(sqlite3.connect(reading, uri=True, timeout=0)) as connection:
            rows = connection.execute("select name from sqlite_master where type = 'table'").fetchall()
    except sqlite3.Error:
        return set()
    tables = {row[0] for row in rows}
    return set() if "alembic_version" in tables else tables


def _ensure_writable(path: Path) -> None:
    for place, what in ((path, "the file"), (path.parent, "the folder")):
        if not os.access(place, os.W_OK):
            raise StartError(
                f"The database {path} may only be read: {what} may not be written, or its disk is read-only; give the "
                "user who starts the server the right to write there."
            )


def _ensure_whole(config: Config, path: Path) -> None:
    """Look for damage, for a few seconds at most."""
    found = _look(path, "integrity_check(1)")
    if found is None:  # a large one: less thorough, but quick
        found = _look(path, "quick_check(1)")
    if found not in (None, "ok"):
        said = found.splitlines()[-1].strip("* ")
        raise StartError(sentence(f"The database {path} is damaged ({said})", put_back(config, path)))


def _look(path: Path, check: str) -> str | None:
    """Return what SQLite says of the file; None when it was not done in time.

    Raises:
        StartError: another program keeps it locked.
    """
    give_up = time.monotonic() + LOCKED_SECONDS
    while True:
        try:
            with closing(sqlite3.connect(uri_of(path), uri=True, isolation_level=None, timeout=0)) as connection:
                connection.set_progress_handler(_patience(THOROUGH_SECONDS), STEPS_BETWEEN_LOOKS)
                return str(connection.execute(f"pragma {check}").fetchone()[0])
        except sqlite3.DatabaseError as error:
            words = str(error)
            if "interrupted" in words:
                return None
            if "locked" not in words:
                _ensure_room(path, words)
                return words
            if time.monotonic() > give_up:
                raise StartError(locked(path)) from error
            time.sleep(0.1)


def _ensure_room(path: Path, words: str) -> None:
    """Tell a full disk, on which SQLite cannot even look, from damage.

    Raises:
        StartError: nothing can be written beside the database.
    """
    if not any(sign in words for sign in ("disk i/o", "disk I/O", "full", "unable to open")):
        return
    try:
        with tempfile.TemporaryFile(dir=path.parent) as trial:
            trial.write(bytes(TRIAL_BYTES))
            trial.flush()
            os.fsync(trial.fileno())
    except OSError as error:
        if most := file_limit(path.parent):
            raise StartError(may_not_grow(path, most)) from error
        raise StartError(
            f"The disk with the database {path} is full ({error.strerror}); the database itself is not harmed, so free "
            "some space, and start again."
        ) from error


def _patience(seconds: float) -> Callable[[], bool]:
    until = time.monotonic() + seconds
    return lambda: time.monotonic() > until


def locked(path: object) -> str:
    """Return what to do about another program that holds the database."""
    return (
        f"The database {path} is held by another program, such as a database browser or a copy that is being made; "
        "close that one, and start again."
    )


def may_not_grow(path: Path, most: str) -> str:
    """Return what to do about a limit on the size of files; ``most`` says which."""
    return f"The database {path} may not grow, though the disk has room: {most}; {CURE}."
