"""``make bench`` (``python -m tools.bench``): Charrette against a bare relay, in interleaved rounds."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import ceil
from pathlib import Path
from time import monotonic
from typing import Any

from tools.bench import phones
from tools.bench.figures import BASE, OURS, Measured, as_json, table
from tools.bench.servers import CannotStart, Server, keep_apart, start_charrette, start_relay

TUNED = "relay, tuned"
JOIN_SECONDS = 120.0
SETTLE_SECONDS = 2.0
DRAIN_SECONDS = 2.5
FIRST_AFTER_SECONDS = 0.5


def read_arguments() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(prog="make bench ARGS=...", description=__doc__)
    parser.add_argument("--phones", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=10, help="how long ideas are posted at each rate")
    parser.add_argument("--rates", type=float, nargs="+", default=[5, 15], help="ideas a second")
    parser.add_argument("--even", action="store_true", help="ideas at equal distances instead of random moments")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--ideas", type=int, default=100, help="on the board before it begins")
    parser.add_argument("--joins", type=int, default=1, help="how often the hall joins in each round")
    parser.add_argument("--joiners", type=int, default=2, help="processes that the joining phones are divided over")
    parser.add_argument("--processes", type=int, default=1, help="the same for the phones that post and look on")
    parser.add_argument("--port", type=int, default=5290)
    parser.add_argument("--only", nargs="+", help="names of servers to measure")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    return parser.parse_args()


class Halls:
    """The processes with phones."""

    def __init__(self, server: Server, processes: int) -> None:
        self._server = server
        self._parts = [server.tokens[start::processes] for start in range(processes)]
        context = multiprocessing.get_context("spawn")
        self._pipes = []
        self._processes = []
        for _ in range(processes):
            here, there = context.Pipe()
            given = (there, "127.0.0.1", server.port, server.stream, server.board)
            process = context.Process(target=phones.work, args=given, daemon=True)
            process.start()
            self._pipes.append(here)
            self._processes.append(process)

    def _ask(self, requests: list[tuple[Any, ...]]) -> list[Any]:
        for pipe, request in zip(self._pipes, requests, strict=True):
            pipe.send(request)
        return [pipe.recv() for pipe in self._pipes]

    def keep_apart(self) -> None:
        """Keep the phones off the processor of the server."""
        keep_apart(self._server.process.pid, [process.pid or 0 for process in self._processes])

    def wait(self, seconds: float) -> None:
        """Let the phones only answer pings."""
        self._ask([("idle", seconds)] * len(self._pipes))

    def join(self) -> tuple[float | None, int]:
        """Connect all; return after how many ms the last has its board (None: some never) and how many have it."""
        answers = self._ask([("join", part, JOIN_SECONDS) for part in self._parts])
        begun = min(answer["begun"] for answer in answers)
        done = [answer["begun"] + wait for answer in answers for wait in answer["waited"] if wait is not None]
        everybody = len(done) == sum(map(len, self._parts))
        return ((max(done) - begun) * 1000 if everybody else None), len(done)

    def post(self, moments: list[tuple[float, int]]) -> list[dict[str, Any]]:
        """Post ideas at their moments (seconds from now, number of the idea), divided over the processes."""
        processes = len(self._pipes)
        now = monotonic() + FIRST_AFTER_SECONDS
        due = [(now + after, number) for after, number in moments]
        until = due[-1][0] + DRAIN_SECONDS
        return self._ask([("post", due[start::processes], until) for start in range(processes)])

    def close(self) -> None:
        """Hang up and end the processes."""
        self._ask([("close",)] * len(self._pipes))
        for process in self._processes:
            process.join(10)


def moments_of(first: int, rate: float, options: argparse.Namespace, round: int) -> list[tuple[float, int]]:
    """Return when each idea is posted and its number, ``rate`` a second on average.

    People do not wait for each other: the moments are random (Poisson arrivals), the same for all servers in a round.
    ``--even`` puts them at equal distances, so that no two ever meet.
    """
    count = max(1, ceil(rate * options.seconds))
    chance = random.Random(f"{rate}/{round}")
    after, moments = 0.0, []
    for number in range(first, first + count):
        moments.append((after, number))
        after += 1 / rate if options.even else chance.expovariate(rate)
    return moments


def measure_joining(server: Server, into: Measured, options: argparse.Namespace, _round: int) -> None:
    """Let the whole hall join a fresh server, hang up, and join again."""
    for _ in range(options.joins):
        halls = Halls(server, options.joiners)
        halls.wait(SETTLE_SECONDS)
        cpu = server.cpu_seconds()
        joined, count = halls.join()
        halls.close()
        if joined is None:  # no figure: half a hall compares with nothing
            some = f"{count} of {options.phones} phones got in within {JOIN_SECONDS:.0f} s"
            into.wrong.append(f"a join was left out: {some}")
            continue
        into.joins.append(joined)
        into.join_cpu.append((server.cpu_seconds() - cpu) / options.phones * 1e6)


def measure_ideas(server: Server, into: Measured, options: argparse.Namespace, round: int) -> None:
    """Measure memory with a full hall on a fresh server, then each rate."""
    halls = Halls(server, options.processes)
    halls.keep_apart()
    halls.wait(SETTLE_SECONDS)
    before = server.memory_kb()
    joined, count = halls.join()
    if joined is None:
        into.wrong.append(f"a round was left out: {count} of {options.phones} phones got in")
        halls.close()
        return
    halls.wait(SETTLE_SECONDS)
    into.memory.append((server.memory_kb() - before) / options.phones)
    first = 0
    for rate in options.rates:
        moments = moments_of(first, rate, options, round)
        ideas = len(moments)
        cpu = server.cpu_seconds()
        answers = halls.post(moments)
        into.cpu[rate].append((server.cpu_seconds() - cpu) / (ideas * options.phones) * 1e6)
        note(answers, range(first, first + ideas), rate, into, options.phones)
        first += ideas
    halls.close()


def note(answers: list[dict[str, Any]], numbers: range, rate: float, into: Measured, expected: int) -> None:
    """Add up what the processes saw, and say what was missing or doubled."""
    sent: dict[int, float] = {}
    for answer in answers:
        sent |= answer["sent"]
        into.acks[rate] += [seconds * 1000 for seconds in answer["acks"].values()]
        into.wrong += [f"refused: {text}" for text in answer["refused"]]
        if answer["doubled"] or answer["broken"]:
            into.wrong.append(f"{rate:g}/s: {answer['doubled']} doubled, {answer['broken']} phones cut off")
    for number in numbers:
        seen = sum(answer["seen"].get(number, 0) for answer in answers)
        if seen != expected:
            into.wrong.append(f"{rate:g}/s: idea {number} is on {seen} of {expected} phones")
            continue
        last = max(answer["last"][number] for answer in answers if number in answer["last"])
        into.to_all[rate].append((last - sent[number]) * 1000)
    missing = len(numbers) - sum(len(answer["acks"]) for answer in answers)
    if missing:
        into.wrong.append(f"{rate:g}/s: {missing} ideas were not acknowledged")


@contextmanager
def stopping(server: Server) -> Iterator[Server]:
    """Stop a server at the end."""
    try:
        yield server
    finally:
        server.stop()


def main() -> int:
    """Measure and print; return 1 when an idea was missing or doubled."""
    options = read_arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(2))  # so that what was started is stopped
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    starts: dict[str, Callable[[], Server]] = {
        BASE: lambda: start_relay(options.port, "plain", options.phones, options.ideas),
        OURS: lambda: start_charrette(options.port + 1, options.phones, options.ideas),
        TUNED: lambda: start_relay(options.port + 2, "tuned", options.phones, options.ideas),
    }
    chosen = [name for name in starts if not options.only or name in options.only]
    measured = {name: Measured() for name in chosen}
    for round in range(options.rounds):
        for name in chosen if round % 2 == 0 else reversed(chosen):
            print(f"round {round + 1} of {options.rounds}: {name} ...", file=sys.stderr, flush=True)
            try:
                for part in (measure_joining, measure_ideas):
                    with stopping(starts[name]()) as server:
                        part(server, measured[name], options, round)
            except CannotStart as error:
                print(error, file=sys.stderr)
                return 2
    load = f"load of this machine at the end {os.getloadavg()[1]:.1f} on {os.cpu_count()} cores"
    print(f"{options.phones} phones, {options.rounds} rounds, {load}\n")
    if OURS in measured:
        print(table({name: each for name, each in measured.items() if each.joins}))
    if options.json:
        options.json.write_text(json.dumps(as_json(measured), indent=1), "utf-8")
    wrong = [f"{name}: {text}" for name, each in measured.items() for text in each.wrong]
    print("\n".join(wrong[:20]) if wrong else "\nNo idea missing, none doubled, on any phone.")
    return 1 if any(each.wrong for name, each in measured.items() if name == OURS) else 0


if __name__ == "__main__":
    sys.exit(main())
