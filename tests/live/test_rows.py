"""What was announced goes round the hall row by row: everybody gets everything once, in order, in one round."""

from __future__ import annotations

import contextlib
import functools
import itertools
import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from charrette.live.packets import dumps
from charrette.live.presence import SEATS_IN_A_ROW, Presence
from charrette.live.publisher import Publisher
from charrette.live.sockets import SocketServer
from charrette.spine.lists import Audience
from charrette.spine.writer import Announcement
from tests.world import World

STREAM = "board:1"


class Wire:
    """Stands where the socket server is: notes what goes to which room; the test says when time passes."""

    def __init__(self) -> None:
        self.server = SocketServer(async_mode="threading")
        self.sent: list[tuple[str, list[int]]] = []
        self.tasks: list[Callable[[], None]] = []
        self.meanwhile: dict[int, Callable[[], None]] = {}
        self.asides: list[tuple[str, str]] = []
        self.steadily: Callable[[], None] = lambda: None
        self.broken = 0
        self.threads = True

    def start_background_task(self, task: Callable[..., None], *given: Any) -> None:
        if not self.threads:
            raise RuntimeError("can't start new thread")
        self.tasks.append(functools.partial(task, *given))

    def emit(self, event: str, message: dict[str, Any], *, to: str) -> None:
        if self.broken:
            self.broken -= 1
            raise ConnectionError("the message queue is away")
        if event != "events":
            self.asides.append((event, to))
            return
        self.sent.append((to.removeprefix(f"{STREAM}/"), [one["seq"] for one in json.loads(dumps(message))["events"]]))

    def sleep(self, seconds: float) -> None:
        if seconds:
            raise StopIteration  # the moment before sockets are closed, which is not what is looked at here
        self.meanwhile.pop(len(self.sent), lambda: None)()
        self.steadily()

    def run(self) -> None:
        while self.tasks:
            with contextlib.suppress(StopIteration):
                self.tasks.pop(0)()


def commit(*seqs: int, person: int | None = None, stream: str = STREAM) -> list[Announcement]:
    data = {} if person is None else {"person": person}
    shapes = {audience: [{"seq": seq, "type": "idea_posted", "data": data} for seq in seqs] for audience in Audience}
    return [Announcement(stream, shapes)]


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
def publisher(wire: Wire) -> Publisher:
    presence = Presence(seats=2)
    for number in range(6):
        presence.join(f"phone {number}", f"digest {number}")
    return Publisher(wire, presence)  # type: ignore[arg-type]


def test_the_hall_is_told_before_anything_goes_out_and_the_projector_comes_first(
    wire: Wire, publisher: Publisher
) -> None:
    publisher.announce(commit(1), [])
    assert (wire.sent, publisher.announced(STREAM), publisher.idle) == ([], 1, False)

    wire.run()
    assert {room for room, _ in wire.sent[:2]} == {"screen", "facilitator"}
    assert wire.sent[2:] == [("participant/0", [1]), ("participant/1", [1]), ("participant/2", [1])]
    assert publisher.idle


@pytest.mark.parametrize("who", ["screen", "facilitator"])
@pytest.mark.parametrize("count", [2, 3])
def test_who_sits_in_no_row_hears_first_what_began_to_wait_first(
    wire: Wire, publisher: Publisher, who: str, count: int
) -> None:
    """A projector that is frozen must not show what came in afterwards."""
    happened = ["screen:3", "gathering:1", "round:2"][:count]
    for stream in happened:
        publisher.announce(commit(1, stream=stream), [])
    wire.run()

    assert [room for room, _ in wire.sent if room.endswith(who)] == [f"{stream}/{who}" for stream in happened]
    assert not any("participant" in room for room, _ in wire.sent[: 2 * count])


@pytest.mark.parametrize("who", ["screen", "facilitator"])
def test_what_was_frozen_is_heard_before_what_came_in_while_a_row_was_told(
    wire: Wire, publisher: Publisher, who: str
) -> None:
    def freeze_and_go_on() -> None:
        publisher.announce(commit(1, stream="screen:3"), [])
        publisher.announce(commit(2), [])

    wire.meanwhile[3] = freeze_and_go_on  # after the projector, the staff and one row
    publisher.announce(commit(1), [])
    wire.run()

    after = [room for room, _ in wire.sent[3:7]]
    assert after.index(f"screen:3/{who}") < after.index(who)


def test_what_comes_in_halfway_reaches_everybody_in_one_more_round(wire: Wire, publisher: Publisher) -> None:
    wire.meanwhile[3] = lambda: publisher.announce(commit(2, 3), [])  # after the projector, the staff and one row
    publisher.announce(commit(1), [])
    wire.run()

    assert sorted(wire.sent[3:5]) == [("facilitator", [2, 3]), ("screen", [2, 3])]
    assert wire.sent[5:] == [("participant/1", [1, 2, 3]), ("participant/2", [1, 2, 3]), ("participant/0", [2, 3])]


def test_one_round_goes_at_a_time_and_each_row_hears_in_order(wire: Wire, publisher: Publisher) -> None:
    for seq in range(1, 4):
        publisher.announce(commit(seq), [])
    assert len(wire.tasks) == 1
    wire.run()
    publisher.announce(commit(4), [])
    wire.run()

    for room in {room for room, _ in wire.sent}:
        assert [seq for to, seqs in wire.sent if to == room for seq in seqs] == [1, 2, 3, 4]


def test_a_room_that_cannot_be_reached_does_not_keep_the_others_waiting(wire: Wire, publisher: Publisher) -> None:
    wire.broken = 2
    publisher.announce(commit(1), [])
    wire.run()

    assert len(wire.sent) == 3
    assert publisher.idle


def test_where_something_got_lost_those_who_follow_are_told_how_far_it_is(wire: Wire, publisher: Publisher) -> None:
    wire.broken = 1
    publisher.announce(commit(1), [])
    wire.run()
    assert publisher.announced(STREAM) == 0, "so the heartbeat says it again"

    publisher.send_heads({STREAM: 1})
    assert publisher.announced(STREAM) == 1


@pytest.mark.parametrize("person", [None, 7], ids=["of nobody", "of a person who is told too"])
def test_however_much_goes_on_every_row_hears_it_in_time(wire: Wire, publisher: Publisher, person: int | None) -> None:
    seqs = iter(range(2, 100))

    def go_on() -> None:  # always a commit more, and never a pause
        if (seq := next(seqs, None)) is not None:
            publisher.announce(commit(seq, person=person), [])

    wire.steadily = go_on
    publisher.announce(commit(1), [])
    wire.run()

    for room in ("participant/0", "participant/1", "participant/2", "screen", "facilitator"):
        turns = [0, *(number for number, (to, _) in enumerate(wire.sent) if to == room), len(wire.sent)]
        assert max(after - before for before, after in itertools.pairwise(turns)) <= 10, room
    assert wire.asides == ([] if person is None else [("mine", "person/7")] * 98)


def test_a_round_that_cannot_begin_begins_with_the_next_commit(wire: Wire, publisher: Publisher) -> None:
    wire.threads = False
    with pytest.raises(RuntimeError):
        publisher.announce(commit(1), [])
    wire.threads = True
    publisher.announce(commit(2), [])
    wire.run()

    assert [seqs for _, seqs in wire.sent] == [[1, 2]] * 5
    assert publisher.idle


def test_nothing_is_sent_within_a_commit_also_not_to_one_person(wire: Wire, publisher: Publisher) -> None:
    publisher.announce(commit(1, person=7), [])
    publisher.end_sockets("digest 3")
    assert (wire.sent, wire.asides) == ([], [])

    wire.run()
    assert wire.asides == [("mine", "person/7"), ("signed_out", "phone 3")]


def test_a_seat_that_is_left_is_taken_by_the_next() -> None:
    presence = Presence()
    for number in range(SEATS_IN_A_ROW + 1):
        presence.join(f"phone {number}", f"digest {number}")
    assert (presence.rows, presence.row_of("phone 0"), presence.row_of(f"phone {SEATS_IN_A_ROW}")) == (2, 0, 1)

    presence.leave("phone 7")
    presence.leave("phone 7")
    presence.join("late", "digest of the late one")
    presence.join("later", "digest of the later one")
    assert (presence.row_of("late"), presence.row_of("later")) == (0, 1)


def test_in_every_row_each_phone_gets_each_idea_once_and_none_after_it_let_go(app: Flask, world: World) -> None:
    held = app.extensions["charrette"]
    world.open()
    held.live.presence._seats = 3
    stream = f"board:{world.board}"
    phones = [
        held.socketio.test_client(app, auth={"token": world.tokens[who]})
        for who in ("annie", "geert", "jamila", "fenna", "annie", "geert", "jamila", "annie")
    ]
    for phone in phones:
        assert phone.emit("follow", {"stream": stream}, callback=True)["ok"]
    assert held.live.presence.rows == 3

    def post(text: str) -> None:
        message = {"id": str(uuid.uuid4()), "type": "post_idea", "board": world.board, "text": text}
        assert phones[0].emit("command", message, callback=True)["ok"]
        while not held.live.publisher.idle:
            held.socketio.sleep(0.01)

    def heard(phone: Any) -> list[str]:
        told = [one["args"][0]["events"] for one in phone.get_received() if one["name"] == "events"]
        return [idea["text"] for events in told for one in events for idea in one["data"]["changes"]["ideas"]]

    post("Een bank")
    assert [heard(phone) for phone in phones] == [["Een bank"]] * len(phones)
    phones[-1].emit("unfollow", {"stream": stream}, callback=True)
    post("Een boom")
    assert [heard(phone) for phone in phones] == [["Een boom"]] * (len(phones) - 1) + [[]]
