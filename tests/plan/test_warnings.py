"""What there is to mind of an item is told to the team before it is agreed, the same as afterwards."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update

from charrette.plan.lists import ItemState
from charrette.plan.models import DesignItem
from tests.world import World


def told(world: World, who: str = "fenna") -> Any:
    """Return the warnings of the only item in the picture of the week."""
    (item,) = world.snapshot(f"plan:{world.charrette}", who)["items"]
    return item["warnings"]


def back_to_remarks(world: World, item: int) -> None:
    values = {"state": ItemState.REMARKS_IN}
    world.write(lambda session: session.execute(update(DesignItem).where(DesignItem.id == item).values(**values)))


def test_the_team_reads_before_agreeing_what_the_answer_tells_afterwards(world: World) -> None:
    item, version = world.item()
    assert told(world) == ["fewer_than_three_loops"]
    for hours in (0, 2, 26, 26):
        world.now.move(hours=hours)
        world.run("close_round", round=world.round([version]))
        before = told(world)
        assert world.run("agree_item", item=item)["warnings"] == before
        back_to_remarks(world, item)
    assert before == ["loops_less_than_a_day_apart"]


def test_what_cannot_be_agreed_now_has_nothing_to_mind(world: World) -> None:
    item, version = world.item()
    round = world.round([version])
    assert told(world) is None
    world.run("close_round", round=round)
    assert told(world) == ["fewer_than_three_loops"]
    world.run("agree_item", item=item)
    assert told(world) is None


def test_only_the_team_is_told(world: World) -> None:
    _, version = world.item()
    world.run("close_round", round=world.round([version]))
    assert told(world, "annie") is None
    assert told(world, "beamer") is None


def test_the_team_knows_which_versions_came_before_and_nobody_else_does(world: World) -> None:
    item, version = world.item()
    world.run("revise_item", item=item, text="Een ruimer plein")
    second = world.snapshot(f"plan:{world.charrette}", "fenna")["items"][0]["version"]["id"]
    world.run("close_round", round=world.round([second]))
    told = [world.snapshot(f"plan:{world.charrette}", who)["items"][0]["earlier"] for who in ("fenna", "annie")]
    assert told == [[{"id": version, "number": 1}], None]
