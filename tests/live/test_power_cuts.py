"""Power cuts while people post: what was acknowledged is there once, and what was not comes in once.

Each test of a protection stands beside its control: the same fault without the protection does harm.

house: long, because phones, cuts and controls are one experiment.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
import socketio

from tests.live.server import PATIENCE_SECONDS, Hall, Phone, wait_until
from tests.spine.reducer import apply, ordered

Open = Callable[..., Hall]


class Outbox:
    """A phone that keeps each command until it was acknowledged, as ours in the browser does: one at a time.

    Two protections can be switched off: ``repeats`` (else what got no answer is forgotten) and ``same_id`` (else each
    try is a new command to the server). ``pause``: an idea is written every so many seconds, whatever became of
    the one before it.
    """

    def __init__(
        self,
        hall: Hall,
        name: str,
        transport: str,
        ideas: int,
        *,
        repeats: bool = True,
        same_id: bool = True,
        pause: float = 0.0,
    ) -> None:
        self.hall = hall
        self.token = hall.join(name)
        self.transport = transport
        self.repeats, self.same_id, self.pause = repeats, same_id, pause
        self.texts = [f"{name}: idee {which}" for which in range(ideas)]
        self.waiting = [(str(uuid.uuid4()), text) for text in self.texts]
        self.acknowledged: list[tuple[str, dict[str, Any]]] = []
        self.resent = 0

    def drain(self) -> None:
        """Send everything, coming back as often as needed."""
        phone: Phone | None = None
        began = time.monotonic()
        while self.waiting:
            id, text = self.waiting[0]
            try:
                phone = phone or Phone(self.hall.server.url, self.token, self.transport)
                message = {"id": id, "type": "post_idea", "board": self.hall.world.board, "text": text}
                answer = phone.line.call("command", message, timeout=3)
            except socketio.exceptions.SocketIOError:
                self.resent += 1
                if phone is not None:
                    phone.close()
                    if not self.repeats:
                        self.waiting.pop(0)
                    elif not self.same_id:
                        self.waiting[0] = (str(uuid.uuid4()), text)
                phone = None
                time.sleep(0.1)
                continue
            if answer["ok"]:
                self.acknowledged.append((text, answer["result"]))
                self.waiting.pop(0)
                time.sleep(max(0.0, began + len(self.acknowledged) * self.pause - time.monotonic()))
            else:
                time.sleep(answer.get("retry_after", 0.1))
        if phone is not None:
            phone.close()


def integrity(hall: Hall) -> str:
    with contextlib.closing(sqlite3.connect(hall.server.folder / "charrette.sqlite3")) as connection:
        found: str = connection.execute("pragma integrity_check").fetchone()[0]
        return found


class Witness:
    """Somebody in the hall who only looks: follows a board, comes back after each cut and asks what came since."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        self.stream = f"board:{hall.world.board}"
        self.phone = hall.phone("geert")
        answer = self.phone.ask("follow", {"stream": self.stream})
        self.picture, self.seq, self.usual = answer["snapshot"], answer["seq"], answer["usual"]

    def come_back(self) -> None:
        """Apply what came over the old line, then catch up over a new one."""
        self._apply(self.phone.events(self.stream))
        self.phone.close()
        self.phone = self.hall.phone("geert")
        answer = self.phone.ask("follow", {"stream": self.stream, "since": self.seq})
        self._apply(answer["events"])
        self.picture = {**self.picture, **answer["apart"]}

    def _apply(self, events: list[dict[str, Any]]) -> None:
        for event in events:
            if event["seq"] == self.seq + 1:
                self.picture, self.seq = apply(self.picture, [event], self.usual), event["seq"]

    def sees_what_is_stored(self) -> bool:
        """Return whether the picture made of events is the one that the server gives now."""
        self.come_back()
        answer = self.phone.ask("follow", {"stream": self.stream})
        return (ordered(self.picture), self.seq) == (ordered(answer["snapshot"]), answer["seq"])


def _play(boxes: list[Outbox], cuts: Callable[[], None]) -> Counter[str]:
    """Let all phones send while ``cuts`` is done to the server; return what is stored, by text."""
    threads = [threading.Thread(target=box.drain) for box in boxes]
    for thread in threads:
        thread.start()
    cuts()
    for thread in threads:
        thread.join()
    return Counter(idea["text"] for idea in boxes[0].hall.ideas())


@pytest.mark.trust("T01", "T02")
@pytest.mark.parametrize("transport", ["websocket", "polling", "polling+websocket"])
def test_twenty_phones_post_through_two_power_cuts_and_nothing_is_lost_or_double(
    open_hall: Open, transport: str
) -> None:
    hall = open_hall()
    boxes = [Outbox(hall, f"kees-{number}", transport, 6) for number in range(20)]
    witness = Witness(hall)

    def acknowledged_so_far() -> int:
        return sum(len(box.acknowledged) for box in boxes)

    def cut_twice() -> None:
        for wanted in (20, 60):
            wait_until(lambda wanted=wanted: acknowledged_so_far() >= wanted, "ideas to come in")
            hall.server.kill()
            hall.server.start()
            witness.come_back()

    stored = _play(boxes, cut_twice)
    acknowledged = [text for box in boxes for text, _ in box.acknowledged]
    assert sorted(acknowledged) == sorted(text for box in boxes for text in box.texts)
    assert stored == Counter(acknowledged)
    assert sum(box.resent for box in boxes) > 0
    assert witness.sees_what_is_stored()
    assert integrity(hall) == "ok"


@pytest.mark.long
@pytest.mark.trust("T01", "T02")
@pytest.mark.parametrize("transport", ["websocket", "polling", "polling+websocket"])
def test_a_hundred_phones_post_through_five_power_cuts(
    open_hall: Open, transport: str, note_figure: Callable[[str], None]
) -> None:
    """Each writes an idea every two seconds for twenty seconds; five times the power goes."""
    hall = open_hall()
    boxes = [Outbox(hall, f"kees-{number}", transport, 10, pause=2.0) for number in range(100)]
    last_start = 0.0

    def cut_five_times() -> None:
        nonlocal last_start
        for _ in range(5):
            time.sleep(4)
            hall.server.kill()
            hall.server.start()
        last_start = time.monotonic()

    stored = _play(boxes, cut_five_times)
    resent = sum(box.resent for box in boxes)
    emptied = time.monotonic() - last_start
    note_figure(
        f"{transport}: {len(stored)} ideas, {resent} tries without answer, outboxes empty after {emptied:.1f} s"
    )
    assert stored == Counter(text for box in boxes for text in box.texts)
    assert sorted(text for box in boxes for text, _ in box.acknowledged) == sorted(stored)
    assert resent > 0
    assert integrity(hall) == "ok"
    assert emptied <= 10


def _die_in_the_middle(open_hall: Open, fault: str, **phone: bool) -> tuple[list[Outbox], Counter[str]]:
    """Let six phones send while the server dies at its fourth commit after the start, just before or after it."""
    hall = open_hall()
    boxes = [Outbox(hall, f"kees-{number}", "websocket", 6, **phone) for number in range(6)]
    hall.server.kill()
    hall.server.start(CHARRETTE_FAULT=f"{fault}:4")

    def die() -> None:
        hall.server.wait_for_the_end()
        hall.server.start(CHARRETTE_FAULT="")

    return boxes, _play(boxes, die)


@pytest.mark.trust("T01")
def test_phones_that_repeat_under_the_same_id_lose_and_double_nothing(open_hall: Open) -> None:
    boxes, stored = _die_in_the_middle(open_hall, "after_commit")

    assert stored == Counter(text for box in boxes for text in box.texts)


@pytest.mark.trust("T03")
def test_control_phones_that_send_once_and_forget_lose_ideas(open_hall: Open) -> None:
    boxes, stored = _die_in_the_middle(open_hall, "before_commit", repeats=False)

    assert len(stored) < sum(len(box.texts) for box in boxes)


@pytest.mark.trust("T03")
def test_control_phones_that_repeat_without_the_same_id_post_twice(open_hall: Open) -> None:
    _, stored = _die_in_the_middle(open_hall, "after_commit", same_id=False)

    assert max(stored.values()) == 2


THIRD = 3
"""The first commit is the link that a start prints, the second starts the gathering."""

FAULTS = ["before_commit", "after_commit", "before_ack", "before_emit"]


def _cut_off(hall: Hall, id: str) -> Phone:
    """Send a post of which the fault takes the answer, wait for the end of the server and start it again."""
    phone = hall.phone("annie")
    answers: list[Any] = []
    message = {"id": id, "type": "post_idea", "board": hall.world.board, "text": "Een bankje"}
    phone.line.emit("command", message, callback=answers.append)
    hall.server.wait_for_the_end()
    phone.ended.get(timeout=PATIENCE_SECONDS)
    assert (answers, phone.told("events")) == ([], [])
    hall.server.start(CHARRETTE_FAULT="")
    return hall.phone("annie")


def _again(hall: Hall, phone: Phone, id: str) -> Any:
    return phone.command("post_idea", id=id, board=hall.world.board, text="Een bankje")


@pytest.mark.trust("T04", "T05")
@pytest.mark.parametrize("fault", FAULTS)
def test_a_server_that_dies_around_the_commit_has_the_idea_once_after_the_repeat(open_hall: Open, fault: str) -> None:
    """What was committed is told under the number that it got then; it makes no second event."""
    hall = open_hall(CHARRETTE_FAULT=f"{fault}:{1 if fault == 'before_ack' else THIRD}")
    phone = _cut_off(hall, "een")
    there = [idea["text"] for idea in hall.ideas()]
    first, second = _again(hall, phone, "een"), _again(hall, phone, "een")
    journal = phone.ask("follow", {"stream": f"board:{hall.world.board}", "since": 0})["events"]

    assert there == ([] if fault == "before_commit" else ["Een bankje"])
    assert [idea["text"] for idea in hall.ideas()] == ["Een bankje"]
    assert first == second
    assert first["ok"] is True
    assert [event["seq"] for event in journal if event["type"] == "idea_posted"] == [first["seq"]]


@pytest.mark.trust("T06")
def test_what_was_committed_but_never_sent_out_comes_with_catching_up(open_hall: Open) -> None:
    hall = open_hall(CHARRETTE_FAULT=f"before_emit:{THIRD}")
    stream = f"board:{hall.world.board}"
    other = hall.phone("geert")
    before = other.ask("follow", {"stream": stream})
    _cut_off(hall, "een")
    assert [event for event in other.events(stream) if event["seq"] > before["seq"]] == []
    began = time.monotonic()
    answer = hall.phone("geert").ask("follow", {"stream": stream, "since": before["seq"]})

    assert [event["type"] for event in answer["events"]] == ["idea_posted"]
    assert time.monotonic() - began < 30
