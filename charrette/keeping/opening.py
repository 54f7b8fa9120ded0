"""The way in to the database, for the server and for the command line: looked at, brought up to date, recognised."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError, OperationalError

from charrette.config import Config
from charrette.db import Database
from charrette.errors import Unavailable
from charrette.keeping import StartError, marker
from charrette.keeping.inspection import inspect, locked, may_not_grow
from charrette.keeping.words import begin_anew, of_another_program, put_back, sentence
from charrette.limits import CURE, file_limit
from charrette.spine.models import Store
from charrette.upgrade import NewerVersion, NotOurs, UpgradeError, upgrade
from charrette.week.models import Charrette


@contextmanager
def plain_words(config: Config, path: Path | None) -> Iterator[None]:
    """Turn what the store, the disk or the database server says no with into one sentence.

    Raises:
        StartError: that sentence.
    """
    try:
        yield
    except Unavailable as error:
        raise StartError(_of_the_store(config, path, error.code)) from error
    except DBAPIError as error:
        raise StartError(_of_the_database(config, path, error)) from error
    except sqlite3.Error as error:
        raise StartError(sentence(f"The database {path} cannot be used ({error})", put_back(config, path))) from error
    except OSError as error:
        most = file_limit(config.data) if error.errno == errno.EFBIG else None
        if most is not None:
            raise StartError(f"Charrette cannot write {error.filename or config.data}: {most}; {CURE}.") from error
        raise StartError(
            f"Charrette cannot use {error.filename or config.data} ({error.strerror}); free some space or give it the "
            "right to write there, and start again."
        ) from error


def _of_the_store(config: Config, path: Path | None, code: str) -> str:
    where = path or marker.key_of(config)
    if code == "storage_full" and path is not None and (most := file_limit(path.parent)):
        return may_not_grow(path, most)
    if code == "storage_full":
        return f"The disk with the database {where} is full; free some space, and start again."
    if code == "store_read_only":
        return f"The database {where} may only be read; give the user who starts the server the right to write there."
    return locked(where)


def _of_the_database(config: Config, path: Path | None, error: DBAPIError) -> str:
    said = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else "no reason given"
    words = said.lower()
    if path is None:
        return f"The database {marker.key_of(config)} cannot be used ({said}); start it, or correct its address."
    if isinstance(error, OperationalError):
        for sign, code in (
            ("locked", "store_busy"),
            ("full", "storage_full"),
            ("disk i/o", "storage_full"),
            ("readonly", "store_read_only"),
        ):
            if sign in words:
                return _of_the_store(config, path, code)
    return sentence(f"The database {path} cannot be used ({said})", put_back(config, path))


def look_first(config: Config, path: Path | None, *, thorough: bool = False) -> None:
    """Look at a SQLite file before anything opens it; ``thorough``: for damage too.

    Raises:
        StartError: it may not be used.
    """
    if path is not None:
        with plain_words(config, path):
            inspect(config, path, thorough=thorough)


def open_store(config: Config, database: Database) -> None:
    """Bring the database up to date and make sure that it is the one of this folder.

    Raises:
        StartError: it is another one, it lost what was in it, or is of a newer version or another program.
    """
    known = marker.read(config)
    expected = known.ids.get(marker.key_of(config)) if known else None
    _bring_up_to_date(config, database)
    with database.read() as session:
        present = session.scalar(select(Store.mark).limit(1))
        weeks = session.scalar(select(func.count()).select_from(Charrette)) or 0
    name = database.path or marker.key_of(config)
    if expected and present != expected and weeks == 0:
        raise StartError(
            sentence(
                f"The database {name} has lost everything that was in it",
                put_back(config, database.path),
                begin_anew(config),
            )
        )
    if expected and present != expected:
        other = f"The database {name} is another one than this folder was used with"
        accept = f"to use this one on purpose, remove {marker.file_of(config)}"
        raise StartError(sentence(other, put_back(config, database.path), accept))


def _bring_up_to_date(config: Config, database: Database) -> None:
    name = database.path or marker.key_of(config)
    try:
        upgrade(database)
    except NewerVersion as error:
        newer = f"The database {name} was made by a newer version of Charrette"
        raise StartError(sentence(newer, "update the program")) from error
    except NotOurs as error:
        raise StartError(of_another_program(config, name, database.path)) from error
    except UpgradeError as error:
        broken = f"The database {name} does not hold together, so it was left as it is"
        raise StartError(sentence(broken, put_back(config, database.path))) from error


def remember(config: Config, database: Database) -> None:
    """Let the data folder know its database, once there is something in it.

    Raises:
        OSError: the folder cannot be written.
    """
    with database.read() as session:
        present = session.scalar(select(Store.mark).limit(1))
        weeks = session.scalar(select(func.count()).select_from(Charrette)) or 0
    known = marker.read(config) or marker.Marker()
    if present is None or weeks == 0 or known.ids.get(marker.key_of(config)) == present:
        return
    config.data.mkdir(parents=True, exist_ok=True)
    known.ids[marker.key_of(config)] = present
    marker.write(config, known)
