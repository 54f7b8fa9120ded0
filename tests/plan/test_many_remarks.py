"""Answering very many remarks at once asks as little of the database as answering a few."""

from __future__ import annotations

from tests.spine.queries import counted
from tests.world import World


def test_answering_twenty_remarks_at_once_costs_as_many_queries_as_answering_two(world: World) -> None:
    world.open()
    _, version = world.item()
    round = world.round([version])
    remarks = [
        world.run("add_remark", "annie", round=round, version=version, kind="question", text=f"Waarom {number}?")
        for number in range(22)
    ]
    asked = []
    for some in (remarks[:2], remarks[2:]):
        with counted(world) as queries:
            chosen = [one["remark"] for one in some]
            answered = world.run("answer_remarks", remarks=chosen, outcome="answered", text="Daarom")
        assert answered["remarks"] == chosen
        asked.append(len(queries))
    assert asked[0] >= asked[1]
