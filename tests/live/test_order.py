"""What several workers commit is told in the order of its numbers, and never waits for what does not come."""

from __future__ import annotations

import pytest

from charrette.live.order import InOrder
from charrette.live.presence import Presence
from charrette.live.publisher import Publisher
from charrette.spine.writer import Announcement
from tests.live.test_rows import STREAM, Wire, commit


def take(held: InOrder, *seqs: int, stream: str = STREAM, patience: float | None = 60.0) -> list[int]:
    """Let a commit come in; return the first number of each that is told now."""
    (one,) = commit(*seqs, stream=stream)
    return firsts(held.take(one, patience))


def firsts(announcements: list[Announcement]) -> list[int]:
    return [min(event["seq"] for event in events) for one in announcements for events in [one.shapes["screen"]]]  # type: ignore[index]


def test_what_comes_early_is_told_when_the_one_before_it_is_there() -> None:
    held = InOrder()
    assert [take(held, 5), take(held, 8), take(held, 7), held.is_waiting] == [[5], [], [], True]
    assert (take(held, 6), held.told(STREAM), held.is_waiting) == ([6, 7, 8], 8, False)


def test_a_commit_of_several_events_is_followed_by_what_comes_after_its_last() -> None:
    held = InOrder()
    assert [take(held, 1), take(held, 5, 6), take(held, 2, 3, 4), take(held, 7)] == [[1], [], [2, 5], [7]]


def test_a_stream_does_not_wait_for_another() -> None:
    held = InOrder()
    assert [take(held, 1), take(held, 3), take(held, 4, stream="round:2")] == [[1], [], [4]]


def test_nothing_waits_where_there_are_no_other_workers() -> None:
    held = InOrder()
    assert [take(held, seq, patience=None) for seq in (1, 3, 2)] == [[1], [3], [2]]


def test_what_waits_is_not_given_up_before_its_time() -> None:
    held = InOrder()
    take(held, 1)
    take(held, 3)
    assert (held.overdue(), held.is_waiting) == ([], True)


def test_what_did_not_come_in_time_is_given_up_and_the_rest_is_told_in_order() -> None:
    held = InOrder()
    take(held, 1)
    assert [take(held, seq, patience=0.0) for seq in (4, 3, 6)] == [[], [], []]
    assert held.holes() == [(STREAM, 1, 3)]
    assert firsts(held.overdue()) == [3, 4]
    assert (held.holes(), firsts(held.overdue()), held.is_waiting) == ([(STREAM, 4, 6)], [6], False)
    assert take(held, 2) == [], "late: phones have asked for it"
    assert held.told(STREAM) == 6


def test_who_was_told_to_ask_up_to_a_number_does_not_wait_for_what_is_before_it() -> None:
    held = InOrder()
    take(held, 1)
    take(held, 4)
    assert firsts(held.skip_to(STREAM, 3)) == [4]
    assert (held.told(STREAM), held.is_waiting) == (4, False)


class Queue:
    """Stands where the message queue is: notes what other workers are told, and lets the test say what they tell."""

    def __init__(self) -> None:
        self.is_there = self.idle = True
        self.told: list[object] = []
        self.tell = self.told.append
        self.hear = print


@pytest.fixture
def two() -> tuple[Wire, Queue, Publisher]:
    wire, queue, presence = Wire(), Queue(), Presence(seats=2)
    for number in range(3):
        presence.join(f"phone {number}", f"digest {number}")
    return wire, queue, Publisher(wire, presence, queue)  # type: ignore[arg-type]


def rows(wire: Wire) -> list[tuple[str, list[int]]]:
    return [(room, seqs) for room, seqs in wire.sent if "participant" in room]


def test_two_workers_that_commit_in_turns_leave_no_hole_for_their_phones(two: tuple[Wire, Queue, Publisher]) -> None:
    """The other's 2 is still on its way when 3 is committed here."""
    wire, queue, publisher = two
    publisher.announce(commit(1), [])
    publisher.announce(commit(3), [])
    wire.run()
    assert rows(wire) == [("participant/0", [1]), ("participant/1", [1])]

    other = Publisher(Wire(), Presence(), told := Queue())  # type: ignore[arg-type]
    other.announce(commit(2), [])
    queue.hear(*told.told)
    wire.run()
    assert rows(wire)[2:] == [("participant/0", [2, 3]), ("participant/1", [2, 3])]
    assert publisher.announced(STREAM) == 3


def test_what_did_not_come_is_read_once_for_all_phones_of_a_worker() -> None:
    wire, queue, presence = Wire(), Queue(), Presence(seats=2)
    queue.is_there = False
    read: list[tuple[str, int, int]] = []

    def missing(stream: str, since: int, before: int) -> Announcement:
        read.append((stream, since, before))
        return commit(*range(since + 1, before))[0]

    publisher = Publisher(wire, presence, queue, missing)  # type: ignore[arg-type]
    publisher.announce(commit(1), [])
    publisher.announce(commit(4), [])
    wire.run()
    assert (rows(wire), read) == ([("participant/0", [1]), ("participant/0", [2, 3, 4])], [(STREAM, 1, 4)])


def test_what_cannot_be_read_is_left_out_and_nobody_waits_for_it() -> None:
    wire, queue, presence = Wire(), Queue(), Presence(seats=2)
    queue.is_there = False

    def missing(stream: str, since: int, before: int) -> Announcement:
        raise LookupError("the journal does not reach so far")

    publisher = Publisher(wire, presence, queue, missing)  # type: ignore[arg-type]
    publisher.announce(commit(1), [])
    publisher.announce(commit(4), [])
    wire.run()
    assert rows(wire) == [("participant/0", [1]), ("participant/0", [4])]


def test_other_workers_are_told_what_was_committed_here_in_one_message_and_not_what_they_told(
    two: tuple[Wire, Queue, Publisher],
) -> None:
    wire, queue, publisher = two
    publisher.announce([*commit(1, person=7), *commit(4, stream="round:2")], ["digest 0"])
    publisher.announce([], [])
    assert len(queue.told) == 1
    queue.hear(*queue.told)
    wire.run()
    assert len(queue.told) == 1
