"""Stories of design items and of their review rounds."""

from __future__ import annotations

from collections.abc import Iterator

from tests.boards.stories import two_ideas
from tests.spine.stories import simple, story
from tests.world import World


def reviewed(world: World) -> tuple[int, int, int]:
    """An open round with a remark of Annie; returns the round, the version and the remark."""
    world.open()
    _, version = world.item()
    round = world.round([version])
    made = world.run("add_remark", "annie", round=round, version=version, kind="objection", text="De bus kan niet")
    return round, version, made["remark"]


@story("round_planned", "round")
def _planned(world: World) -> Iterator[None]:
    world.open()
    _, version = world.item()
    yield
    world.round([version], opened=False)


@story("round_changed", "round")
def _round_changed(world: World) -> Iterator[None]:
    world.open()
    item, version = world.item()
    world.run("close_round", round=world.round([version], title="Eerst"))
    world.round([version], opened=False)
    yield
    world.run("revise_item", item=item, text="Een ruimer plein")


@story("round_cancelled", "round")
def _round_cancelled(world: World) -> Iterator[None]:
    world.open()
    round = world.round([world.item()[1]], opened=False)
    yield
    world.run("cancel_round", round=round, reason="Niemand kan")


@story("round_opened", "round")
def _opened(world: World) -> Iterator[None]:
    world.open()
    _, version = world.item()
    round = world.round([version], opened=False)
    yield
    world.run("open_round", round=round)


@story("version_frozen", "round")
def _frozen(world: World) -> Iterator[None]:
    world.open()
    _, version = world.item()
    world.round([version], opened=False)
    other = world.round([version], opened=False, title="Tweede ronde")
    yield
    world.run("open_round", round=other)


@story("round_closed", "round")
def _round_closed(world: World) -> Iterator[None]:
    round, _, _ = reviewed(world)
    yield
    world.run("close_round", round=round)


@story("remark_added", "round")
def _remark(world: World) -> Iterator[None]:
    round, version, _ = reviewed(world)
    yield
    world.run("add_remark", "geert", round=round, version=version, kind="support", text="Mooi", alternative="")


@story("remark_answered", "round")
def _answered(world: World) -> Iterator[None]:
    round, _, remark = reviewed(world)
    world.run("close_round", round=round)
    yield
    world.run("answer_remark", remark=remark, outcome="adopted", text="De bocht is ruimer")


@story("round_reported_back", "round")
def _reported(world: World) -> Iterator[None]:
    round, _, remark = reviewed(world)
    world.run("close_round", round=round)
    world.run("answer_remark", remark=remark, outcome="adopted", text="De bocht is ruimer")
    yield
    world.run("report_back", round=round)


@story("remark_author_changed", "round")
def _remark_author_changed(world: World) -> Iterator[None]:
    reviewed(world)
    yield
    world.run("update_me", "annie", name="Annie de Vries")
    world.run("erase_me", "annie")


simple("items_moved_on", "charrette", lambda w: w.item()[1], lambda w, version: w.round([version]))
simple("item_created", "charrette", two_ideas, lambda w, ideas: w.item("Een plein", ideas))
simple("round_moved_on", "charrette", lambda w: w.item()[1], lambda w, version: w.round([version]))


def seen_item(world: World) -> int:
    """An item whose first version was reviewed and answered."""
    world.open()
    item, version = world.item()
    round = world.round([version])
    world.run("close_round", round=round)
    world.run("report_back", round=round)
    return item


def adopted_item(world: World) -> int:
    """An item that is in the framework, for all areas."""
    item = seen_item(world)
    world.run("agree_item", item=item)
    world.run("adopt_into_framework", item=item, areas="all")
    return item


simple("item_revised", "charrette", seen_item, lambda w, item: w.run("revise_item", item=item, text="Groter plein"))
simple("item_agreed", "charrette", seen_item, lambda w, item: w.run("agree_item", item=item))
simple("item_dropped", "charrette", seen_item, lambda w, item: w.run("drop_item", item=item, reason="Te duur"))
simple(
    "item_taken_back",
    "charrette",
    adopted_item,
    lambda w, item: w.run("take_back_agreement", item=item, reason="De bus kan er niet door"),
)
simple(
    "item_areas_changed",
    "charrette",
    adopted_item,
    lambda w, item: w.run("change_item_areas", item=item, areas=["krakeel"], reason="Alleen daar"),
)


@story("item_adopted", "charrette")
def _adopted(world: World) -> Iterator[None]:
    item = seen_item(world)
    world.run("agree_item", item=item)
    yield
    world.run("adopt_into_framework", item=item, areas=["nieuwlande"])
