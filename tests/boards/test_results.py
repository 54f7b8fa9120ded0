"""The result of a vote is what it was when voting ended: what is done on the board afterwards changes no count."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from charrette.boards.picture.result import lines_of
from charrette.spine.lists import Audience
from tests.spine.asking import outcome
from tests.spine.reducer import after
from tests.spine.replays import heard
from tests.world import World


def voted(world: World) -> tuple[list[int], int]:
    """Three ideas, two of them in a group with three votes together, one with one vote; the vote is closed."""
    world.open()
    ideas = [world.post(f"Idee {number}", "geert") for number in (1, 2, 3)]
    group = world.run("group_ideas", board=world.board, ideas=ideas[:2], title="Zitten")["group"]
    world.run("set_board_phase", board=world.board, phase="voting")
    for who, chosen in (("annie", ideas[:2]), ("geert", ideas[:1]), ("jamila", ideas[2:])):
        world.run("check_in", who, gathering=world.work)
        for idea in chosen:
            world.run("cast_vote", who, idea=idea)
    world.run("set_board_phase", board=world.board, phase="closed")
    return ideas, group


def result(world: World, who: str = "beamer") -> list[tuple[str | None, int, list[int]]]:
    lines = lines_of(world.snapshot(f"board:{world.board}", who))
    return [(line["title"], line["votes"], [idea["number"] for idea in line["ideas"]]) for line in lines]


AS_IT_WAS = [("Zitten", 3, [1, 2]), ("Idee 3", 1, [3])]
SEEN_BY = [("participant", "annie"), ("screen", "beamer"), ("facilitator", "fenna")]
Act = Callable[[World, list[int], int], object]
LATER: dict[str, Act] = {
    "grouped anew": lambda w, ideas, group: w.run("group_ideas", board=w.board, ideas=ideas[::2], title="Anders"),
    "taken apart": lambda w, ideas, group: w.run("dissolve_group", group=group),
    "moved": lambda w, ideas, group: w.run("move_idea", idea=ideas[2], group=group),
    "hidden in its group": lambda w, ideas, group: w.run("hide_idea", idea=ideas[0], reason="Een naam"),
    "another idea": lambda w, ideas, group: w.post("Te laat"),
    "grouped in another phase": lambda w, ideas, group: [
        w.run("set_board_phase", board=w.board, phase="grouping"),
        w.run("group_ideas", board=w.board, ideas=ideas[1:], title="Anders"),
        w.run("set_board_phase", board=w.board, phase="closed"),
    ],
}


@pytest.mark.parametrize("act", list(LATER))
def test_no_count_that_was_published_changes_afterwards(world: World, act: str) -> None:
    ideas, group = voted(world)
    assert result(world) == AS_IT_WAS
    LATER[act](world, ideas, group)
    assert result(world) == AS_IT_WAS
    groups = {row["id"]: row["votes"] for row in world.snapshot(f"board:{world.board}", "annie")["groups"]}
    assert groups.get(group, 3) == 3
    assert set(groups.values()) <= {3, None}


def in_the_browser(picture: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the lines of the result as the scripts of the screens read them."""
    state = (Path(__file__).parents[2] / "static/js/boards/state.js").as_uri()
    run = f'import {{ resultsOf }} from "{state}"; console.log(JSON.stringify(resultsOf(JSON.parse(process.argv[1]))))'
    command = ["node", "--input-type=module", "--eval", run, "--", json.dumps(picture)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    lines: list[dict[str, Any]] = json.loads(done.stdout)
    return lines


@pytest.mark.parametrize("act", list(LATER))
@pytest.mark.parametrize("who", ["annie", "fenna"])
def test_the_browser_reads_the_same_lines(world: World, act: str, who: str) -> None:
    LATER[act](world, *voted(world))
    picture = world.snapshot(f"board:{world.board}", who)

    def told(lines: list[dict[str, Any]]) -> list[Any]:
        names = ("kind", "id", "title", "votes")
        return [[*(line[name] for name in names), [idea["number"] for idea in line["ideas"]]] for line in lines]

    assert told(in_the_browser(picture)) == told(lines_of(picture))


def test_of_an_idea_that_was_taken_off_the_words_go_and_the_votes_stay(world: World) -> None:
    ideas, _ = voted(world)
    world.run("hide_idea", idea=ideas[2], reason="Een naam")
    assert result(world) == [("Zitten", 3, [1, 2]), (None, 1, [3])]
    assert result(world, "fenna") == AS_IT_WAS


def test_a_group_that_is_renamed_bears_its_new_title(world: World) -> None:
    _, group = voted(world)
    world.run("rename_group", group=group, title="Een plek om te zitten")
    assert result(world)[0] == ("Een plek om te zitten", 3, [1, 2])


def test_who_is_set_aside_counts_nowhere_also_afterwards(world: World) -> None:
    voted(world)
    act = world.run("set_people_aside", people=[world.people["annie"]], reason="Een script")["set_aside"]
    assert [votes for _, votes, _ in result(world)] == [1, 1]
    world.run("put_people_back", set_aside=act)
    assert result(world) == AS_IT_WAS


@pytest.mark.parametrize(
    ("audience", "who"), [("participant", "annie"), ("screen", "beamer"), ("facilitator", "fenna")]
)
def test_votes_are_counted_as_the_lines_are_for_who_followed_and_who_comes_in(
    world: World, audience: str, who: str
) -> None:
    """Also where the author of an idea with votes was set aside, or it was hidden, before another vote ended."""
    ideas, _ = voted(world)
    stream = f"board:{world.board}"
    held = world.follow(stream, who)
    world.announced.clear()
    for act in (
        lambda: world.run("hide_idea", idea=ideas[1], reason="Een naam"),
        lambda: world.run("set_board_phase", board=world.board, phase="voting"),
        lambda: world.run("set_people_aside", people=[world.people["geert"]], reason="Een script"),
        lambda: world.run("set_board_phase", board=world.board, phase="closed"),
        lambda: world.run("show_idea", idea=ideas[1]),
    ):
        act()
        shown = world.snapshot(stream, who)
        assert after(held, heard(world, stream, Audience(audience)))["tally"] == shown["tally"]
        if shown["board"]["phase"] == "closed":
            assert sum(line["votes"] for line in lines_of(shown)) == shown["tally"]["votes"]


def test_moving_a_card_after_the_closing_does_not_change_the_order_of_the_result(world: World) -> None:
    world.open()
    ideas = [world.post(f"Idee {number}", "geert") for number in (1, 2, 3)]
    world.run("set_board_phase", board=world.board, phase="voting")
    world.run("set_board_phase", board=world.board, phase="closed")
    before = result(world)
    world.run("move_idea", idea=ideas[0], position=100_000)
    world.run("move_idea", idea=ideas[2], position=-5)
    picture = world.snapshot(f"board:{world.board}", "beamer")

    assert [title for title, _, _ in before] == ["Idee 1", "Idee 2", "Idee 3"]
    assert result(world) == before
    assert [line["title"] for line in in_the_browser(picture)] == ["Idee 1", "Idee 2", "Idee 3"]


def test_what_was_voted_on_is_not_changed_or_taken_back_when_the_board_collects_again(world: World) -> None:
    ideas, _ = voted(world)
    before = result(world), world.snapshot(f"board:{world.board}", "annie")["tally"]["votes"]
    world.run("set_board_phase", board=world.board, phase="collecting")
    later = world.post("Een nieuw idee", "geert")
    offered = {own["id"]: own["may_change"] for own in world.mine(f"board:{world.board}", "geert")["ideas"]}
    tried = [
        outcome(world, name, "geert", idea=idea, **fields)
        for idea in (ideas[0], later)
        for name, fields in (("edit_idea", {"text": "Iets heel anders"}), ("withdraw_idea", {}))
    ]
    world.run("set_board_phase", board=world.board, phase="closed")

    assert offered == {**dict.fromkeys(ideas, False), later: True}
    assert tried == ["idea_no_longer_editable", "idea_no_longer_editable", "ok", "ok"]
    assert (result(world), world.snapshot(f"board:{world.board}", "annie")["tally"]["votes"]) == before


def test_votes_for_what_was_hidden_when_voting_ended_are_not_taken_away_by_its_author(world: World) -> None:
    world.open()
    idea = world.post("Een bankje", "geert")
    world.run("check_in", "annie", gathering=world.work)
    world.run("set_board_phase", board=world.board, phase="voting")
    world.run("cast_vote", "annie", idea=idea)
    world.run("hide_idea", idea=idea, reason="Een naam")
    world.run("set_board_phase", board=world.board, phase="collecting")
    world.run("show_idea", idea=idea)

    assert outcome(world, "withdraw_idea", "geert", idea=idea) == "idea_no_longer_editable"
    assert world.snapshot(f"board:{world.board}", "annie")["tally"]["votes"] == 1


def test_there_is_no_result_while_people_vote_or_the_board_is_concealed(world: World) -> None:
    ideas, _ = voted(world)
    world.run("conceal_board", board=world.board)
    assert (result(world), result(world, "annie"), result(world, "fenna")) == ([], [], AS_IT_WAS)
    world.run("reveal_board", board=world.board)
    world.run("set_board_phase", board=world.board, phase="voting")
    assert (result(world), result(world, "fenna")) == ([], [])
    world.run("take_back_vote", "annie", idea=ideas[1])
    world.run("set_board_phase", board=world.board, phase="closed")
    assert result(world)[0] == ("Zitten", 2, [1, 2])


def test_a_board_that_can_only_be_read_is_not_grouped_anew(world: World) -> None:
    ideas, group = voted(world)
    world.run("close_gathering", gathering=world.work)
    tried = {
        "group_ideas": outcome(world, "group_ideas", board=world.board, ideas=ideas, title="Anders"),
        "rename_group": outcome(world, "rename_group", group=group, title="Anders"),
        "dissolve_group": outcome(world, "dissolve_group", group=group),
        "move_idea": outcome(world, "move_idea", idea=ideas[0], ungroup=True),
        "set_vote_limit": outcome(world, "set_vote_limit", board=world.board, votes=3),
    }
    assert tried == dict.fromkeys(tried, "board_read_only")
    assert outcome(world, "hide_idea", idea=ideas[0], reason="Een naam") == "ok"
    assert outcome(world, "answer_idea", idea=ideas[1], outcome="used") == "ok"


def test_an_idea_that_comes_in_before_the_doors_open_is_taken_with_a_sign(world: World) -> None:
    """Who thinks of something days ahead keeps it; the hall sees that it was not said there."""
    assert world.snapshot(f"board:{world.board}", "annie")["board"]["early"] is True
    made = world.run("post_idea", "annie", board=world.board, text="Alvast een bankje")
    world.open()
    in_time = world.run("post_idea", "annie", board=world.board, text="Een boom")

    assert (made["early"], made["late"], in_time["early"]) == (True, False, False)
    assert world.snapshot(f"board:{world.board}", "annie")["board"]["early"] is False
    for who in ("annie", "fenna", "beamer"):
        rows = world.snapshot(f"board:{world.board}", who)["ideas"]
        assert [row.get("early") for row in rows] == [True, None], "it is said only of those"
    assert [idea["early"] for idea in world.mine(f"board:{world.board}", "annie")["ideas"]] == [True, False]
