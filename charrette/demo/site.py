"""Pages and JSON of the server, as a person without a socket gets them."""

from __future__ import annotations

import asyncio
import http.client
import json
import ssl
from typing import Any
from urllib.parse import urlsplit

ANSWER_SECONDS = 60.0


class NoServer(Exception):
    """Nobody answers at the address."""


class Failed(Exception):
    """The server answered with an error; the text says which."""


class Site:
    """A running server by its address. No proxy is used: the server is in this building."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        parts = urlsplit(self.url)
        self._host, self._port = parts.hostname or "127.0.0.1", parts.port
        self._secure = parts.scheme == "https"

    def ask(self, method: str, path: str, token: str | None = None, body: Any = None) -> bytes:
        """Return the body of the answer.

        Raises:
            NoServer: nobody answers.
            Failed: the answer is an error.
        """
        line = self._line()
        headers = {"Accept-Language": "nl"}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        if body is not None:
            headers["Content-Type"] = "application/json"
        try:
            line.request(method, path, None if body is None else json.dumps(body).encode(), headers)
            answer = line.getresponse()
            data = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise NoServer(f"No server answers at {self.url}.") from error
        finally:
            line.close()
        if answer.status >= 400:
            raise Failed(f"{method} {path}: {answer.status} {data[:200].decode('utf-8', 'replace')}")
        return data

    def _line(self) -> http.client.HTTPConnection:
        if not self._secure:
            return http.client.HTTPConnection(self._host, self._port, timeout=ANSWER_SECONDS)
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return http.client.HTTPSConnection(self._host, self._port, timeout=ANSWER_SECONDS, context=context)

    def json(self, path: str, token: str | None = None) -> Any:
        """Return what is at ``path``, read as JSON."""
        return json.loads(self.ask("GET", path, token))

    async def post(self, path: str, body: Any, token: str | None = None) -> Any:
        """Send ``body`` as JSON without holding up the other phones; return the answer."""
        return json.loads(await asyncio.to_thread(self.ask, "POST", path, token, body))

    async def get(self, path: str, token: str | None = None) -> Any:
        """Return JSON without holding up the other phones."""
        return await asyncio.to_thread(self.json, path, token)

    async def file(self, path: str, token: str | None = None) -> bytes:
        """Return a file without holding up the other phones."""
        return await asyncio.to_thread(self.ask, "GET", path, token)
