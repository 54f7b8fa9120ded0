"""Starts servers and commands quickly: a process that has loaded all of one is there already, and divides itself.

Loading takes a second of a processor, and the tests start some hundreds of them. A server that comes out of it is a
process of its own with its own settings, files and end, and runs what ``wsgi.py`` runs. There is one such process for
each mode and each worker of the tests; it goes when they do. A command that limits what a server may use starts it
the long way, and some tests do to see that it works.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

ROOT = Path(__file__).parents[1]


class Process(Protocol):
    """What tests need of a process, as ``subprocess.Popen`` has it."""

    pid: int

    def poll(self) -> int | None:
        """Return the exit code; None while it runs."""

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end and return the exit code; below 0 it is the signal that ended it.

        Raises:
            subprocess.TimeoutExpired: it did not end in time.
        """

    def send_signal(self, sig: int) -> None:
        """Send a signal, if it still runs."""


def start_server(environ: Mapping[str, str], log: Path, *before: str) -> Process:
    """Start ``wsgi.py`` with this environment; what it prints goes to the end of ``log``.

    ``before``: a command that starts the command of the server.
    """
    if not before:
        return _starter(environ.get("CHARRETTE_ASYNC_MODE") or "eventlet").start(environ, log, log)
    with log.open("ab") as out:
        command = [*before, sys.executable, "wsgi.py"]
        return subprocess.Popen(command, cwd=ROOT, env=dict(environ), stdout=out, stderr=subprocess.STDOUT)


def carry_out(environ: Mapping[str, str], *words: str, seconds: float = 120) -> subprocess.CompletedProcess[str]:
    """Carry out ``flask --app charrette WORDS`` with this environment, and return how it ended."""
    return _to_the_end(environ, "threading", words, seconds)


def serve_to_the_end(environ: Mapping[str, str], seconds: float = 120) -> subprocess.CompletedProcess[str]:
    """Start a server that is expected to end by itself, and return how it did."""
    return _to_the_end(environ, environ.get("CHARRETTE_ASYNC_MODE") or "eventlet", None, seconds)


def _to_the_end(
    environ: Mapping[str, str], mode: str, words: Sequence[str] | None, seconds: float
) -> subprocess.CompletedProcess[str]:
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        process = _starter(mode).start(environ, out, err, words)
        try:
            code = process.wait(seconds)
        finally:
            process.send_signal(signal.SIGKILL)
        return subprocess.CompletedProcess(list(words or ()), code, out.read_text("utf-8"), err.read_text("utf-8"))


class Forked:
    """A process that came out of a starter."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self.ended = threading.Event()

    def poll(self) -> int | None:
        """See ``Process``."""
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """See ``Process``."""
        if not self.ended.wait(timeout):
            raise subprocess.TimeoutExpired("wsgi.py", timeout or 0)
        assert self.returncode is not None
        return self.returncode

    def send_signal(self, sig: int) -> None:
        """See ``Process``."""
        if not self.ended.is_set():
            os.kill(self.pid, sig)


class Starter:
    """The process that divides itself, seen from the tests."""

    def __init__(self, mode: str) -> None:
        environ = {name: value for name, value in os.environ.items() if not name.startswith("CHARRETTE_")}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.divide"],
            cwd=ROOT,
            env={**environ, "CHARRETTE_ASYNC_MODE": mode},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._begun: list[Forked] = []
        self._running: dict[int, Forked] = {}
        self._news = threading.Condition()
        self._turn = threading.Lock()
        threading.Thread(target=self._listen, daemon=True).start()
        atexit.register(self._process.kill)

    def start(self, environ: Mapping[str, str], out: Path, err: Path, words: Sequence[str] | None = None) -> Forked:
        """Have a server made, or what carries out a command."""
        assert self._process.stdin is not None
        asked = [dict(environ), str(out), str(err), words if words is None else list(words)]
        with self._turn, self._news:
            self._process.stdin.write(json.dumps(asked).encode() + b"\n")
            self._process.stdin.flush()
            assert self._news.wait_for(lambda: self._begun, 60), "the starter does not answer"
            return self._begun.pop()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            what, pid, code = line.split()
            with self._news:
                if what == b"begun":
                    self._running[int(pid)] = Forked(int(pid))
                    self._begun.append(self._running[int(pid)])
                else:
                    ended = self._running.pop(int(pid))
                    ended.returncode = int(code)
                    ended.ended.set()
                self._news.notify_all()


_starters: dict[tuple[int, str], Starter] = {}


def _starter(mode: str) -> Starter:
    key = (os.getpid(), mode)
    if key not in _starters:
        _starters[key] = Starter(mode)
    return _starters[key]
