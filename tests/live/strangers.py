"""Strangers at the port: connections that are no phone, and what they do to the server."""

from __future__ import annotations

import contextlib
import os
import select
import socket
import ssl
import struct
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from tests.live.server import PATIENCE_SECONDS, Server, wait_until
from tests.starter import Process


class Served(Protocol):
    """A server in a process of its own."""

    port: int
    process: Process | None


HELLO = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"
"""How a TLS conversation begins; the rest of it does not come."""


def certificate(folder: Path) -> dict[str, str]:
    """Make a certificate for 127.0.0.1 and return the settings that name it."""
    cert, key = folder / "cert.pem", folder / "key.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=127.0.0.1"
    more = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(cert)]
    subprocess.run([*command.split(), *more], check=True, capture_output=True)
    return {"CHARRETTE_TLS_CERT": str(cert), "CHARRETTE_TLS_KEY": str(key)}


class Stranger:
    """One plain connection."""

    def __init__(self, server: Server, said: bytes = b"") -> None:
        self.sock = socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE_SECONDS)
        if said:
            self.sock.sendall(said)

    @property
    def waits(self) -> bool:
        """Whether the server has said nothing yet and did not end it."""
        return not select.select([self.sock], [], [], 0)[0]

    @property
    def was_sent_away(self) -> bool:
        """Whether the server ended it without a word."""
        with contextlib.suppress(ConnectionError):
            return bool(select.select([self.sock], [], [], 0)[0]) and not self.sock.recv(65_536)
        return True

    @property
    def is_cut(self) -> bool:
        """Whether the server ended it. What it said before is thrown away."""
        while select.select([self.sock], [], [], 0)[0]:
            try:
                if not self.sock.recv(65_536):
                    return True
            except OSError:
                return True
        return False

    def hear(self) -> bytes:
        """Return everything the server says until it ends the connection."""
        said = b""
        with contextlib.suppress(ConnectionError):
            while part := self.sock.recv(65_536):
                said += part
        return said

    def reset(self) -> None:
        """Hang up as a phone that loses its network: a reset and no goodbye."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.sock.close()

    def close(self) -> None:
        """Hang up."""
        self.sock.close()


@contextlib.contextmanager
def crowd(server: Server, number: int, said: bytes = b"") -> Iterator[list[Stranger]]:
    """Let ``number`` strangers come, say something and stay for the length of a ``with``."""
    strangers: list[Stranger] = []
    try:
        for _ in range(number):
            with contextlib.suppress(OSError):
                strangers.append(Stranger(server, said))
        yield strangers
    finally:
        for stranger in strangers:
            stranger.close()


def encrypted(server: Server) -> ssl.SSLSocket:
    """Open an https connection."""
    context = ssl.create_default_context(cafile=server.certificate)
    return context.wrap_socket(Stranger(server).sock, server_hostname="127.0.0.1")


def open_files(server: Served) -> int:
    """Return how many files and connections the server has open."""
    assert server.process is not None
    return len(os.listdir(f"/proc/{server.process.pid}/fd"))


def lines_of(server: Served) -> int:
    """Return how many connections to its port the server holds; those that wait in the queue are not held yet."""
    assert server.process is not None
    links = []
    for name in os.listdir(f"/proc/{server.process.pid}/fd"):
        with contextlib.suppress(OSError):
            links.append(os.readlink(f"/proc/{server.process.pid}/fd/{name}"))
    rows = [row.split() for row in Path(f"/proc/{server.process.pid}/net/tcp").read_text().splitlines()[1:]]
    ours = {f"socket:[{row[9]}]" for row in rows if row[1].endswith(f":{server.port:04X}") and row[3] != "0A"}
    return sum(link in ours for link in links)


def wait_for_lines(server: Server, most: int) -> None:
    """Wait until the server holds no more than ``most`` connections."""
    wait_until(lambda: lines_of(server) <= most, f"at most {most} connections")


def stays_open(stranger: Stranger, seconds: float) -> bool:
    """Whether the server leaves a connection alone for so long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if stranger.is_cut:
            return False
        time.sleep(0.1)
    return True
