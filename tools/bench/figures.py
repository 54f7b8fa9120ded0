"""From what was measured to figures: of each round, and the median of the rounds."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from statistics import median
from typing import Any

OURS = "Charrette"
NODE = "node"
BARE = "relay, plain"
TUNED = "relay, tuned"

Figures = dict[str, float]


def percentile(values: list[float], part: float) -> float:
    """Return the value below which ``part`` of the values lie (nearest rank); nan when there are none."""
    if not values:
        return math.nan
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


@dataclass
class Measured:
    """One server in one round; what hangs on how many ideas come is kept by the name of that load (``15/s``).

    Times in milliseconds, memory in kB a phone, processor time in us a join or a delivery, bytes a delivery. Where
    other work goes on beside it, the processor times hold best.
    """

    joins: list[float] = field(default_factory=list)
    join_cpu: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    to_all: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    acks: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    cpu: dict[str, float] = field(default_factory=dict)
    bytes: dict[str, float] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def figures(self) -> Figures:
        """Return name -> figure; what was not measured is not in it."""
        found = {
            "join_ms": median(self.joins) if self.joins else math.nan,
            "join_cpu_us": median(self.join_cpu) if self.join_cpu else math.nan,
            "memory_kb": median(self.memory) if self.memory else math.nan,
        }
        for load in self.cpu:
            found[f"to_all_p50_ms {load}"] = percentile(self.to_all[load], 0.5)
            found[f"to_all_p95_ms {load}"] = percentile(self.to_all[load], 0.95)
            found[f"ack_p50_ms {load}"] = percentile(self.acks[load], 0.5)
            found[f"ack_p95_ms {load}"] = percentile(self.acks[load], 0.95)
            found[f"cpu_us {load}"] = self.cpu[load]
            found[f"bytes {load}"] = self.bytes[load]
        return {name: figure for name, figure in found.items() if not math.isnan(figure)}


def medians(rounds: list[Measured]) -> Figures:
    """Return name -> the median of that figure over the rounds that have it."""
    found: dict[str, list[float]] = defaultdict(list)
    for each in rounds:
        for name, figure in each.figures().items():
            found[name].append(figure)
    return {name: median(figures) for name, figures in found.items()}


def ratio(figures: dict[str, Figures], name: str, other: str) -> float:
    """Return our figure divided by that of another server; nan when one of the two is not there."""
    ours, theirs = figures.get(OURS, {}).get(name), figures.get(other, {}).get(name)
    return ours / theirs if ours is not None and theirs else math.nan


def as_json(measured: dict[str, list[Measured]]) -> dict[str, Any]:
    """Return everything for programs: of each server the medians, the rounds, and what was wrong."""
    return {
        name: {
            **medians(rounds),
            "rounds": [each.figures() for each in rounds],
            "wrong": [text for each in rounds for text in each.wrong],
        }
        for name, rounds in measured.items()
    }
