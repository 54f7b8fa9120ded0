"""The least of the websocket protocol that a client needs (RFC 6455), so that many phones fit in one process.

Frames of a server are not masked, those of a client are. Extensions are not asked for.
"""

from __future__ import annotations

import base64
import os
import struct

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
MOST_BYTES = 64 * 1024 * 1024
PATH = "/socket.io/?EIO=4&transport=websocket"


class NotWebsocket(Exception):
    """The other side does not speak websocket, or breaks its rules; the text says how."""


def handshake(host: str) -> bytes:
    """Return the request that asks the server at ``host`` (name and port) for a websocket of its Socket.IO."""
    key = base64.b64encode(os.urandom(16)).decode()
    lines = (
        f"GET {PATH} HTTP/1.1",
        f"Host: {host}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Key: {key}",
        "Sec-WebSocket-Version: 13",
    )
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def client_frame(payload: bytes, opcode: int = TEXT) -> bytes:
    """Return one whole frame as a client sends it, masked."""
    size = len(payload)
    if size < 126:
        head = struct.pack("!BB", 0x80 | opcode, 0x80 | size)
    elif size < 65_536:
        head = struct.pack("!BBH", 0x80 | opcode, 0xFE, size)
    else:
        head = struct.pack("!BBQ", 0x80 | opcode, 0xFF, size)
    mask = os.urandom(4)
    pattern = (mask * (size // 4 + 1))[:size]
    masked = (int.from_bytes(payload, "big") ^ int.from_bytes(pattern, "big")).to_bytes(size, "big")
    return head + mask + masked


class FrameReader:
    """Turns what comes in, in any pieces, into whole messages ``(opcode, payload)``."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._opened = False
        self._parts: list[bytes] = []
        self._opcode = TEXT

    def feed(self, data: bytes) -> list[tuple[int, bytes]]:
        """Return the messages that are complete now.

        Raises:
            NotWebsocket: the server refused the handshake, or a frame is too large.
        """
        self._held += data
        if not self._opened and not self._read_handshake():
            return []
        found: list[tuple[int, bytes]] = []
        start = 0
        while (frame := self._frame_at(start)) is not None:
            final, opcode, begin, end = frame
            payload = bytes(self._held[begin:end])
            start = end
            if opcode >= CLOSE:
                found.append((opcode, payload))
                continue
            if opcode:
                self._opcode = opcode
            self._parts.append(payload)
            if final:
                found.append((self._opcode, b"".join(self._parts)))
                self._parts = []
        del self._held[:start]
        return found

    def _read_handshake(self) -> bool:
        end = self._held.find(b"\r\n\r\n")
        if end < 0:
            return False
        first = bytes(self._held[: self._held.find(b"\r\n")])
        if b" 101 " not in first + b" ":
            raise NotWebsocket(first.decode("latin-1")[:200])
        del self._held[: end + 4]
        self._opened = True
        return True

    def _frame_at(self, start: int) -> tuple[bool, int, int, int] | None:
        """Return ``(final, opcode, begin, end)`` of the frame at ``start`` when all of it is there."""
        held = self._held
        if len(held) < start + 2:
            return None
        size, begin = held[start + 1] & 0x7F, start + 2
        if size == 126:
            begin += 2
            size = int.from_bytes(held[start + 2 : begin], "big")
        elif size == 127:
            begin += 8
            size = int.from_bytes(held[start + 2 : begin], "big")
        if size > MOST_BYTES:
            raise NotWebsocket(f"a frame of {size} bytes")
        if len(held) < begin or len(held) < begin + size:
            return None
        return bool(held[start] & 0x80), held[start] & 0x0F, begin, begin + size
