"""From measured constants to what a crowd would take: processes, memory, network. No such crowd was measured."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, inf

from tools.bench.figures import Figures

CROWD = 100_000
BUSY = 0.5
"""Which part of its core a process may be busy with ideas; the rest is for coming in, pauses and bad minutes."""
WORKER_KB = 130_000
"""What a server takes before the first phone."""
PACKET_BYTES = 66
"""Ethernet, IP and TCP around a message that fits in one packet (14 + 20 + 32 bytes)."""


@dataclass(frozen=True)
class Constants:
    """What was measured at one load: us of processor time for an idea whatever the hall, and for each delivery of it;
    us for a join; kB a phone; bytes a delivery."""

    idea_us: float
    delivery_us: float
    join_us: float
    memory_kb: float
    size: float


@dataclass(frozen=True)
class Needs:
    """What so many phones take together; ``workers`` is inf when one process cannot even keep up with the ideas."""

    workers: float
    memory_gb: float
    megabits: float
    joining_seconds: float
    """How long all processes together need for letting everybody in."""


def split(costs: dict[int, float]) -> tuple[float, float]:
    """Return us for an idea and us for a delivery, from phones -> us a delivery: the straight line by least squares.

    An idea costs ``phones * costs[phones]`` in all: something whatever the hall, and something for each phone in it.

    Raises:
        ValueError: fewer than two sizes.
    """
    if len(costs) < 2:
        raise ValueError("a line needs two sizes of the hall")
    whole = {phones: phones * us for phones, us in costs.items()}
    x, y = sum(whole) / len(whole), sum(whole.values()) / len(whole)
    slope = sum((each - x) * (cost - y) for each, cost in whole.items()) / sum((each - x) ** 2 for each in whole)
    return y - slope * x, slope


def constants_of(sizes: dict[int, Figures], load: str) -> Constants | None:
    """Return the constants at ``load`` from phones -> figures; None with fewer than two sizes that have all of them."""
    names = ("join_cpu_us", "memory_kb", f"bytes {load}", f"cpu_us {load}")
    whole = {phones: each for phones, each in sizes.items() if all(name in each for name in names)}
    if len(whole) < 2:
        return None
    idea_us, delivery_us = split({phones: each[f"cpu_us {load}"] for phones, each in whole.items()})
    fullest = whole[max(whole)]
    return Constants(max(0.0, idea_us), delivery_us, *(fullest[name] for name in names[:3]))


def needs(phones: int, rate: float, of: Constants) -> Needs:
    """Return what ``phones`` on one board take, with ``rate`` ideas a second.

    Every process carries each idea once and sends it to its own phones, so W of them are busy for
    ``rate * (W * idea_us + phones * delivery_us)``, which is to be ``BUSY`` of W cores.
    """
    left = BUSY - rate * of.idea_us / 1e6
    workers = max(1, ceil(phones * rate * of.delivery_us / 1e6 / left)) if left > 0 else inf
    return Needs(
        workers=workers,
        memory_gb=(phones * of.memory_kb + workers * WORKER_KB) / 1e6,
        megabits=phones * rate * (of.size + PACKET_BYTES) * 8 / 1e6,
        joining_seconds=phones * of.join_us / 1e6 / workers,
    )


def needs_table(sizes: dict[int, Figures], rates: list[float], phones: int = CROWD) -> str:
    """Return a Markdown table of what a crowd takes at each rate, with the constants; "" when none can be told."""
    rows = []
    for rate in rates:
        if of := constants_of(sizes, f"{rate:g}/s"):
            found = needs(phones, rate, of)
            cells = [f"{rate:g}/s", f"{of.idea_us:,.0f} us", f"{of.delivery_us:.1f} us", f"{found.workers:g}"]
            cells += [f"{found.memory_gb:.1f} GB", f"{found.megabits:,.0f} Mbit/s", f"{found.joining_seconds:.0f} s"]
            rows.append(f"| {' | '.join(cells)} |")
    head = f"| {phones:,} phones | an idea | a delivery | processes | memory | network | joining |"
    return "\n".join([head, "|---" * 7 + "|", *rows]) if rows else ""
