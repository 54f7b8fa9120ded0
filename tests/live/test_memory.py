"""The collector of garbage and a full hall: what came in to stay is not walked through again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from charrette.live.heartbeat import CALM_TICKS, FEW_SOCKETS, Heartbeat
from charrette.live.presence import Presence
from charrette.live.publisher import Publisher
from tests.world import World


@pytest.fixture
def thawed() -> Iterator[None]:
    """Give the collector back what a test set apart."""
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("thawed")
def test_a_hall_that_came_in_is_set_apart_and_given_back_when_it_left(world: World) -> None:
    presence = Presence()
    heart = Heartbeat(world.database, world.writer, Publisher(None, presence), presence)  # type: ignore[arg-type]

    def be_calm() -> int:
        for _ in range(CALM_TICKS + 1):
            heart.settle_memory()
        return gc.get_freeze_count()

    def loops() -> list[object]:
        made: list[object] = [[] for _ in range(5000)]
        for each in made:
            each.append(each)  # type: ignore[attr-defined]
        return made

    gc.unfreeze()
    assert be_calm() == 0
    for number in range(FEW_SOCKETS * 4):
        presence.join(f"socket-{number}", f"digest-{number}")
    made = loops()
    full = be_calm()
    assert full > 5000
    del made
    for number in range(FEW_SOCKETS * 4):
        presence.leave(f"socket-{number}")
    assert be_calm() <= full - 5000
