"""A gathering for who is invited, with something of everything, for the tests of who reads it and who is let in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from charrette.week.lists import Openness
from charrette.week.models import Gathering, Step
from tests.world import YOUTH_CODE, World

WORDS = ("geheim-idee", "geheim-verborgen", "geheim-reden", "geheim-groep", "geheim-kanttekening", "geheim-vraag")


@dataclass
class Hall:
    """A gathering for who is invited, with something of everything; ``fields``: how a command names what is in it."""

    world: World
    gathering: int
    board: int
    code: str
    fields: dict[str, Any]


@pytest.fixture(params=["youth", "invited"])
def hall(request: pytest.FixtureRequest, world: World) -> Hall:
    """One of each kind. Geert showed its code; Annie is in the same week and did not."""
    youth = request.param == "youth"
    gathering, board = (world.youth, world.youth_board) if youth else (world.later, world.later_board)
    code = YOUTH_CODE if youth else "ZBCDFG"

    def furnish(session: Any) -> int:
        session.get_one(Gathering, gathering).openness = Openness.PUBLIC if youth else Openness.INVITED
        step = Step(gathering_id=gathering, key="vraag", position=1, title="Vraag", prompt=WORDS[5], board_id=board)
        session.add(step)
        session.flush()
        return int(step.id)

    step = world.write(furnish)
    world.open(gathering)
    world.run("go_to_step", gathering=gathering, step=step)
    world.let_in("geert", code=code)
    world.run("check_in", "geert", gathering=gathering)
    idea, hidden = (world.post(words, "geert", board=board) for words in WORDS[:2])
    world.run("show_idea", idea=idea)
    world.run("hide_idea", idea=hidden, reason=WORDS[2])
    group = world.run("group_ideas", board=board, ideas=[idea], title=WORDS[3])["group"]
    _, version = world.item()
    round = world.run("plan_round", gathering=gathering, versions=[version], title="Ronde")["round"]
    world.run("open_round", round=round)
    told = {"version": version, "kind": "improvement", "text": WORDS[4]}
    remark = world.run("add_remark", "geert", round=round, **told)["remark"]
    world.run("set_board_phase", board=board, phase="voting")
    entry = world.snapshot(f"gathering:{gathering}", "fenna")["people"]
    entries = [line for person in entry for line in person["entries"]]
    fields = {"gathering": gathering, "board": board, "idea": idea, "ideas": [idea], "from_ideas": [idea]}
    fields |= {"duplicate_of": idea, "group": group, "round": round, "remark": remark, "remarks": [remark]}
    fields |= {"step": step, "versions": [version], "versions_before": [version]}
    return Hall(world, gathering, board, code, fields | {"entry": entries[0], "version": version})
