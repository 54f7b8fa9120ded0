"""A loop that stands still says so in the log, with what held it up; one that is only busy says nothing."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from charrette.config import ConfigError, read_config
from charrette.listening.watchdog import QUIET_SECONDS
from tests.live.files import EVERY_KIND, ask
from tests.live.many import with_many_ideas
from tests.live.server import Hall, serving, wait_until
from tests.live.test_floods import connect, follow_of, stranger, write_full
from tests.world import World

LOOPS = pytest.mark.parametrize("mode", ["eventlet", "gevent"])
LOOPS_LONG = pytest.mark.parametrize("mode", ["eventlet", pytest.param("gevent", marks=[pytest.mark.long])])
LINE = re.compile(r"^WARNING charrette\.listening\.watchdog: the loop stood still for (\d+) ms(.*), at (.+)$", re.M)
LIMIT = {"CHARRETTE_STALL_MILLISECONDS": "1000"}
"""What nothing else takes, on a machine that does much besides."""

STALLS = {"CHARRETTE_FAULT": "loop_stalls:1300", **LIMIT}

Open = Callable[..., Hall]


def stalls(hall: Hall) -> list[tuple[int, str, str]]:
    """Return what the log says of stalls: for how long, how many more, and where."""
    return [(int(took), others, place) for took, others, place in LINE.findall(hall.server.log.read_text())]


@LOOPS
def test_what_holds_everybody_up_is_told_with_its_place_and_for_how_long(open_hall: Open, mode: str) -> None:
    hall = open_hall(mode, **STALLS)
    line = connect(hall, "annie")
    assert line.ask("command", {"id": "een", "type": "update_me", "name": "Annie"})["ok"]
    ((took, others, place),) = wait_until(lambda: stalls(hall), "the line in the log")

    assert took >= 1300
    assert others == ""
    assert re.match(r"faults\.py:\d+ _hold_everybody_up < faults\.py:\d+ pass_by < live/gateway\.py:\d+ ", place), place


def test_many_stalls_make_a_line_in_ten_seconds_and_each_is_counted(open_hall: Open) -> None:
    hall = open_hall(**STALLS)
    line, began = connect(hall, "annie"), time.monotonic()
    for number in range(4):
        assert line.ask("command", {"id": f"stall {number}", "type": "update_me", "name": f"Annie {number}"})["ok"]
    wait_until(lambda: counted(stalls(hall)) == 4, "all to be counted")
    assert len(stalls(hall)) <= 1 + (time.monotonic() - began) / QUIET_SECONDS


def counted(lines: list[tuple[int, str, str]]) -> int:
    """Return how many stalls the lines tell of."""
    more = re.compile(r"^ \((\d+) more since the last such line\)$")
    return sum(1 + (int(found[1]) if (found := more.match(others)) else 0) for _, others, _ in lines)


def test_a_stall_that_goes_on_is_told_while_it_lasts(open_hall: Open) -> None:
    hall = open_hall(CHARRETTE_FAULT="loop_stalls:3600000")
    connect(hall, "annie").say('421["command",{"id":"een","type":"update_me","name":"Annie"}]')
    told = re.compile(
        r"the loop has stood still for \d+ s now, at faults\.py:\d+ _hold_everybody_up < .*live/gateway\.py"
    )
    wait_until(lambda: told.search(hall.server.log.read_text()), "the line in the log")


def test_with_threads_one_that_works_holds_up_nobody_and_nothing_is_told(open_hall: Open) -> None:
    assert_silent(open_hall("threading", **STALLS))


def test_it_can_be_turned_off(open_hall: Open) -> None:
    assert read_config({}).stall_milliseconds == 250
    with pytest.raises(ConfigError, match="give a whole number"):
        read_config({"CHARRETTE_STALL_MILLISECONDS": "some"})
    assert_silent(open_hall(**{**STALLS, "CHARRETTE_STALL_MILLISECONDS": "0"}))


def assert_silent(hall: Hall) -> None:
    line = connect(hall, "annie")
    assert line.ask("command", {"id": "een", "type": "update_me", "name": "Annie"})["ok"]
    time.sleep(1.5)
    assert stalls(hall) == []


@LOOPS_LONG
def test_a_server_that_is_busy_with_many_short_things_says_nothing(open_hall: Open, mode: str) -> None:
    """Some seconds of work without a pause, in pieces of some milliseconds; one piece would have to take a second."""
    hall = open_hall(mode, **LIMIT)
    write_full(hall)
    lines = [connect(hall, stranger(hall)) for _ in range(10)]
    for line in lines:
        line.say(*(follow_of(hall, number) for number in range(100, 160)))
    for line in lines:
        assert line.until("43159")
    time.sleep(1)
    assert stalls(hall) == []


@LOOPS_LONG
def test_a_machine_that_slept_did_not_stall(open_hall: Open, mode: str) -> None:
    hall = open_hall(mode, **LIMIT)
    line = connect(hall, "annie")
    for _ in range(3):
        line.say(*(follow_of(hall, number) for number in range(100, 130)))  # so that it is at work now and then
        assert hall.server.process is not None
        hall.server.process.send_signal(signal.SIGSTOP)
        time.sleep(2)
        hall.server.process.send_signal(signal.SIGCONT)
        assert line.ask("bogus", {})["error"] == "no_such_event"
    time.sleep(1)
    assert stalls(hall) == []


@pytest.mark.trust("T47")
def test_no_file_of_eleven_thousand_ideas_holds_the_loop_up(tmp_path: Path, furnished_now: tuple[Path, World]) -> None:
    """None over 100 ms was seen; making the larger ones takes one to three seconds, in another process."""
    file, world = furnished_now
    full = with_many_ideas(file, world, 11_000, tmp_path / "full.sqlite3")
    with serving(tmp_path / "data", full, "eventlet", CHARRETTE_STALL_MILLISECONDS="800") as server:
        hall = Hall(server, world)
        answers = {path: ask(hall, path).answer().status_code for path in EVERY_KIND}
        time.sleep(1)
        assert answers == dict.fromkeys(EVERY_KIND, 200)
        assert stalls(hall) == []
