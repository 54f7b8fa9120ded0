"""Where a topic of an area agenda comes from."""

from __future__ import annotations

from typing import Any

from tests.world import World


def topic_from(world: World, item: int, **fields: Any) -> list[int]:
    """Put a topic made from ``item`` on an agenda; return the numbers of the ideas it names."""
    topic = world.run("add_agenda_topic", "otto", area="krakeel", title="Plein", from_item=item, **fields)["topic"]
    picture = world.snapshot("charrette:1", "otto")
    return next(row["from_ideas"] for row in picture["topics"] if row["id"] == topic)


def test_a_topic_from_an_item_names_the_ideas_of_the_item_that_can_be_read(world: World) -> None:
    world.open()
    first, second, third = world.post("Een bank"), world.post("Een boom"), world.post("Iets naars")
    item, version = world.item(ideas=[first, second, third])
    world.run("close_round", round=world.round([version]))
    world.run("agree_item", item=item)
    world.run("adopt_into_framework", item=item, areas="all")
    world.run("hide_idea", idea=third, reason="Gaat over een persoon")

    assert topic_from(world, item) == [1, 2]
    assert topic_from(world, item, from_ideas=[second]) == [2]
