"""The database goes away while the server runs: nothing more is acknowledged, and what was is rescued.

Without the look at the file SQLite would go on writing into a file without a name, and say "saved".
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import sqlite3
import time
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
import requests

from tests.live.keeping import NAME, command_in, refusal, texts, type_in
from tests.live.server import Hall, wait_until

Open = Callable[..., Hall]


def delete(file: Path) -> None:
    file.unlink()


def replace(file: Path) -> None:
    """Put another file of the same content in its place, as a careless restore does."""
    shutil.copyfile(file, file.with_name("other"))
    os.replace(file.with_name("other"), file)


def delete_log(file: Path) -> None:
    Path(f"{file}-wal").unlink()


def move_folder(file: Path) -> None:
    """Take away the whole folder, as a disk that is unplugged does."""
    file.parent.rename(file.parent.with_name("away"))


HARM = [(delete, "was removed"), (replace, "was replaced"), (delete_log, "lost its -wal"), (move_folder, "was removed")]


@pytest.mark.trust("T12")
@pytest.mark.parametrize(("harm", "words"), HARM, ids=[harm.__name__ for harm, _ in HARM])
def test_once_the_database_is_gone_nothing_is_acknowledged_and_what_was_is_rescued(
    open_hall: Open, harm: Callable[[Path], None], words: str
) -> None:
    hall = open_hall()
    phone, console = hall.phone("annie"), hall.phone("fenna")
    console.ask("follow", {"stream": f"charrette:{hall.world.charrette}"})
    assert phone.command("post_idea", board=hall.world.board, text="Nog net")["ok"] is True
    folder, log = hall.server.folder, hall.server.log.open()
    harm(folder / NAME)
    late = phone.command("post_idea", id="laat", board=hall.world.board, text="Te laat")
    health = requests.get(hall.server.url + "/healthz", timeout=60)
    wait_until(lambda: {"trouble": "store_gone"} in console.told("store"), "word to staff")
    said = wait_until(lambda: [line for line in log if "CRITICAL" in line], "one clear line in the log")[0]
    log.close()

    assert (late["ok"], late["error"], late["retry_after"] > 0) == (False, "store_gone", True)
    assert (health.status_code, health.json()["trouble"]) == (503, "store_gone")
    assert words in said
    rescued = Path(said.split("all that was saved is in ")[1].split(";")[0])
    assert texts(rescued) == ["Nog net"]
    rescued.unlink()


def lay_a_backup_over_it(file: Path) -> None:
    """Write a copy into the file that is served, as somebody does who restores by hand."""
    copy = next((file.parent / "backups").glob("auto-*.sqlite3"))
    file.write_bytes(copy.read_bytes())


def spoil_its_pages(file: Path) -> None:
    """Leave the beginning as it is, so that only who reads on notices."""
    size = file.stat().st_size
    with file.open("r+b") as handle:
        handle.seek(4096)
        handle.write(os.urandom(size - 4096))


@pytest.mark.trust("T12")
@pytest.mark.parametrize(
    ("harm", "words"), [(lay_a_backup_over_it, "was overwritten"), (spoil_its_pages, "was (damaged|cut off)")]
)
def test_a_file_that_is_written_over_in_its_place_is_noticed_at_the_latest_by_the_next_backup(
    open_hall: Open, harm: Callable[[Path], None], words: str
) -> None:
    hall = open_hall(CHARRETTE_BACKUP_SECONDS="1")
    file, board = hall.server.folder / NAME, hall.world.board
    hall.do("post_idea", "annie", board=board, text="Nog net")
    wait_until(lambda: list((file.parent / "backups").glob("auto-*.sqlite3")), "a backup")
    with contextlib.closing(sqlite3.connect(file)) as connection:  # so that the log does not hide what happens
        connection.execute("pragma wal_checkpoint(truncate)")
    harm(file)

    def refused() -> bool:
        message = {"id": uuid.uuid4().hex, "type": "post_idea", "board": board, "text": "Komt dit aan?"}
        answer = hall.post("/api/commands", "geert", json=message)
        time.sleep(0.2)  # a person may send sixty in ten seconds
        return answer.status_code == 503 and answer.json()["error"] == "store_gone"

    wait_until(refused, "nothing to be acknowledged any more")
    assert requests.get(hall.server.url + "/healthz", timeout=60).status_code == 503
    wait_until(lambda: re.search(words, hall.server.log.read_text()), "one clear line in the log")


@pytest.mark.trust("T12", "T13")
def test_what_was_rescued_is_put_back_and_what_waited_on_phones_arrives_once(open_hall: Open) -> None:
    hall = open_hall()
    hall.do("post_idea", "annie", board=hall.world.board, text="Nog net")
    (hall.server.folder / NAME).unlink()
    late = {"id": "laat", "type": "post_idea", "board": hall.world.board, "text": "Te laat"}
    assert hall.post("/api/commands", "annie", json=late).status_code == 503
    wait_until(lambda: "all that was saved is in" in hall.server.log.read_text(), "the rescue")
    assert hall.server.end(signal.SIGTERM) == 0
    put_back = type_in(hall.server.folder, *command_in(refusal(hall.server.folder)), "--yes")
    assert put_back.returncode == 0, put_back.stderr
    hall.server.start()
    answers = [hall.post("/api/commands", "annie", json=late).json() for _ in range(2)]

    assert answers[0] == answers[1]
    assert [idea["text"] for idea in hall.ideas()] == ["Nog net", "Te laat"]


@pytest.mark.trust("T12")
def test_after_a_lost_log_the_next_start_is_refused_as_it_would_show_less_than_was_saved(open_hall: Open) -> None:
    hall = open_hall()
    hall.do("post_idea", "annie", board=hall.world.board, text="Nog net")
    Path(f"{hall.server.folder / NAME}-wal").unlink()
    wait_until(lambda: "all that was saved is in" in hall.server.log.read_text(), "the rescue")
    hall.server.kill()

    said = refusal(hall.server.folder)
    assert "lost its -wal file while the server ran" in said
    assert "-rescued-" in said


@pytest.mark.trust("T12")
def test_after_the_whole_data_folder_was_deleted_the_next_start_finds_what_was_rescued(open_hall: Open) -> None:
    hall = open_hall()
    hall.do("post_idea", "annie", board=hall.world.board, text="Nog net")
    folder, log = hall.server.folder, hall.server.log.open()
    shutil.rmtree(folder)
    wait_until(lambda: [line for line in log if "all that was saved is in" in line], "the rescue")
    log.close()
    hall.server.kill()
    said = refusal(folder)
    put_back = type_in(folder, *command_in(said), "--yes")

    assert "though there are backups of it" in said
    assert put_back.returncode == 0, put_back.stderr
    assert texts(folder / NAME) == ["Nog net"]


@pytest.mark.trust("T12")
def test_a_database_that_comes_back_is_used_again(open_hall: Open) -> None:
    """Such as a disk that is plugged in again."""
    hall = open_hall()
    console = hall.phone("fenna")
    console.ask("follow", {"stream": f"charrette:{hall.world.charrette}"})
    away = hall.server.folder.with_name("away")
    hall.server.folder.rename(away)
    wait_until(lambda: {"trouble": "store_gone"} in console.told("store"), "word to staff")
    away.rename(hall.server.folder)
    wait_until(lambda: console.told("store")[-1] == {"trouble": None}, "word that it is over")

    assert requests.get(hall.server.url + "/healthz", timeout=60).status_code == 200
    hall.do("post_idea", "annie", board=hall.world.board, text="Weer bewaard")
    assert [idea["text"] for idea in hall.ideas()] == ["Weer bewaard"]


@pytest.mark.trust("T12")
def test_a_database_that_is_cut_off_is_noticed(open_hall: Open) -> None:
    hall = open_hall(CHARRETTE_BACKUP_SECONDS="60")
    hall.do("post_idea", "annie", board=hall.world.board, text="Nog net")
    wait_until(lambda: list((hall.server.folder / "backups").glob("auto-*.sqlite3")), "a backup")
    os.truncate(hall.server.folder / NAME, 0)
    answer = hall.post("/api/commands", "annie", json={"id": "x", "type": "check_out", "gathering": hall.world.work})

    assert answer.status_code == 503
    wait_until(lambda: "was cut off while the server ran" in hall.server.log.read_text(), "one clear line in the log")
    assert requests.get(hall.server.url + "/healthz", timeout=60).status_code == 503
