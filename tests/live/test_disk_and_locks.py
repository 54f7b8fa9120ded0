"""What stands on the disk when the power goes, and a lock of another program that stays.

The usual run takes seconds; the long forms take as long as the figures in ``docs/trust.md``.
"""

from __future__ import annotations

import contextlib
import random
import shutil
import signal
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.live.server import PATIENCE_SECONDS, Hall, wait_until
from tests.live.test_faults import locked
from tests.live.test_power_cuts import Outbox

Open = Callable[..., Hall]
Note = Callable[[str], None]


# --- power cuts, as copies of what stood on the disk -----------------------------------------------------------------


def _copies_hold_what_was_acknowledged(hall: Hall, folder: Path, count: int) -> int:
    """Stop the process at ``count`` random moments while phones post; return how many ideas were acknowledged.

    What stands on the disk at that moment is what a power cut would leave.
    """
    boxes = [Outbox(hall, f"kees-{number}", "websocket", 1000) for number in range(4)]
    threads = [threading.Thread(target=box.drain, daemon=True) for box in boxes]
    for thread in threads:
        thread.start()
    chance = random.Random(8)
    process = hall.server.process
    assert process is not None
    for number in range(count):
        time.sleep(chance.uniform(0.02, 0.2))
        process.send_signal(signal.SIGSTOP)
        acknowledged = [result["idea"] for box in boxes for _, result in list(box.acknowledged)]
        copy = folder / f"copy-{number}.sqlite3"
        for suffix in ("", "-wal"):
            shutil.copyfile(f"{hall.server.folder / 'charrette.sqlite3'}{suffix}", f"{copy}{suffix}")
        process.send_signal(signal.SIGCONT)
        with contextlib.closing(sqlite3.connect(copy)) as connection:
            assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
            held = {row[0] for row in connection.execute("select id from ideas")}
        assert held >= set(acknowledged)
    for box in boxes:
        box.waiting = box.waiting[:1]
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    return len(acknowledged)


@pytest.mark.trust("T08")
def test_whenever_the_power_is_cut_the_disk_holds_what_was_acknowledged(open_hall: Open, tmp_path: Path) -> None:
    assert _copies_hold_what_was_acknowledged(open_hall(), tmp_path, 15) > 0


@pytest.mark.long
@pytest.mark.trust("T08")
def test_two_hundred_power_cuts_lose_nothing_that_was_acknowledged(
    open_hall: Open, tmp_path: Path, note_figure: Note
) -> None:
    acknowledged = _copies_hold_what_was_acknowledged(open_hall(), tmp_path, 200)
    note_figure(f"200 copies, at the last {acknowledged} ideas acknowledged, none missing")


# --- a lock that stays -----------------------------------------------------------------------------------------------


def _threads(hall: Hall) -> int:
    assert hall.server.process is not None
    return len(list(Path(f"/proc/{hall.server.process.pid}/task").iterdir()))


def _post_against_a_lock(hall: Hall, seconds: float) -> int:
    """Post from ten phones while the database stays locked; return how many threads the server had at most."""
    phones = [hall.phone(who) for who in ("annie", "geert") for _ in range(5)]
    answers: list[Any] = []
    most = 0
    with locked(hall):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            asked = len(answers) + len(phones)
            for number, phone in enumerate(phones):
                message = {"id": f"slot-{number}", "type": "post_idea", "board": hall.world.board, "text": f"{number}"}
                phone.line.emit("command", message, callback=answers.append)
            wait_until(lambda asked=asked: len(answers) >= asked, "an answer while the lock stays")
            most = max(most, _threads(hall))
    assert {(answer["ok"], answer["error"], answer["retry_after"]) for answer in answers} == {(False, "store_busy", 2)}
    assert hall.ideas() == []
    for number, phone in enumerate(phones):
        assert phone.command("post_idea", id=f"slot-{number}", board=hall.world.board, text=f"{number}")["ok"] is True
    assert sorted(idea["text"] for idea in hall.ideas()) == [str(number) for number in range(10)]
    return most


@pytest.mark.trust("T11")
def test_while_a_lock_stays_phones_hear_that_they_must_wait_and_afterwards_all_is_kept_once(open_hall: Open) -> None:
    _post_against_a_lock(open_hall(), 1)


@pytest.mark.long
@pytest.mark.trust("T11")
def test_a_lock_of_a_minute_costs_no_threads(open_hall: Open, note_figure: Note) -> None:
    most = _post_against_a_lock(open_hall(), 60)
    note_figure(f"at most {most} threads")
    assert most <= 20
