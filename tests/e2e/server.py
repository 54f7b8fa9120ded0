"""A real server in its own process with its own data, and people who talk to it over its HTTP door.

Use the fixture ``charrette_server`` (one fresh server, the Hoogeveen week loaded)::

    def test_something(charrette_server, page):
        leader = charrette_server.sign_in("facilitator")
        gathering, board = leader.first_board()
        leader.command("start_gathering", gathering=gathering["id"])
        page.goto(charrette_server.url + "/j/" + gathering["code"])

A browser is signed in by ``leader.open_in(context)``. ``charrette_server.stop()`` and ``.start()`` are the restart in
the middle of an evening: the data stay, the port too.
"""

from __future__ import annotations

import os
import signal
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests
from playwright.sync_api import BrowserContext
from sqlalchemy.orm import Session

from charrette.config import read_config
from charrette.db import Database
from charrette.people.rules.invitations import invite as make_link
from charrette.spine.actors import system_actor
from charrette.spine.lists import Role
from charrette.spine.writer import Writer
from charrette.week.rules import find_charrette
from tests.ports import free_port
from tests.starter import Process, start_server

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60
STOP_SECONDS = 20
Json = dict[str, Any]


class Refused(AssertionError):
    """The server said no to a command; ``answer`` is what it said."""

    def __init__(self, answer: Json) -> None:
        super().__init__(str(answer))
        self.answer = answer


@dataclass
class Person:
    """Somebody with a token who speaks to the server as a program does."""

    server: CharretteServer
    token: str
    id: int | None = None

    def get(self, path: str) -> Json:
        """Return the JSON at ``path``."""
        return self.server.ask("GET", path, token=self.token)

    def command(self, type: str, **fields: Any) -> Json:
        """Carry out a command and return its result.

        Raises:
            Refused: the server said no.
        """
        body = {"id": str(uuid.uuid4()), "type": type, **fields}
        answer = self.server.ask("POST", "/api/commands", token=self.token, body=body)
        if not answer["ok"]:
            raise Refused(answer)
        return dict(answer["result"])

    def week(self) -> Json:
        """Return the programme as this person may see it."""
        return self.get("/api/week")

    def picture(self, stream: str) -> Json:
        """Return the snapshot of a stream."""
        return dict(self.get(f"/api/streams/{stream}")["snapshot"])

    def first_board(self, title: str = "Startbijeenkomst") -> tuple[Json, Json]:
        """Return the gathering with this title and its first board, as the week shows them."""
        week = self.week()
        gathering = next(row for row in week["gatherings"] if row["title"] == title)
        return gathering, next(row for row in week["boards"] if row["gathering"] == gathering["id"])

    def open_in(self, context: BrowserContext) -> None:
        """Sign a browser in as this person."""
        context.add_cookies(
            [{"name": "charrette_token", "value": self.token, "url": self.server.url, "httpOnly": True}]
        )


@dataclass
class CharretteServer:
    """One server process. ``data`` holds its database; ``extra`` are more settings by environment."""

    data: Path
    port: int = field(default_factory=free_port)
    extra: dict[str, str] = field(default_factory=dict)
    process: Process | None = None

    @property
    def url(self) -> str:
        """The address of the server, without a slash at the end."""
        scheme = "https" if "CHARRETTE_TLS_CERT" in self.extra else "http"
        return f"{scheme}://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """The settings of the server and of commands beside it."""
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith(("CHARRETTE_", "COV"))},
            "CHARRETTE_DATA": str(self.data),
            "CHARRETTE_HOST": "127.0.0.1",
            "CHARRETTE_PORT": str(self.port),
            "CHARRETTE_PUBLIC_URL": self.url,
            "CHARRETTE_BACKUP_SECONDS": "0",  # each is a process of its own; a test of them asks for them
            **self.extra,
        }

    def start(self) -> None:
        """Start, and wait until it answers."""
        self.data.mkdir(parents=True, exist_ok=True)
        self.process = start_server(self.environment, self.data / "server.log")
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            try:
                if self.ask("GET", "/healthz")["status"] == "ok":
                    return
            except requests.ConnectionError:
                time.sleep(0.05)
        raise AssertionError(f"The server did not start:\n{self.log()}")

    def log(self) -> str:
        """Return what the server has printed."""
        return (self.data / "server.log").read_text("utf-8")

    def stop(self) -> int:
        """Ask the server to end (SIGTERM) and return its exit code."""
        return self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End the server as a power cut would (SIGKILL)."""
        self._end(signal.SIGKILL)

    def _end(self, number: signal.Signals) -> int:
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(number)
        code = self.process.wait(STOP_SECONDS)
        self.process = None
        return code

    def ask(self, method: str, path: str, *, token: str | None = None, body: Json | None = None) -> Json:
        """Ask the server for JSON, whatever the status."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        with requests.Session() as session:
            session.trust_env = False
            verify = self.extra.get("CHARRETTE_TLS_CERT", True)
            answer = session.request(method, self.url + path, headers=headers, json=body, timeout=20, verify=verify)
            return dict(answer.json())

    def invite(self, role: str = "facilitator") -> Json:
        """Return a one-time link, as ``flask invite --json`` makes it: ``{"url", "token"}``.

        Written beside the server as that command does, but from here: it would take longer to start than to work.
        """
        config = read_config(self.environment)
        database = Database(config.database_url, pepper=config.secret_key)

        def work(session: Session) -> str:
            charrette = find_charrette(session)
            return make_link(session, charrette=charrette, by=system_actor(charrette.id), role=Role(role))

        token = Writer(database).run(work)
        database.dispose()
        return {"url": f"{self.url}/sign-in#{token}", "token": token}

    def sign_in(self, role: str = "facilitator") -> Person:
        """Return a new facilitator or organiser."""
        answer = self.ask("POST", "/api/sign-in", body={"token": self.invite(role)["token"]})
        return Person(self, answer["token"], answer["person"]["id"])

    def join(self, code: str, name: str | None = None) -> Person:
        """Return somebody who joined by a code."""
        body = {"code": code, "client_id": uuid.uuid4().hex, "name": name}
        answer = self.ask("POST", "/api/join", body={key: value for key, value in body.items() if value})
        return Person(self, answer["token"], answer["person"]["id"])
