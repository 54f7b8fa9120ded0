"""The tables that people read."""

from __future__ import annotations

import math

from tools.bench.bounds import bounds_table
from tools.bench.figures import OURS, Measured, medians, ratio


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _number(figure: float | None) -> str:
    """Return a figure short; "-" when there is none."""
    if figure is None or math.isnan(figure):
        return "-"
    return f"{figure:.1f}" if figure < 10 else f"{figure:.0f}"


def medians_table(measured: dict[str, list[Measured]]) -> str:
    """Return a Markdown table: of each server the medians of the rounds, and ours as ratios where ours was measured."""
    figures = {name: medians(rounds) for name, rounds in measured.items()}
    others = [name for name in figures if name != OURS] if OURS in figures else []
    head = ["figure", *figures, *(f"ours / {name}" for name in others)]
    rows = []
    for name in dict.fromkeys(name for each in figures.values() for name in each):
        ratios = [ratio(figures, name, other) for other in others]
        cells = [_number(each.get(name)) for each in figures.values()]
        rows.append([name, *cells, *("-" if math.isnan(each) else f"{each:.2f}" for each in ratios)])
    return "\n".join([_row(head), "|---" * len(head) + "|", *map(_row, rows)])


def rounds_table(measured: dict[str, list[Measured]]) -> str:
    """Return a Markdown table: each figure of each server in every round, in the order in which they were played."""
    figures = {name: [each.figures() for each in rounds] for name, rounds in measured.items()}
    head = ["figure by round", *figures]
    rows = []
    for name in dict.fromkeys(name for rounds in figures.values() for each in rounds for name in each):
        rows.append([name, *(", ".join(_number(each.get(name)) for each in rounds) for rounds in figures.values())])
    return "\n".join([_row(head), "|---" * len(head) + "|", *map(_row, rows)])


def report(measured: dict[str, list[Measured]]) -> str:
    """Return all tables: medians, bounds, and the rounds when there were several."""
    figures = {name: medians(rounds) for name, rounds in measured.items()}
    tables = [medians_table(measured)]
    if OURS in figures:
        tables.append(bounds_table(figures))
    if any(len(rounds) > 1 for rounds in measured.values()):
        tables.append(rounds_table(measured))
    return "\n\n".join(tables)


def wrong_of(measured: dict[str, list[Measured]]) -> list[str]:
    """Return what was missing, doubled or refused, with the server's name before it."""
    return [f"{name}: {text}" for name, rounds in measured.items() for each in rounds for text in each.wrong]
