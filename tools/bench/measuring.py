"""The measuring of one server in one round: a hall joins, and posts at each load."""

from __future__ import annotations

import multiprocessing
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from tools.bench import phones
from tools.bench.figures import Measured
from tools.bench.loads import Load, loads_of
from tools.bench.servers import Server, keep_apart

JOIN_SECONDS = 120.0
DRAIN_SECONDS = 15.0
"""How long the last idea may be on its way; nobody waits for it once all phones have everything."""
FIRST_AFTER_SECONDS = 0.5


class Halls:
    """The processes with phones."""

    def __init__(self, server: Server, processes: int) -> None:
        self._server = server
        self._parts = [server.tokens[start::processes] for start in range(processes)]
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([phones.__name__])
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

    def post(self, load: Load) -> list[dict[str, Any]]:
        """Post the ideas at their moments, divided over the processes; return what each process saw."""
        processes = len(self._pipes)
        now = monotonic() + FIRST_AFTER_SECONDS
        due = [(now + after, number) for after, number in load.moments]
        until = due[-1][0] + DRAIN_SECONDS
        return self._ask([("post", due[start::processes], len(due), until) for start in range(processes)])

    def close(self) -> int:
        """Hang up and end the processes; return how many ideas came after all that was counted."""
        stray = self._ask([("close",)] * len(self._pipes))
        for process in self._processes:
            process.join(10)
        return sum(stray)


def measure_joining(server: Server, into: Measured, options: Namespace, _loads: list[Load]) -> None:
    """Let the whole hall join a fresh server, hang up, and join again."""
    for _ in range(options.joins):
        halls = Halls(server, options.joiners)
        halls.wait(options.settle)
        _join(halls, server, into, options.phones)
        halls.close()


def _join(halls: Halls, server: Server, into: Measured, phones: int, *, counts: bool = True) -> bool:
    """Let all come in, and note it if it ``counts``; return whether they did: half a hall compares with nothing."""
    cpu = server.cpu_seconds()
    joined, count = halls.join()
    if joined is None:
        into.wrong.append(f"a join was left out: {count} of {phones} phones got in within {JOIN_SECONDS:g} s")
        return False
    if counts:
        into.joins.append(joined)
        into.join_cpu.append((server.cpu_seconds() - cpu) / phones * 1e6)
    return True


def measure_ideas(server: Server, into: Measured, options: Namespace, loads: list[Load]) -> None:
    """Measure memory with a full hall on a fresh server, then each load.

    Where joining was not measured apart (``--joins 0``), that of this hall counts.
    """
    halls = Halls(server, options.processes)
    halls.keep_apart()
    halls.wait(options.settle)
    before = server.memory_kb()
    if _join(halls, server, into, options.phones, counts=not options.joins):
        halls.wait(options.settle)
        into.memory.append((server.memory_kb() - before) / options.phones)
        for load in loads:
            cpu = server.cpu_seconds()
            answers = halls.post(load)
            deliveries = len(load.numbers) * options.phones
            into.cpu[load.name] = (server.cpu_seconds() - cpu) / deliveries * 1e6
            note(answers, load.numbers, load.name, into, options.phones)
    if stray := halls.close():
        into.wrong.append(f"{stray} ideas came once more at the end")


def note(answers: list[dict[str, Any]], numbers: range, load: str, into: Measured, expected: int) -> None:
    """Add up what the processes saw, and say what was missing, doubled, late or refused."""
    sent: dict[int, float] = {}
    on: dict[int, int] = {}
    for answer in answers:
        sent |= answer["sent"]
        into.acks[load] += [seconds * 1000 for seconds in answer["acks"].values()]
        into.wrong += [f"{load}: refused: {text}" for text in answer["refused"]]
        if answer["doubled"] or answer["broken"]:
            into.wrong.append(f"{load}: {answer['doubled']} doubled, {answer['broken']} phones cut off")
        for number, count in answer["seen"].items():
            on[number] = on.get(number, 0) + count
    into.bytes[load] = sum(answer["bytes"] for answer in answers) / (len(numbers) * expected)
    if short := [number for number in numbers if on.get(number, 0) != expected]:
        some = f"idea {short[0]} is on {on.get(short[0], 0)}"
        into.wrong.append(f"{load}: {len(short)} of {len(numbers)} ideas are not on all {expected} phones; {some}")
    if late := on.keys() - numbers:
        into.wrong.append(f"{load}: {len(late)} ideas of before came only now, or once more")
    for number in numbers:
        if on.get(number, 0) == expected:
            last = max(answer["last"][number] for answer in answers if number in answer["last"])
            into.to_all[load].append((last - sent[number]) * 1000)
    missing = len(numbers) - sum(len(answer["acks"]) for answer in answers)
    if missing:
        into.wrong.append(f"{load}: {missing} ideas were not acknowledged")


@contextmanager
def stopping(server: Server) -> Iterator[Server]:
    """Stop a server at the end."""
    try:
        yield server
    finally:
        server.stop()


def measure(start: Callable[[Namespace], Server], options: Namespace, round: int) -> Measured:
    """Return what one server did in one round; each part has a server of its own, afresh."""
    into = Measured()
    loads = loads_of(options, round)
    for part in (measure_joining, measure_ideas) if options.joins else (measure_ideas,):
        with stopping(start(options)) as server:
            part(server, into, options, loads)
    return into
