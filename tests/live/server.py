"""A real server in a process of its own, and clients that talk to it over real connections."""

from __future__ import annotations

import contextlib
import os
import queue
import shutil
import signal
import ssl
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import requests
import socketio

from charrette.listening.turns import SharedSSLSocket
from tests.ports import free_port
from tests.starter import Process, start_server
from tests.world import SECRET, World

ROOT = Path(__file__).parents[2]
QUEUED = "eventlet CHARRETTE_DIRECT_BROADCAST=0"
"""A mode of a server, and a setting: every message goes through the queues of the library."""

PATIENCE_SECONDS = 60
"""How long a slow machine may take for what takes a moment."""


def wait_until(check: Callable[[], Any], what: str, seconds: float = PATIENCE_SECONDS) -> Any:
    """Wait until ``check`` gives something true, and return it."""
    end = time.monotonic() + seconds
    while not (found := check()):
        assert time.monotonic() < end, f"waited in vain: {what}"
        time.sleep(0.02)
    return found


class Server:
    """``wsgi.py`` on a folder of its own. It can be killed and started again on the same data and port."""

    before: tuple[str, ...] = ()
    """A command that starts the command of the server, as one that limits what it may use."""

    def __init__(self, folder: Path, mode: str, **environ: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.certificate = environ.get("CHARRETTE_TLS_CERT")
        self.url = f"{'https' if self.certificate else 'http'}://127.0.0.1:{self.port}"
        self.environ = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("CHARRETTE_", "FLASK_"))},
            "CHARRETTE_DATA": str(folder),
            "CHARRETTE_HOST": "127.0.0.1",
            "CHARRETTE_PORT": str(self.port),
            "CHARRETTE_PUBLIC_URL": self.url,
            "CHARRETTE_SECRET_KEY": SECRET,
            "CHARRETTE_ASYNC_MODE": mode,
            "CHARRETTE_TESTING": "1",
            "CHARRETTE_BACKUP_SECONDS": "0",  # each is a process of its own; a test of them asks for them
            **environ,
        }
        self.log = folder / "server.log"
        self.process: Process | None = None

    def start(self, **environ: str) -> Server:
        """Start and wait until it answers."""
        self.process = start_server({**self.environ, **environ}, self.log, *self.before)
        wait_until(self._answers, f"the server to start; see {self.log}")
        return self

    def _answers(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.log.read_text()[-2000:]
        with contextlib.suppress(requests.RequestException):
            return requests.get(self.url + "/healthz", timeout=5, verify=self.certificate or True).status_code == 200
        return False

    def end(self, number: int) -> int:
        """Send a signal, wait until the process has gone and return its exit code."""
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(PATIENCE_SECONDS)

    def kill(self) -> None:
        """End it as a power cut would."""
        if self.process is not None and self.process.poll() is None:
            self.end(signal.SIGKILL)

    def wait_for_the_end(self) -> int:
        """Wait until it ended by itself, as a fault makes it do."""
        assert self.process is not None
        return self.process.wait(PATIENCE_SECONDS)


def in_turns(certificate: str | None) -> dict[str, Any]:
    """Return how a client speaks TLS that reads and writes in two threads, as the library does; nothing without."""
    if certificate is None:
        return {}
    context = ssl.create_default_context(cafile=certificate)
    context.sslsocket_class = SharedSSLSocket
    return {"sslopt": {"context": context}}


class Phone:
    """One client over one connection; it keeps what it receives and never reconnects by itself."""

    def __init__(
        self, url: str, token: str | None, transport: str = "websocket", certificate: str | None = None
    ) -> None:
        self.received: list[tuple[str, Any]] = []
        browser = requests.Session()
        browser.trust_env = False  # a bundle named in the environment would go before our certificate
        browser.verify = certificate or True
        self.line = socketio.Client(
            reconnection=False,
            request_timeout=PATIENCE_SECONDS,
            http_session=browser,
            websocket_extra_options=in_turns(certificate),
        )
        self.refusal: Any = None
        self.ended = queue.Queue[str]()
        self.line.on("*", lambda event, *data: self.received.append((event, data[0] if data else None)))
        self.line.on("connect_error", self._refused)
        self.line.on("disconnect", lambda reason=None: self.ended.put(str(reason)))
        transports = transport.split("+")
        auth = {"token": token} if token is not None else {}
        self.line.connect(url, auth=auth, transports=transports, wait_timeout=PATIENCE_SECONDS)

    def _refused(self, told: Any) -> None:
        self.refusal = told

    def ask(self, event: str, *message: Any) -> Any:
        """Send an event and return the answer."""
        return self.line.call(event, *message, timeout=PATIENCE_SECONDS)

    def command(self, type: str, *, id: str | None = None, **fields: Any) -> Any:
        """Send a command and return the answer."""
        return self.ask("command", {"id": id or str(uuid.uuid4()), "type": type, **fields})

    def events(self, stream: str) -> list[dict[str, Any]]:
        """Return the events of a stream that came in live, in the order they came."""
        messages = [data for event, data in list(self.received) if event == "events" and data["stream"] == stream]
        return [event for message in messages for event in message["events"]]

    def told(self, event: str) -> list[Any]:
        """Return the messages that came in under this name."""
        return [data for name, data in list(self.received) if name == event]

    def close(self) -> None:
        """Hang up."""
        with contextlib.suppress(Exception):
            self.line.disconnect()


@contextlib.contextmanager
def serving(folder: Path, file: Path, mode: str, **environ: str) -> Iterator[Server]:
    """Serve a copy of the database ``file`` for the length of a ``with``."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, folder / "charrette.sqlite3")
    server = Server(folder, mode, **environ)
    try:
        yield server.start()
    finally:
        server.kill()


class Hall:
    """A running server with the small charrette, and phones in it that are put away at the end."""

    def __init__(self, server: Server, world: World) -> None:
        self.server = server
        self.world = world
        self.phones: list[Phone] = []

    def phone(self, who: str, transport: str = "websocket") -> Phone:
        """Connect somebody's phone."""
        phone = Phone(self.server.url, self.world.tokens[who], transport, self.server.certificate)
        self.phones.append(phone)
        return phone

    def join(self, name: str) -> str:
        """Let somebody in by the code; from then on they have a phone. Returns their token."""
        body = {"code": self.world.code, "client_id": f"phone-of-{name}"}
        verify = self.server.certificate or True
        answer = requests.post(self.server.url + "/api/join", json=body, timeout=PATIENCE_SECONDS, verify=verify)
        token: str = answer.json()["token"]
        self.world.tokens[name] = token
        return token

    def get(self, path: str, who: str) -> Any:
        """Ask over HTTP."""
        headers, verify = self.world.header(who), self.server.certificate or True
        return requests.get(self.server.url + path, headers=headers, timeout=PATIENCE_SECONDS, verify=verify)

    def post(self, path: str, who: str, **given: Any) -> Any:
        """Send over HTTP."""
        headers, verify = self.world.header(who), self.server.certificate or True
        return requests.post(self.server.url + path, headers=headers, timeout=PATIENCE_SECONDS, verify=verify, **given)

    def do(self, type: str, who: str = "otto", **fields: Any) -> Any:
        """Carry out a command over HTTP and return its result."""
        body = {"id": str(uuid.uuid4()), "type": type, **fields}
        answer = self.post("/api/commands", who, json=body).json()
        assert answer["ok"], answer
        return answer["result"]

    def ideas(self) -> list[dict[str, Any]]:
        """Return the ideas on the board, as a facilitator sees them."""
        answer = self.get(f"/api/streams/board:{self.world.board}", "otto").json()
        found: list[dict[str, Any]] = answer["snapshot"]["ideas"]
        return found

    def close(self) -> None:
        """Put away the phones. They hang up at once; nobody waits for the goodbye of the server's websocket."""
        for phone in self.phones:
            threading.Thread(target=phone.close, daemon=True).start()
        self.phones.clear()
