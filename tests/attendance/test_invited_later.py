"""A gathering that becomes one for who is invited under open phones, and a phone that staff let in there."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest

from tests.live.server import Hall, wait_until

pytestmark = pytest.mark.trust("T96")


def make_invited(hall: Hall, gathering: int) -> None:
    """As loading a script again does, by another process."""
    with sqlite3.connect(hall.server.folder / "charrette.sqlite3", timeout=10) as line:
        line.execute("update gatherings set openness = 'invited' where id = ?", (gathering,))
    line.close()


@pytest.mark.parametrize("mode", ["eventlet", "threading"])
def test_who_followed_it_before_reads_no_further(open_hall: Callable[..., Hall], mode: str) -> None:
    hall = open_hall(mode)
    board = f"board:{hall.world.board}"
    phone, console = hall.phone("annie"), hall.phone("fenna")
    assert all(one.ask("follow", {"stream": board})["ok"] for one in (phone, console))
    make_invited(hall, hall.world.work)
    wait_until(lambda: not phone.ended.empty(), "the socket to end")
    hall.do("post_idea", board=hall.world.board, text="Geheim van de genodigden")
    wait_until(lambda: console.events(board), "the idea at the console")
    again = hall.phone("annie").ask("follow", {"stream": board})

    assert phone.events(board) == []
    assert again["error"] == "gathering_code_needed"
    assert console.ended.empty()


def test_whom_staff_check_in_hears_that_they_are_let_in(open_hall: Callable[..., Hall]) -> None:
    hall = open_hall("eventlet")
    make_invited(hall, hall.world.work)
    week = f"charrette:{hall.world.charrette}"
    phone = hall.phone("annie")
    before = phone.ask("follow", {"stream": week})["mine"]
    hall.do("check_in_person", gathering=hall.world.work, person=hall.world.people["annie"])
    wait_until(lambda: {"stream": week} in phone.told("mine"), "word of it")
    after = phone.ask("follow", {"stream": week})["mine"]

    assert hall.world.work not in before["admitted"]
    assert hall.world.work in after["admitted"]
