"""What a delivery costs when two workers share a hall, beside what it costs when one has it all. Told only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from tests.live.crowds import crowds_at, people, write
from tests.live.server import Server
from tests.live.workers import Workers, two_workers

Note = Callable[[str], None]
FEW, MANY = 2, 400
"""Phones in all. With a few of them nearly all of an idea is saving it; the rest of what it costs is delivering."""

IDEAS, SECONDS = 45, 3.0


def _cpu(servers: list[Server]) -> float:
    found = 0.0
    for server in servers:
        assert server.process is not None
        times = psutil.Process(server.process.pid).cpu_times()
        found += times.user + times.system
    return found


def _spend(workers: Workers, names: list[str], size: int, count: int, first: int) -> float:
    """Return how much CPU ideas cost to ``count`` workers who have so many phones between them."""
    at_work = [hall.server for hall in workers.halls[:count]]
    with crowds_at(workers, names, [size, 0] if count == 1 else [size // 2] * 2) as crowds:
        before = _cpu(at_work)
        told = write(crowds, IDEAS, SECONDS, first)
        spent = _cpu(at_work) - before
    assert sum(sum(one["seen"].values()) for one in told) == IDEAS * size
    return spent


@pytest.mark.long
def test_a_delivery_by_two_workers_costs_about_what_it_costs_by_one(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, note_figure: Note
) -> None:
    monkeypatch.setattr(Server, "before", ("env",))  # started as people start it, not out of a process of the tests
    spent = {(count, size): 0.0 for size in (FEW, MANY) for count in (1, 2)}
    turns = 2
    with two_workers(database_url, tmp_path) as workers:
        names = people(workers, MANY)
        for turn in range(turns):
            for place, (count, size) in enumerate(spent):
                first = 1_000 + (turn * len(spent) + place) * IDEAS
                spent[count, size] += _spend(workers, names, size, count, first)
    for what, less, deliveries in (("with all that an idea costs", 0, MANY), ("alone", 1, MANY - FEW)):
        one, two = (
            (spent[count, MANY] - less * spent[count, FEW]) / (turns * IDEAS * deliveries) * 1e6 for count in (1, 2)
        )
        note_figure(
            f"{MANY} phones, 15 ideas a second, CPU of a delivery {what}: {one:.0f} us by one worker, {two:.0f} us "
            f"by two, {two / one:.2f} times (the bound is 1.15)"
        )
