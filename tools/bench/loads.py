"""Which ideas are posted when: so many a second, or all at once."""

from __future__ import annotations

import random
from argparse import Namespace
from dataclasses import dataclass
from math import ceil

BURST_APART_SECONDS = 3.0
CALM = 30.0
"""Ideas a second that every server can keep up with. What is beyond comes last: whom a server cuts off then is missing
in all that follows."""


@dataclass(frozen=True)
class Load:
    """``moments``: when each idea is posted, in seconds after the beginning, and its number."""

    name: str
    moments: list[tuple[float, int]]

    @property
    def numbers(self) -> range:
        """The numbers of its ideas."""
        return range(self.moments[0][1], self.moments[-1][1] + 1)


def steady(first: int, rate: float, options: Namespace, round: int) -> Load:
    """Return ``rate`` ideas a second on average, for ``options.seconds``.

    People do not wait for each other: the moments are random (Poisson arrivals), the same for all servers in a round.
    ``--even`` puts them at equal distances, so that no two ever meet.
    """
    count = max(1, ceil(rate * options.seconds))
    chance = random.Random(f"{rate}/{round}")
    after, moments = 0.0, []
    for number in range(first, first + count):
        moments.append((after, number))
        after += 1 / rate if options.even else chance.expovariate(rate)
    return Load(f"{rate:g}/s", moments)


def bursts(first: int, options: Namespace) -> Load:
    """Return ``options.burst`` ideas at the same moment, ``options.bursts`` times."""
    numbers = range(options.burst * options.bursts)
    moments = [(number // options.burst * BURST_APART_SECONDS, first + number) for number in numbers]
    return Load(f"{options.burst} at once", moments)


def loads_of(options: Namespace, round: int) -> list[Load]:
    """Return all loads of a round in their order; no two ideas have the same number."""
    loads: list[Load] = []

    def first() -> int:
        return loads[-1].numbers.stop if loads else 0

    for rate in sorted(rate for rate in options.rates if rate <= CALM):
        loads.append(steady(first(), rate, options, round))
    if options.burst and options.bursts:
        loads.append(bursts(first(), options))
    for rate in sorted(rate for rate in options.rates if rate > CALM):
        loads.append(steady(first(), rate, options, round))
    return loads
