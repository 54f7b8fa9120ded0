"""What the server keeps levels off: a board that grows and is followed anew all the time leaves nothing behind."""

from __future__ import annotations

import gc
import threading
import time
import uuid
from collections.abc import Callable

import psutil
import pytest

from charrette.live.presence import Presence
from charrette.people.rules.actors import load_actor
from charrette.spine import following
from charrette.spine.following import Snapshot, SnapshotCache, encoded
from charrette.spine.lists import Audience
from tests.live.raw import RawLine, memory_of
from tests.live.server import Hall, wait_until
from tests.world import World


def test_of_a_board_that_grows_only_the_newest_picture_is_kept(world: World) -> None:
    world.open()
    gc.collect()
    of_others = [one for one in gc.get_objects() if isinstance(one, Snapshot)]  # what other tests still hold
    cache, stream = SnapshotCache(), f"board:{world.board}"
    for number in range(30):
        world.post(f"Idee {number} " + "lang " * 50)
        with world.reading() as session:
            for who in ("annie", "fenna"):
                by = load_actor(session, world.digest(who))
                answer = following.follow(session, by=by, stream=stream, since=None, cache=cache)
                newest = encoded(answer["snapshot"])
    gc.collect()
    known = {id(one) for one in of_others}
    made = [one for one in gc.get_objects() if isinstance(one, Snapshot) and id(one) not in known]
    alive = [one for one in made if one.encoded is not None]
    assert len(alive) <= 3, "one for each audience, and the answer in our hands"
    assert cache.bytes_kept <= 2 * len(newest) + 1000


def test_many_large_pictures_are_bounded_by_their_bytes(world: World) -> None:
    world.open()
    world.post("Een bank " + "met een lang verhaal " * 20)
    cache = SnapshotCache(most_bytes=1)
    with world.reading() as session:
        by = load_actor(session, world.digest("annie"))
        for board in (world.board, world.moderated, world.board, world.moderated):
            answer = following.follow(session, by=by, stream=f"board:{board}", since=None, cache=cache)
            encoded(answer["snapshot"])
    assert list(cache._kept) == [(f"board:{world.moderated}", Audience.PARTICIPANT)]


def test_nothing_is_kept_of_a_socket_that_left_also_when_it_is_asked_about_later() -> None:
    presence = Presence()
    presence.join("phone", "digest")
    assert presence.follow("phone", "board:1", Audience.PARTICIPANT)
    presence.leave("phone")
    assert not presence.follow("phone", "board:1", Audience.PARTICIPANT)
    presence.unfollow("phone", "board:2")
    assert presence.sockets_of("digest") == presence.followed() == []
    assert not presence._follows
    assert not presence._sockets_of
    assert not presence._audience_of


def _come_and_go(hall: Hall, token: str, done: threading.Event, failed: list[str]) -> None:
    """Follow the board anew, leave and come back, until it is done; note what is no answer to that."""
    while not done.is_set():
        line = RawLine(hall.server.url, {"token": token})
        for _ in range(3):
            answer = line.ask("follow", {"stream": f"board:{hall.world.board}"})
            if answer is None or not (answer["ok"] or answer["error"] == "too_many"):
                failed.append(str(answer))
            done.wait(1.0)
        line.close()


@pytest.mark.trust("T46")
@pytest.mark.parametrize(
    ("phones", "seconds"), [(6, 8), pytest.param(60, 600, marks=[pytest.mark.long, pytest.mark.timeout(1200)])]
)
def test_memory_files_and_threads_are_flat_while_phones_come_and_go(
    open_hall: Callable[..., Hall], note_figure: Callable[[str], None], phones: int, seconds: int
) -> None:
    """A board that grows, and phones that follow it anew, leave and come back.

    A larger board takes more for each answer that is under way. So in the long run it stops growing halfway, at more
    than twice what an evening brings, and from then on what the server holds must be level.
    """
    hall = open_hall("eventlet")
    assert hall.server.process is not None
    process = psutil.Process(hall.server.process.pid)
    tokens = [hall.join(f"duur-{number}") for number in range(phones)]
    done = threading.Event()
    failed: list[str] = []
    threads = [threading.Thread(target=_come_and_go, args=(hall, token, done, failed)) for token in tokens]
    for thread in threads:
        thread.start()
    is_long = seconds >= 600
    marks: list[int] = []
    began = time.monotonic()
    while (past := time.monotonic() - began) < seconds:
        text = f"{uuid.uuid4().hex} " + "lang " * 40
        if not is_long or past < seconds / 2:
            hall.do("post_idea", "geert", board=hall.world.board, text=text)
        else:
            hall.do("set_board_phase", board=hall.world.board, phase="collecting")
        marks.append(memory_of(hall))
        done.wait(0.6 if is_long else 0.25)
    done.set()
    for thread in threads:
        thread.join(60)
    assert failed == []
    assert process.num_threads() < 60
    assert process.num_fds() < 60 + phones
    if is_long:
        third = marks[len(marks) * 2 // 3 :]
        note_figure(
            f"{marks[0] // 10**6} MB at first, {third[0] // 10**6} after two thirds, {third[-1] // 10**6} at the end"
        )
        assert third[-1] - third[0] < 15_000_000
        return
    assert marks[-1] - marks[0] < 60_000_000


@pytest.mark.trust("T46")
@pytest.mark.parametrize("shared_hall", ["threading"], indirect=True)
def test_who_hung_up_leaves_nobody_waiting_for_the_next_ping(shared_hall: Hall) -> None:
    """With threads whoever sleeps for a connection is a thread that can be counted; it is one code for all modes."""
    assert shared_hall.server.process is not None
    process = psutil.Process(shared_hall.server.process.pid)
    before = process.num_threads()
    for _ in range(100):
        line = RawLine(shared_hall.server.url, {"token": shared_hall.world.tokens["geert"]})
        assert line.is_in
        line.close()
    wait_until(
        lambda: process.num_threads() <= before + 5, "the threads of who hung up to end", seconds=15
    )  # a ping: 25
