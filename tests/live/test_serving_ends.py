"""Serving that ends ends the process; stopping and standing still lose nothing.

A fault of the port is made as a broken network stack would make it: from the outside, on the socket itself.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
import socketio

from tests.live.server import Hall, Server, wait_until
from tests.live.strangers import Stranger, crowd, lines_of

Open = Callable[..., Hall]
PIDFD_GETFD = 438
"""The number of the system call that takes an open file of another process, on every kind of machine."""


def listening_socket(server: Server) -> socket.socket:
    """Return a handle on the port itself, as the server holds it."""
    assert server.process is not None
    pid = server.process.pid
    process = os.pidfd_open(pid)
    try:
        for name in os.listdir(f"/proc/{pid}/fd"):
            number = ctypes.CDLL(None, use_errno=True).syscall(PIDFD_GETFD, process, int(name), 0)
            if number < 0:
                continue
            if not os.readlink(f"/proc/self/fd/{number}").startswith("socket:"):
                os.close(number)
                continue
            found = socket.socket(fileno=number)
            if found.family == socket.AF_INET and found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                return found
            found.close()
    finally:
        os.close(process)
    raise AssertionError("the server listens nowhere")


@pytest.mark.parametrize("mode", ["eventlet", "gevent", "threading"])
def test_when_serving_ends_the_process_ends_and_says_so(open_hall: Open, mode: str) -> None:
    hall = open_hall(mode)
    phone = hall.phone("annie")
    answer = phone.command("post_idea", board=hall.world.board, text="Net op tijd")
    with listening_socket(hall.server) as port:
        port.shutdown(socket.SHUT_RDWR)
    code = hall.server.wait_for_the_end()
    said = hall.server.log.read_text()
    hall.server.start()

    assert (code, answer["ok"]) == (1, True)
    assert said.count("Charrette stopped: ") == 1
    assert "Traceback" not in said
    assert [idea["text"] for idea in hall.ideas()] == ["Net op tijd"]


@pytest.mark.trust("T42")
@pytest.mark.parametrize("mode", ["eventlet", "gevent", "threading"])
def test_sigterm_among_idle_and_slow_clients_ends_in_time(open_hall: Open, mode: str) -> None:
    """The one who is in the middle of a slow request does not hold up the end, nor those who say nothing."""
    hall = open_hall(mode)
    phone, asked = hall.phone("annie"), threading.Event()
    answers: list[Any] = []

    def post_on() -> None:
        for number in range(40):
            answers.append(phone.command("post_idea", id=f"idee-{number}", board=hall.world.board, text=f"{number}"))
            if number == 5:
                asked.set()

    slow = b"POST /api/commands HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 500\r\n\r\n{"
    asking = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    with crowd(hall.server, 20), crowd(hall.server, 20, slow), crowd(hall.server, 20, asking):
        wait_until(lambda: lines_of(hall.server) >= 41, "everybody at the door")
        poster = threading.Thread(target=_quietly, args=(post_on,), daemon=True)
        poster.start()
        assert asked.wait(60)
        assert hall.server.process is not None
        hall.server.process.send_signal(signal.SIGTERM)
        code = hall.server.process.wait(10)
        poster.join(60)
    wait_until(lambda: phone.told("server_stop"), "the word that the server stops")
    hall.server.start()
    saved = {idea["text"] for idea in hall.ideas()}

    assert code == 0
    assert {str(number) for number, answer in enumerate(answers) if answer.get("ok")} <= saved
    assert "Traceback" not in hall.server.log.read_text()


def _quietly(work: Callable[[], None]) -> None:
    with contextlib.suppress(socketio.exceptions.SocketIOError, AssertionError):
        work()


class Sleeper:
    """A phone that goes on posting as phones do: the same command again until it is acknowledged."""

    def __init__(self, hall: Hall, number: int, go_on: threading.Event) -> None:
        self.saved: list[str] = []
        self._hall = hall
        self._number = number
        self._go_on = go_on
        self._line = socketio.Client(reconnection_delay=0.5, reconnection_delay_max=2)
        auth = {"token": hall.join(f"slaper-{number}")}
        self._line.connect(hall.server.url, auth=auth, transports=["websocket"], wait_timeout=60)
        threading.Thread(target=self._post_on, daemon=True).start()

    def _post_on(self) -> None:
        for text in self.texts:
            message = {"id": text, "type": "post_idea", "board": self._hall.world.board, "text": text}
            while text not in self.saved:
                with contextlib.suppress(socketio.exceptions.SocketIOError):
                    if self._line.call("command", message, timeout=5)["ok"]:
                        self.saved.append(text)
                time.sleep(0.05)
            self._go_on.wait(60)

    @property
    def texts(self) -> list[str]:
        """What it posts, in this order."""
        return [f"idee {number} van {self._number}" for number in range(6)]

    def close(self) -> None:
        """Hang up."""
        threading.Thread(target=self._line.disconnect, daemon=True).start()


def _stand_still(hall: Hall, seconds: float, phones: int) -> float:
    """Stop the process for so long while phones go on posting; return in how many seconds all is saved afterwards."""
    go_on = threading.Event()
    sleepers = [Sleeper(hall, number, go_on) for number in range(phones)]
    wait_until(lambda: all(one.saved for one in sleepers), "the first ideas")
    assert hall.server.process is not None
    hall.server.process.send_signal(signal.SIGSTOP)
    try:
        go_on.set()
        visitor = Stranger(hall.server, b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        time.sleep(seconds)
    finally:
        hall.server.process.send_signal(signal.SIGCONT)
    awake = time.monotonic()
    wait_until(lambda: all(one.saved == one.texts for one in sleepers), "everything saved")
    took = time.monotonic() - awake
    assert visitor.hear().startswith(b"HTTP/1.1 200 ")
    assert sorted(idea["text"] for idea in hall.ideas()) == sorted(text for one in sleepers for text in one.texts)
    for one in sleepers:
        one.close()
    return took


@pytest.mark.trust("T43")
def test_a_process_that_stood_still_for_a_moment_loses_nothing(open_hall: Open) -> None:
    assert _stand_still(open_hall(), 3, phones=10) < 60


@pytest.mark.long
@pytest.mark.trust("T43")
@pytest.mark.parametrize("mode", ["eventlet", "gevent", "threading"])
def test_a_process_that_stood_still_for_a_minute_is_back_within_ten_seconds(open_hall: Open, mode: str) -> None:
    took = _stand_still(open_hall(mode), 60, phones=20)
    print(f"{mode}: all saved {took:.1f} s after a minute of standing still")

    assert took <= 10
