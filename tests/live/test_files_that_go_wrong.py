"""A file that takes too long, a process that dies while it makes one, and a server that ends: the next file comes."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

import pytest
import requests

from tests.live import files
from tests.live.files import BASE, ask, is_running, makers
from tests.live.server import Hall, wait_until

Open = Callable[..., Hall]
MODES = ["eventlet", "gevent", "threading"]
IDEAS = f"{BASE}ideas.csv"
PUBLIC = f"{BASE}agendas/krakeel.pdf"
OTHER = f"{BASE}agendas/nieuwlande.pdf"


@pytest.mark.parametrize("mode", MODES)
def test_a_file_that_takes_too_long_is_given_up_with_a_sentence_and_the_next_one_comes(
    open_hall: Open, mode: str
) -> None:
    hall = open_hall(mode, CHARRETTE_FAULT="file_hangs:1:2")
    first = ask(hall, IDEAS)
    (slow,) = wait_until(lambda: makers(hall.server), "the process that makes the file")
    given_up = first.answer()

    assert given_up.status_code == 503
    assert given_up.json() == {
        "ok": False,
        "error": "file_takes_too_long",
        "message": "Dit bestand maken duurt te lang. Probeer het over een minuut opnieuw, "
        "of vraag om een ander soort bestand.",
        "retry_after": 30,
    }
    wait_until(lambda: not is_running(slow), "the end of the process that was too slow")
    assert ask(hall, IDEAS).answer().status_code == 200


@pytest.mark.parametrize("mode", MODES)
def test_a_process_that_is_killed_in_the_middle_is_replaced_and_strangers_never_hold_up_staff(
    open_hall: Open, mode: str
) -> None:
    """The first file hangs. Another stranger waits behind it, staff do not; then its process is killed."""
    hall = open_hall(mode, CHARRETTE_FAULT="file_hangs:1")
    stranger = ask(hall, PUBLIC)
    (stuck,) = wait_until(lambda: makers(hall.server), "the process that makes the file")
    other = ask(hall, OTHER)
    assert ask(hall, IDEAS).answer().status_code == 200
    assert ask(hall, f"{BASE}posters/work.pdf").answer().status_code == 200
    before = (stranger.is_answered, other.is_answered, len(makers(hall.server)))
    os.kill(stuck, signal.SIGKILL)

    assert before == (False, False, 2)
    assert (stranger.answer().status_code, other.answer().status_code) == (200, 200)
    assert len(makers(hall.server)) <= 2


def test_a_process_that_dies_again_and_again_costs_one_file_and_no_more(open_hall: Open) -> None:
    hall = open_hall(CHARRETTE_FAULT="file_dies:2")
    answer = ask(hall, IDEAS, **{"Accept-Language": "en"}).answer()

    assert (answer.status_code, answer.json()["error"], answer.json()["retry_after"]) == (503, "file_not_made", 10)
    assert (
        answer.json()["message"] == "This file could not be made. Try again; if it happens again, tell the organiser."
    )
    assert ask(hall, IDEAS).answer().status_code == 200


@pytest.mark.parametrize("mode", MODES)
def test_no_process_that_makes_files_outlives_its_server(open_hall: Open, mode: str) -> None:
    """Idle ones after SIGTERM; a busy one, in a loop that never ends, after the server was killed."""
    hall = open_hall(mode)
    ask(hall, PUBLIC).answer()
    idle = makers(hall.server)
    assert hall.server.end(signal.SIGTERM) == 0
    wait_until(lambda: not any(map(is_running, idle)), "the end of the processes after SIGTERM")

    hall.server.start(CHARRETTE_FAULT="file_hangs:1")
    ask(hall, PUBLIC)
    busy = wait_until(lambda: makers(hall.server), "the process that makes the file")
    hall.server.kill()
    wait_until(lambda: not any(map(is_running, busy)), "the end of the processes after a kill")
    assert (len(idle), len(busy)) == (1, 1)


def test_makers_of_files_are_modest_and_keep_no_names_and_servers_never_load_what_they_need(open_hall: Open) -> None:
    """They give way to the hall, have a limit of memory, know no secret, and end once they saw names of people."""
    hall = open_hall()
    ask(hall, PUBLIC).answer()
    (maker,) = makers(hall.server)
    limits = files.limits(maker)
    with open(f"/proc/{maker}/environ", "rb") as environ:
        told = environ.read()

    assert (files.niceness(maker), limits["Max address space"].isdigit(), limits["Max core file size"]) == (
        10,
        True,
        "0",
    )
    assert b"CHARRETTE_" not in told
    assert hall.server.process is not None
    assert ["uharfbuzz" in files.libraries(pid) for pid in (maker, hall.server.process.pid)] == [True, False]
    assert ask(hall, f"{BASE}attendance/work.pdf").answer().status_code == 200
    wait_until(lambda: not is_running(maker), "the end of the process that saw names")


def test_who_may_not_have_a_file_does_not_get_it_while_others_wait_for_it(open_hall: Open) -> None:
    """An organiser waits for a list with names; who asks for the same in that moment is checked all the same."""
    hall = open_hall(CHARRETTE_FAULT="file_hangs:1")
    path = f"{BASE}attendance/work.csv"
    waiting = ask(hall, path)
    (stuck,) = wait_until(lambda: makers(hall.server), "the process that makes the file")
    refused = {who: ask(hall, path, who).answer().status_code for who in ("annie", "fenna", "olga", "beamer")}
    stranger = requests.get(hall.server.url + path, timeout=60).status_code
    shared = ask(hall, path)
    os.kill(stuck, signal.SIGKILL)

    assert refused == {"annie": 403, "fenna": 403, "olga": 404, "beamer": 403}
    assert stranger == 401
    assert waiting.answer().content == shared.answer().content
