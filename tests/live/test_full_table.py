"""More connections than there are open files: phones still come in, commands are saved, and afterwards all is well.

The servers of this file may have 256 files open, sockets included.
"""

from __future__ import annotations

import contextlib
import copy
import resource
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from charrette.listening.door import LOOK_SECONDS, YOUNG_SECONDS
from charrette.listening.lines import IDLE_SECONDS
from tests.live.raw import Poll
from tests.live.server import PATIENCE_SECONDS, Hall, Server, wait_until
from tests.live.strangers import (
    HELLO,
    Stranger,
    certificate,
    crowd,
    encrypted,
    lines_of,
    open_files,
    wait_for_lines,
)
from tests.live.test_https import no_traceback
from tests.world import World

FILES = 256
HALF_A_REQUEST = b"POST /api/commands HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
SLOW_BODY = HALF_A_REQUEST + b"Content-Length: 500\r\n\r\n{"
WEBSOCKET = (
    b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n"
    b"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)


MOSTLY_ONE = pytest.mark.parametrize(
    "small_hall",
    ["eventlet", pytest.param("gevent", marks=pytest.mark.long), pytest.param("threading", marks=pytest.mark.long)],
    indirect=True,
)
"""For what all modes have from the same door, in whatever way they speak over a connection."""


class SmallServer(Server):
    """A server that the system gives few files."""

    before = ("bash", "-c", f'ulimit -n {FILES}; exec "$@"', "few-files")


@contextlib.contextmanager
def small(folder: Path, furnished: tuple[Path, World], mode: str, **environ: str) -> Iterator[Hall]:
    """A hall whose server may have few files open."""
    file, world = furnished
    (folder / "charrette.sqlite3").write_bytes(file.read_bytes())
    server = SmallServer(folder, mode, **environ)
    try:
        hall = Hall(server.start(), copy.copy(world))
        hall.world.tokens = dict(world.tokens)
        hall.do("start_gathering", gathering=world.work)
        yield hall
        hall.close()
    finally:
        server.kill()


@pytest.fixture(scope="module", params=["eventlet", "gevent", "threading"])
def small_hall(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, furnished_now: tuple[Path, World]
) -> Iterator[Hall]:
    """A small hall in each mode."""
    with small(tmp_path_factory.mktemp("small"), furnished_now, request.param) as hall:
        yield hall


def post(hall: Hall, text: str) -> None:
    """A phone joins, posts over a websocket and hears that it is saved."""
    name = uuid.uuid4().hex
    hall.join(name)
    phone = hall.phone(name)
    assert phone.command("post_idea", board=hall.world.board, text=text)["ok"] is True
    threading.Thread(target=phone.close, daemon=True).start()


def all_is_well(hall: Hall) -> None:
    """Nobody left a connection behind, and nothing ended in a traceback."""
    hall.close()
    wait_for_lines(hall.server, 12)
    post(hall, f"Alles is weer gewoon {uuid.uuid4()}")
    assert no_traceback(hall)


@MOSTLY_ONE
@pytest.mark.parametrize("said", [b"", HALF_A_REQUEST, SLOW_BODY, WEBSOCKET], ids=["idle", "half", "slow", "websocket"])
def test_idle_strangers_do_not_keep_phones_out(small_hall: Hall, said: bytes) -> None:
    with crowd(small_hall.server, 400, said):
        post(small_hall, "Langs vierhonderd vreemden")
        answer = small_hall.do("post_idea", "annie", board=small_hall.world.board, text="En nog een")
        assert answer["number"] > 0
        assert open_files(small_hall.server) < FILES
    all_is_well(small_hall)


def test_strangers_that_wait_for_news_do_not_keep_phones_out(small_hall: Hall) -> None:
    """Sockets that ask again and again, opened by somebody who never signs in."""
    geert = small_hall.phone("geert", "polling")
    sessions = [_open_session(small_hall).removeprefix(small_hall.server.url) for _ in range(200)]
    with contextlib.ExitStack() as stack:
        waiting = []
        for where in sessions:
            asking = f"GET {where} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
            waiting.append(stack.enter_context(contextlib.closing(Stranger(small_hall.server, asking))))
        post(small_hall, "Langs tweehonderd wachtenden")
        assert geert.ask("bogus")["error"] == "no_such_event"
        assert any(one.was_sent_away for one in waiting)  # not: they were answered after a while, and left
    all_is_well(small_hall)


@pytest.mark.parametrize("small_hall", ["eventlet"], indirect=True)
def test_who_asks_again_and_again_keeps_the_connection_between_two_times_of_asking(small_hall: Hall) -> None:
    """A slow phone takes a moment to ask again; the door does not give its place away meanwhile."""
    poll = Poll(small_hall.server.url, {"token": small_hall.world.tokens["geert"]})
    path = poll.url.removeprefix(small_hall.server.url)
    asking = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    with crowd(small_hall.server, 300):
        for number in range(20):  # until this machine was quick enough to tell
            with contextlib.closing(Stranger(small_hall.server, asking)) as line:
                assert poll.say(f'42{number}["bogus",{{}}]') == 200
                assert b"no_such_event" in line.sock.recv(65_536)
                began = time.monotonic()
                time.sleep(2 * YOUNG_SECONDS)
                was_cut = line.is_cut
                if time.monotonic() - began < IDLE_SECONDS - LOOK_SECONDS:
                    break
        assert not was_cut
    poll.close()
    all_is_well(small_hall)


def test_commands_of_those_inside_are_saved_while_the_table_is_full(small_hall: Hall) -> None:
    phone = small_hall.phone("annie")
    with crowd(small_hall.server, 300), contextlib.ExitStack() as more:
        for saved in range(30):
            more.enter_context(crowd(small_hall.server, 10, b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"))
            text = f"Bewaard in de drukte {saved}"
            assert phone.command("post_idea", board=small_hall.world.board, text=text)["ok"] is True
    assert phone.line.connected
    all_is_well(small_hall)


@MOSTLY_ONE
def test_a_full_house_of_signed_in_phones_stays_and_others_come_when_some_leave(small_hall: Hall) -> None:
    """Nobody who is signed in is sent away for somebody at the door."""
    phones = []
    names = [f"zaal-{number}" for number in range(60)]
    for name in names:
        small_hall.join(name)
    inside = 0
    while inside < 60 and lines_of(small_hall.server) < 100 and open_files(small_hall.server) < 150:
        phones.append(small_hall.phone(names[inside]))
        inside += 1
    with crowd(small_hall.server, 300):
        time.sleep(2)
        assert all(phone.ask("bogus")["error"] == "no_such_event" for phone in phones)
        for phone in phones[: inside // 2]:  # at once: nobody waits for the goodbye of the other side
            threading.Thread(target=phone.close, daemon=True).start()
        post(small_hall, "Er is weer plaats")
        assert all(phone.ask("bogus")["error"] == "no_such_event" for phone in phones[inside // 2 :])
    all_is_well(small_hall)


def test_a_table_that_is_full_to_the_last_file_ends_nothing(small_hall: Hall) -> None:
    """As when all of the machine is full: no connection can be accepted at all, until there is room."""
    assert small_hall.server.process is not None
    pid = small_hall.server.process.pid
    _, hard = resource.prlimit(pid, resource.RLIMIT_NOFILE)
    resource.prlimit(pid, resource.RLIMIT_NOFILE, (3, hard))
    try:
        with crowd(small_hall.server, 20, b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n") as strangers:
            time.sleep(1)
            assert sum(one.waits for one in strangers) >= 19  # one may have been at the door already
    finally:
        resource.prlimit(pid, resource.RLIMIT_NOFILE, (hard, hard))
    all_is_well(small_hall)


@MOSTLY_ONE
def test_idle_connections_are_closed_after_a_while(small_hall: Hall) -> None:
    """Never a request, half a request, half a body, or an answer heard and nothing more asked for."""
    began = time.monotonic()
    waiting = [Stranger(small_hall.server, said) for said in (b"", HALF_A_REQUEST, SLOW_BODY)]
    waiting.append(Stranger(small_hall.server, b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"))
    dribbling = Stranger(small_hall.server, b"GET /healthz HTTP/1.1\r\nX-Slow: ")
    while not all(one.is_cut for one in [*waiting, dribbling]):
        with contextlib.suppress(OSError):
            dribbling.sock.sendall(b"a")
        assert time.monotonic() - began < 60
        time.sleep(0.2)
    assert no_traceback(small_hall)


@MOSTLY_ONE
def test_a_socket_that_never_signs_in_is_closed_and_one_that_did_is_not(small_hall: Hall) -> None:
    annie, geert = small_hall.phone("annie"), small_hall.phone("geert", "polling+websocket")
    session = _open_session(small_hall)
    stranger = Stranger(small_hall.server, WEBSOCKET)
    wait_until(lambda: stranger.is_cut, "the end of a websocket of nobody")
    wait_until(
        lambda: requests.post(session, data="3", timeout=60).status_code != 200, "the end of a session of nobody"
    )

    for phone in (annie, geert):
        assert phone.ask("bogus")["error"] == "no_such_event"


def _open_session(hall: Hall) -> str:
    """Begin a session by asking, as a socket does that cannot do better, and return where it is."""
    where = hall.server.url + "/socket.io/?EIO=4&transport=polling"
    opened = requests.get(where, timeout=PATIENCE_SECONDS)
    return where + "&sid=" + opened.text.split('"sid":"')[1].split('"')[0]


def test_over_https_strangers_do_not_keep_phones_out(tmp_path: Path, furnished_now: tuple[Path, World]) -> None:
    with small(tmp_path, furnished_now, "eventlet", **certificate(tmp_path)) as hall:
        with crowd(hall.server, 200), crowd(hall.server, 200, HELLO), encrypted(hall.server) as slow:
            slow.sendall(HALF_A_REQUEST)
            post(hall, "Langs vierhonderd vreemden")
        all_is_well(hall)


@MOSTLY_ONE
def test_a_start_with_few_files_says_for_how_many_phones_that_is(small_hall: Hall) -> None:
    said = small_hall.server.log.read_text()

    assert "phones at a time: the system allows 256 open files." in said
    assert 0 < int(said.split("Room for about ")[1].split(" ")[0]) < 256
