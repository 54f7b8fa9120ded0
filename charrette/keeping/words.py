"""What is said when the database cannot be used: one sentence with the newest backup and what to type."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from charrette import clock
from charrette.config import Config
from charrette.keeping import copies


def sentence(what: str, *ways: str) -> str:
    """Return what is wrong and the ways on, as one sentence."""
    return f"{what}; {', or '.join(way for way in ways if way)}."


def command(config: Config, *words: str) -> str:
    """Return a command as it is typed for this data folder."""
    setting = "" if config.data == Path("instance").absolute() else f"CHARRETTE_DATA={shlex.quote(str(config.data))} "
    return f"{setting}.venv/bin/flask --app charrette {' '.join(shlex.quote(word) for word in words)}"


def put_back(config: Config, path: Path | None) -> str:
    """Return how to put back the newest backup that is sound."""
    newest = copies.newest_sound(config, path)
    if newest is None:
        return f"no backup was found; if you have one, put it back with: {command(config, 'restore', 'FILE')}"
    made = clock.on_this_machine(datetime.fromtimestamp(newest.at, UTC))
    back = command(config, "restore", str(newest.file.absolute()))
    return f"the newest backup is {newest.file.absolute()} (of {made}), put it back with: {back}"


def of_another_program(config: Config, name: object, path: Path | None) -> str:
    """Return what to do about a database that is not ours."""
    other = f"The database {name} is of another program, as it holds tables that are not ours"
    return sentence(other, "choose another one with CHARRETTE_DATABASE_URL", put_back(config, path))


def begin_anew(config: Config, rescued: Sequence[Path] = ()) -> str:
    """Return how to begin with a new database on purpose; ``rescued``: of a folder that was taken away as a whole."""
    if rescued:
        return f"to begin anew on purpose, move {rescued[-1]} away"
    return f"to begin anew on purpose, move the folder {config.data} away"
