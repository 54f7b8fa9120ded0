"""What a board of 400 ideas sends when something happens to it: what changed, to those for whom it changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from charrette.boards.picture.result import lines_of
from charrette.live.packets import dumps
from charrette.spine.lists import Audience
from tests.spine.sizes import KILOBYTE, WORDS, fill, message, received
from tests.world import World

IDEAS, VOTES, GROUPS = 400, 1500, 40
NOTHING_BUT_NUMBERS = 100
"""Bytes of a message that says that something happened which one may not see: of a stream its next number."""
Note = Callable[[str], None]


@pytest.fixture
def board(world: World) -> World:
    """A session with a board of 400 ideas by Annie, for which a hall of 300 voted."""
    world.open()
    fill(world, IDEAS, votes=VOTES)
    world.announced.clear()
    return world


def sent(world: World, type: str, by: str = "fenna", **fields: Any) -> dict[Audience, int]:
    """Carry out a command; return how many bytes one of each audience gets of it."""
    world.announced.clear()
    world.run(type, by, **fields)
    return {audience: received(world, audience) for audience in Audience}


def told_to(world: World, audience: Audience) -> str:
    """Return what one of an audience got since it was cleared, as it goes over the wire."""
    return "".join(dumps(told.shapes[audience]) for told in world.announced)


def loose(world: World) -> list[int]:
    """Return the ideas that are in no group."""
    return [row["id"] for row in world.snapshot(f"board:{world.board}", "annie")["ideas"] if row["group"] is None]


def in_groups(world: World) -> int:
    """Put ideas of the board together in ``GROUPS`` groups; return how many are in one then."""
    ideas = loose(world)
    for number in range(GROUPS):
        of_group = ideas[number * 5 : number * 5 + 5]
        world.run("group_ideas", board=world.board, ideas=of_group, title=f"{WORDS} {number}")
    return GROUPS * 5


def close_the_vote(world: World) -> dict[Audience, int]:
    """Vote and close; return what one of each audience gets of the closing."""
    world.run("set_board_phase", board=world.board, phase="voting")
    return sent(world, "set_board_phase", board=world.board, phase="closed")


def test_a_phone_that_sets_its_area_sends_nothing_of_any_board(board: World, note_figure: Note) -> None:
    told = sent(board, "update_me", "annie", area="krakeel")

    assert {one.stream.partition(":")[0] for one in board.announced} == {"gathering"}
    assert told[Audience.PARTICIPANT] < NOTHING_BUT_NUMBERS
    assert told[Audience.FACILITATOR] < KILOBYTE
    note_figure(f"an area set: {told[Audience.PARTICIPANT]} bytes a phone, {told[Audience.FACILITATOR]} a console")


def test_telling_again_what_is_known_sends_nothing_to_anybody(board: World) -> None:
    board.run("update_me", "annie", area="krakeel", name="Anna")

    assert set(sent(board, "update_me", "annie", area="krakeel", name="Anna").values()) == {0}


def test_a_name_goes_to_facilitators_about_the_posts_of_that_person_only(board: World) -> None:
    own = board.post("Een boom", "geert")
    told = sent(board, "update_me", "geert", name="Geert Jan")
    (news,) = [one for one in board.announced if one.stream == f"board:{board.board}"]

    assert told[Audience.PARTICIPANT] < 2 * NOTHING_BUT_NUMBERS
    assert news.shapes[Audience.PARTICIPANT] == news.shapes[Audience.SCREEN]
    assert [event["type"] for event in news.shapes[Audience.PARTICIPANT]] == ["hidden"]
    (event,) = news.shapes[Audience.FACILITATOR]
    assert [idea["id"] for idea in event["data"]["changes"]["ideas"]] == [own]
    assert event["data"]["changes"].keys() == {"ideas"}


def test_a_phase_that_opens_no_words_sends_a_phone_at_most_a_kilobyte(board: World, note_figure: Note) -> None:
    phases = ["grouping", "voting", "collecting", "voting", "grouping"]
    told = [sent(board, "set_board_phase", board=board.board, phase=phase) for phase in phases]

    assert max(max(one.values()) for one in told) < 1.5 * KILOBYTE
    assert max(one[Audience.PARTICIPANT] for one in told) < KILOBYTE
    note_figure(f"bytes a phone by phase: {[one[Audience.PARTICIPANT] for one in told]}")


def test_a_board_that_closes_after_a_vote_sends_numbers_and_no_words(board: World, note_figure: Note) -> None:
    grouped = in_groups(board)
    closed = close_the_vote(board)
    lines = lines_of(board.snapshot(f"board:{board.board}", "annie"))

    assert (len(lines), {line["kind"] for line in lines}) == (IDEAS - grouped + GROUPS, {"group", "idea"})
    assert max(closed.values()) < 5 * KILOBYTE
    assert WORDS not in told_to(board, Audience.PARTICIPANT)
    note_figure(f"closed after a vote: {closed[Audience.PARTICIPANT]} bytes a phone, {GROUPS} groups")


def test_what_is_done_while_a_result_is_open_sends_only_what_differs(board: World, note_figure: Note) -> None:
    in_groups(board)
    close_the_vote(board)
    stream = f"board:{board.board}"
    (idea, other, *_), group = loose(board), board.snapshot(stream, "annie")["groups"][0]["id"]
    figures = {}

    for type, fields in (
        ("hide_idea", {"idea": idea, "reason": "Over iemand"}),
        ("show_idea", {"idea": idea}),
        ("group_ideas", {"board": board.board, "ideas": [idea, other], "title": "Rust"}),
        ("rename_group", {"group": group, "title": "Een andere naam"}),
    ):
        figures[type] = sent(board, type, **fields)[Audience.PARTICIPANT]
        assert figures[type] < KILOBYTE, type
    assert "results" not in told_to(board, Audience.PARTICIPANT)
    note_figure(f"while a result is open: {figures} bytes a phone")


def test_a_group_taken_apart_while_a_result_is_open_sends_its_ideas_and_its_title(board: World) -> None:
    idea = board.post("Een bankje", "geert")
    group = board.run("group_ideas", board=board.board, ideas=[idea], title="Zitten")["group"]
    in_groups(board)
    close_the_vote(board)

    assert sent(board, "dissolve_group", group=group)[Audience.PARTICIPANT] < KILOBYTE
    assert "Zitten" in told_to(board, Audience.PARTICIPANT)


def test_a_lock_sends_no_idea(board: World) -> None:
    told = sent(board, "close_gathering", gathering=board.work)

    assert received(board, Audience.PARTICIPANT, f"board:{board.board}") < KILOBYTE
    assert told[Audience.PARTICIPANT] < 2 * KILOBYTE


def test_a_reveal_sends_the_words_once_and_a_closed_board_none(board: World, note_figure: Note) -> None:
    hidden = sent(board, "conceal_board", board=board.board)
    opened = sent(board, "reveal_board", board=board.board)
    words = message(board.snapshot(f"board:{board.board}", "annie"))

    assert hidden[Audience.PARTICIPANT] < KILOBYTE
    assert opened[Audience.FACILITATOR] < KILOBYTE, "they read them all the time"
    assert opened[Audience.PARTICIPANT] < words + 500
    note_figure(f"reveal {opened[Audience.PARTICIPANT]}, closed again {hidden[Audience.PARTICIPANT]} bytes a phone")


def test_what_is_done_to_one_idea_says_nothing_of_the_others(board: World) -> None:
    idea = board.post("Een bankje", "geert")
    board.run("group_ideas", board=board.board, ideas=[idea], title="Zitten")

    for type, fields in (
        ("hide_idea", {"idea": idea, "reason": "Over iemand"}),
        ("show_idea", {"idea": idea}),
        ("move_idea", {"idea": idea, "ungroup": True}),
        ("group_ideas", {"board": board.board, "ideas": [idea], "title": "Rust"}),
        ("answer_idea", {"idea": idea, "outcome": "parked", "reason": "Volgend jaar"}),
    ):
        assert sent(board, type, **fields)[Audience.PARTICIPANT] < KILOBYTE, type


def test_people_set_aside_hide_their_own_posts_and_no_others(board: World) -> None:
    board.join("een script")
    own = board.post("Koop nu", "een script")
    sent(board, "set_people_aside", people=[board.people["een script"]], reason="Een script")
    (news,) = [one for one in board.announced if one.stream == f"board:{board.board}"]

    (event,) = news.shapes[Audience.PARTICIPANT]
    assert [idea["id"] for idea in event["data"]["changes"]["ideas"]] == [own]


def test_a_round_that_is_planned_and_somebody_who_leaves_send_no_phone_a_board(board: World, note_figure: Note) -> None:
    _, version = board.item()
    planned = sent(board, "plan_round", gathering=board.work, versions=[version], title="Eerste ronde")
    assert planned[Audience.PARTICIPANT] < 1.5 * KILOBYTE
    answer = message(board.answer("post_idea", "geert", board=board.board, text="Een bankje"))
    assert answer < 300
    gone = sent(board, "erase_me", "annie")

    assert gone[Audience.PARTICIPANT] < 2 * NOTHING_BUT_NUMBERS
    note_figure(f"a round planned {planned[Audience.PARTICIPANT]}, somebody gone {gone[Audience.PARTICIPANT]} bytes")
    note_figure(f"the answer to an idea: {answer} bytes")
