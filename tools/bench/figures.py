"""From what was measured to figures and ratios."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from statistics import median
from typing import Any

BASE = "relay, plain"
OURS = "Charrette"


def percentile(values: list[float], part: float) -> float:
    """Return the value below which ``part`` of the values lie (nearest rank); nan when there are none."""
    if not values:
        return float("nan")
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


@dataclass
class Measured:
    """All rounds of one server.

    Times in milliseconds, memory in kB a phone, processor time in us a join or a delivery. Where other work goes on
    beside it, the processor times hold best.
    """

    joins: list[float] = field(default_factory=list)
    join_cpu: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    to_all: dict[float, list[float]] = field(default_factory=lambda: defaultdict(list))
    acks: dict[float, list[float]] = field(default_factory=lambda: defaultdict(list))
    cpu: dict[float, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """Return name -> figure; of rounds the median, of ideas the percentiles over all rounds."""
        found = {
            "join_ms": median(self.joins),
            "join_cpu_us": median(self.join_cpu),
            "memory_kb": median(self.memory),
        }
        for rate in self.to_all:
            label = f"{rate:g}/s"
            found[f"to_all_p50_ms {label}"] = percentile(self.to_all[rate], 0.5)
            found[f"to_all_p95_ms {label}"] = percentile(self.to_all[rate], 0.95)
            found[f"ack_p50_ms {label}"] = percentile(self.acks[rate], 0.5)
            found[f"ack_p95_ms {label}"] = percentile(self.acks[rate], 0.95)
            found[f"cpu_us {label}"] = median(self.cpu[rate])
        return found


TARGETS = (("to_all_p50_ms", 1.2), ("to_all_p95_ms", 0.6), ("memory_kb", 1.3), ("join_ms", 0.4))


def target_of(name: str) -> float | None:
    """Return the highest ratio to the plain relay that is good, where one was set."""
    return next((limit for start, limit in TARGETS if name.startswith(start)), None)


def table(measured: dict[str, Measured]) -> str:
    """Return a Markdown table: figures of each server, and ours as ratios; empty without ours."""
    if OURS not in measured:
        return ""
    figures = {name: each.figures() for name, each in measured.items()}
    others = [name for name in figures if name != OURS]
    head = ["figure", OURS, *others, *(f"ratio to {name}" for name in others), "at most"]
    lines = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    for name, ours in figures[OURS].items():
        limit = target_of(name)
        ratios = [f"{ours / figures[other][name]:.2f}" if figures[other][name] else "-" for other in others]
        cells = [name, f"{ours:.0f}", *(f"{figures[other][name]:.0f}" for other in others), *ratios]
        lines.append("| " + " | ".join([*cells, f"{limit:g}" if limit else ""]) + " |")
    return "\n".join(lines)


def as_json(measured: dict[str, Measured]) -> dict[str, Any]:
    """Return everything for programs."""
    return {name: {**(each.figures() if each.joins else {}), "wrong": each.wrong} for name, each in measured.items()}
