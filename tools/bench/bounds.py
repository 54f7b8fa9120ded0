"""What we want to reach, and whether it was: told in the report, never the failing of a test.

The bounds are for a hall of ``HALL`` phones on a machine that does nothing else; a small hall pays more an idea.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from tools.bench.figures import BARE, NODE, OURS, Figures, ratio

HALL = 1000
UNITS = {"ms": "ms", "kb": "kB a phone"}


@dataclass(frozen=True)
class Bound:
    """At most ``most`` times the figure of server ``times``; with None ``most`` itself, in the unit of the figure."""

    figure: str
    most: float
    times: str | None = None

    def measured(self, figures: dict[str, Figures]) -> float:
        """Return what is held against the bound; nan when it was not measured."""
        if self.times is None:
            return figures.get(OURS, {}).get(self.figure, math.nan)
        return ratio(figures, self.figure, self.times)

    def row(self, figures: dict[str, Figures]) -> str:
        """Return its row in the report."""
        of = f"times {self.times}" if self.times else UNITS[self.figure.split(maxsplit=1)[0].rpartition("_")[2]]
        measured = self.measured(figures)
        if math.isnan(measured):
            return f"| {self.figure} | {self.most:g} {of} | - | not measured |"
        digits = 2 if self.times else 1
        verdict = "kept" if measured <= self.most else "NOT KEPT"
        return f"| {self.figure} | {self.most:g} {of} | {measured:.{digits}f} | {verdict} |"


BOUNDS = (
    Bound("to_all_p50_ms 5/s", 1.2, NODE),
    Bound("to_all_p95_ms 5/s", 1.3, NODE),
    Bound("to_all_p50_ms 15/s", 1.2, NODE),
    Bound("to_all_p95_ms 15/s", 1.3, NODE),
    Bound("to_all_p50_ms 60/s", 1.5, NODE),
    Bound("to_all_p95_ms 60/s", 1.5, NODE),
    Bound("to_all_p50_ms 60/s", 0.25, BARE),
    Bound("to_all_p95_ms 60/s", 0.25, BARE),
    Bound("to_all_p95_ms 120/s", 35),
    Bound("to_all_p95_ms 50 at once", 0.2, NODE),
    Bound("cpu_us 5/s", 1.0, NODE),
    Bound("cpu_us 15/s", 1.0, NODE),
    Bound("memory_kb", 50),
    Bound("join_ms", 1.3, NODE),
    Bound("ack_p50_ms 15/s", 6),
    Bound("ack_p95_ms 15/s", 10),
)


def bounds_table(figures: dict[str, Figures]) -> str:
    """Return a Markdown table: each bound, what was measured, and whether it was kept."""
    head = [f"| figure of Charrette, for {HALL:,} phones | at most | measured | |", "|---|---|---|---|"]
    return "\n".join([*head, *(bound.row(figures) for bound in BOUNDS)])
