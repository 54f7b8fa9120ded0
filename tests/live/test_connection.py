"""How much may wait for one connection: the picture of a large board behind a few events, and not one more."""

from __future__ import annotations

import gc
import socket
import threading
import weakref
from collections.abc import Iterator

import pytest
from engineio import packet

from charrette.live.backlog import LARGE_BYTES, MOST_BYTES, MOST_PACKETS, Backlog, size_of
from charrette.live.connection import Connection
from charrette.live.sockets import SocketServer
from charrette.live.straight import Straight
from tests.live.test_straight import Pair

HUGE = 5 * MOST_BYTES


def connection() -> Connection:
    """Return a connection over which nothing is sent yet."""
    return Connection(SocketServer(async_mode="threading").eio, "sid")


def message(size: int, letter: str = "x") -> packet.Packet:
    """Return a message of so many letters, one of them the sign of a message."""
    return packet.Packet(packet.MESSAGE, letter * (size - 1))


def waiting(one: Connection, *sizes: int) -> int:
    """Let messages of so many bytes wait; return how many do."""
    for size in sizes:
        one.send(message(size))
    return one.queue.qsize()


def test_a_picture_that_is_larger_than_what_may_wait_waits_with_events_before_and_behind_it() -> None:
    one = connection()
    assert waiting(one, 200, HUGE, *[1_000] * 100) == 102
    assert not one._is_cut


def test_a_second_such_picture_is_too_much() -> None:
    one = connection()
    waiting(one, HUGE)
    assert not one._is_cut
    waiting(one, HUGE)
    assert one._is_cut


@pytest.mark.parametrize(
    "sizes", [[1] * MOST_PACKETS, [LARGE_BYTES // 2] * 7 + [MOST_BYTES - 7 * (LARGE_BYTES // 2)]], ids=["many", "much"]
)
def test_whoever_would_have_more_waiting_is_cut(sizes: list[int]) -> None:
    one = connection()
    assert waiting(one, *sizes) == len(sizes)
    assert not one._is_cut, "what may wait does"
    waiting(one, 1)
    assert one._is_cut


def test_bytes_count_and_not_letters() -> None:
    assert [size_of(message(11, letter)) for letter in ("x", "é", "木", "🌳")] == [11, 21, 31, 41]
    assert size_of(packet.Packet(packet.MESSAGE, b"abc")) == 3


def test_what_is_being_written_counts_until_it_has_been_written() -> None:
    one = connection()
    one.upgraded = True
    waiting(one, *[100_000] * 10)
    one.poll()
    assert (one.queue.qsize(), one._backlog.packets, one._backlog.bytes) == (9, 10, MOST_BYTES)
    one.poll()
    assert (one.queue.qsize(), one._backlog.packets, one._backlog.bytes) == (8, 9, MOST_BYTES - 100_000)


def test_when_all_was_written_nothing_counts_and_another_picture_may_wait() -> None:
    backlog = Backlog()
    for size in (10, HUGE, 10):
        assert backlog.add(size)
    assert not backlog.add(HUGE)
    for size in (1, 10, HUGE, 10):  # the first is one of those that the library adds
        backlog.remove(size)
    assert (backlog.packets, backlog.bytes) == (0, 0)
    assert backlog.add(HUGE)


# --- over a websocket with a way past the queue --------------------------------------------------------------------


@pytest.fixture
def pair() -> Iterator[Pair]:
    made = Pair()
    yield made
    made.ws.fd.close()
    made.other.close()


@pytest.fixture
def unread(pair: Pair) -> Connection:
    """A connection to somebody who reads nothing, with a message half written."""
    one = connection()
    one.upgraded = True
    aside = pair.way._aside
    one._straight = Straight(pair.ws, aside, one._wrote_the_rest)
    one.send(message(LARGE_BYTES))
    return one


def test_the_rest_of_a_message_that_is_half_written_counts(pair: Pair, unread: Connection) -> None:
    rest = unread._rest
    assert 0 < rest < LARGE_BYTES
    waiting(unread, *[1] * (MOST_PACKETS - 1))
    assert (unread._backlog.bytes, unread._is_cut) == (rest + MOST_PACKETS - 1, False)
    waiting(unread, 1)
    assert unread._is_cut


def test_when_the_rest_has_been_written_it_does_not_count_any_more(pair: Pair, unread: Connection) -> None:
    finishing = threading.Thread(target=pair.beside[0])
    finishing.start()
    assert len(pair.read(1)[0]) == LARGE_BYTES
    finishing.join(20)
    assert (unread._backlog.packets, unread._backlog.bytes, unread._caught_up.is_set()) == (0, 0, True)


def test_of_who_was_cut_nothing_is_kept(pair: Pair, unread: Connection) -> None:
    letters = [message(1_000) for _ in range(100)]
    for one in letters:
        unread.send(one)
    left = [weakref.ref(one) for one in letters]
    del letters, one
    unread._end()
    pair.other.shutdown(socket.SHUT_RDWR)  # as cutting the line does
    pair.beside[0]()
    gc.collect()
    assert [one for one in left if one() is not None] == []
    assert (unread._backlog.packets, unread._backlog.bytes, any(unread.queue.queue)) == (0, 0, False)
