"""Ports for the servers of tests, of which none is taken by somebody else meanwhile.

A port that the system gives out may be given to the next connection of any program while its server is down, as it
is in the tests that start one again. These are below those, and each worker of the tests has its own, also where two
parts of the tests run side by side: ``CHARRETTE_TEST_SEATS`` says how many workers another part has.
"""

from __future__ import annotations

import os
import random
import socket
from collections.abc import Iterator

FIRST_PORT, PORTS_A_WORKER, MOST_WORKERS = 12_000, 2_500, 8


def _own_ports() -> Iterator[int]:
    """Go round the ports of this worker, from a place that differs from run to run."""
    beside = int(os.environ.get("CHARRETTE_TEST_SEATS", "0"))
    worker = (beside + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))) % MOST_WORKERS
    place = random.SystemRandom().randrange(PORTS_A_WORKER)
    while True:
        yield FIRST_PORT + worker * PORTS_A_WORKER + place
        place = (place + 1) % PORTS_A_WORKER


_ports = _own_ports()


def free_port() -> int:
    """Return a port of this machine that nothing listens on, and that no other test was given."""
    return next(port for port in _ports if _is_free(port))


def free_ports_in_a_row(count: int) -> int:
    """Return the first of so many free ports one after the other."""
    found = [free_port()]
    while found[-1] - found[0] != count - 1:
        found = [*found, free_port()] if found[-1] - found[0] == len(found) - 1 else found[-1:]
    return found[0]


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as a server does
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
