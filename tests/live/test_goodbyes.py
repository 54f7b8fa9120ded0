"""How a websocket is said goodbye to: once, and nobody hangs up before that was said."""

from __future__ import annotations

import base64
import os
import socket
import threading
from collections.abc import Iterator

import pytest

from charrette.live.frames import POLICY_VIOLATION, CalmWebsocket
from tests.live.server import PATIENCE_SECONDS

GOODBYE = b"\x88\x02" + POLICY_VIOLATION.to_bytes(2, "big")


@pytest.fixture
def both_ends() -> Iterator[tuple[CalmWebsocket, socket.socket]]:
    """A websocket of ours, and the end of who reads it."""
    ours, theirs = socket.socketpair()
    environ = {
        "werkzeug.socket": ours,
        "REQUEST_METHOD": "GET",
        "HTTP_HOST": "127.0.0.1",
        "HTTP_CONNECTION": "Upgrade",
        "HTTP_UPGRADE": "websocket",
        "HTTP_SEC_WEBSOCKET_VERSION": "13",
        "HTTP_SEC_WEBSOCKET_KEY": base64.b64encode(os.urandom(16)).decode(),
    }
    with ours, theirs:
        websocket = CalmWebsocket(environ)
        assert theirs.recv(4096).startswith(b"HTTP/1.1 101")
        theirs.settimeout(PATIENCE_SECONDS)
        yield websocket, theirs


def test_who_closes_what_is_being_closed_returns_when_the_goodbye_was_said(
    both_ends: tuple[CalmWebsocket, socket.socket],
) -> None:
    websocket, theirs = both_ends
    sender = threading.Thread(target=websocket.send, args=(b"x" * 5_000_000,))  # more than is taken unread
    sender.start()
    while not theirs.recv(1000, socket.MSG_PEEK):
        sender.join(0.01)
    closers = [threading.Thread(target=websocket.close, args=(POLICY_VIOLATION,)) for _ in range(2)]
    for closer in closers:
        closer.start()
        closer.join(0.1)
    assert [closer.is_alive() for closer in closers] == [True, True], "the goodbye is not said yet"

    heard = b""
    while not heard.endswith(GOODBYE):
        heard += theirs.recv(1_000_000)
    for thread in [sender, *closers]:
        thread.join(PATIENCE_SECONDS)
    theirs.setblocking(False)
    with pytest.raises(BlockingIOError):
        theirs.recv(1)  # it was said once
