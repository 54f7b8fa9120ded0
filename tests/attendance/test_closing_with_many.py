"""Closing a session with very many people looks nobody up by themselves."""

from __future__ import annotations

from tests.spine.queries import counted
from tests.world import World


def test_closing_with_twenty_people_asks_for_no_more_of_them_than_closing_with_two(world: World) -> None:
    asked = []
    world.open()
    for people in (2, 20):
        for number in range(people):
            world.join(f"bewoner {people} {number}")
            world.run("check_in", f"bewoner {people} {number}", gathering=world.work)
        with counted(world) as queries:
            world.run("close_gathering", gathering=world.work)
        asked.append(sum("FROM people" in one for one in queries))
        world.run("reopen_gathering", gathering=world.work, reason="Er kwam nog iemand")
    assert asked[0] == asked[1]
