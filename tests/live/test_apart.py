"""How many ideas and votes there are goes apart from the events, once a second at most, and is right in the end."""

from __future__ import annotations

import time
from typing import Any

import pytest

from charrette.live import apart
from charrette.live.apart import Apart
from tests.live.server import Hall, wait_until

IDEAS = 40


def counts(phone: Any, stream: str) -> list[dict[str, Any]]:
    return [told["apart"]["tally"] for told in phone.told("events") if told["stream"] == stream and "apart" in told]


@pytest.mark.parametrize("shared_hall", ["eventlet", "threading", "gevent"], indirect=True)
def test_a_hall_that_writes_hears_once_a_second_how_many_there_are_and_in_the_end_all(shared_hall: Hall) -> None:
    board = shared_hall.world.board
    stream = f"board:{board}"
    phones = [shared_hall.phone(who) for who in ("geert", "fenna", "beamer")]
    before = phones[0].ask("follow", {"stream": stream})["snapshot"]["tally"]["ideas"]
    for phone in phones[1:]:
        phone.ask("follow", {"stream": stream})
    began = time.monotonic()
    for number in range(IDEAS):
        shared_hall.do("post_idea", "annie", board=board, text=f"Idee {number}")
        time.sleep(0.05)
    for phone in phones:
        wait_until(lambda phone=phone: counts(phone, stream)[-1]["ideas"] == before + IDEAS, "the count of all ideas")
    seconds = time.monotonic() - began

    for phone in phones:
        assert 1 <= len(counts(phone, stream)) <= seconds / apart.SECONDS + 2
        events = phone.events(stream)
        assert len(events) == IDEAS
        assert {tuple(event["data"]["changes"]) for event in events} == {("ideas",)}


@pytest.mark.parametrize("shared_hall", ["eventlet"], indirect=True)
def test_who_comes_back_is_told_how_many_there_are_also_when_nothing_happened_since(shared_hall: Hall) -> None:
    board = shared_hall.world.board
    stream = f"board:{board}"
    shared_hall.do("post_idea", "annie", board=board, text="Een bankje")
    whole = shared_hall.phone("geert").ask("follow", {"stream": stream})
    again = shared_hall.phone("jamila").ask("follow", {"stream": stream, "since": whole["seq"]})

    assert again["events"] == []
    assert again["apart"] == {"tally": whole["snapshot"]["tally"]}


@pytest.mark.parametrize("shared_hall", ["eventlet"], indirect=True)
def test_a_new_phase_brings_its_count_along_and_no_older_one_comes_after_it(shared_hall: Hall) -> None:
    hall, board = shared_hall, shared_hall.world.board
    stream = f"board:{board}"
    geert = hall.phone("geert")
    geert.ask("follow", {"stream": stream})
    for number in range(3):
        hall.do("post_idea", "annie", board=board, text=f"Idee {number}")
    hall.do("set_board_phase", board=board, phase="voting")
    (phase,) = wait_until(
        lambda: [event for event in geert.events(stream) if event["type"] == "board_phase_set"], "the other phase"
    )
    time.sleep(apart.SECONDS + 0.3)
    messages = [told for told in geert.told("events") if told["stream"] == stream]
    with_phase = next(at for at, told in enumerate(messages) if phase in told["events"])
    hall.do("set_board_phase", board=board, phase="collecting")

    now = hall.get(f"/api/streams/{stream}", "geert").json()["snapshot"]["tally"]
    assert phase["data"]["changes"]["tally"]["ideas"] == now["ideas"]
    assert [told for told in messages[with_phase:] if "apart" in told] == []


def test_a_room_is_told_at_once_then_a_second_later_what_is_the_newest(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(apart, "monotonic", lambda: now[0])
    told = Apart()
    assert told.take("room", "board:1", {"tally": 1}) == {"tally": 1}
    assert told.take("room", "board:1", {"tally": 2}) == {}
    assert told.take("room", "board:1", {"tally": 3}) == {}
    assert told.take("other", "board:1", {"tally": 3}) == {"tally": 3}
    now[0] += 0.9
    assert told.due() == {}
    now[0] += 0.2
    assert {room: owed.values for room, owed in told.due().items()} == {"room": {"tally": 3}}
    assert not told.is_owing
    now[0] += 0.5
    assert told.take("room", "board:1", {"tally": 4}) == {}
    told.forget("room", {"tally"})
    assert not told.is_owing
    now[0] += 5
    assert told.due() == {}
    assert told._told == {}, "rooms that nobody tells anything are forgotten"
