"""``make bench`` (``python -m tools.bench``): Charrette, a bare relay and one on node, in interleaved rounds."""

from __future__ import annotations

import argparse
import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tools.bench import growth
from tools.bench.figures import BARE, NODE, OURS, TUNED, Measured, as_json
from tools.bench.measuring import measure
from tools.bench.report import report, wrong_of
from tools.bench.servers import CannotStart, Server, start_charrette, start_node, start_relay

Options = argparse.Namespace
Starts = dict[str, Callable[[Options], Server]]
STARTS: Starts = {
    BARE: lambda options: start_relay(options.port, "plain", options.phones, options.ideas),
    OURS: lambda options: start_charrette(options.port + 1, options.phones, options.ideas),
    NODE: lambda options: start_node(options.port + 2, options.phones, options.ideas),
    TUNED: lambda options: start_relay(options.port + 3, "tuned", options.phones, options.ideas),
}
ALWAYS = [BARE, OURS, NODE]
RATES = [5.0, 15.0, 60.0, 120.0]
RATES_WHILE_GROWING = [15.0]


def read_arguments() -> Options:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(prog="make bench ARGS=...", description=__doc__)
    parser.add_argument("--phones", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=10, help="how long ideas are posted at each rate")
    parser.add_argument("--rates", type=float, nargs="+", help="ideas a second")
    parser.add_argument("--burst", type=int, help="ideas that are posted at the same moment; 0: no burst")
    parser.add_argument("--bursts", type=int, default=3, help="how many bursts in a round")
    parser.add_argument("--even", action="store_true", help="ideas at equal distances instead of random moments")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--ideas", type=int, default=100, help="on the board before it begins")
    parser.add_argument("--joins", type=int, default=1, help="how often the hall joins in each round, on its own")
    parser.add_argument("--joiners", type=int, default=2, help="processes that the joining phones are divided over")
    parser.add_argument("--processes", type=int, default=1, help="the same for the phones that post and look on")
    parser.add_argument("--settle", type=float, default=2, help="seconds of rest before and after the joining")
    parser.add_argument("--port", type=int, default=5290)
    parser.add_argument("--only", nargs="+", choices=STARTS, help="servers to measure")
    parser.add_argument("--grow", action="store_true", help="measure how the cost grows, instead; of ours, or --only")
    parser.add_argument("--grow-phones", type=int, nargs="*", default=growth.PHONES)
    parser.add_argument("--grow-ideas", type=int, nargs="*", default=growth.IDEAS, help="on the board, for --phones")
    parser.add_argument("--far", action="store_true", help=f"--grow up to {growth.FAR_PHONES[-1]} phones")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    options = parser.parse_args()
    options.rates = options.rates or (RATES_WHILE_GROWING if options.grow else RATES)
    options.burst = options.burst if options.burst is not None else 0 if options.grow else 50
    return options


def measure_all(options: Options) -> dict[str, list[Measured]]:
    """Return the rounds of each server; servers take turns, back and forth."""
    chosen = [name for name in STARTS if name in (options.only or ALWAYS)]
    measured: dict[str, list[Measured]] = {name: [] for name in chosen}
    for round in range(options.rounds):
        for name in chosen if round % 2 == 0 else reversed(chosen):
            print(f"round {round + 1} of {options.rounds}: {name} ...", file=sys.stderr, flush=True)
            measured[name].append(measure(STARTS[name], options, round))
    return measured


def _grow(options: Options) -> tuple[str, dict[str, list[Measured]]]:
    """Return the tables of how each server grows that was named, of ours when none was; and all rounds, by size."""
    tables = []
    named: dict[str, list[Measured]] = {}
    for name in options.only or [OURS]:
        sizes = growth.measure_growth(STARTS[name], options)
        tables.append(f"{name}\n\n{growth.growth_report(sizes, options)}")
        named |= {f"{name}, {phones} phones, {ideas} ideas": rounds for (phones, ideas), rounds in sizes.items()}
    return "\n\n".join(tables), named


def _keep(file: Path | None, found: dict[str, Any]) -> None:
    if file:
        file.write_text(json.dumps(found, indent=1), "utf-8")


def main() -> int:
    """Measure and print; return 1 when an idea of ours was missing or doubled, 2 when something did not start."""
    options = read_arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(2))  # so that what was started is stopped
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    try:
        if options.grow:
            tables, measured = _grow(options)
        else:
            measured = measure_all(options)
            tables = report(measured)
    except CannotStart as error:
        print(error, file=sys.stderr)
        return 2
    load = f"load of this machine at the end {os.getloadavg()[1]:.1f} on {os.cpu_count()} cores"
    hall = "growing" if options.grow else f"{options.phones} phones"
    print(f"{hall}, {options.rounds} rounds, {load}\n\n{tables}")
    _keep(options.json, as_json(measured))
    wrong = wrong_of(measured)
    print("\n" + ("\n".join(wrong[:20]) if wrong else "No idea missing, none doubled, on any phone."))
    return 1 if any(text.startswith(OURS) for text in wrong) else 0


if __name__ == "__main__":
    sys.exit(main())
