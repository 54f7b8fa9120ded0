"""Another program holds the database for a long time: people are told to wait, and it is over when that lets go."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.live.keeping import NAME, held_by_another_program
from tests.live.server import Hall, wait_until

Open = Callable[..., Hall]


def threads_of(hall: Hall) -> int:
    assert hall.server.process is not None
    status = Path(f"/proc/{hall.server.process.pid}/status").read_text()
    return int(status.split("Threads:")[1].split()[0])


def hold(open_hall: Open, seconds: float) -> None:
    """Let three phones post while the database is held so long, and look at what everybody hears."""
    hall = open_hall(CHARRETTE_BACKUP_SECONDS="0")
    phones = [hall.phone(who) for who in ("annie", "geert", "jamila")]
    console = hall.phone("fenna")
    console.ask("follow", {"stream": f"charrette:{hall.world.charrette}"})
    until = time.monotonic() + seconds
    refused, most_threads = [], 0
    with held_by_another_program(hall.server.folder / NAME):
        while time.monotonic() < until or not refused:
            for number, phone in enumerate(phones):
                refused.append(
                    phone.command("post_idea", id=f"{number}", board=hall.world.board, text=f"Idee {number}")
                )
            most_threads = max(most_threads, threads_of(hall))
        wait_until(lambda: {"trouble": "store_busy"} in console.told("store"), "word to staff")
    released = time.monotonic()
    answers = [
        phone.command("post_idea", id=f"{number}", board=hall.world.board, text=f"Idee {number}")
        for number, phone in enumerate(phones)
    ]
    again_after = time.monotonic() - released
    wait_until(lambda: console.told("store")[-1] == {"trouble": None}, "word that it is over")

    assert {(answer["error"], answer["retry_after"] > 0) for answer in refused} == {("store_busy", True)}
    assert all(answer["ok"] for answer in answers)
    assert sorted(idea["text"] for idea in hall.ideas()) == ["Idee 0", "Idee 1", "Idee 2"]
    assert most_threads <= 20 + 5  # the loop's own, those of libraries
    assert again_after < 30


@pytest.mark.trust("T11")
def test_a_database_that_stays_locked_makes_people_wait_and_tells_staff(open_hall: Open) -> None:
    hold(open_hall, 8)


@pytest.mark.long
@pytest.mark.trust("T11")
def test_a_database_that_is_locked_for_a_minute_makes_people_wait_and_tells_staff(open_hall: Open) -> None:
    hold(open_hall, 60)
