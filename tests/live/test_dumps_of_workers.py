"""Two workers on PostgreSQL: one makes the dumps, another goes on when it is gone, who is removed leaves both."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.live.server import Hall, wait_until
from tests.live.workers import two_workers
from tests.test_dumps import dumps_in

pytestmark = pytest.mark.trust("T13")


def newest(hall: Hall) -> bytes:
    """Return the newest dump of a worker; nothing when it made none."""
    return next((file.read_bytes() for file in reversed(dumps_in(hall.server.folder))), b"")


@pytest.mark.timeout(180)
def test_the_duty_goes_from_a_worker_that_died_to_the_other_and_a_removed_name_leaves_both(
    database_url: str, tmp_path: Path
) -> None:
    with two_workers(database_url, tmp_path, CHARRETTE_BACKUP_SECONDS="1") as workers:
        board = workers.world.board
        workers.do("update_me", "geert", name="Kanariegeel")
        workers.do("post_idea", "annie", board=board, text="Een bankje in mei")
        wait_until(lambda: any(b"Een bankje in mei" in newest(hall) for hall in workers.halls), "the first dump")
        making, other = sorted(workers.halls, key=lambda hall: not dumps_in(hall.server.folder))
        assert dumps_in(other.server.folder) == []
        assert b"Kanariegeel" in newest(making)

        making.server.kill()
        other.do("post_idea", "annie", board=board, text="Een schommel in juni")
        wait_until(lambda: b"Een schommel in juni" in newest(other), "a dump of the other worker")

        making.server.start()
        other.do("erase_person", person=workers.world.people["geert"])
        files = [file for hall in workers.halls for file in dumps_in(hall.server.folder)]
        wait_until(
            lambda: not any(b"Kanariegeel" in file.read_bytes() for file in files if file.exists()), "the name to go"
        )
        assert b"Een schommel in juni" in newest(other)
