"""Which sockets are open in this process, by token, where they sit, and what they follow."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from time import monotonic

from charrette.spine.actors import Actor
from charrette.spine.lists import Audience

MOST_SOCKETS_PER_TOKEN = 20
SEATS_IN_A_ROW = 50
NEW_SECONDS = 10.0
MOST_ENDED = 1000


class Presence:
    """The register of open sockets. Joining and leaving cost the same however full the hall is.

    Each socket sits in a row of at most ``seats``; what concerns everybody is handed round row by row. Other workers
    have rows of their own.
    """

    def __init__(self, seats: int = SEATS_IN_A_ROW) -> None:
        self._seats = seats
        self._row_of: dict[str, int] = {}
        self._sitting = [0]
        self._digest_of: dict[str, str] = {}
        self._sockets_of: defaultdict[str, set[str]] = defaultdict(set)
        self._follows: defaultdict[str, set[str]] = defaultdict(set)
        self._followers: defaultdict[str, int] = defaultdict(int)
        self._newcomers: dict[str, tuple[float, Actor]] = {}
        self._audience_of: dict[str, Audience] = {}
        self._ended: OrderedDict[str, None] = OrderedDict()

    def __len__(self) -> int:
        return len(self._digest_of)

    def join(self, sid: str, digest: str, by: Actor | None = None) -> bool:
        """Note a socket of a token; False when this token has too many open already.

        ``by``: the participant behind it, who was looked up just now.
        """
        if len(self._sockets_of[digest]) >= MOST_SOCKETS_PER_TOKEN:
            return False
        self._digest_of[sid] = digest
        self._sit_down(sid)
        self._sockets_of[digest].add(sid)
        if by is not None:
            self._newcomers[sid] = monotonic() + NEW_SECONDS, by
        return True

    def _sit_down(self, sid: str) -> None:
        free = (row for row, taken in enumerate(self._sitting) if taken < self._seats)
        row = next(free, len(self._sitting))
        if row == len(self._sitting):
            self._sitting.append(0)
        self._sitting[row] += 1
        self._row_of[sid] = row

    @property
    def rows(self) -> int:
        """How many rows there are; at least one, and never fewer again."""
        return len(self._sitting)

    def row_of(self, sid: str) -> int:
        """Return the row of a socket."""
        return self._row_of.get(sid, 0)

    def newcomer(self, sid: str) -> Actor | None:
        """Return the participant behind a socket that has only just come in; None when they must be looked up.

        What is followed in the first moments is asked for by the one who was let in, so that a hall that joins at
        once is not looked up twice. A token that is revoked meanwhile is closed, and then it is nobody's here.
        """
        until, by = self._newcomers.get(sid, (0.0, None))
        if by is not None and monotonic() > until:
            del self._newcomers[sid]
            return None
        return by

    def leave(self, sid: str) -> None:
        """Forget a socket; its seat is free for the next."""
        self._newcomers.pop(sid, None)
        self._audience_of.pop(sid, None)
        row = self._row_of.pop(sid, None)
        if row is not None:
            self._sitting[row] -= 1
        digest = self._digest_of.pop(sid, None)
        if digest is not None:
            self._sockets_of[digest].discard(sid)
            if not self._sockets_of[digest]:
                del self._sockets_of[digest]
        for stream in self._follows.pop(sid, set()):
            self._drop(stream)

    def follow(self, sid: str, stream: str, audience: Audience = Audience.PARTICIPANT) -> bool:
        """Note that a socket follows a stream as one of ``audience``; False when it is not here any more."""
        if sid not in self._digest_of:
            return False
        self._audience_of[sid] = audience
        if stream not in self._follows[sid]:
            self._follows[sid].add(stream)
            self._followers[stream] += 1
        return True

    def followers(self, stream: str) -> list[str]:
        """Return the sockets that follow a stream."""
        return [sid for sid, streams in list(self._follows.items()) if stream in streams]

    def follows(self, sid: str, stream: str) -> bool:
        """Return whether a socket follows a stream."""
        return stream in self._follows.get(sid, ())

    def audience_of(self, sid: str) -> Audience | None:
        """Return as whom a socket follows; None when it has not followed anything yet."""
        return self._audience_of.get(sid)

    def audiences(self) -> list[tuple[str, str, Audience]]:
        """Return of every socket that follows something: the socket, its token, and as whom."""
        found = list(self._audience_of.items())
        return [(sid, digest, one) for sid, one in found if (digest := self._digest_of.get(sid)) is not None]

    def unfollow(self, sid: str, stream: str) -> None:
        """Note that it does not any more."""
        if stream in self._follows.get(sid, ()):
            self._follows[sid].discard(stream)
            self._drop(stream)

    def _drop(self, stream: str) -> None:
        self._followers[stream] -= 1
        if self._followers[stream] <= 0:
            del self._followers[stream]

    def end(self, digest: str) -> None:
        """Note that a token counts no more: who was just being let in with it must not stay."""
        self._ended[digest] = None
        if len(self._ended) > MOST_ENDED:
            self._ended.popitem(last=False)

    def has_ended(self, digest: str) -> bool:
        """Return whether a token ended lately."""
        return digest in self._ended

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
