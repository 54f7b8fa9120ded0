"""Streams: the live things that clients follow, what a picture of each is made of, and who may follow it.

A picture is the state of one stream as one audience may see it: collections of entities and single objects. Each part
is loaded by one function, for a snapshot (``ids`` is None: everything) as well as for an event (only what it touched).
So a snapshot and the events after it cannot disagree.

A subject declares its stream with ``stream``, and parts with ``part``, also parts of the picture of another subject's
stream: the topics of the area agendas are a part of the week.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import InstrumentedAttribute, Session

from charrette.errors import NotAllowed, NotFound
from charrette.spine.actors import Actor
from charrette.spine.lists import Audience
from charrette.spine.registry import Registry, Slot
from charrette.spine.usual import Usual

if TYPE_CHECKING:
    from charrette.spine.events import Event
    from charrette.spine.following import SnapshotCache

Answer = dict[str, Any]
Entity = dict[str, Any]
Ids = list[int] | None
Load = Callable[[Session, Any, Audience, Ids], Any]
Mine = Callable[[Session, Actor, Any, Ids], Answer]
EVERYBODY = frozenset(Audience)
STAFF = frozenset({Audience.FACILITATOR})


@dataclass(frozen=True)
class Part:
    """One part of a picture.

    ``load(session, owner, audience, ids)`` returns a list of entities (a collection) or one object (``single``);
    ``owner`` is the thing whose stream it is. ``same``: all audiences get the same, so it is loaded once for all.
    ``own_for_screens``: projectors get something else than participants; otherwise it is loaded once for both.
    ``names``: who sees names of people in it. ``words``: the fields that only those get who may read.
    ``usual``: what an event leaves out of a thing, because it is so nearly always.
    """

    stream: str
    name: str
    load: Load
    single: bool = False
    audiences: frozenset[Audience] = EVERYBODY
    same: bool = False
    own_for_screens: bool = False
    names: frozenset[Audience] = frozenset()
    words: tuple[str, ...] = ()
    usual: Usual | None = None

    def for_whom(self, kind: type[Event]) -> frozenset[Audience]:
        """Return to whom an event of this kind that changes the part says anything."""
        return self.names if kind.of_names else self.audiences & kind.only_for.get(self.name, self.audiences)

    def view(self, audience: Audience) -> Audience | None:
        """Return whom what is loaded for ``audience`` is also right for; None when for everybody."""
        if self.same:
            return None
        return Audience.PARTICIPANT if audience is Audience.SCREEN and not self.own_for_screens else audience


@dataclass(frozen=True)
class StreamKind:
    """A kind of stream, such as ``board``; the stream of one thing is ``board:12``.

    ``reach(session, by, number)`` returns the thing whose stream it is, if ``by`` may follow it, else it raises
    ``NotFound`` or ``NotAllowed``. ``gathering`` returns at which gathering the thing is, and ``of_gatherings`` the
    numbers of those at some gatherings. ``ready`` may answer at once for who follows it anew, from a picture at hand.
    ``leads`` tells where what a command names leads to its stream, when it does not name that itself: the field, and
    the column with the number of the stream.

    ``for_everybody``: who belongs to the charrette and its gathering may follow it, so that needs no asking each time.
    ``one_each``: each charrette has one, of the same number.
    """

    name: str
    model: type[Any]
    reach: Callable[[Session, Actor, int], Any]
    gathering: Callable[[Any], Any] | None = None
    of_gatherings: Callable[[Session, list[int]], Iterable[int]] | None = None
    ready: Callable[[Session, Actor, str, SnapshotCache], Answer | None] | None = None
    leads: dict[str, InstrumentedAttribute[int]] = field(default_factory=dict)
    for_everybody: bool = True
    one_each: bool = False

    @cached_property
    def parts(self) -> dict[str, Part]:
        """The parts of its picture by name, of whichever subject."""
        return {part.name: part for part in PARTS.values() if part.stream == self.name}

    def usual_for(self, audience: Audience) -> dict[str, Any]:
        """Return by the name of a part what events leave out of its things, as ``follow`` tells a client."""
        told = ((part.name, part.usual) for part in self.parts.values() if audience in part.audiences)
        return {name: usual.told(audience) for name, usual in told if usual is not None}


STREAMS: Registry[StreamKind] = Registry("stream", "picture")
PARTS: Registry[Part] = Registry("part", "picture")
MINE: Registry[Mine] = Registry("own things of a stream", "picture")


def stream(name: str, model: type[Any], **about: Any) -> StreamKind:
    """Declare a kind of stream; what else is told about it: see ``StreamKind``."""
    return STREAMS.add(name, StreamKind(name, model, **about))


def part(stream: str, name: str, **about: Any) -> Callable[[Load], Load]:
    """Declare the function below as what loads the part ``name`` of the picture of ``stream``; see ``Part``."""

    def declare(load: Load) -> Load:
        PARTS.add(f"{stream}.{name}", Part(stream, name, load, **about))
        return load

    return declare


def mine(stream: str) -> Callable[[Mine], Mine]:
    """Declare the function below as what returns of a stream what is the actor's own: their ideas, their votes.

    It gets ``(session, by, owner, ids)``. With ``ids`` it need return of its list of things only those.
    """
    return lambda own: MINE.add(stream, own)


is_open_to_all: Slot[Callable[[Session, int], bool]] = Slot("whether a gathering is for everybody")
"""Given a gathering's id."""


def _kind_of(stream: str) -> tuple[StreamKind, int]:
    kind, _, number = stream.partition(":")
    if not (number.isascii() and number.isdigit()) or len(number) > 10 or number != str(int(number)):
        raise NotFound("no_such_stream", field="stream")
    if kind not in STREAMS:
        raise NotFound("no_such_stream", field="stream")
    return STREAMS[kind], int(number)


def get_stream_owner(session: Session, by: Actor, stream: str) -> Any:
    """Return the thing whose stream this is, if ``by`` may follow it.

    Raises:
        NotFound: there is no such stream, or not for this actor.
        NotAllowed: it is of a gathering where they were not let in.
    """
    kind, number = _kind_of(stream)
    try:
        return kind.reach(session, by, number)
    except (NotFound, NotAllowed) as error:
        raise type(error)(error.code, field="stream") from error


def streams_of(session: Session, gatherings: list[int]) -> list[str]:
    """Return the names of all streams of these gatherings: their own, and those of what is at them."""
    return [
        f"{kind.name}:{number}"
        for kind in STREAMS.values()
        if kind.of_gatherings is not None
        for number in kind.of_gatherings(session, gatherings)
    ]


def own_things(session: Session, *, by: Actor, stream: str, owner: Any, ids: Ids = None) -> Answer | None:
    """Return what of a stream is the actor's own, such as their ideas and votes; None where nothing can be.

    ``ids``: of their list of things only these, for who knows the others; what is no list comes whole.
    """
    own = MINE.get(_kind_of(stream)[0].name)
    return own(session, by, owner, ids) if own is not None else None


class StreamHomes:
    """Remembers which charrette and gathering a stream belongs to: that never changes, and every phone asks it.

    Whether the gathering is for who is invited may change with its script, so that is asked each time.
    """

    def __init__(self) -> None:
        self._home_of: dict[str, tuple[int | None, int | None]] = {}

    def ensure_may_follow(self, session: Session, by: Actor, stream: str) -> None:
        """Make sure that ``by`` may follow ``stream``, as ``get_stream_owner`` does.

        Raises:
            NotFound: no such stream, or not for this actor.
        """
        charrette, gathering = self._home_of.get(stream, (None, None))
        if by.charrette_id is not None and charrette == by.charrette_id and _is_open(session, gathering):
            return
        owner = get_stream_owner(session, by, stream)
        kind, _ = _kind_of(stream)
        if kind.for_everybody:
            found = kind.gathering(owner) if kind.gathering is not None else None
            self._home_of[stream] = (by.charrette_id, found.id if found is not None else None)


def _is_open(session: Session, gathering: int | None) -> bool:
    """Return whether a gathering is for everybody; what belongs to no gathering is."""
    return gathering is None or is_open_to_all.given(session, gathering)
