"""Restarts and locked files: nothing that was acknowledged is lost, and nobody waits for a lock. See test_power_cuts.

Each test of a protection stands beside its control: the same fault without the protection does harm.
"""

from __future__ import annotations

import contextlib
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.live.server import Hall, wait_until
from tests.starter import serve_to_the_end

Open = Callable[..., Hall]


@pytest.mark.trust("T42")
@pytest.mark.parametrize("mode", ["eventlet", "threading", "gevent"])
def test_sigterm_finishes_and_acknowledges_what_is_going_on(open_hall: Open, mode: str) -> None:
    """Another program holds the database for a moment, so that a command is under way when the signal comes.

    New work is refused, and the same signal once more, as make sends it on when it is stopped, hurries nothing.
    """
    hall = open_hall(mode)
    phone, witness = hall.phone("annie"), hall.phone("geert")
    answers: list[dict[str, Any]] = []
    with locked(hall):
        message = {"id": "een", "type": "post_idea", "board": hall.world.board, "text": "Net op tijd"}
        phone.line.emit("command", message, callback=answers.append)
        time.sleep(0.5)
        assert hall.server.process is not None
        hall.server.process.send_signal(signal.SIGTERM)
        time.sleep(0.2)
        hall.server.process.send_signal(signal.SIGTERM)
        wait_until(lambda: witness.told("server_stop"), "the word that the server stops")
        late = hall.post("/api/commands", "geert", json={**message, "id": "twee", "text": "Te laat"})
        refused = witness.command("post_idea", board=hall.world.board, text="Na sluitingstijd")
    began = time.monotonic()
    code = hall.server.wait_for_the_end()
    wait_until(lambda: answers, "the acknowledgement", 5)
    hall.server.start()

    assert (code, answers[0]["ok"], time.monotonic() - began < 40) == (0, True, True)
    assert (late.status_code, late.json()["error"], late.json()["retry_after"]) == (503, "store_busy", 2)
    assert (refused["ok"], refused["error"], refused["retry_after"] > 0) == (False, "store_busy", True)
    assert [idea["text"] for idea in hall.ideas()] == ["Net op tijd"]


@pytest.mark.trust("T41")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL], ids=["restart", "power cut"])
def test_after_a_restart_everything_is_as_it_was_and_phones_catch_up(open_hall: Open, number: int) -> None:
    """Phase, clock, own votes and board, for a phone, a projector and a facilitator."""
    hall = open_hall()
    shared = [f"board:{hall.world.board}", f"gathering:{hall.world.work}", f"charrette:{hall.world.charrette}"]
    idea = hall.do("post_idea", "annie", board=hall.world.board, text="Een bankje")["idea"]
    hall.do("go_to_step", gathering=hall.world.work, step=hall.world.steps[1])
    hall.do("set_board_phase", board=hall.world.board, phase="voting")
    hall.do("check_in", "annie", gathering=hall.world.work)
    hall.do("cast_vote", "annie", idea=idea)
    streams = {who: list(shared) for who in ("annie", "beamer", "fenna")}
    streams["beamer"].append(f"screen:{hall.world.screen}")
    before = {(who, one): hall.phone(who).ask("follow", {"stream": one}) for who in streams for one in streams[who]}
    hall.close()
    code = hall.server.end(number)
    hall.server.start()

    assert code == (0 if number == signal.SIGTERM else -number)
    assert before["annie", f"board:{hall.world.board}"]["mine"]["votes"] == [idea]
    assert before["annie", f"board:{hall.world.board}"]["snapshot"]["board"]["phase"] == "voting"
    assert before["beamer", f"gathering:{hall.world.work}"]["snapshot"]["gathering"]["step_started_at"] is not None
    for (who, stream), answer in before.items():
        phone = hall.phone(who)
        assert phone.ask("follow", {"stream": stream}) | {"at": answer["at"]} == answer, (who, stream)
        assert phone.ask("follow", {"stream": stream, "since": answer["seq"]})["events"] == []


@contextlib.contextmanager
def locked(hall: Hall) -> Any:
    """Hold the database from another process, as a program that looks into it does."""
    program = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); c.execute('begin immediate'); "
        "print('held', flush=True); sys.stdin.read()"
    )
    file = str(hall.server.folder / "charrette.sqlite3")
    command = [sys.executable, "-c", program, file]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        try:
            yield
        finally:
            assert holder.stdin is not None
            holder.stdin.close()


@pytest.mark.trust("T10")
@pytest.mark.parametrize("mode", ["eventlet", "threading"])
@pytest.mark.trust("T10")
def test_while_another_program_holds_the_database_everything_else_goes_on(open_hall: Open, mode: str) -> None:
    hall = open_hall(mode)
    phone, other = hall.phone("annie"), hall.phone("geert")
    answers: list[dict[str, Any]] = []
    with locked(hall):
        message = {"id": "een", "type": "post_idea", "board": hall.world.board, "text": "Even geduld"}
        phone.line.emit("command", message, callback=answers.append)
        end = time.monotonic() + 3.5
        late = []
        while time.monotonic() < end:
            began = time.monotonic()
            assert other.ask("bogus", {})["error"] == "no_such_event"
            assert other.ask("follow", {"stream": f"board:{hall.world.board}"})["ok"] is True
            late.append((time.monotonic() - began) / 2)
            time.sleep(0.05)
        assert answers == []
    released = time.monotonic()
    wait_until(lambda: answers, "the acknowledgement")

    assert answers[0]["ok"] is True
    assert time.monotonic() - released < 15
    assert [idea["text"] for idea in hall.ideas()] == ["Even geduld"]
    assert max(late) < 1.5  # generous: without the protection it is the 3.5 s of the lock
    assert statistics.median(late) < 0.5


@pytest.mark.trust("T10")
def test_control_waiting_for_a_lock_inside_sqlite_stops_every_green_thread(open_hall: Open) -> None:
    hall = open_hall()
    program = (
        "import warnings; warnings.simplefilter('ignore'); import eventlet; eventlet.monkey_patch(); "
        "import sqlite3, sys, time; c = sqlite3.connect(sys.argv[1], timeout=3, isolation_level=None); marks = []\n"
        "def tick():\n    while True:\n        marks.append(time.monotonic()); eventlet.sleep(0.05)\n"
        "eventlet.spawn(tick); eventlet.sleep(0.2)\n"
        "try:\n    c.execute('begin immediate')\nexcept sqlite3.OperationalError:\n    pass\n"
        "eventlet.sleep(0.2); print(max(b - a for a, b in zip(marks, marks[1:])))"
    )
    file = str(hall.server.folder / "charrette.sqlite3")
    with locked(hall):
        done = subprocess.run([sys.executable, "-c", program, file], capture_output=True, text=True, check=True)

    assert float(done.stdout) > 2


@pytest.mark.trust("T48")
def test_a_second_server_on_the_same_data_is_refused_in_one_sentence(open_hall: Open) -> None:
    hall = open_hall()
    second = {**hall.server.environ, "CHARRETTE_PORT": "1024"}
    done = serve_to_the_end(second)

    assert done.returncode == 2
    assert "Another Charrette server already uses" in done.stderr
