"""What an idea costs on its way to every phone of a hall, and that nothing of it is missing there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from charrette.boards.picture.board import USUAL
from charrette.live.packets import dumps
from charrette.spine.lists import Audience
from tests.spine.reducer import after, ordered
from tests.spine.replays import heard, picture
from tests.spine.sizes import fill
from tests.world import World

MOST_BYTES = 330
FRAME_BYTES = 4
TEXT = "Een bankje bij de vijver, met een boom die schaduw geeft en waar ouderen even kunnen zitten, niet te ver van de"
WHO = {Audience.PARTICIPANT: "annie", Audience.SCREEN: "beamer", Audience.FACILITATOR: "fenna"}


def on_the_wire(world: World, audience: Audience) -> int:
    """Return the bytes of the one message with the events that were announced."""
    (message,) = heard(world, f"board:{world.board}", audience)
    return FRAME_BYTES + len(b"42") + len(dumps(["events", {**message, "apart": None}]).encode()) - len(',"apart":null')


def test_an_idea_of_140_letters_costs_a_phone_330_bytes_at_most(
    world: World, note_figure: Callable[[str], None]
) -> None:
    world.open()
    fill(world, 1200)
    world.announced.clear()
    world.post(f"{TEXT:x<140}")
    bytes_a_phone, bytes_a_wall = (on_the_wire(world, one) for one in (Audience.PARTICIPANT, Audience.SCREEN))

    assert bytes_a_phone <= MOST_BYTES
    assert bytes_a_wall <= MOST_BYTES
    note_figure(f"an idea of 140 letters on a board of 1,201: {bytes_a_phone} bytes a phone")


def strange(world: World) -> None:
    """Let there be ideas that are usual in nothing."""
    changed = world.post("Te laat", kind="question", grain="fine", column=world.columns[1])
    world.run("edit_idea", "annie", idea=changed, text="Toch nog een bankje")
    world.run("move_idea", idea=changed, position=7)
    world.run("hide_idea", idea=world.post("Iets anders"), reason="Dubbel")
    world.run("set_board_phase", board=world.board, phase="voting")
    late = world.post("Een boom")
    world.run("group_ideas", board=world.board, ideas=[late, changed], title="Zitten")
    world.run("set_board_phase", board=world.board, phase="closed")


@pytest.mark.parametrize("audience", Audience)
def test_what_is_left_out_and_filled_in_again_is_the_idea_as_it_is(world: World, audience: Audience) -> None:
    world.open()
    answer = world.follow(f"board:{world.board}", WHO[audience])
    world.announced.clear()
    strange(world)

    messages = heard(world, f"board:{world.board}", audience)
    assert ordered(after(answer, messages)) == ordered(picture(world, f"board:{world.board}", audience))


def test_a_snapshot_leaves_nothing_out(world: World) -> None:
    world.open()
    world.post("Een bankje")
    named = {*USUAL.fields, *USUAL.worded[1], *USUAL.times, USUAL.moment}
    for audience in Audience:
        (idea,) = world.follow(f"board:{world.board}", WHO[audience])["snapshot"]["ideas"]
        assert idea.keys() >= named | (USUAL.staff.keys() if audience is Audience.FACILITATOR else set())


def test_the_words_of_an_idea_stand_in_its_event_as_they_always_did(world: World) -> None:
    world.open()
    world.announced.clear()
    idea = world.post("Een bankje")
    (message,) = heard(world, f"board:{world.board}", Audience.PARTICIPANT)
    (event,) = message["events"]

    assert event.keys() == {"seq", "type", "at", "data"}
    assert event["data"]["changes"] == {"ideas": [{"id": idea, "column": world.columns[0], "text": "Een bankje"}]}
    assert event["at"] == picture(world, f"board:{world.board}", Audience.PARTICIPANT)["ideas"][0]["at"]
