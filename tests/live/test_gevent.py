"""The same over gevent: enough to know that the mode works."""

from __future__ import annotations

import pytest

from tests.live.raw import RawLine, frame
from tests.live.server import Hall, wait_until
from tests.spine.reducer import after, ordered


@pytest.mark.parametrize("shared_hall", ["gevent"], indirect=True)
def test_a_conversation_over_gevent(shared_hall: Hall) -> None:
    hall = shared_hall
    stream = f"board:{hall.world.board}"
    annie, geert = hall.phone("annie", "polling+websocket"), hall.phone("geert")
    before = geert.ask("follow", {"stream": stream})
    answer = annie.command("post_idea", id="een", board=hall.world.board, text="Een bankje")
    live = wait_until(lambda: geert.events(stream), "the idea on the other phone")
    messages = geert.told("events")
    caught_up = annie.ask("follow", {"stream": stream, "since": before["seq"]})

    assert answer == annie.command("post_idea", id="een", board=hall.world.board, text="Een bankje")
    assert annie.ask("bogus", {})["error"] == "no_such_event"
    assert live == caught_up["events"]
    assert annie.ask("unfollow", {"stream": stream}) == {"ok": True}
    fresh = annie.ask("follow", {"stream": stream})["snapshot"]
    assert ordered(after(before, messages)) == ordered(fresh)


@pytest.mark.parametrize("shared_hall", ["gevent"], indirect=True)
def test_who_is_cut_over_gevent_hears_why(shared_hall: Hall) -> None:
    hall = shared_hall
    flood, big = (RawLine(hall.server.url, {"token": hall.world.tokens[who]}) for who in ("annie", "geert"))
    flood.say(*(f'42{number}["bogus",{{}}]' for number in range(2000)))  # in one breath, whatever the machine does
    big.send(frame(b"x" * 66_000))

    assert flood.until_the_end()
    assert big.until_the_end()
    assert (flood.code, big.code) == (1008, 1009)
