"""How the cost grows: with the phones in the hall, and with the ideas that are on the board already (``--grow``)."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable

from tools.bench.capacity import needs_table
from tools.bench.figures import Figures, Measured, medians
from tools.bench.measuring import measure
from tools.bench.servers import Server

PHONES = [100, 250, 500, 1000]
FAR_PHONES = [2000, 4000]
IDEAS = [0, 100, 1000, 5000]

Size = tuple[int, int]
Sizes = dict[Size, list[Measured]]


def sizes_of(options: Namespace) -> list[Size]:
    """Return (phones, ideas on the board): first the phones grow, on ``--ideas``, then the board, for ``--phones``."""
    phones = [*options.grow_phones, *(FAR_PHONES if options.far else [])]
    wanted = [*((count, options.ideas) for count in phones), *((options.phones, ideas) for ideas in options.grow_ideas)]
    return list(dict.fromkeys(wanted))


def measure_growth(start: Callable[[Namespace], Server], options: Namespace) -> Sizes:
    """Return the rounds of every size; the sizes take turns, as servers do otherwise."""
    found: Sizes = {size: [] for size in sizes_of(options)}
    for round in range(options.rounds):
        for phones, ideas in found:
            print(f"round {round + 1} of {options.rounds}: {phones} phones, {ideas} ideas", file=sys.stderr, flush=True)
            of_this_size = Namespace(**{**vars(options), "phones": phones, "ideas": ideas, "joins": 0})
            found[phones, ideas].append(measure(start, of_this_size, round))
    return found


def growth_report(sizes: Sizes, options: Namespace) -> str:
    """Return two tables: a row a size with the medians of its rounds, and what a crowd would take."""
    figures = {size: medians(rounds) for size, rounds in sizes.items()}
    names = list(dict.fromkeys(name for each in figures.values() for name in each if not name.startswith("ack")))
    lines = [f"| phones | ideas | {' | '.join(names)} |", "|---" * (len(names) + 2) + "|"]
    lines += [_row(size, each, names) for size, each in figures.items()]
    growing = {phones: each for (phones, ideas), each in figures.items() if ideas == options.ideas}
    return "\n".join([*lines, "", needs_table(growing, options.rates)]).rstrip()


def _row(size: Size, figures: Figures, names: list[str]) -> str:
    cells = [f"{figures[name]:.1f}" if name in figures else "-" for name in names]
    return f"| {size[0]:,} | {size[1]:,} | {' | '.join(cells)} |"
