"""An act names what it acts on: words that came after they were read are not let through, agreed or opened unread."""

from __future__ import annotations

import pytest

from tests.spine.asking import outcome
from tests.world import World


def test_words_that_an_author_changed_after_they_were_read_are_not_let_through(world: World) -> None:
    world.open()
    idea = world.post("Een bankje", board=world.moderated)
    world.run("edit_idea", "annie", idea=idea, text="De buurman stinkt")
    stream = f"board:{world.moderated}"

    assert outcome(world, "show_idea", idea=idea, revision=1) == "idea_changed"
    assert world.snapshot(stream, "fenna")["ideas"][0]["state"] == "waiting"
    assert "text" not in world.snapshot(stream, "geert")["ideas"][0]
    assert outcome(world, "show_idea", idea=idea, revision=2) == "ok"


def test_the_press_of_a_second_facilitator_lets_no_later_words_through(world: World) -> None:
    world.open()
    idea = world.post("Een bankje", board=world.moderated)
    world.run("show_idea", idea=idea, revision=1)
    assert outcome(world, "show_idea", "otto", idea=idea, revision=1) == "ok"
    world.run("edit_idea", "annie", idea=idea, text="De buurman stinkt")
    assert outcome(world, "show_idea", "otto", idea=idea, revision=1) == "idea_changed"


def test_a_version_that_somebody_made_just_before_is_not_agreed_unread(world: World) -> None:
    item, version = world.item()
    world.run("close_round", round=world.round([version]))
    newer = world.run("revise_item", "otto", item=item, text="Toch maar niet")["version"]

    assert outcome(world, "agree_item", item=item, version=version) == "version_came"
    assert outcome(world, "agree_item", item=item, version=newer) == "ok"


@pytest.mark.parametrize("change", ["revised", "taken out"])
def test_a_round_is_not_opened_with_what_came_into_it_unread(world: World, change: str) -> None:
    (item, version), (_, other) = world.item(), world.item("Een fontein")
    round = world.round([version, other], opened=False)
    if change == "revised":
        now = [world.run("revise_item", "otto", item=item, text="Toch maar niet")["version"], other]
    else:
        world.run("change_round", "otto", round=round, versions=(now := [other]))

    assert outcome(world, "open_round", round=round, versions=[version, other]) == "round_changed"
    assert outcome(world, "open_round", round=round, versions=now) == "ok"
