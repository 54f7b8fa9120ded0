"""One small story for every live event: what happens before it, and the act that makes it happen.

Each subject tells those of its own events, in its ``stories.py``. ``STORIES`` maps the name on the wire to
``(stream, act)``. ``act(world)`` yields once: what stands before the ``yield`` prepares, what stands after it makes the
event happen.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.world import World

Act = Callable[[World], Iterator[None]]
STORIES: dict[str, tuple[str, Act]] = {}


def load_stories() -> dict[str, tuple[str, Act]]:
    """Have every subject register its stories, and return all of them."""
    for file in sorted(Path(__file__).parents[1].glob("*/stories.py")):
        if file != Path(__file__):
            importlib.import_module(f"tests.{file.parent.name}.stories")
    return STORIES


def story(type: str, stream: str) -> Callable[[Act], Act]:
    """Register the story of an event; ``stream`` is the name of the field of World with the id, after its kind."""

    def register(act: Act) -> Act:
        STORIES[type] = (stream, act)
        return act

    return register


def simple(type: str, stream: str, before: Callable[[World], Any], after: Callable[[World], Any]) -> None:
    """Register a story of two plain calls; ``after`` gets what ``before`` returned, if it did."""

    def act(world: World) -> Iterator[None]:
        held = before(world)
        yield
        after(world) if held is None else after(world, held)  # type: ignore[call-arg]

    STORIES[type] = (stream, act)


def moved(type: str, *names: str, **fields: Any) -> None:
    """Register the story of a gathering that goes through these commands, five minutes each; the last one makes it
    happen and gets ``fields`` too."""
    *before, last = names

    def act(world: World) -> Iterator[None]:
        for name in before:
            world.run(name, gathering=world.work)
            world.now.move(minutes=5)
        if "close_gathering" in before:  # somebody who came too late to be on its list
            world.join("pieter")
        yield
        world.run(last, gathering=world.work, **fields)

    STORIES[type] = ("work", act)
