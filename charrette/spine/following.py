"""Following a stream: where it stands, what was missed, and what of it is somebody's own."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy.orm import Session

from charrette import clock
from charrette.clock import iso
from charrette.spine.actors import Actor
from charrette.spine.events import EVENTS
from charrette.spine.journal import current_seq, events_since
from charrette.spine.lists import Audience
from charrette.spine.pictures import shape_journal, snapshot, take_apart
from charrette.spine.streams import STREAMS, Answer, StreamHomes, StreamKind, get_stream_owner, own_things
from charrette.spine.turns import pause

Key = tuple[str, Audience]


class Snapshot(dict[str, Any]):
    """A snapshot that many share and nobody changes. ``encoded``: its bytes, once somebody made them."""

    __slots__ = ("encoded",)

    def __init__(self, given: Mapping[str, Any]) -> None:
        super().__init__(given)
        self.encoded: bytes | None = None


def encoded(shared: Snapshot) -> msgspec.Raw:
    """Return a snapshot, which nobody changes any more, as JSON; it is encoded once, and its bytes live as long."""
    if shared.encoded is None:
        shared.encoded = msgspec.json.encode(shared)
    return msgspec.Raw(shared.encoded)


@dataclass
class _Making:
    """A snapshot that somebody makes now, of the stream at ``seq``."""

    seq: int
    done: threading.Event = field(default_factory=threading.Event)
    made: Snapshot | None = None


class SnapshotCache:
    """Keeps the newest snapshot of each stream and audience: a hall that joins at once shares one.

    Others act while one is made (``turns.py``), so the hall that asks for it meanwhile waits for it: each stream and
    audience has one in the making at most. Who waits holds nothing of the database.

    When another stream needs the place, what was asked for longest ago goes: beyond ``size`` snapshots or, of those
    that were sent, ``most_bytes``. The newest stays, whatever its size.
    """

    def __init__(self, size: int = 64, most_bytes: int = 16_000_000) -> None:
        self._size = size
        self._most_bytes = most_bytes
        self._kept: OrderedDict[Key, tuple[int, Snapshot]] = OrderedDict()
        self._apart: OrderedDict[Key, tuple[int, Answer]] = OrderedDict()
        self._makings: dict[Key, _Making] = {}
        self._guard = threading.Lock()

    @property
    def bytes_kept(self) -> int:
        """How many bytes of encoded snapshots are kept."""
        return sum(len(made.encoded or b"") for _, made in list(self._kept.values()))

    def peek(self, stream: str, audience: Audience, seq: int) -> Snapshot | None:
        """Return the snapshot of ``stream`` at ``seq`` if it was made before."""
        kept = self._kept.get((stream, audience))
        return kept[1] if kept is not None and kept[0] == seq and seq > 0 else None

    def get(
        self, session: Session, stream: str, owner: Any, audience: Audience, seq: int
    ) -> tuple[int, Snapshot] | None:
        """Return a snapshot of ``stream`` for ``audience`` and its number: that of the moment that ``session`` sees,
        ``seq``, or of a later one. It is shared: nobody changes it.

        None: the one that was being made is of an earlier moment. In any case where others were waited for, the
        session has let go of its moment.
        """
        key = (stream, audience)
        with self._guard:
            kept = self._kept.get(key)
            if seq > 0 and kept is not None and kept[0] == seq:
                self._kept.move_to_end(key)
                return kept
            making = self._makings.get(key)
            if making is None:
                self._kept.pop(key, None)  # the old one goes before the new one is made
                ours = self._makings[key] = _Making(seq)
        if making is None:
            return seq, self._make(session, ours, key, owner)
        session.commit()  # who waits keeps nobody else from the database
        making.done.wait()
        return (making.seq, making.made) if making.made is not None and making.seq >= seq > 0 else None

    def _make(self, session: Session, making: _Making, key: Key, owner: Any) -> Snapshot:
        """Make a snapshot of the moment that ``session`` sees, keep it, and let go who waits for it."""
        stream, audience = key
        try:
            made = making.made = Snapshot(snapshot(session, stream, owner, audience))
            pause()  # a large one is encoded next
            with self._guard:
                self._kept[key] = (making.seq, made)
                while len(self._kept) > 1 and (len(self._kept) > self._size or self.bytes_kept > self._most_bytes):
                    self._kept.popitem(last=False)
        finally:
            with self._guard:
                del self._makings[key]
                making.done.set()
        return made

    def apart(self, session: Session, stream: str, owner: Any, audience: Audience, seq: int) -> Answer:
        """Return the parts of ``stream`` at ``seq`` that need not go with the events; the newest are kept.

        Who comes back after a crash may have got the events and not those.
        """
        key = (stream, audience)
        kept = self._apart.get(key)
        if seq > 0 and kept is not None and kept[0] == seq:
            return kept[1]
        kind = STREAMS[stream.partition(":")[0]]
        names = {name for event in EVENTS.values() if event.stream == kind.name for name in event.apart}
        there = [part for name, part in kind.parts.items() if name in names and audience in part.audiences]
        made = {part.name: part.load(session, owner, audience, None) for part in there}
        self._apart[key] = (seq, made)
        while len(self._apart) > self._size:
            self._apart.popitem(last=False)
        return made


def begin_anew(session: Session, by: Actor) -> None:
    """Let what is read from here on be of now; only who ``by`` is stays as it was read."""
    if session.in_transaction():
        session.commit()
    for thing in session:
        if thing is not by.person:
            session.expire(thing)


def follow(
    session: Session,
    *,
    by: Actor,
    stream: str,
    since: int | None,
    cache: SnapshotCache,
    homes: StreamHomes | None = None,
) -> Answer:
    """Return where a stream stands for ``by``: the events after ``since``, or a snapshot; ``at`` is the server's time,
    by which a screen that slept sets its clock.

    The sequence number is read first: should something be committed in between, the picture is newer than the
    number says, and applying those events once more changes nothing. With ``homes`` what was asked for before
    at this number is not loaded again.

    Raises:
        NotFound: no such stream, or not for this actor.
    """
    kind = STREAMS.get(stream.partition(":")[0])
    if homes is not None and since is None and kind is not None and kind.ready is not None:
        homes.ensure_may_follow(session, by, stream)
        if (answer := kind.ready(session, by, stream, cache)) is not None:
            return answer | {"at": iso(clock.now())} | _usual(kind, by.audience)
    owner = get_stream_owner(session, by, stream)
    seq = current_seq(session, stream)
    answer = {"ok": True, "stream": stream, "seq": seq, "at": iso(clock.now())} | _usual(kind, by.audience)
    rows = events_since(session, stream, since) if since is not None else None
    if rows is not None:
        answer["events"] = events = shape_journal(session, stream, owner, by.audience, rows)
        take_apart(events)
        if apart := cache.apart(session, stream, owner, by.audience, seq):
            answer["apart"] = apart
    else:
        while (found := cache.get(session, stream, owner, by.audience, seq)) is None:
            begin_anew(session, by)
            owner = get_stream_owner(session, by, stream)
            seq = current_seq(session, stream)
        answer["seq"], answer["snapshot"] = found
    if by.person is not None:
        if not session.in_transaction():
            begin_anew(session, by)
        answer["mine"] = own_things(session, by=by, stream=stream, owner=owner)
    return answer


def _usual(kind: StreamKind | None, audience: Audience) -> Answer:
    usual = kind.usual_for(audience) if kind is not None else {}
    return {"usual": usual} if usual else {}
