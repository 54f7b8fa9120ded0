"""The states of the week as a table: each move that is allowed, and the refusal of every other."""

from __future__ import annotations

import pytest

from charrette.week.lists import CharretteState
from charrette.week.models import Charrette
from tests.spine.asking import outcome, put
from tests.world import World


def test_the_week_begins_without_its_conditions_for_a_reason_that_the_team_can_read(world: World) -> None:
    put(world, Charrette, world.charrette, goal="")
    assert outcome(world, "set_charrette_state", "otto", state="week") == "week_not_ready"
    world.run("set_charrette_state", "otto", state="week", reason="Het doel komt maandag")

    (why,) = world.snapshot(f"team:{world.charrette}", "fenna")["reasons"]
    assert (why["act"], why["text"], why["by"], why["gathering"]) == (
        "state_set", "Het doel komt maandag", "Otto", None,
    )  # fmt: skip


C = CharretteState
CHARRETTE_MOVES = {
    C.PREPARATION: {C.PREPARATION, C.WEEK},
    C.WEEK: {C.WEEK, C.AFTERCARE, C.PREPARATION},
    C.AFTERCARE: {C.AFTERCARE, C.CLOSED, C.WEEK},
    C.CLOSED: {C.CLOSED, C.AFTERCARE},
}


@pytest.mark.parametrize("before", list(CharretteState))
@pytest.mark.parametrize("after", list(CharretteState))
def test_a_charrette_moves_only_as_the_table_says(world: World, before: CharretteState, after: CharretteState) -> None:
    put(world, Charrette, world.charrette, state=before)
    told = outcome(world, "set_charrette_state", "otto", state=after.value)

    assert (told == "ok") == (after in CHARRETTE_MOVES[before])


def test_the_week_begins_with_a_goal_and_preconditions_or_with_a_reason(world: World) -> None:
    put(world, Charrette, world.charrette, goal="  ", preconditions="")

    assert outcome(world, "set_charrette_state", "otto", state="week") == "week_not_ready"
    assert outcome(world, "set_charrette_state", "otto", state="week", reason="De raad weet het") == "ok"
