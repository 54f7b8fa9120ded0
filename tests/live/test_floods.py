"""One device never stalls the hall: who asks too much is told so and then cut, who does not read is not served."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
import uuid
from collections.abc import Callable, Iterator

import pytest
import requests

from charrette.live import allowance
from tests.live.raw import Poll, RawLine, connections_of, frame, memory_of
from tests.live.server import Hall, wait_until

MODES = pytest.mark.parametrize("shared_hall", ["eventlet", "threading"], indirect=True)
QUICK_SECONDS = 10
"""For what takes milliseconds, on a machine that does much else: the faults looked for here took 20 and more."""


def connect(hall: Hall, who: str) -> RawLine:
    line = RawLine(hall.server.url, {"token": hall.world.tokens[who]})
    hall.phones.append(line)  # type: ignore[arg-type]
    return line


def stranger(hall: Hall) -> str:
    """Let somebody in who has done nothing yet, and return their name."""
    name = f"vreemde-{uuid.uuid4().hex[:8]}"
    hall.join(name)
    return name


def follow_of(hall: Hall, number: object = "ID", since: int | None = None) -> str:
    ask = {"stream": f"board:{hall.world.board}"} | ({} if since is None else {"since": since})
    return f"42{number}" + json.dumps(["follow", ask])


def is_alive(hall: Hall) -> bool:
    """Whether the others still get their answers in time."""
    phone = connect(hall, "jamila")
    begun = time.monotonic()
    assert requests.get(hall.server.url + "/healthz", timeout=QUICK_SECONDS).ok
    assert phone.ask("command", {"id": uuid.uuid4().hex, "type": "update_me", "name": "Jamila"})["ok"]
    phone.close()
    return time.monotonic() - begun < QUICK_SECONDS


@contextlib.contextmanager
def watched(hall: Hall) -> Iterator[list[float]]:
    """Ask for ``/healthz`` all the time, and note how long each answer took."""
    took: list[float] = []
    done = threading.Event()

    def watch() -> None:
        while not done.is_set():
            begun = time.monotonic()
            requests.get(hall.server.url + "/healthz", timeout=120)
            took.append(time.monotonic() - begun)
            done.wait(0.01)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield took
    finally:
        done.set()
        thread.join()


def write_full(hall: Hall, ideas: int = 60) -> None:
    """Fill the board, so that its picture is worth not reading."""
    for number in range(len(hall.ideas()), ideas):
        hall.do("post_idea", "geert", board=hall.world.board, text=f"{number} " + "een lang idee " * 30)


@MODES
def test_who_follows_without_end_is_told_to_wait_and_then_cut(shared_hall: Hall) -> None:
    hall = shared_hall
    write_full(hall, 1)
    line = connect(hall, stranger(hall))
    refused = fitted = 0
    for _ in range(1000):
        answer = line.ask(packet=follow_of(hall))
        if answer is None:
            break
        fitted += answer["ok"]
        if not answer["ok"]:
            refused += 1
            assert answer["error"] == "too_many"
            assert 0 < answer["retry_after"] <= 10
    assert fitted > 130, "what a console does fits, with three tabs"
    assert refused > 20
    assert line.ended
    assert line.code == 1008, "for what it did, and no error of the server"
    assert is_alive(hall)


@MODES
@pytest.mark.parametrize("count", [1500, pytest.param(6000, marks=[pytest.mark.long])])
def test_follows_of_one_who_reads_no_answers_hold_nobody_up(shared_hall: Hall, count: int) -> None:
    hall = shared_hall
    write_full(hall)
    line = connect(hall, stranger(hall))
    before = memory_of(hall)
    line.socket.settimeout(QUICK_SECONDS)
    with watched(hall) as took:
        line.send(b"".join(frame(follow_of(hall, number).encode()) for number in range(count)))
        for _ in range(5):
            assert is_alive(hall)
    assert max(took) < QUICK_SECONDS
    line.close()
    assert memory_of(hall) - before < 60_000_000


@MODES
@pytest.mark.parametrize(
    ("kind", "bytes_of_one"),
    [
        ("pongs of the transport", frame(b"3")),
        ("pings of the transport", frame(b"2")),
        ("upgrades", frame(b"5")),
        ("rubbish", frame(b"4zzz")),
        ("unknown events", frame(b'42["x"]')),
        ("unfollows", frame(b'42["unfollow",{"stream":"x"}]')),
        ("commands", frame(b'42["command",{}]')),
        ("acknowledgements", frame(b"431[1]")),
        ("binary events", frame(b'451-["x",{"_placeholder":true,"num":0}]') + frame(b"abc", 2)),
        ("pings of the websocket", frame(b"", 9)),
        ("empty pieces", frame(b"", 0, final=False)),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_a_flood_of_anything_ends_the_line_of_who_sends_it(shared_hall: Hall, kind: str, bytes_of_one: bytes) -> None:
    hall = shared_hall
    line = connect(hall, stranger(hall))
    if kind == "empty pieces":
        line.send(frame(b"4", final=False))
    line.socket.settimeout(QUICK_SECONDS)
    for _ in range(200):
        if not line.send(bytes_of_one * 50):
            break
        line.read(0.01)
    assert line.until_the_end(), kind
    assert line.code in (None, 1008), "who does not listen to the end hears nothing"
    assert is_alive(hall)


@MODES
def test_before_signing_in_a_connection_gets_little(shared_hall: Hall) -> None:
    begun = time.monotonic()
    line = RawLine(shared_hall.server.url)
    for _ in range(400):
        if not line.say('40{"token":"nonsense"}'):
            break
        line.read(0.001)
    assert line.until_the_end()
    gained = allowance.STRANGER_PER_SECOND * (time.monotonic() - begun)
    most = allowance.STRANGER_FULL + gained
    assert sum("not_signed_in" in text for text in line.heard) < most, "each asks the database"
    assert any("too_many" in text for text in line.heard)


@MODES
def test_what_people_really_do_fits(shared_hall: Hall) -> None:
    """A console that is loaded three times, a phone with forty ideas, a wobbly connection."""
    hall = shared_hall
    for _ in range(3):
        console = connect(hall, "otto")
        console.say(*(follow_of(hall, number) for number in range(100, 120)))
        for number in range(100, 120):
            assert '"ok":true' in (console.until(f"43{number}") or "")
        console.close()
    phone = connect(hall, stranger(hall))
    for number in range(40):
        fields = {"board": hall.world.board, "text": f"Bewaard {number}"}
        assert phone.ask("command", {"id": uuid.uuid4().hex, "type": "post_idea", **fields})["ok"]
    name = stranger(hall)
    for _ in range(15):
        phone = connect(hall, name)
        for _ in range(5):
            assert phone.ask(packet=follow_of(hall, since=0))["ok"]
        phone.close()


# --- who does not read -------------------------------------------------------------------------------------------


def deaf(hall: Hall, name: str) -> RawLine:
    """Return a line that follows the board and never reads again, with little room on its side."""
    line = connect(hall, name)
    line.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    assert line.ask(packet=follow_of(hall))["ok"]
    return line


def broadcast(hall: Hall) -> None:
    """Send everybody the whole board."""
    hall.do("conceal_board", board=hall.world.board)
    hall.do("reveal_board", board=hall.world.board)


@pytest.mark.trust("T45")
@pytest.mark.parametrize(
    ("mode", "deaf_ones", "messages"),
    [("eventlet", 3, 0), ("threading", 3, 0), pytest.param("eventlet", 10, 2000, marks=[pytest.mark.long])],
)
def test_who_never_reads_is_cut_and_the_others_hear_everything(
    open_hall: Callable[..., Hall], mode: str, deaf_ones: int, messages: int
) -> None:
    """``messages`` of 20 kB or more; 0: until those who never read are cut, which is less than 300."""
    hall = open_hall(mode)
    write_full(hall)
    witness = hall.phone("annie")
    assert witness.ask("follow", {"stream": f"board:{hall.world.board}"})["ok"]
    seq = witness.ask("follow", {"stream": f"board:{hall.world.board}"})["seq"]
    for _ in range(deaf_ones):
        deaf(hall, stranger(hall))
    before, open_before = memory_of(hall), connections_of(hall)

    sent = 0
    while sent < messages or (not messages and connections_of(hall) > open_before - deaf_ones):
        broadcast(hall)
        sent += 2
        assert messages or sent < 2000, "they were never cut"
        assert not messages or requests.get(hall.server.url + "/healthz", timeout=QUICK_SECONDS).ok
        time.sleep(0.07 if messages else 0)  # as much as one facilitator may say
    wait_until(lambda: connections_of(hall) <= open_before - deaf_ones, "those who never read to be cut")
    wait_until(lambda: len(witness.events(f"board:{hall.world.board}")) >= sent, "the others to hear everything")
    assert [one["seq"] for one in witness.events(f"board:{hall.world.board}")] == list(range(seq + 1, seq + 1 + sent))
    assert memory_of(hall) - before < 40_000_000
    assert is_alive(hall)
    assert witness.ended.empty(), "who reads stays"


@pytest.mark.trust("T45")
@MODES
def test_who_never_asks_for_what_waits_over_polling_is_cut(shared_hall: Hall) -> None:
    hall = shared_hall
    write_full(hall)
    poll = Poll(hall.server.url, {"token": hall.world.tokens[stranger(hall)]})
    assert poll.say(follow_of(hall, 7)) == 200
    assert poll.listen() == 200
    for _ in range(30):  # 60 messages of 25 kB
        broadcast(hall)
    assert poll.say("3") == 400
    assert is_alive(hall)


@MODES
def test_over_polling_there_is_one_request_of_a_kind_at_a_time(shared_hall: Hall) -> None:
    poll = Poll(shared_hall.server.url, {"token": shared_hall.world.tokens["annie"]})
    waiting = threading.Thread(target=lambda: requests.get(poll.url, timeout=60))
    waiting.start()
    second = wait_until(lambda: requests.get(poll.url, timeout=60).status_code == 400, "the second to be refused")
    waiting.join(30)
    assert second
    assert not waiting.is_alive()
    assert poll.say("3") == 400, "and the connection has ended"
