"""Who does not read what is sent: cut at a bound, at no cost to the others, and back by number afterwards."""

from __future__ import annotations

import copy
import json
import socket
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest

from charrette.live.backlog import LARGE_BYTES, MOST_BYTES
from charrette.live.connection import KERNEL_BYTES
from tests.live.many import with_many_ideas
from tests.live.raw import Poll, RawLine, memory_of
from tests.live.server import QUEUED, Hall, serving, wait_until
from tests.live.test_floods import broadcast, connect, deaf, follow_of, stranger, write_full
from tests.world import World

LONG = [pytest.mark.long]
IN_ONE_THREAD = ["eventlet", *(pytest.param(mode, marks=LONG) for mode in (QUEUED, "gevent"))]
"""With threads the allocator of the system keeps a heap for each, so its figure says nothing of what is let go of."""

Note = Callable[[str], None]

MODES = [*IN_ONE_THREAD, "threading"]
DEAF_ONES = 10
IN_THE_SYSTEM = 2 * KERNEL_BYTES + 200_000
"""What the system may hold of one line at most: it doubles what it is asked for, and the other side has room too.
530 kB was seen."""

DELAY_SECONDS = 2.0
"""Generous: some milliseconds were measured, and who waits for one who does not read waits for ever."""

SOON_SECONDS = 20
"""Generous: a second was measured, and who is not cut at the bound goes after 45, for not answering a ping."""

WAVES, KEPT_BYTES = 5, 25_000_000
"""So many times such lines come and are cut; the first makes the memory that the others may use again. What is let go
of must not be kept: each wave has some 20 MB waiting that no two of its lines share."""


class Witness:
    """Somebody who reads: what they get, how large it is and how late."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self._line = connect(hall, "annie")
        self.seq = self._line.ask(packet=follow_of(hall))["seq"]
        self.late: list[float] = []
        self.bytes = 0

    def hear(self, say: Callable[[Hall], None], events: int) -> None:
        """Let something be said and wait until it was heard, whole and in order."""
        seen, began = len(self._line.heard), time.monotonic()
        say(self._hall)
        last = self.seq + events
        while self.seq < last:
            for text in self._line.heard[seen:]:
                self.bytes += len(text.encode())
                for event in events_in(text):
                    assert event <= self.seq + 1, "none is left out"
                    self.seq = max(self.seq, event)
            seen = len(self._line.heard)
            if self.seq < last:
                assert not self._line.ended
                self._line.read(60)
        self.late.append(time.monotonic() - began)


def events_in(text: str) -> list[int]:
    """Return the numbers of the events that a packet brings."""
    if not text.startswith('42["events"'):
        return []
    return [one["seq"] for one in json.loads(text[2:])[1]["events"]]


@pytest.fixture
def hall_in(open_hall: Callable[..., Hall]) -> Callable[[str], Hall]:
    """Open a hall in one of ``MODES``."""

    def start(mode: str) -> Hall:
        name, _, setting = mode.partition(" ")
        return open_hall(name, **dict([setting.split("=")] if setting else []))

    return start


@pytest.mark.trust("T45")
@pytest.mark.parametrize("mode", MODES)
def test_ten_who_never_read_are_cut_at_the_bound_cost_nobody_anything_and_come_back(
    hall_in: Callable[[str], Hall], mode: str, note_figure: Note
) -> None:
    hall = hall_in(mode)
    write_full(hall)
    witness = Witness(hall)
    for _ in range(3):
        witness.hear(broadcast, 2)
    quiet, witness.late, witness.bytes = witness.late, [], 0
    names = [stranger(hall) for _ in range(DEAF_ONES)]
    first = witness.seq
    lines = [deaf(hall, name) for name in names]
    ends = [line.socket for line in lines]

    while witness.bytes < MOST_BYTES - LARGE_BYTES:
        witness.hear(broadcast, 2)
    assert held_of(hall, *ends) == DEAF_ONES, "so much may wait"
    while witness.bytes < IN_THE_SYSTEM + MOST_BYTES:
        witness.hear(broadcast, 2)
    wait_until(lambda: not held_of(hall, *ends), "those who never read to be cut", SOON_SECONDS)

    before, late = statistics.median(quiet), statistics.median(witness.late)
    note_figure(f"{mode}: an event is heard after {late:.3f} s with them, {before:.3f} s without")
    assert late < DELAY_SECONDS + before
    back = connect(hall, names[0]).ask(packet=follow_of(hall, since=first))
    assert [one["seq"] for one in back["events"]] == list(range(first + 1, witness.seq + 1))


def held_of(hall: Hall, *ends: socket.socket) -> int:
    """Return how many of our connections the server still holds."""
    assert hall.server.process is not None
    ours = {end.getsockname()[1] for end in ends}
    found = psutil.Process(hall.server.process.pid).net_connections(kind="tcp")
    return sum(one.raddr[1] in ours for one in found if one.raddr)


# --- a large picture ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory, furnished_now: tuple[Path, World]) -> Path:
    """A charrette with a board whose picture is larger than what may wait."""
    file, world = furnished_now
    return with_many_ideas(file, world, 4_000, tmp_path_factory.mktemp("large") / "large.sqlite3")


@pytest.fixture
def large_hall(
    request: pytest.FixtureRequest, tmp_path: Path, large: Path, furnished_now: tuple[Path, World]
) -> Iterator[Hall]:
    """A server with that board, in the mode of ``request.param``."""
    mode, _, setting = request.param.partition(" ")
    with serving(tmp_path / "data", large, mode, **dict([setting.split("=")] if setting else [])) as server:
        hall = Hall(server, copy.copy(furnished_now[1]))
        hall.world.tokens = dict(hall.world.tokens)
        hall.do("start_gathering", gathering=hall.world.work)
        yield hall
        hall.close()


@pytest.mark.parametrize("large_hall", MODES, indirect=True)
def test_who_reads_a_picture_larger_than_the_bound_gets_it_and_what_happened_meanwhile(large_hall: Hall) -> None:
    hall = large_hall
    line = slow(hall)
    for number in range(20):
        hall.do("post_idea", "geert", board=hall.world.board, text=f"Terwijl het bord komt {number}")

    answer = line.until("431")
    assert answer is not None
    assert len(answer) > MOST_BYTES
    (followed,) = json.loads(answer[answer.index("[") :])
    seqs: list[int] = []
    while len(seqs) < 20 and not line.ended:
        seqs = [seq for text in line.heard for seq in events_in(text) if seq > followed["seq"]]
        if len(seqs) < 20:
            line.read(60)
    assert seqs == list(range(followed["seq"] + 1, followed["seq"] + 21))
    line.close()


@pytest.mark.trust("T45")
@pytest.mark.parametrize("large_hall", IN_ONE_THREAD, indirect=True)
def test_memory_of_those_who_were_cut_is_used_again(large_hall: Hall, note_figure: Note) -> None:
    """Each of ten lines asks for the whole board and reads nothing of it; then more than may wait is sent to them."""
    hall = large_hall
    names = [stranger(hall) for _ in range(DEAF_ONES)]
    held = []
    for _ in range(WAVES):
        lines = [slow(hall, name) for name in names]
        for line in lines:
            assert line.socket.recv(1, socket.MSG_PEEK), "the board is on its way"
        broadcast(hall)
        ends = [line.socket for line in lines]
        wait_until(lambda: not held_of(hall, *ends), "all to be cut", SOON_SECONDS)  # noqa: B023
        held.append(memory_of(hall))
        for line in lines:
            line.close()
    note_figure(f"memory after each wave: {[round(one / 1e6) for one in held]} MB")
    assert min(held[-2:]) - held[0] < KEPT_BYTES, held


@pytest.mark.parametrize("large_hall", ["eventlet", "gevent", "threading"], indirect=True)
def test_who_reads_no_answer_over_polling_is_cut_with_that_answer(large_hall: Hall) -> None:
    """Without that it would stay, half sent, for the five minutes that an answer may take."""
    hall = large_hall
    poll = Poll(hall.server.url, {"token": hall.world.tokens["annie"]})
    assert poll.say(follow_of(hall, 7)) == 200
    address = urlsplit(poll.url)
    with socket.create_connection((address.hostname, address.port), 60) as unread:
        unread.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, LARGE_BYTES // 4)
        unread.sendall(f"GET {address.path}?{address.query} HTTP/1.1\r\nHost: {address.netloc}\r\n\r\n".encode())
        assert unread.recv(1, socket.MSG_PEEK), "the answer is on its way"
        for _ in range(2):  # the first large one may wait
            broadcast(hall)
        wait_until(lambda: not held_of(hall, unread), "the answer to be cut", SOON_SECONDS)
    poll.close()


def slow(hall: Hall, name: str = "annie") -> RawLine:
    """Return a line that asked for the board and has read nothing of it, with little room on its side."""
    line = connect(hall, name)
    line.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, LARGE_BYTES // 4)
    line.say(follow_of(hall, 1))
    return line
