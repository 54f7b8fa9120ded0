"""The server that end-to-end tests talk to: a real one, with its own data, that survives a restart."""

from __future__ import annotations

import pytest

from tests.e2e.server import CharretteServer, Refused


def test_a_facilitator_and_a_participant_meet_on_a_board_and_nothing_is_lost_by_a_restart(
    charrette_server: CharretteServer,
) -> None:
    leader = charrette_server.sign_in("facilitator")
    gathering, board = leader.first_board()
    annie = charrette_server.join(gathering["code"], "Annie")
    leader.command("start_gathering", gathering=gathering["id"])
    with pytest.raises(Refused, match="not_allowed"):
        annie.command("close_gathering", gathering=gathering["id"])
    posted = annie.command("post_idea", board=board["id"], text="Een bankje bij de vijver")

    assert charrette_server.stop() == 0
    charrette_server.start()

    ideas = annie.picture(board["stream"])["ideas"]
    assert [(idea["number"], idea["text"]) for idea in ideas] == [(posted["number"], "Een bankje bij de vijver")]
