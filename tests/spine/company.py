"""Acts that share one commit: they wait in line, in this order, behind somebody who writes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from tests.world import World

PATIENCE_SECONDS = 30


def in_one_commit(world: World, *acts: Callable[[], Any]) -> list[Any]:
    """Carry out ``acts``, each of one command, in this order in one commit; return what each gave."""
    going_on, let_go = threading.Event(), threading.Event()
    told: dict[int, Any] = {}

    def leading(_session: object) -> None:
        going_on.set()
        assert let_go.wait(PATIENCE_SECONDS)

    threads = [threading.Thread(target=world.write, args=(leading,))]
    threads[0].start()
    assert going_on.wait(PATIENCE_SECONDS)
    for place, act in enumerate(acts):
        threads.append(threading.Thread(target=lambda place=place, act=act: told.setdefault(place, act())))
        threads[-1].start()
        while len(world.writer._queue) <= place:
            threading.Event().wait(0.005)
    let_go.set()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    return [told[place] for place in range(len(acts))]
