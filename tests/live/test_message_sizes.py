"""One limit for a whole message, however it is cut and wherever it comes in, also before anybody signed in."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import uuid
import zlib
from urllib.parse import urlsplit

import pytest
import requests

from tests.live.raw import Poll, RawLine, frame, memory_of
from tests.live.server import Hall

pytestmark = pytest.mark.parametrize("shared_hall", ["eventlet", "threading", "gevent"], indirect=True)

MANY_BYTES = 60_000_000


def connect(hall: Hall, signed_in: bool = True) -> RawLine:
    line = RawLine(hall.server.url, {"token": hall.world.tokens["annie"]} if signed_in else None)
    assert line.until("0")
    hall.phones.append(line)  # type: ignore[arg-type]
    return line


def pieces(text: bytes, size: int) -> bytes:
    """Return a message cut into frames of ``size`` bytes."""
    parts = [text[start : start + size] for start in range(0, len(text), size)]
    last = len(parts) - 1
    return b"".join(frame(one, 1 if n == 0 else 0, final=n == last) for n, one in enumerate(parts))


def command(hall: Hall, size: int) -> bytes:
    message = {"id": uuid.uuid4().hex, "type": "post_idea", "board": hall.world.board, "text": "x" * size}
    return b"421" + json.dumps(["command", message]).encode()


@pytest.mark.trust("T72")
@pytest.mark.parametrize("cut", [None, 9_000], ids=["whole", "in pieces"])
def test_a_message_of_60_kb_is_answered_and_one_of_70_kb_or_2_mb_ends_the_line(
    shared_hall: Hall, cut: int | None
) -> None:
    for size, passes in ((60_000, True), (70_000, False), (2_000_000, False)):
        line = connect(shared_hall)
        text = command(shared_hall, size)
        line.send(pieces(text, cut or len(text)))
        answer = line.until("431")
        assert (answer is not None) is passes
        assert line.ended is not passes
        assert size != 70_000 or line.code == 1009, "too big, and no error of the server"
    assert connect(shared_hall).ask("bogus")["error"] == "no_such_event"


@pytest.mark.trust("T72")
def test_what_counts_is_bytes_and_no_letters(shared_hall: Hall) -> None:
    line = connect(shared_hall)
    line.send(pieces('42["😀'.encode() + "😀".encode() * 17_000, 100_000))

    assert line.until_the_end()
    assert line.code == 1009


@pytest.mark.trust("T72")
@pytest.mark.parametrize("signed_in", [True, False], ids=["signed in", "stranger"])
def test_a_message_without_end_costs_no_memory(shared_hall: Hall, signed_in: bool) -> None:
    line = connect(shared_hall, signed_in)
    before = memory_of(shared_hall)
    line.socket.settimeout(10)
    line.send(frame(b"4" + b"x" * 60_000, final=False))
    sent, piece = 60_000, frame(b"x" * 60_000, 0, final=False)
    while sent < MANY_BYTES and line.send(piece):
        sent += 60_000
        line.read(0.001)
    assert line.until_the_end()
    assert memory_of(shared_hall) - before < 20_000_000


def test_many_small_pieces_and_slow_ones_are_one_message(shared_hall: Hall) -> None:
    line = connect(shared_hall)
    text = command(shared_hall, 100)
    line.send(pieces(text, 1))
    assert line.until("431")


def test_compressed_messages_are_not_taken(shared_hall: Hall) -> None:
    """A kilobyte would unpack to a megabyte; so it is not offered, and who sends it all the same is cut."""
    offer = ("Sec-WebSocket-Version: 13", "Sec-WebSocket-Extensions: permessage-deflate")
    line = RawLine(shared_hall.server.url, headers=offer)
    assert line.until("0")
    packed = zlib.compress(b"4" + b"x" * 1_000_000)[2:-4]
    data = bytearray(frame(packed))
    data[0] |= 0x40
    line.send(bytes(data))
    assert line.until_the_end()


@pytest.mark.parametrize("opcode", [8, 9, 10], ids=["close", "ping", "pong"])
def test_a_control_frame_is_short(shared_hall: Hall, opcode: int) -> None:
    line = connect(shared_hall)
    line.send(frame(b"x" * 60_000, opcode))
    assert line.until_the_end()


def test_older_websockets_without_any_limit_are_not_spoken(shared_hall: Hall) -> None:
    for headers in ([], ["Sec-WebSocket-Version: 8"], ["Sec-WebSocket-Key1: 4 @1  46546xW%0l 1 5", "Origin: x"]):
        line = RawLine(shared_hall.server.url, headers=headers)
        assert line.until("0", seconds=10) is None
        assert line.ended


# --- polling -----------------------------------------------------------------------------------------------------


def post(poll: Poll, headers: str, body: bytes = b"") -> bytes:
    """Send a request whose head may lie; return the first line of the answer."""
    address = urlsplit(poll.url)
    with socket.create_connection((address.hostname, address.port), 30) as line:
        head = f"POST {address.path}?{address.query} HTTP/1.1\r\nHost: {address.netloc}\r\n{headers}\r\n\r\n"
        line.sendall(head.encode())
        with contextlib.suppress(OSError):
            line.sendall(body)
            line.shutdown(socket.SHUT_WR)
            return line.recv(1000).split(b"\r\n")[0]
    return b""


@pytest.mark.trust("T72")
def test_a_polling_body_that_is_too_long_is_refused_and_ends_the_connection(shared_hall: Hall) -> None:
    for size, status in ((60_000, 200), (70_000, 400), (2_000_000, 400)):
        poll = Poll(shared_hall.server.url, {"token": shared_hall.world.tokens["annie"]})
        with contextlib.suppress(requests.ConnectionError):  # refused before it was sent
            assert poll.say("4" + "x" * (size - 1)) == status
        assert poll.say("3") == status


@pytest.mark.parametrize(
    "headers",
    [
        "Content-Length: -1",
        "Content-Length: 9999999999999",
        "Content-Length: 1_0",
        "Transfer-Encoding: chunked",
        "X-None: 1",
    ],
)
def test_a_polling_body_whose_length_is_a_lie_is_not_read(shared_hall: Hall, headers: str) -> None:
    poll = Poll(shared_hall.server.url)
    before = memory_of(shared_hall)
    chunk = b"ffff\r\n" + os.urandom(0xFFFF) + b"\r\n" if "chunked" in headers else os.urandom(0xFFFF)
    answer = post(poll, headers, chunk * 900)
    assert b"200" not in answer
    assert memory_of(shared_hall) - before < 30_000_000  # werkzeug drains what is left, 10 MB at a time
    assert requests.get(shared_hall.server.url + "/healthz", timeout=30).ok


def test_many_packets_in_one_polling_request_all_count(shared_hall: Hall) -> None:
    """A console that can only poll follows its twenty streams in one request."""
    poll = Poll(shared_hall.server.url, {"token": shared_hall.world.tokens["otto"]})
    asks = [f'42{number}["follow",{{"stream":"board:{shared_hall.world.board}"}}]' for number in range(100, 120)]
    assert poll.say(*asks) == 200
    while sum(text.startswith("43") for text in poll.heard) < len(asks):
        assert poll.listen() == 200
    assert all('"ok":true' in text for text in poll.heard if text.startswith("43"))
