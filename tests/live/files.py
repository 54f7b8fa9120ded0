"""Asking a running server for its files, many at the same moment, and looking at the processes that make them."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import requests

from tests.live.server import PATIENCE_SECONDS, Hall, Server

BASE = "/exports/hoogeveen/"
_FORMATS = ("pdf", "html", "csv", "xlsx", "json")
AGENDAS = [*(f"{BASE}agendas/krakeel.{suffix}" for suffix in _FORMATS), f"{BASE}agendas.zip"]
LISTS = [f"{BASE}attendance/work.csv", f"{BASE}attendance/work.pdf", f"{BASE}attendance/work-log.csv"]
EVERY_KIND = [*AGENDAS, f"{BASE}ideas.csv", f"{BASE}ideas.xlsx", f"{BASE}ideas.json", *LISTS, f"{BASE}posters/work.pdf"]


class Asked:
    """A request that is under way in a thread of its own."""

    def __init__(self, ask: Callable[[], requests.Response]) -> None:
        self._ask = ask
        self._answer: requests.Response | Exception | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._answer = self._ask()
        except Exception as error:
            self._answer = error

    @property
    def is_answered(self) -> bool:
        """Whether the answer has come."""
        return not self._thread.is_alive()

    def answer(self) -> requests.Response:
        """Wait for the answer and return it."""
        self._thread.join(3 * PATIENCE_SECONDS)
        if isinstance(self._answer, requests.Response):
            return self._answer
        raise AssertionError(f"no answer: {self._answer!r}")


def ask(hall: Hall, path: str, who: str = "otto", **headers: str) -> Asked:
    """Ask for a file without waiting for it."""
    given = {**hall.world.header(who), **headers}
    return Asked(lambda: requests.get(hall.server.url + path, headers=given, timeout=2 * PATIENCE_SECONDS))


def at_once(hall: Hall, paths: Iterable[str], times: int) -> dict[str, set[tuple[int, bytes]]]:
    """Ask ``times`` times for each file, all at the same moment; return the different answers to each."""
    asked = [(path, ask(hall, path)) for path in paths for _ in range(times)]
    found: dict[str, set[tuple[int, bytes]]] = {}
    for path, one in asked:
        answer = one.answer()
        found.setdefault(path, set()).add((answer.status_code, answer.content))
    return found


def makers(server: Server) -> list[int]:
    """Return the processes of ``server`` that make files."""
    assert server.process is not None
    return makers_of(server.process.pid)


def makers_of(process: int) -> list[int]:
    """Return the processes that make files for this one."""
    return [pid for pid, parent in _processes("charrette.exports.child") if parent == process]


def is_running(pid: int) -> bool:
    """Whether a process is there and has not ended."""
    return _stat(pid)[0] not in ("Z", "X", "")


def _processes(name: str) -> Iterable[tuple[int, int]]:
    for folder in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if folder.name.isdigit() and name.encode() in (folder / "cmdline").read_bytes():
                yield int(folder.name), int(_stat(int(folder.name))[1] or 0)


def _stat(pid: int) -> tuple[str, ...]:
    """Return state, parent and so on of a process, as in proc(5); empty fields when it has gone."""
    with contextlib.suppress(OSError):
        return tuple(Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split())
    return ("", "") + ("",) * 20


def libraries(pid: int) -> str:
    """Return what a process has loaded, a line for each part."""
    return Path(f"/proc/{pid}/maps").read_text("utf-8")


def niceness(pid: int) -> int:
    """Return how much a process gives way to others."""
    return int(_stat(pid)[16])


def limits(pid: int) -> dict[str, str]:
    """Return the limits of a process: what is limited, and to how much."""
    lines: Any = Path(f"/proc/{pid}/limits").read_text("ascii").splitlines()[1:]
    return {line[:25].strip(): line[26:46].strip() for line in lines}
