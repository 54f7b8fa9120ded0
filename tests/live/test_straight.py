"""The way past the queue: one frame for all, whole and in order, and the library's way for who does not read."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from engineio import exceptions, packet
from flask import Flask

from charrette import create_app
from charrette.config import ConfigError, read_config
from charrette.demo.frames import TEXT, FrameReader
from charrette.live import straight
from charrette.live.connection import Connection
from charrette.live.sockets import SocketServer
from charrette.live.straight import TRIED_WITH, Straight, frame_of, straight_to, untried
from tests.world import config_for

SMALL_BUFFER = 65_536
LARGE = 3_000_000


class Websocket:
    """What the way needs of the library's websocket, over one end of a pair of sockets."""

    def __init__(self, end: socket.socket) -> None:
        self.fd = end
        self.socket = self
        self._sendlock = threading.Lock()
        self.websocket_closed = False

    def sendall(self, data: bytes) -> None:
        """Write all of it, waiting as long as that takes."""
        self.fd.setblocking(True)
        self.fd.sendall(data)


class Pair:
    """A websocket and the other end of it. ``beside``: what is to be done beside."""

    def __init__(self) -> None:
        mine, self.other = socket.socketpair()
        mine.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SMALL_BUFFER)
        self.other.settimeout(20)
        self.ws = Websocket(mine)
        self.beside: list[Callable[[], Any]] = []
        self.written: list[bool] = []
        self.way = Straight(self.ws, lambda task, *given: self.beside.append(lambda: task(*given)), self.written.append)
        self._reader = FrameReader()
        self._reader.feed(b"HTTP/1.1 101 \r\n\r\n")

    def read(self, messages: int) -> list[str]:
        """Return so many messages as they come out at the other end."""
        found: list[str] = []
        while len(found) < messages and (data := self.other.recv(100_000)):
            found += [payload.decode() for opcode, payload in self._reader.feed(data) if opcode == TEXT]
        return found


@pytest.fixture
def pair() -> Iterator[Pair]:
    made = Pair()
    yield made
    made.ws.fd.close()
    made.other.close()


def message(text: str) -> packet.Packet:
    return packet.Packet(packet.MESSAGE, text)


@pytest.mark.parametrize("size", [0, 124, 125, 126, 65_534, 65_535])
def test_a_message_of_any_size_arrives_as_it_is(pair: Pair, size: int) -> None:
    text = "é" * (size // 2) + "x" * (size % 2)
    assert pair.way.write(message(text))
    threading.Thread(target=lambda: [task() for task in pair.beside]).start()
    assert pair.read(1) == ["4" + text]


def test_a_broadcast_is_framed_once_for_all() -> None:
    one, pairs = message("Een bankje"), [Pair(), Pair()]
    assert [pair.way.write(one) for pair in pairs] == [True, True]
    assert frame_of(one) is frame_of(one)
    assert [pair.read(1) for pair in pairs] == [["4Een bankje"]] * 2
    for pair in pairs:
        pair.ws.fd.close()
        pair.other.close()


def test_what_the_system_takes_in_part_is_finished_before_anything_else(pair: Pair) -> None:
    assert pair.way.write(message("x" * LARGE))
    (rest,) = pair.beside
    assert (0 < pair.way.left < LARGE, pair.way.write(message("later")), pair.ws._sendlock.locked()) == (
        True, False, True,
    )  # fmt: skip

    finishing = threading.Thread(target=rest)
    finishing.start()
    assert pair.read(1) == ["4" + "x" * LARGE]
    finishing.join(20)
    assert (pair.way.left, pair.written, pair.ws._sendlock.locked()) == (0, [True], False)
    assert pair.way.write(message("later"))
    assert pair.read(1) == ["4later"]


def test_a_rest_that_cannot_be_written_is_told(pair: Pair) -> None:
    assert pair.way.write(message("x" * LARGE))
    pair.other.close()
    pair.beside[0]()
    assert (pair.written, pair.ws._sendlock.locked()) == ([False], False)


def test_who_does_not_read_while_somebody_else_writes_or_has_gone_goes_the_other_way(pair: Pair) -> None:
    taken = 0
    while pair.way.write(message("x" * 1_000)):
        taken += 1
    assert (taken > 0, pair.beside, pair.ws._sendlock.locked()) == (True, [], False)
    assert pair.read(taken) == ["4" + "x" * 1_000] * taken
    with pair.ws._sendlock:
        assert not pair.way.write(message("somebody writes"))
    pair.ws.websocket_closed = True
    assert not pair.way.write(message("it said goodbye"))


def test_bytes_go_the_other_way(pair: Pair) -> None:
    assert not pair.way.write(packet.Packet(packet.MESSAGE, b"picture"))


def test_what_is_no_plain_socket_has_no_such_way() -> None:
    class Other:
        line = None

    assert straight_to(Other(), lambda *_: None, lambda _: None) is None


# --- the connection ------------------------------------------------------------------------------------------------


@pytest.fixture
def connection(pair: Pair) -> Connection:
    """A websocket over which nothing waits."""
    one = Connection(SocketServer(async_mode="threading").eio, "sid")
    one.upgraded, one._straight = True, pair.way
    return one


def test_an_event_to_a_phone_that_reads_wakes_no_writer_and_waits_in_no_queue(
    pair: Pair, connection: Connection
) -> None:
    for number in range(20):
        connection.send(message(str(number)))
    assert connection.queue.qsize() == 0
    assert pair.read(20) == [f"4{number}" for number in range(20)]


@pytest.mark.parametrize("what", ["waits in the queue", "is being written", "is still polling"])
def test_nothing_overtakes_what(pair: Pair, connection: Connection, what: str) -> None:
    match what:
        case "waits in the queue":
            connection.queue.put(message("first"))
        case "is being written":
            connection._writing = 100
        case "is still polling":
            connection.upgraded = False
    before = connection.queue.qsize()
    connection.send(message("second"))
    assert connection.queue.qsize() == before + 1


@pytest.mark.parametrize("silent", [False, True])
def test_who_was_sent_something_past_the_queue_has_not_gone_silent(connection: Connection, silent: bool) -> None:
    """The writer gives up when nothing at all was sent in the time of a ping; what went past it counts."""
    empty, waits = connection.server.get_queue_empty_exception(), iter([True, False])

    def get(timeout: float) -> None:
        if next(waits):
            raise empty

    connection.queue.get = get
    if silent:
        with pytest.raises(exceptions.QueueEmpty):
            connection._next()
    else:
        connection.send(message("now"))
        assert (connection._next(), list(waits)) == (None, [])


def test_the_libraries_are_those_that_it_was_tried_with() -> None:
    wanted = (Path(__file__).parents[2] / "requirements.txt").read_text()
    assert untried() == []
    assert [name for name, number in TRIED_WITH.items() if f"{name}=={number} " not in wanted] == []


def test_with_another_library_it_turns_itself_off_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert straight_of(create_app(config_for(tmp_path / "one")))
    monkeypatch.setitem(straight.TRIED_WITH, "python-engineio", "4.0.0")
    assert not straight_of(create_app(config_for(tmp_path / "two")))
    assert f"python-engineio {version('python-engineio')}" in caplog.text


def test_a_setting_turns_it_off(tmp_path: Path) -> None:
    assert read_config({}).direct_broadcast
    assert not read_config({"CHARRETTE_DIRECT_BROADCAST": "0"}).direct_broadcast
    assert not straight_of(create_app(config_for(tmp_path, direct_broadcast=False)))
    with pytest.raises(ConfigError, match="give 1 for yes or 0 for no"):
        read_config({"CHARRETTE_DIRECT_BROADCAST": "off"})


def straight_of(app: Flask) -> bool:
    return bool(app.extensions["charrette"].socketio.server.eio.writes_straight)


EVENTLET = """
import eventlet
eventlet.monkey_patch()
from engineio import packet
from eventlet.websocket import RFC6455WebSocket
from charrette.live.straight import frame_of, straight_to
def receive(end, size):
    data = b""
    while len(data) < size:
        data += end.recv(size - len(data))
    return data
door = eventlet.listen(("127.0.0.1", 0))
other = eventlet.connect(door.getsockname())
mine, _ = door.accept()
ws = RFC6455WebSocket(mine, {})
way = straight_to(ws, eventlet.spawn, print)
for text in ("Een bankje", "é" * 62, "x" * 125, "x" * 126, "Straße" * 9000, "x" * 65_535):
    one = packet.Packet(packet.MESSAGE, text)
    frame = frame_of(one)
    assert way.write(one)
    straight = receive(other, len(frame))
    ws.send(one.encode())
    assert receive(other, len(frame)) == straight == frame, text[:20]
print("the same bytes")
"""


def test_over_a_websocket_of_eventlet_both_ways_send_the_same_bytes() -> None:
    """Nothing of what it uses there is public; without it all would work, only slower."""
    command = [sys.executable, "-W", "ignore", "-c", EVENTLET]
    told = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (told.stdout, told.stderr) == ("the same bytes\n", "")
