"""When a websocket has ended, its connection has: nothing that came behind is taken for a request and answered."""

from __future__ import annotations

import contextlib
import time

import pytest

from charrette.demo.frames import CLOSE, FrameReader, handshake
from tests.live.raw import frame
from tests.live.server import Hall
from tests.live.strangers import Stranger

REQUEST = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
ENDINGS = {
    "goodbye": frame(b"\x03\xe8", CLOSE),
    "rubbish in a text": frame(b"\xb1\xbc"),
    "no such kind of frame": frame(b"x", 3),
    "too much": frame(b"x" * 70_000),
}

pytestmark = pytest.mark.parametrize("shared_hall", ["eventlet", "threading", "gevent"], indirect=True)


@pytest.mark.trust("T73")
@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("wait", [0, 0.3], ids=["at once", "a moment later"])
def test_nothing_is_said_behind_the_last_frame(shared_hall: Hall, ending: str, wait: float) -> None:
    stranger = Stranger(shared_hall.server, handshake(f"127.0.0.1:{shared_hall.server.port}"))
    told = stranger.sock.recv(4096)
    stranger.sock.sendall(ENDINGS[ending])
    time.sleep(wait)
    with contextlib.suppress(OSError):  # has hung up, as it should
        stranger.sock.sendall(REQUEST + b"\x82\x81\xf4\xce")
    told += stranger.hear()
    stranger.close()

    assert told.startswith(b"HTTP/1.1 101 ")
    assert told.count(b"HTTP/1.") == 1
    kinds = [opcode for opcode, _ in FrameReader().feed(told)]
    assert CLOSE not in kinds[:-1]


def test_a_websocket_that_is_refused_is_the_last_request_of_its_connection(shared_hall: Hall) -> None:
    asked = handshake(f"127.0.0.1:{shared_hall.server.port}")
    keyless = b"\r\n".join(part for part in asked.split(b"\r\n") if not part.startswith(b"Sec-WebSocket-Key"))

    told = Stranger(shared_hall.server, keyless + REQUEST + REQUEST).hear()

    assert told.startswith(b"HTTP/1.1 400 ")
    assert told.count(b"HTTP/1.") == 1
