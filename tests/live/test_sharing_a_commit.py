"""Commands that arrive at the same moment share one commit, and are still answered and refused one by one."""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from charrette.demo.frames import FrameReader, client_frame, handshake
from tests.live.server import PATIENCE_SECONDS, Hall

TOGETHER = 8


WAL_HEADER, FRAME_HEADER = 32, 24
"""Bytes (https://www.sqlite.org/fileformat2.html, 4)."""


def commits(file: Path) -> int:
    """Return how many commits stand in the log of a database: their last frame says how large the file is then."""
    log = file.with_name(f"{file.name}-wal").read_bytes()
    _, _, page_size, _, *salts = struct.unpack(">6I", log[:24])
    frames = range(WAL_HEADER, len(log) - FRAME_HEADER, FRAME_HEADER + page_size)
    return sum(
        size > 0 and [*found] == salts for at in frames for _, size, *found in [struct.unpack(">4I", log[at : at + 16])]
    )


class Line:
    """One websocket of which the test decides what goes out in which breath."""

    def __init__(self, url: str, token: str) -> None:
        address = urlsplit(url)
        self._socket = socket.create_connection((address.hostname, address.port), PATIENCE_SECONDS)
        self._socket.sendall(handshake(address.netloc))
        self._reader = FrameReader()
        self._until(b"0")
        self.say("40" + json.dumps({"token": token}))
        self._until(b"40")

    def say(self, *texts: str) -> None:
        """Send packets in one breath."""
        self._socket.sendall(b"".join(client_frame(text.encode()) for text in texts))

    def _until(self, beginning: bytes) -> bytes:
        while True:
            for _, payload in self._reader.feed(self._socket.recv(65_536)):
                if payload.startswith(beginning):
                    return payload

    def answers(self, count: int) -> list[dict[str, object]]:
        """Return the next answers, in the order of their questions."""
        found: dict[int, dict[str, object]] = {}
        while len(found) < count:
            for _, payload in self._reader.feed(self._socket.recv(65_536)):
                if payload.startswith(b"43"):
                    number, _, answer = payload[2:].decode().partition("[")
                    found[int(number)] = json.loads("[" + answer)[0]
        return [found[number] for number in sorted(found)]

    def close(self) -> None:
        """Hang up."""
        self._socket.close()


def test_what_arrives_in_one_breath_shares_a_commit_and_a_refusal_undoes_only_itself(
    open_hall: Callable[..., Hall],
) -> None:
    hall = open_hall("eventlet")
    line = Line(hall.server.url, hall.world.tokens["annie"])
    texts = [f"Idee {number}" if number != 7 else "" for number in range(TOGETHER)]
    messages = [
        {"id": f"samen-{number}", "type": "post_idea", "board": hall.world.board, "text": text}
        for number, text in enumerate(texts)
    ]

    before = commits(hall.server.folder / "charrette.sqlite3")
    line.say(*(f"42{number}" + json.dumps(["command", message]) for number, message in enumerate(messages)))
    answers = line.answers(TOGETHER)
    line.close()
    made = commits(hall.server.folder / "charrette.sqlite3") - before

    assert [answer["ok"] for answer in answers] == [text != "" for text in texts]
    assert sorted(idea["text"] for idea in hall.ideas()) == sorted(text for text in texts if text)
    assert 1 <= made <= 2, "each in a commit of its own"
