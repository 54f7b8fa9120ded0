"""Crowds of light phones at the workers of one charrette."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from tests.live.server import PATIENCE_SECONDS
from tests.live.workers import Workers
from tools.bench import phones

PHONES_A_TOKEN = 10


@contextmanager
def crowds_at(workers: Workers, names: list[str], sizes: list[int]) -> Iterator[list[phones.Hall]]:
    """Let so many phones come in at each worker."""
    tokens = [workers.world.tokens[name] for name in names for _ in range(PHONES_A_TOKEN)]
    with ExitStack() as stack:
        crowds = []
        for hall, size in zip(workers.halls, sizes, strict=True):
            if size:
                crowd = phones.Hall("127.0.0.1", hall.server.port, f"board:{hall.world.board}", hall.world.board)
                stack.callback(crowd.close)
                assert None not in crowd.join(tokens[:size], PATIENCE_SECONDS)["waited"]
                crowds.append(crowd)
        yield crowds


def people(workers: Workers, count: int) -> list[str]:
    """Let people come in of whom each has some phones."""
    names = [f"rij-{uuid.uuid4().hex[:8]}" for _ in range(-(-count // PHONES_A_TOKEN))]
    for name in names:
        workers.join(name)
    return names


def write(crowds: list[phones.Hall], count: int, seconds: float, first: int = 0) -> list[dict[str, Any]]:
    """Let ideas be written, numbered from ``first``, in turns at each crowd and evenly over ``seconds``; return what
    each crowd saw."""
    begin = time.monotonic() + 0.3
    due = [(begin + seconds * number / count, first + number) for number in range(count)]
    told: list[dict[str, Any]] = [{}] * len(crowds)

    def play(place: int) -> None:
        told[place] = crowds[place].post(due[place :: len(crowds)], count, begin + seconds + PATIENCE_SECONDS)

    threads = [threading.Thread(target=play, args=(place,)) for place in range(len(crowds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told
