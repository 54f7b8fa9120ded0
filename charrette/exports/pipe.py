"""Messages between the server and the processes that make files: eight bytes that say how long, then the message.

Both ends use it. The server's end waits as its mode does (eventlet and gevent replace the socket of the standard
library), so a wait stops nobody else.
"""

from __future__ import annotations

import socket
import time

MADE, MADE_LAST, NOT_MADE, GOES_ON = b"=", b".", b"!", b"+"
"""What an answer begins with: the file follows; the same, and its maker ends; none could be made, and its maker ends;
one part of it is done and the next begun."""

LENGTH_BYTES = 8
MOST_BYTES = 512 * 1024 * 1024
_PART_BYTES = 65_536


def send(line: socket.socket, message: bytes, *, seconds: float | None = None) -> None:
    """Send ``message``, at most ``seconds`` long.

    Raises:
        TimeoutError: the other end does not take it.
        OSError: the other end is gone.
    """
    line.settimeout(seconds)
    line.sendall(len(message).to_bytes(LENGTH_BYTES, "big") + message)


def receive(line: socket.socket, *, seconds: float | None = None) -> bytes:
    """Return the next message, waiting at most ``seconds`` for all of it; None waits for ever.

    Raises:
        TimeoutError: it did not come in time.
        EOFError: the other end is gone.
        OSError: the line is broken.
    """
    until = None if seconds is None else time.monotonic() + seconds
    size = int.from_bytes(_exactly(line, LENGTH_BYTES, until), "big")
    if size > MOST_BYTES:
        raise OSError(f"a message of {size} bytes is longer than any file")
    return _exactly(line, size, until)


def _exactly(line: socket.socket, size: int, until: float | None) -> bytes:
    received = bytearray()
    while len(received) < size:
        line.settimeout(None if until is None else max(0.001, until - time.monotonic()))
        part = line.recv(min(size - len(received), _PART_BYTES))
        if not part:
            raise EOFError("the other end is gone")
        received += part
    return bytes(received)
