"""The same over gevent: enough to know that the mode works."""

from __future__ import annotations

import pytest

from tests.domain.reducer import apply, ordered
from tests.live.server import Hall, wait_until


@pytest.mark.parametrize("shared_hall", ["gevent"], indirect=True)
def test_a_conversation_over_gevent(shared_hall: Hall) -> None:
    hall = shared_hall
    stream = f"board:{hall.world.board}"
    annie, geert = hall.phone("annie", "polling+websocket"), hall.phone("geert")
    before = geert.ask("follow", {"stream": stream})
    answer = annie.command("post_idea", id="een", board=hall.world.board, text="Een bankje")
    live = wait_until(lambda: geert.events(stream), "the idea on the other phone")
    caught_up = annie.ask("follow", {"stream": stream, "since": before["seq"]})

    assert answer == annie.command("post_idea", id="een", board=hall.world.board, text="Een bankje")
    assert annie.ask("bogus", {})["error"] == "no_such_event"
    assert live == caught_up["events"]
    assert annie.ask("unfollow", {"stream": stream}) == {"ok": True}
    fresh = annie.ask("follow", {"stream": stream})["snapshot"]
    assert ordered(apply(before["snapshot"], live)) == ordered(fresh)
