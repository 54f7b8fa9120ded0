"""Starting what is measured, each time afresh in a folder of its own, and looking at it from outside."""

from __future__ import annotations

import functools
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from charrette.demo.site import Failed, NoServer, Site
from tools.bench.shapes import STREAM, event_of, snapshot_of, text_of

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 60
JOINS_AT_ONCE = 24
JOINS_BETWEEN_LETTING_IN = 1000
"""The doors let 1,500 people of one address in at once; then staff must let more in, as the bench does in time."""


class CannotStart(Exception):
    """A server did not come up; the text holds what it said."""


@dataclass
class Server:
    """A running server: where it is, its process, the board and the tokens of the phones."""

    name: str
    port: int
    process: subprocess.Popen[bytes]
    folder: tempfile.TemporaryDirectory[str]
    stream: str = STREAM
    board: int = 1
    tokens: list[str] = field(default_factory=list)

    @property
    def site(self) -> Site:
        """Its pages."""
        return Site(f"http://127.0.0.1:{self.port}")

    def cpu_seconds(self) -> float:
        """Return the processor time it used until now, of itself and of the kernel for it."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory_kb(self) -> int:
        """Return its resident memory."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1])  # type: ignore[index]

    def stop(self) -> None:
        """End it and remove its folder."""
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.folder.cleanup()


def keep_apart(server: int, phones: list[int]) -> None:
    """Give the server a core of its own and the phones the others: real phones do not slow down the server either.

    All threads of the server: those of node collect garbage beside the first.
    """
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) > 1:
        for thread in Path(f"/proc/{server}/task").iterdir():
            os.sched_setaffinity(int(thread.name), cores[:1])
        for pid in phones:
            os.sched_setaffinity(pid, cores[1:])


def _launch(
    name: str, port: int, line: list[str], extra: dict[str, str], files: dict[str, str] | None = None
) -> Server:
    """Start ``line`` in a fresh folder that holds ``files``, of which the line may name ``{folder}``."""
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise CannotStart(f"Something listens on port {port} already: choose another one with --port.")
    folder = tempfile.TemporaryDirectory(prefix="charrette-bench-")
    for file, text in (files or {}).items():
        (Path(folder.name) / file).write_text(text, "utf-8")
    line = [part.replace("{folder}", folder.name) for part in line]
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore", **extra}
    environ |= {"CHARRETTE_DATA": str(Path(folder.name) / "data")}
    with (Path(folder.name) / "log").open("wb") as log:
        process = subprocess.Popen(line, cwd=ROOT, env=environ, stdout=log, stderr=log)
    server = Server(name, port, process, folder)
    with _stopped_unless_ready(server):
        give_up = monotonic() + START_SECONDS
        while monotonic() < give_up and process.poll() is None:
            try:
                server.site.ask("GET", "/healthz")
                return server
            except Failed:
                return server
            except NoServer:
                sleep(0.1)
        said = (Path(folder.name) / "log").read_text("utf-8", "replace")
        raise CannotStart(f"{name} did not start on port {port}: {said[-500:]}")


@contextmanager
def _stopped_unless_ready(server: Server) -> Iterator[None]:
    """Stop the server when it cannot be made ready, or when nobody waits for it any more."""
    try:
        yield
    except (Failed, NoServer) as error:
        server.stop()
        raise CannotStart(f"{server.name} could not be made ready: {error}") from error
    except BaseException:
        server.stop()
        raise


def start_relay(port: int, mode: str, phones: int, ideas: int) -> Server:
    """Start the relay; everybody may come in."""
    script = str(Path(__file__).with_name("bare_relay.py"))
    server = _launch(f"relay, {mode}", port, [sys.executable, script, str(port), mode, str(ideas)], {})
    server.tokens = [""] * phones
    return server


def start_node(port: int, phones: int, ideas: int) -> Server:
    """Start the relay on node, that of the Python environment when there is one; everybody may come in."""
    node = shutil.which("node", path=f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}")
    if node is None:
        raise CannotStart("There is no node on this machine: `make dev` brings it.")
    script = str(Path(__file__).with_name("node_relay.mjs"))
    shapes = json.dumps({"stream": STREAM, "snapshot": snapshot_of(ideas), "event": event_of(0, "")})
    server = _launch("node", port, [node, script, str(port), "{folder}/shapes.json"], {}, {"shapes.json": shapes})
    server.tokens = [""] * phones
    return server


def start_charrette(port: int, phones: int, ideas: int) -> Server:
    """Start the real server, open a gathering with a board, let everybody join and fill the board."""
    settings = {
        "CHARRETTE_PORT": str(port),
        "CHARRETTE_HOST": "127.0.0.1",
        "CHARRETTE_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "CHARRETTE_ASYNC_MODE": "eventlet",
        "CHARRETTE_DATABASE_URL": "",
    }
    server = _launch("Charrette", port, [sys.executable, "wsgi.py"], settings)
    with _stopped_unless_ready(server):
        _make_ready(server, phones, ideas)
    return server


def _make_ready(server: Server, phones: int, ideas: int) -> None:
    log = (Path(server.folder.name) / "log").read_text("utf-8", "replace")
    token = re.search(r"/sign-in#(\S+)", log)[1]  # type: ignore[index]
    site = server.site
    organiser = _post(site, "/api/sign-in", {"token": token})["token"]
    week = site.json("/api/week", organiser)
    board = week["boards"][0]
    server.stream, server.board = board["stream"], board["id"]
    for number, (type, fields) in enumerate(
        (
            ("open_doors", {"gathering": board["gathering"]}),
            ("start_gathering", {"gathering": board["gathering"]}),
            ("set_board_phase", {"board": board["id"], "phase": "collecting"}),
        )
    ):
        _post(site, "/api/commands", {"id": f"set-{number}", "type": type, **fields}, organiser)
    let_in = functools.partial(_post, site, "/api/commands", token=organiser)
    for start in range(0, phones, JOINS_BETWEEN_LETTING_IN):
        if start:
            let_in({"id": f"let-in-{start}", "type": "let_more_in"})
        _join(server, week["charrette"]["code"], range(start, min(phones, start + JOINS_BETWEEN_LETTING_IN)))
    _fill(server, ideas)


def _post(site: Site, path: str, body: Any, token: str | None = None) -> Any:
    return json.loads(site.ask("POST", path, token, body))


def _join(server: Server, code: str, numbers: range) -> None:
    def join(number: int) -> str:
        body = {"code": code, "client_id": f"bench-phone-{number:05d}"}
        return str(_post(server.site, "/api/join", body)["token"])

    with ThreadPoolExecutor(JOINS_AT_ONCE) as pool:
        server.tokens += pool.map(join, numbers)


def _fill(server: Server, ideas: int) -> None:
    def post(number: int) -> None:
        token = server.tokens[number % len(server.tokens)]
        body = {"id": f"fill-{number}", "type": "post_idea", "board": server.board, "text": text_of(number + 1)}
        _post(server.site, "/api/commands", body, token)

    with ThreadPoolExecutor(JOINS_AT_ONCE) as pool:
        list(pool.map(post, range(ideas)))
