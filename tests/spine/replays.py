"""Telling the story of an event, and what each audience lives through meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from charrette.spine.events import EVENTS
from charrette.spine.lists import Audience
from charrette.spine.pictures import snapshot
from charrette.spine.streams import STREAMS
from tests.spine.stories import load_stories
from tests.world import World

Picture = dict[str, Any]
_SEQ = text("select seq from streams where name = :stream")
STORIES = load_stories()


@dataclass
class Played:
    """What one audience had before, what it received, and what a fresh snapshot shows afterwards."""

    type: str
    audience: str
    answer: dict[str, Any]
    messages: list[dict[str, Any]]
    after: Picture

    @property
    def events(self) -> list[dict[str, Any]]:
        """All events of the messages."""
        return [event for message in self.messages for event in message["events"]]


def stream_of(world: World, type: str) -> str:
    """Return the stream on which the story of this event happens."""
    field, _ = STORIES[type]
    kind = EVENTS[type].stream
    number = getattr(world, field) if field != "round" else _newest_round(world)
    return f"{kind}:{number}"


def _newest_round(world: World) -> int:
    return max((row["id"] for row in world.snapshot(f"charrette:{world.charrette}", "fenna")["rounds"]), default=1)


def picture(world: World, stream: str, audience: Audience) -> Picture:
    """Return a fresh snapshot for any audience, also of a thing that is no longer there to be followed."""
    kind, _, number = stream.partition(":")
    with world.reading() as session:
        owner = session.get(STREAMS[kind].model, int(number))
        return {} if owner is None else snapshot(session, stream, owner, audience)


def heard(world: World, stream: str, audience: Audience) -> list[dict[str, Any]]:
    """Return the messages about ``stream`` of all that was announced, as they go to ``audience``."""
    return [
        {"stream": stream, "events": told.shapes[audience], "apart": told.apart.get(audience, {})}
        for told in world.announced
        if told.stream == stream
    ]


def play(world: World, type: str) -> list[Played]:
    """Tell the story of an event and return what each audience lived through."""
    _, act = STORIES[type]
    telling = act(world)
    next(telling)
    stream = stream_of(world, type)
    before = {audience: picture(world, stream, audience) for audience in Audience}
    with world.reading() as session:
        seq = session.execute(_SEQ, {"stream": stream}).scalar() or 0
    world.announced.clear()
    next(telling, None)
    kind = STREAMS[stream.partition(":")[0]]
    return [
        Played(
            type,
            audience.value,
            {"seq": seq, "snapshot": before[audience], "usual": kind.usual_for(audience)},
            heard(world, stream, audience),
            picture(world, stream, audience),
        )
        for audience in Audience
    ]
