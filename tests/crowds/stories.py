"""Stories of a crowd at the door, and of who is set aside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from charrette.crowds.rules import crowds
from tests.spine.stories import simple, story
from tests.world import World

simple(
    "door_crowded",
    "charrette",
    lambda w: None,
    lambda w: w.write(lambda session: crowds.note_crowd(session, charrette_id=w.charrette)),
)
simple("more_let_in", "charrette", lambda w: None, lambda w: w.run("let_more_in"))


@story("idle_people_removed", "work")
def _idle_removed(world: World) -> Iterator[None]:
    world.open()
    world.join("", client_id="niets gedaan")
    yield
    world.run("remove_idle_people")


def _said_by_a_machine(world: World) -> dict[str, Any]:
    """Somebody who checked in, posted, voted and remarked, and is about to be set aside."""
    world.open()
    who = world.join("een script")
    world.run("check_in", "een script", gathering=world.work)
    idea = world.post("Koop nu", "een script")
    _, version = world.item()
    said = {"round": world.round([version]), "version": version, "kind": "support", "text": "Koop"}
    world.run("add_remark", "een script", **said)
    world.run("set_board_phase", board=world.board, phase="voting")
    world.run("cast_vote", "een script", idea=idea)
    return {"people": [who], "reason": "Een script"}


def _set_aside(world: World) -> Iterator[None]:
    fields = _said_by_a_machine(world)
    yield
    world.run("set_people_aside", **fields)


def _put_back(world: World) -> Iterator[None]:
    act = world.run("set_people_aside", **_said_by_a_machine(world))["set_aside"]
    yield
    world.run("put_people_back", set_aside=act)


def _set_aside_with_results(world: World) -> Iterator[None]:
    fields = _said_by_a_machine(world)
    ideas = [world.post("Een bankje"), world.post("Een boom", "geert")]
    world.run("group_ideas", board=world.board, ideas=ideas, title="Groen")
    world.run("cast_vote", "een script", idea=ideas[0])
    world.run("set_board_phase", board=world.board, phase="closed")
    yield
    world.run("set_people_aside", **fields)


story("ideas_set_aside", "board")(_set_aside_with_results)
story("people_set_aside", "work")(_put_back)
story("remarks_set_aside", "round")(_set_aside)
story("set_aside_changed", "charrette")(_set_aside)
