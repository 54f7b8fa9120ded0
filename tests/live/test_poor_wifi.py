"""What poor wifi does to messages: sent twice over two lines, forty at once, too large over the other transport."""

from __future__ import annotations

import contextlib
import json
import threading
import uuid
from typing import Any

import pytest
import requests

from tests.live.server import PATIENCE_SECONDS, Hall, wait_until

pytestmark = pytest.mark.parametrize("shared_hall", ["eventlet"], indirect=True)
SEPARATOR, PING, PONG = "\x1e", "2", "3"


@pytest.mark.trust("T23")
def test_one_command_ten_times_over_two_lines_is_one_idea_with_ten_equal_answers(shared_hall: Hall) -> None:
    hall = shared_hall
    lines = [hall.phone("annie"), hall.phone("annie", "polling")]
    message = {"id": str(uuid.uuid4()), "type": "post_idea", "board": hall.world.board, "text": "Een pomp"}
    answers: list[dict[str, Any]] = []
    for _ in range(5):
        for phone in lines:
            phone.line.emit("command", message, callback=answers.append)
    wait_until(lambda: len(answers) == 10, "ten answers")

    assert answers == [answers[0]] * 10
    assert answers[0]["ok"] is True
    assert [idea["text"] for idea in hall.ideas()].count("Een pomp") == 1


def test_control_ten_commands_with_ids_of_their_own_are_ten_ideas(shared_hall: Hall) -> None:
    hall = shared_hall
    phone = hall.phone("annie")
    for _ in range(10):
        assert phone.command("post_idea", board=hall.world.board, text="Een pomp zonder id")["ok"] is True

    assert [idea["text"] for idea in hall.ideas()].count("Een pomp zonder id") == 10


class RawPolling:
    """A phone that speaks the protocol itself, so that it can send as the library does after having been away.

    It reads all the time, as any client over polling: who does not read is not read from.
    """

    def __init__(self, hall: Hall, who: str) -> None:
        self.url = hall.server.url + "/socket.io/?EIO=4&transport=polling"
        opened = requests.get(self.url, timeout=PATIENCE_SECONDS).text
        self.url += "&sid=" + json.loads(opened[1:])["sid"]
        self.send("40" + json.dumps({"token": hall.world.tokens[who]}))
        wait_until(lambda: requests.get(self.url, timeout=PATIENCE_SECONDS).text.startswith("40"), "to be let in")
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        """Read until the line ends; answer when asked whether we are still there."""
        with contextlib.suppress(requests.RequestException):
            while (answer := requests.get(self.url, timeout=PATIENCE_SECONDS)).status_code == 200:
                if PING in answer.text.split(SEPARATOR):
                    self.send(PONG)

    def send(self, *packets: str, patience: float = PATIENCE_SECONDS) -> int:
        """Send packets in one POST; return the status of the answer."""
        return requests.post(self.url, data=SEPARATOR.join(packets), timeout=patience).status_code


def _packets(hall: Hall, name: str, count: int) -> list[str]:
    commands = [
        {"id": f"{name}-{number}", "type": "post_idea", "board": hall.world.board, "text": f"{name} {number}"}
        for number in range(count)
    ]
    return [f"42{number}" + json.dumps(["command", command]) for number, command in enumerate(commands)]


def _stored(hall: Hall, name: str) -> int:
    return len([idea for idea in hall.ideas() if idea["text"].startswith(name)])


@pytest.mark.trust("T20")
@pytest.mark.parametrize("count", [16, 40])
def test_every_packet_of_a_post_over_polling_is_taken(shared_hall: Hall, count: int) -> None:
    """The library takes sixteen; of forty it drops all and answers 200. Ours takes what the size of a body allows."""
    hall = shared_hall
    name = f"In een keer {count}:"
    phone = RawPolling(hall, "geert")

    assert phone.send(*_packets(hall, name, count)) == 200
    wait_until(lambda: _stored(hall, name) == count, "all of them")


@pytest.mark.trust("T72")
def test_over_polling_too_a_message_that_is_too_big_costs_only_its_sender_the_line(shared_hall: Hall) -> None:
    hall = shared_hall
    other, sender = hall.phone("geert"), RawPolling(hall, "annie")
    command = {"id": "groot", "type": "post_idea", "board": hall.world.board, "text": "x" * 70_000}
    with contextlib.suppress(requests.Timeout):  # the library may let the sender wait until its line is given up
        assert sender.send("421" + json.dumps(["command", command]), patience=2) >= 400

    assert other.command("post_idea", board=hall.world.board, text="Ik merk niets")["ok"] is True
    assert not [idea for idea in hall.ideas() if idea["text"].startswith("xxx")]
