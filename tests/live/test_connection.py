"""How much may wait for one connection: the picture of a large board behind a few events, and not one more."""

from __future__ import annotations

from engineio import packet

from charrette.live.connection import MOST_BYTES, MOST_PACKETS, Connection
from charrette.live.sockets import SocketServer


def connection() -> Connection:
    """Return a connection over which nothing is sent yet."""
    return Connection(SocketServer(async_mode="threading").eio, "sid")


def waiting(one: Connection, *sizes: int) -> int:
    """Let messages of so many characters wait; return how many do."""
    for size in sizes:
        one.send(packet.Packet(packet.MESSAGE, "x" * size))
    return one.queue.qsize()


def test_a_picture_that_is_larger_than_what_may_wait_waits_behind_events() -> None:
    one = connection()
    assert waiting(one, 200, MOST_BYTES + 200_000) == 2
    assert not one._is_cut


def test_whoever_gets_more_while_too_much_waits_is_cut() -> None:
    by_bytes, by_number = connection(), connection()
    assert waiting(by_bytes, MOST_BYTES + 1) == 1
    assert waiting(by_number, *[1] * MOST_PACKETS) == MOST_PACKETS
    for one in (by_bytes, by_number):
        waiting(one, 1)
        assert one._is_cut
