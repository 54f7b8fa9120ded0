"""How much waits to be sent to one client, and when that is too much.

Counted are whole messages and their bytes as they go over the line: those in the queue, the one that is being written,
and the rest of one that the system took in part (``straight.py``). What the system itself holds is bounded beside
(``connection.KERNEL_BYTES``).
"""

from __future__ import annotations

import threading

from engineio import packet

MOST_PACKETS = 256
MOST_BYTES = 1_000_000
"""How much may wait for one client. It asks for what it missed when it comes back, so no more need be kept."""

LARGE_BYTES = 262_144
"""One message larger than this may wait besides, however large: the picture of a board of 11,000 ideas is several
megabytes, and who is reading it must not be cut because of what happens meanwhile. A second one counts."""

FEW_PACKETS = 32
FEW_BYTES = 65_536
"""While more than this waits, nothing is read from that client."""


def size_of(pkt: packet.Packet) -> int:
    """Return how many bytes of a packet go over the line, without the few of its frame."""
    encoded = pkt.encode()
    return len(encoded.encode("utf-8")) if isinstance(encoded, str) and not encoded.isascii() else len(encoded)


class Backlog:
    """What waits for one client; several threads may add to it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._large = 0
        self.packets = 0
        self.bytes = 0

    @property
    def is_behind(self) -> bool:
        """Whether the client has read so little that nothing is read from it."""
        return self.bytes > FEW_BYTES or self.packets > FEW_PACKETS

    def add(self, size: int) -> bool:
        """Note that a message of so many bytes waits; False when that is too much, and then it may not wait."""
        with self._lock:
            large = size if size > LARGE_BYTES and not self._large else 0
            if self.packets >= MOST_PACKETS or self.bytes - self._large + size - large > MOST_BYTES:
                return False
            self._large += large
            self.packets += 1
            self.bytes += size
            return True

    def remove(self, size: int) -> None:
        """Note that the message that waited longest has been written; the library adds a few that were not noted."""
        with self._lock:
            self.packets = max(0, self.packets - 1)
            self.bytes = max(0, self.bytes - size) if self.packets else 0
            if size == self._large or not self.packets:
                self._large = 0

    def clear(self) -> None:
        """Note that nothing waits any more."""
        with self._lock:
            self._large = self.packets = self.bytes = 0
