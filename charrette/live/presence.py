"""Which sockets are open in this process, by token, and what they follow."""

from __future__ import annotations

from collections import defaultdict

MOST_SOCKETS_PER_TOKEN = 20


class Presence:
    """The register of open sockets. Joining and leaving cost the same however full the hall is."""

    def __init__(self) -> None:
        self._digest_of: dict[str, str] = {}
        self._sockets_of: defaultdict[str, set[str]] = defaultdict(set)
        self._follows: defaultdict[str, set[str]] = defaultdict(set)
        self._followers: defaultdict[str, int] = defaultdict(int)

    def __len__(self) -> int:
        return len(self._digest_of)

    def join(self, sid: str, digest: str) -> bool:
        """Note a socket of a token; False when this token has too many open already."""
        if len(self._sockets_of[digest]) >= MOST_SOCKETS_PER_TOKEN:
            return False
        self._digest_of[sid] = digest
        self._sockets_of[digest].add(sid)
        return True

    def leave(self, sid: str) -> None:
        """Forget a socket."""
        digest = self._digest_of.pop(sid, None)
        if digest is not None:
            self._sockets_of[digest].discard(sid)
            if not self._sockets_of[digest]:
                del self._sockets_of[digest]
        for stream in self._follows.pop(sid, set()):
            self._drop(stream)

    def follow(self, sid: str, stream: str) -> None:
        """Note that a socket follows a stream."""
        if stream not in self._follows[sid]:
            self._follows[sid].add(stream)
            self._followers[stream] += 1

    def unfollow(self, sid: str, stream: str) -> None:
        """Note that it does not any more."""
        if stream in self._follows[sid]:
            self._follows[sid].discard(stream)
            self._drop(stream)

    def _drop(self, stream: str) -> None:
        self._followers[stream] -= 1
        if self._followers[stream] <= 0:
            del self._followers[stream]

    def digest_of(self, sid: str) -> str | None:
        """Return the token behind a socket."""
        return self._digest_of.get(sid)

    def sockets_of(self, digest: str) -> list[str]:
        """Return the open sockets of a token."""
        return sorted(self._sockets_of.get(digest, ()))

    def digests(self) -> set[str]:
        """Return the tokens that have a socket open."""
        return set(self._sockets_of)

    def followed(self) -> list[str]:
        """Return the streams that somebody follows here."""
        return sorted(self._followers)
