"""A data folder that was used before, and starts on it that are refused."""

from __future__ import annotations

import contextlib
import os
import shlex
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.live.server import PATIENCE_SECONDS, ROOT, Server
from tests.ports import free_port
from tests.starter import carry_out, serve_to_the_end
from tests.world import SECRET

NAME = "charrette.sqlite3"


def environ(folder: Path, **more: str | None) -> dict[str, str]:
    """Return the settings for a data folder; None leaves one out."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CHARRETTE_", "FLASK_"))}
    ours = {
        "CHARRETTE_DATA": str(folder),
        "CHARRETTE_HOST": "127.0.0.1",
        "CHARRETTE_PORT": str(free_port()),
        "CHARRETTE_SECRET_KEY": SECRET,
        "CHARRETTE_PUBLIC_URL": "http://127.0.0.1",
    }
    return {name: value for name, value in {**kept, **ours, **more}.items() if value is not None}


def refusal(folder: Path, **more: str | None) -> str:
    """Return the one sentence with which a start is refused."""
    return sentence_of(serve_to_the_end(environ(folder, **more), PATIENCE_SECONDS))


def refusal_within_limits(folder: Path, **more: str | None) -> str:
    """Return it of a start that has the limits of this very process, as on how large a file may be."""
    command, settings = [sys.executable, "wsgi.py"], environ(folder, **more)
    return sentence_of(
        subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, timeout=PATIENCE_SECONDS)
    )


def sentence_of(done: subprocess.CompletedProcess[str]) -> str:
    """Return why a start was refused: one sentence, and nothing besides."""
    lines = done.stderr.strip().splitlines()
    assert done.returncode == 2, done.stdout + done.stderr
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("Charrette cannot start. "), done.stderr
    return lines[0].removeprefix("Charrette cannot start. ")


def type_in(folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Type a command of the command line for a data folder."""
    return carry_out(environ(folder, **more), *words, seconds=PATIENCE_SECONDS)


def command_in(sentence: str) -> list[str]:
    """Return the words after ``flask --app charrette`` in the command that a sentence tells to type."""
    told = sentence.split("flask --app charrette ", 1)[1].split(", or ", 1)[0].split(" and start", 1)[0]
    return shlex.split(told.rstrip("."))


def texts(file: Path) -> list[str]:
    """Return the ideas in a database file."""
    with contextlib.closing(sqlite3.connect(file)) as connection:
        return [row[0] for row in connection.execute("select text from ideas order by id")]


@contextlib.contextmanager
def serving_again(folder: Path) -> Iterator[Server]:
    """Serve a data folder as it is."""
    server = Server(folder, "eventlet")
    try:
        yield server.start()
    finally:
        server.kill()


@contextlib.contextmanager
def held_by_another_program(file: Path, *, also_for_reading: bool = False) -> Iterator[None]:
    """Hold a database from another process, as a program that looks into it does."""
    program = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); "
        f"c.execute('pragma locking_mode={'exclusive' if also_for_reading else 'normal'}'); "
        "c.execute('begin immediate'); c.execute('update streams set seq = seq'); "
        "print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", program, str(file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        try:
            yield
        finally:
            holder.stdin.close()
