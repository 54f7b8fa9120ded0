"""The server's side of making files: made once for all who ask at the same moment, and kept for nobody."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from charrette.db import Database
from charrette.errors import Unavailable
from charrette.exports.child import MOST_RESIDENT_BYTES
from charrette.exports.orders import Order
from charrette.faults import Faults
from charrette.offload import Files
from tests.live.files import makers_of
from tests.live.server import wait_until
from tests.world import World


@pytest.fixture
def files() -> Iterator[Files]:
    """Makers of files of our own."""
    files = Files()
    yield files
    files.close()


def order(world: World, **changes: str) -> Order:
    """Return an order for the agenda of Krakeel."""
    given = {"kind": "agenda", "format": "json", "name": "krakeel", "public_url": "http://127.0.0.1", **changes}
    return Order(charrette=world.charrette, **given)  # type: ignore[arg-type]


def test_who_asks_while_the_file_of_this_moment_is_made_gets_that_one(world: World, files: Files) -> None:
    """The process that makes it hangs until all have asked; then it is killed. They all get the very same bytes."""
    others = set(makers_of(os.getpid()))
    got: list[bytes] = []
    faults = Faults("file_hangs:1")

    def ask(moment: int) -> None:
        got.append(files.make(order(world), database=world.database.url, moment=moment, faults=faults))

    askers = [threading.Thread(target=ask, args=(7,)) for _ in range(16)]
    for asker in askers:
        asker.start()
    stuck = wait_until(lambda: set(makers_of(os.getpid())) - others, "the process that makes the file")
    wait_until(lambda: sum(asker.is_alive() for asker in askers) == 16 and _waiting(files) == 15, "all to wait")
    os.kill(stuck.pop(), signal.SIGKILL)
    for asker in askers:
        asker.join()
    ask(7)

    assert len({id(data) for data in got[:16]}) == 1
    assert got[16] == got[0]
    assert got[16] is not got[0]  # nothing is kept once it was made


def test_a_server_that_is_large_keeps_its_makers_for_the_next_file_too(world: World, files: Files) -> None:
    others = set(makers_of(os.getpid()))
    large = bytearray(os.urandom(1)) * (MOST_RESIDENT_BYTES + 30_000_000)
    makers = []
    for moment in range(3):
        files.make(order(world), database=world.database.url, moment=moment)
        makers.append(set(makers_of(os.getpid())) - others)

    assert len(large) > MOST_RESIDENT_BYTES
    assert makers[0] == makers[1] == makers[2]
    assert len(makers[0]) == 1


def _waiting(files: Files) -> int:
    """Return how many wait for what somebody else lets make."""
    return sum(len(making.ready._cond._waiters) for making in files._makings.values())  # type: ignore[attr-defined]


PATCHES = {
    "eventlet": "import warnings; warnings.simplefilter('ignore'); import eventlet; eventlet.monkey_patch()",
    "gevent": "from gevent import monkey; monkey.patch_all()",
    "threading": "",
}
BUSY = """
import sys, threading, time
from charrette import offload
from charrette.errors import Unavailable
from charrette.exports.orders import Order
from charrette.faults import Faults
offload.WAIT_SECONDS, files, faults, told = 0.5, offload.Files(), Faults("file_hangs:2:60"), []
def ask(moment):
    order = Order(kind="ideas", charrette=int(sys.argv[2]), format="csv")
    try:
        files.make(order, database=sys.argv[1], moment=moment, faults=faults)
    except Unavailable as error:
        told.append((moment, error.code, error.retry_after))
for moment in (1, 2):
    threading.Thread(target=ask, args=(moment,), daemon=True).start()
while faults._left:
    time.sleep(0.01)
ask(3)
print(told, flush=True)
import os
os._exit(0)
"""


@pytest.mark.parametrize("mode", PATCHES)
def test_who_gets_no_turn_in_time_is_told_so_and_the_others_go_on(world: World, mode: str) -> None:
    """Two files hang; a third waits for its turn, without stopping the loop, and is told that it is busy."""
    command = [sys.executable, "-c", PATCHES[mode] + BUSY, world.database.url, str(world.charrette)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout == "[(3, 'files_busy', 30)]\n"


def test_a_later_moment_is_another_file(world: World, files: Files) -> None:
    first = files.make(order(world), database=world.database.url, moment=1)
    world.run("add_agenda_topic", "otto", area=world.areas[0], title="Een bankje", why="Zitten")
    second = files.make(order(world), database=world.database.url, moment=2)
    assert b"Een bankje" not in first
    assert b"Een bankje" in second


def test_what_has_gone_in_the_meantime_is_told_and_the_next_file_is_made(world: World, files: Files) -> None:
    with pytest.raises(Unavailable, match="file_not_made"):
        files.make(order(world, name="nergens"), database=world.database.url, moment=1)
    assert b"Krakeel" in files.make(order(world), database=world.database.url, moment=1)


def test_a_file_that_meets_a_process_that_was_killed_while_it_waited_is_made_by_another(
    world: World, files: Files
) -> None:
    before = set(makers_of(os.getpid()))
    first = files.make(order(world), database=world.database.url, moment=1)
    for pid in set(makers_of(os.getpid())) - before:
        os.kill(pid, signal.SIGKILL)
    assert files.make(order(world), database=world.database.url, moment=1) == first


def test_a_reading_process_sees_one_moment(world: World) -> None:
    reader, count = Database(world.database.url, read_only=True), text("select count(*) from agenda_topics")
    with reader.read() as session:
        before = session.scalar(count)
        world.run("add_agenda_topic", "otto", area=world.areas[0], title="Een bankje", why="Zitten")
        assert session.scalar(count) == before
    with reader.read() as session:
        assert session.scalar(count) == 1
    reader.dispose()


def test_a_reading_process_can_change_nothing_in_the_database_and_leaves_its_log_alone(world: World) -> None:
    """Two processes that move the log into one SQLite file may damage it, so only the server may."""
    assert world.database.path is not None
    parts = [world.database.path, Path(f"{world.database.path}-wal")]
    world.run("add_agenda_topic", "otto", area=world.areas[0], title="Een bankje", why="Zitten")
    before = [part.read_bytes() for part in parts]
    reader = Database(world.database.url, read_only=True)
    with reader.read() as session:
        assert session.scalar(text("select count(*) from agenda_topics")) == 1
        with pytest.raises(OperationalError, match="readonly"):
            session.execute(text("delete from agenda_topics"))
    for attempt in ("delete from agenda_topics", "pragma wal_checkpoint(truncate)"):
        with reader.engine.connect() as connection:
            connection.exec_driver_sql("pragma query_only=off")
            with pytest.raises(OperationalError):
                connection.exec_driver_sql(attempt)
    reader.dispose()
    assert [part.read_bytes() for part in parts] == before
