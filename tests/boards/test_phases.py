"""A board goes from phase to phase."""

from __future__ import annotations

from tests.world import World


def test_a_board_goes_from_any_phase_to_any_other_and_loses_nothing(world: World) -> None:
    world.open()
    idea = world.post("Een bankje")
    for phase in ("grouping", "voting", "closed", "collecting", "voting", "grouping", "closed", "voting"):
        world.run("set_board_phase", board=world.board, phase=phase)

    assert [row["id"] for row in world.snapshot(f"board:{world.board}", "annie")["ideas"]] == [idea]
