"""A client that does with the protocol whatever a test wants: no library would send it."""

from __future__ import annotations

import base64
import contextlib
import itertools
import json
import os
import socket
import struct
import time
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import psutil
import requests

from charrette.demo.frames import TEXT, FrameReader, NotWebsocket
from tests.live.server import PATIENCE_SECONDS, Hall

PATH = "/socket.io/?EIO=4&transport=websocket"
Answer = dict[str, Any]


def frame(payload: bytes, opcode: int = TEXT, *, final: bool = True) -> bytes:
    """Return one frame of a client; ``final``: whether the message ends with it."""
    size, first = len(payload), opcode | (0x80 if final else 0)
    if size < 126:
        head = struct.pack("!BB", first, 0x80 | size)
    elif size < 65_536:
        head = struct.pack("!BBH", first, 0xFE, size)
    else:
        head = struct.pack("!BBQ", first, 0xFF, size)
    mask = os.urandom(4)
    pattern = (mask * (size // 4 + 1))[:size]
    return head + mask + (int.from_bytes(payload, "big") ^ int.from_bytes(pattern, "big")).to_bytes(size, "big")


class RawLine:
    """One websocket. ``auth`` None: do not sign in. ``code``: why the server ended it, if it said so."""

    def __init__(
        self,
        url: str,
        auth: Answer | None = None,
        *,
        headers: Iterable[str] = ("Sec-WebSocket-Version: 13",),
        path: str = PATH,
        host: str | None = None,
    ) -> None:
        address = urlsplit(url)
        self.socket = socket.create_connection((address.hostname, address.port), PATIENCE_SECONDS)
        key = base64.b64encode(os.urandom(16)).decode()
        lines = (
            f"GET {path} HTTP/1.1",
            f"Host: {host or address.netloc}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Key: {key}",
            *headers,
        )
        self.socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        self._reader = FrameReader()
        self._ids = itertools.count(1)
        self.heard: list[str] = []
        self.ended = False
        self.code: int | None = None
        if auth is not None and self.until("0"):
            self.say("40" + json.dumps(auth))
            assert self.until("40", "44"), "no answer to signing in"

    @property
    def is_in(self) -> bool:
        """Whether the server let us in."""
        return any(text.startswith("40") for text in self.heard)

    def send(self, data: bytes) -> bool:
        """Send bytes as they are; False when the server has hung up. What it said before is still heard."""
        try:
            self.socket.sendall(data)
        except OSError:
            self.until_the_end()
            self.ended = True
        return not self.ended

    def say(self, *texts: str) -> bool:
        """Send packets in one breath."""
        return self.send(b"".join(frame(text.encode()) for text in texts))

    def read(self, seconds: float) -> None:
        """Take in what comes within ``seconds``, at most until something came or the line ended."""
        self.socket.settimeout(max(0.01, seconds))
        try:
            data = self.socket.recv(1_000_000)
            self.ended = self.ended or not data
            messages = self._reader.feed(data)
        except TimeoutError:
            return
        except (OSError, NotWebsocket):
            self.ended = True
            return
        finally:
            self.socket.settimeout(PATIENCE_SECONDS)
        for opcode, payload in messages:
            if opcode == 8:
                self.ended, self.code = True, int.from_bytes(payload[:2], "big") or None
            if opcode == TEXT:
                self.heard.append(payload.decode())
                if payload == b"2":
                    self.say("3")

    def until(self, *beginnings: str, seconds: float = PATIENCE_SECONDS) -> str | None:
        """Wait for a packet that begins so and return it; None when the line ended before."""
        end, seen = time.monotonic() + seconds, 0
        while True:
            for text in self.heard[seen:]:
                if text.startswith(beginnings):
                    return text
            seen = len(self.heard)
            if self.ended or time.monotonic() > end:
                return None
            self.read(end - time.monotonic())

    def ask(self, *event: Any, packet: str | None = None) -> Any:
        """Send an event, or a packet with ``ID`` in it, and return the answer; None when the line ended."""
        number = next(self._ids) + 1_000_000
        self.say((packet or "42ID" + json.dumps(list(event))).replace("ID", str(number)))
        answer = self.until(f"43{number}", f"43/x,{number}")
        return None if answer is None else json.loads(answer[answer.index("[") :])[0]

    def until_the_end(self, seconds: float = PATIENCE_SECONDS) -> bool:
        """Read on until the server hangs up; False when it did not."""
        end = time.monotonic() + seconds
        while not self.ended and time.monotonic() < end:
            self.read(end - time.monotonic())
        return self.ended

    def close(self) -> None:
        """Hang up."""
        with contextlib.suppress(OSError):
            self.socket.close()


class Poll:
    """One connection over polling."""

    def __init__(self, url: str, auth: Answer | None = None, **headers: str) -> None:
        self._url = url + "/socket.io/?EIO=4&transport=polling"
        self._http = requests.Session()
        self._http.trust_env = False
        self._http.headers.update(headers)
        opened = self._http.get(self._url, timeout=PATIENCE_SECONDS)
        self.status = opened.status_code
        self.heard: list[str] = []
        if opened.ok:
            self._url += "&sid=" + json.loads(opened.text[1:])["sid"]
        if opened.ok and auth is not None:
            self.say("40" + json.dumps(auth))
            self.listen()

    @property
    def url(self) -> str:
        """Where this connection is."""
        return self._url

    def say(self, *texts: str) -> int:
        """Send packets; return the status of the answer."""
        body = "\x1e".join(texts).encode()
        return self._http.post(self._url, data=body, timeout=PATIENCE_SECONDS).status_code

    def listen(self) -> int:
        """Ask what there is, once; return the status of the answer."""
        answer = self._http.get(self._url, timeout=PATIENCE_SECONDS)
        if answer.ok:
            self.heard += answer.text.split("\x1e")
        return answer.status_code

    def close(self) -> None:
        """Hang up."""
        self._http.close()


def memory_of(hall: Hall) -> int:
    """Return how many bytes of memory the server holds."""
    assert hall.server.process is not None
    return int(psutil.Process(hall.server.process.pid).memory_info().rss)


def connections_of(hall: Hall) -> int:
    """Return how many connections of clients the server holds, also those the client has left."""
    assert hall.server.process is not None
    found = psutil.Process(hall.server.process.pid).net_connections(kind="tcp")
    return sum(one.status != psutil.CONN_LISTEN for one in found)
