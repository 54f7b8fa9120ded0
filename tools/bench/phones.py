"""Light phones: one process, one selector, hundreds of websockets. They only note what came, and when.

A measured idea carries its number between tildes in its text: ``~00042~``. Times are of the monotonic clock, which
all processes of a machine share.
"""

from __future__ import annotations

import contextlib
import json
import re
import selectors
import socket
from collections import defaultdict
from multiprocessing.connection import Connection
from time import monotonic
from typing import Any

from charrette.demo.frames import PING, PONG, TEXT, FrameReader, client_frame, handshake

AFTERWARDS_SECONDS = 0.5
"""How long everybody looks on after all have had everything, so that what comes twice is seen."""
MARK = re.compile(rb"~(\d{5})~")
Figures = dict[str, Any]


def mark(number: int) -> str:
    """Return the text of measured idea ``number``."""
    return f"Een bankje bij de vijver ~{number:05d}~ in de schaduw van de oude kastanje."


class Handset:
    """One phone."""

    def __init__(self, host: str, port: int, token: str, stream: str) -> None:
        self.token = token
        self.stream = stream
        self.reader = FrameReader()
        self.board_at = 0.0
        self.broken = False
        self.counts: dict[int, int] = defaultdict(int)
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.socket.setblocking(False)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.connect_ex((host, port))

    def say(self, text: str) -> None:
        """Send one packet; it is short, and the buffer of a fresh socket is large.

        Who was cut off says nothing more: what should have come of it is missed, and told.
        """
        with contextlib.suppress(OSError):
            self.socket.send(client_frame(text.encode()))


class Hall:
    """The phones of this process."""

    def __init__(self, host: str, port: int, stream: str, board: int) -> None:
        self._address = (host, port)
        self._stream = stream
        self._board = board
        self._selector = selectors.DefaultSelector()
        self._phones: list[Handset] = []
        self._due: dict[int, float] = {}
        self._acks: dict[int, float] = {}
        self._refused: list[str] = []
        self._last_seen: dict[int, float] = {}
        self._marks: dict[bytes, list[int]] = {}
        self._without_board = 0
        self._to_come = 0
        self._bytes = 0

    def join(self, tokens: list[str], seconds: float) -> Figures:
        """Connect all phones at once; return how long each waited for its board (or None)."""
        begun = monotonic()
        for token in tokens:
            phone = Handset(*self._address, token, self._stream)
            self._phones.append(phone)
            self._selector.register(phone.socket, selectors.EVENT_WRITE, phone)
        self._without_board = len(tokens)
        give_up = begun + seconds
        while self._without_board and monotonic() < give_up:
            self._turn(0.2)
        waited = [phone.board_at - begun if phone.board_at else None for phone in self._phones]
        return {"begun": begun, "waited": waited}

    def post(self, due: list[tuple[float, int]], ideas: int, until: float) -> Figures:
        """Post ideas, each at its moment, and look on until all phones have all ``ideas``, at most ``until``.

        Return acknowledgements and who had what when.
        """
        self._acks, self._due, self._last_seen, self._refused = {}, {}, {}, []
        self._bytes = 0
        self._to_come = ideas * len(self._phones) + len(due)
        waiting = list(due)
        while (now := monotonic()) < until:
            if waiting and waiting[0][0] <= now:
                self._send_idea(waiting.pop(0)[1])
                continue
            if not self._to_come:
                until = min(until, now + AFTERWARDS_SECONDS)
                self._to_come = -1
            self._turn(max(0.0, min(0.05, (waiting[0][0] if waiting else until) - now)))
        return self._figures()

    def _figures(self) -> Figures:
        seen: dict[int, int] = defaultdict(int)
        doubled = 0
        for phone in self._phones:
            for number, count in phone.counts.items():
                seen[number] += 1
                doubled += count - 1
            phone.counts.clear()
        self._marks.clear()
        return {
            "sent": dict(self._due),
            "acks": {number: at - self._due[number] for number, at in self._acks.items()},
            "last": dict(self._last_seen),
            "seen": dict(seen),
            "doubled": doubled,
            "bytes": self._bytes,
            "broken": sum(phone.broken for phone in self._phones),
            "refused": self._refused,
        }

    def idle(self, seconds: float) -> None:
        """Answer pings for a while."""
        end = monotonic() + seconds
        while monotonic() < end:
            self._turn(0.1)

    def close(self) -> int:
        """Hang up; return how many ideas came after everybody had been asked for theirs."""
        stray = sum(sum(phone.counts.values()) for phone in self._phones)
        for phone in self._phones:
            phone.socket.close()
        self._selector.close()
        return stray

    def _send_idea(self, number: int) -> None:
        phone = self._phones[number % len(self._phones)]
        message = {"id": f"bench-{number}", "type": "post_idea", "board": self._board, "text": mark(number)}
        self._due[number] = monotonic()
        phone.say(f"42{number + 1}" + json.dumps(["command", message]))

    def _turn(self, timeout: float) -> None:
        for key, events in self._selector.select(timeout):
            phone: Handset = key.data
            if events & selectors.EVENT_WRITE:
                self._greet(phone)
            else:
                self._read(phone)

    def _greet(self, phone: Handset) -> None:
        if phone.socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            self._lose(phone)
            return
        phone.socket.send(handshake("{}:{}".format(*self._address)))
        self._selector.modify(phone.socket, selectors.EVENT_READ, phone)

    def _lose(self, phone: Handset) -> None:
        phone.broken = True
        self._selector.unregister(phone.socket)
        phone.socket.close()

    def _read(self, phone: Handset) -> None:
        try:
            data = phone.socket.recv(262_144)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._lose(phone)
            return
        self._bytes += len(data)
        for opcode, payload in phone.reader.feed(data):
            if opcode == TEXT:
                self._packet(phone, payload)
            elif opcode == PING:
                phone.socket.send(client_frame(payload, PONG))

    def _packet(self, phone: Handset, payload: bytes) -> None:
        if payload.startswith(b"42["):
            self._event(phone, payload)
        elif payload == b"2":
            phone.say("3")
        elif payload.startswith(b"43"):
            self._answer(phone, payload)
        elif payload.startswith(b"0"):
            phone.say("40" + json.dumps({"token": phone.token}))
        elif payload.startswith(b"40"):
            phone.say("420" + json.dumps(["follow", {"stream": phone.stream}]))
        elif payload.startswith(b"44"):
            self._lose(phone)

    def _event(self, phone: Handset, payload: bytes) -> None:
        numbers = self._marks.get(payload)
        if numbers is None:  # the same bytes come to every phone: look into them once
            numbers = self._marks[payload] = [int(found) for found in MARK.findall(payload)]
        now = monotonic()
        for number in numbers:
            if number not in phone.counts:
                self._to_come -= 1
            phone.counts[number] += 1
            self._last_seen[number] = now

    def _answer(self, phone: Handset, payload: bytes) -> None:
        at = payload.index(b"[")
        number = int(payload[2:at]) - 1
        if number < 0:
            phone.board_at = monotonic()
            self._without_board -= 1
            return
        if number in self._acks or number not in self._due:
            self._refused.append(f"idea {number} was answered twice, or too late")
            return
        self._acks[number] = monotonic()
        self._to_come -= 1
        if not payload.startswith(b'[{"ok":true', at):
            self._refused.append(payload[at : at + 200].decode("utf-8", "replace"))


def work(pipe: Connection, host: str, port: int, stream: str, board: int) -> None:
    """Run in a process of its own: do what the pipe asks for, until it says ``close``."""
    hall = Hall(host, port, stream, board)
    while True:
        while not pipe.poll(0):
            hall.idle(0.1)
        name, *given = pipe.recv()
        pipe.send(getattr(hall, name)(*given))
        if name == "close":
            return
