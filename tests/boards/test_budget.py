"""A vote counts only while its owner can see it: for every order of voting, hiding, showing and taking back."""

from __future__ import annotations

import random
from typing import Any

import pytest

from charrette.boards.picture.result import lines_of
from charrette.errors import Conflict
from tests.world import World

VOTERS = ("annie", "geert", "fenna")
LIMIT = 2


def mine(world: World, by: str) -> dict[str, Any]:
    own: dict[str, Any] = world.mine(f"board:{world.board}", by)
    return own


def picture(world: World) -> dict[str, Any]:
    shown: dict[str, Any] = world.snapshot(f"board:{world.board}", "fenna")
    return shown


def begin(world: World, count: int = 3) -> list[int]:
    world.open()
    for person in ("annie", "geert"):
        world.run("check_in", person, gathering=world.work)
    ideas = [world.post(f"Idee {at}") for at in range(count)]
    world.run("set_vote_limit", board=world.board, votes=LIMIT)
    world.run("set_board_phase", board=world.board, phase="voting")
    return ideas


def test_a_vote_on_a_hidden_idea_comes_back_to_its_owner(world: World) -> None:
    one, two, three = begin(world)
    for idea in (one, two):
        world.run("cast_vote", "annie", idea=idea)
    with pytest.raises(Conflict):
        world.run("cast_vote", "annie", idea=three)
    world.run("hide_idea", idea=one, reason="Gaat over een persoon")
    assert mine(world, "annie") | {"ideas": []} == {
        "ideas": [], "votes": [two], "votes_left": 1, "votes_resting": [one],
    }  # fmt: skip
    assert picture(world)["tally"]["votes"] == 1
    world.run("show_idea", idea=one)
    assert (mine(world, "annie")["votes"], mine(world, "annie")["votes_left"]) == ([one, two], 0)
    assert picture(world)["tally"]["votes"] == 2


def test_who_gave_it_to_another_idea_meanwhile_keeps_what_was_chosen_last(world: World) -> None:
    one, two, three = begin(world)
    for idea in (one, two):
        world.run("cast_vote", "annie", idea=idea)
    world.run("cast_vote", "geert", idea=one)
    world.run("hide_idea", idea=one, reason="Gaat over een persoon")
    world.run("cast_vote", "annie", idea=three)
    world.run("show_idea", idea=one)
    assert mine(world, "annie")["votes"] == [two, three]
    assert mine(world, "geert")["votes"] == [one]
    assert picture(world)["tally"]["votes"] == 3


def test_nobody_votes_for_what_they_cannot_read_and_votes_are_there_again_at_the_reveal(world: World) -> None:
    one, two, _ = begin(world)
    world.run("cast_vote", "annie", idea=one)
    world.run("conceal_board", board=world.board, concealed=True)
    with pytest.raises(Conflict) as refused:
        world.run("cast_vote", "annie", idea=two)
    assert refused.value.code == "idea_not_votable"
    world.run("cast_vote", "fenna", idea=two)  # who steers it reads it
    world.run("reveal_board", board=world.board)
    assert (mine(world, "annie")["votes"], mine(world, "annie")["votes_left"]) == ([one], 1)
    world.run("cast_vote", "annie", idea=two)
    assert picture(world)["tally"]["votes"] == 3


@pytest.mark.parametrize("away", ["hidden", "its author set aside"])
def test_a_published_count_stays_when_an_idea_is_away_for_a_while_and_fewer_votes_are_given_next_time(
    world: World, away: str
) -> None:
    one, two, _ = begin(world)
    for idea in (one, two):
        world.run("cast_vote", "geert", idea=idea)
    world.run("set_board_phase", board=world.board, phase="closed")
    published = results(world)
    assert sorted(line["votes"] for line in published["now"]) == [0, 1, 1]
    world.run("set_vote_limit", board=world.board, votes=1)
    if away == "hidden":
        world.run("hide_idea", idea=one, reason="Per ongeluk")
        world.run("show_idea", idea=one)
    else:
        aside = world.run("set_people_aside", people=[world.people["annie"]], reason="Nep")["set_aside"]
        world.run("put_people_back", set_aside=aside)
    assert results(world) == published
    assert mine(world, "geert")["votes"] == [one, two]


def results(world: World) -> dict[str, Any]:
    """Return the lines that are published, and those of the ballots before."""
    shown = picture(world)
    former = shown["former_results"]["ballots"]
    return {"now": lines_of(shown), **{one["number"]: lines_of({**shown, "results": one}) for one in former}}


def vote_again(world: World, **how: Any) -> Any:
    return world.run("set_board_phase", board=world.board, phase="voting", **how)


def test_voting_that_is_opened_again_goes_on_with_the_votes_that_stand(world: World) -> None:
    one, two, _ = begin(world)
    for idea in (one, two):
        world.run("cast_vote", "annie", idea=idea)
    world.run("set_board_phase", board=world.board, phase="closed")
    assert vote_again(world) == {"phase": "voting", "ballot": 1}
    assert (mine(world, "annie")["votes"], mine(world, "annie")["votes_left"]) == ([one, two], 0)


def test_in_a_new_ballot_everybody_has_all_votes_and_the_former_result_stays_as_it_was(world: World) -> None:
    one, two, three = begin(world)
    for idea in (one, two):
        world.run("cast_vote", "annie", idea=idea)
    world.run("cast_vote", "geert", idea=one)
    world.run("group_ideas", board=world.board, ideas=[two, three], title="Samen")
    world.run("set_board_phase", board=world.board, phase="closed")
    first = results(world)["now"]
    assert [(line["kind"], line["votes"]) for line in first] == [("idea", 2), ("group", 1)]
    assert vote_again(world, fresh=True) == {"phase": "voting", "ballot": 2}
    assert picture(world)["board"]["ballot"] == 2
    assert (mine(world, "annie")["votes"], mine(world, "annie")["votes_left"]) == ([], LIMIT)
    assert picture(world)["tally"]["votes"] == 0
    assert results(world) == {"now": [], 1: first}
    world.run("cast_vote", "annie", idea=three, ballot=2)
    world.run("hide_idea", idea=one, reason="Gaat over een persoon")
    world.run("set_people_aside", people=[world.people["geert"]], reason="Nep")
    world.run("set_board_phase", board=world.board, phase="closed")
    assert [line["votes"] for line in results(world)["now"]] == [1]
    assert [line["votes"] for line in results(world)[1]] == [2, 1]


def test_a_vote_meant_for_the_former_ballot_does_not_count_in_the_new_one(world: World) -> None:
    one, two, _ = begin(world)
    world.run("cast_vote", "annie", idea=one, ballot=1)
    vote_again(world, fresh=True)
    with pytest.raises(Conflict) as refused:
        world.run("cast_vote", "geert", idea=two, ballot=1)
    assert refused.value.code == "other_ballot"
    assert picture(world)["tally"]["votes"] == 0


def test_a_new_ballot_that_two_begin_at_once_begins_once(world: World) -> None:
    one, _, _ = begin(world)
    world.run("cast_vote", "annie", idea=one)
    world.run("set_board_phase", board=world.board, phase="closed")
    assert vote_again(world, fresh=True, leaving=1)["ballot"] == 2
    world.run("cast_vote", "geert", idea=one)
    assert vote_again(world, fresh=True, leaving=1)["ballot"] == 2
    assert mine(world, "geert")["votes"] == [one]
    vote_again(world, fresh=True)
    assert vote_again(world, fresh=True)["ballot"] == 3


class Account:
    """A board that votes, with people who vote and staff who hide and show; what must be true is kept here too."""

    def __init__(self, world: World, chance: random.Random) -> None:
        self.world, self.chance = world, chance
        self.ideas = begin(world)
        self.votes: dict[str, set[int]] = {voter: set() for voter in VOTERS}
        self.state = dict.fromkeys(self.ideas, "visible")
        self.former: dict[int, list[tuple[str, int, int]]] = {}

    def shown(self, voter: str) -> list[int]:
        return sorted(idea for idea in self.votes[voter] if self.state[idea] == "visible")

    def cast(self, voter: str, idea: int) -> None:
        fits = idea in self.shown(voter) or len(self.shown(voter)) < LIMIT
        if self.state[idea] != "visible" or not fits:
            with pytest.raises(Conflict):
                self.world.run("cast_vote", voter, idea=idea)
            return
        left = self.world.run("cast_vote", voter, idea=idea)["votes_left"]
        self.votes[voter].add(idea)
        assert left == LIMIT - len(self.shown(voter))

    def take_back(self, voter: str, idea: int) -> None:
        self.world.run("take_back_vote", voter, idea=idea)
        self.votes[voter].discard(idea)

    def hide(self, _: str, idea: int) -> None:
        self.world.run("hide_idea", idea=idea, reason="Zo")
        self.state[idea] = "hidden"

    def show(self, _: str, idea: int) -> None:
        self.world.run("show_idea", idea=idea)
        self.state[idea] = "visible"
        for voter in VOTERS:
            if idea in self.votes[voter] and len(self.shown(voter)) > LIMIT:
                self.votes[voter].discard(idea)

    def group(self, _: str, idea: int) -> None:
        there = [one for one in self.ideas if self.state[one] == "visible"]
        if there:
            self.world.run("group_ideas", board=self.world.board, ideas=there[:2], title="Samen")

    def set_aside(self, _: str, idea: int) -> None:
        """Somebody who voted counts for nothing for a while, and is put back."""
        act = self.world.run("set_people_aside", people=[self.world.people["geert"]], reason="Nep")["set_aside"]
        assert picture(self.world)["tally"]["votes"] == len(self.shown("annie")) + len(self.shown("fenna"))
        self.world.run("put_people_back", set_aside=act)

    def close_and_go_on(self, _: str, idea: int) -> None:
        """The published lines add up to what was counted; a second ballot goes on with the votes of the first."""
        self.world.run("set_board_phase", board=self.world.board, phase="closed")
        shown = picture(self.world)
        assert sum(line["votes"] for line in lines_of(shown)) == shown["tally"]["votes"]
        self.world.run("set_board_phase", board=self.world.board, phase="voting")

    def close_and_begin_anew(self, _: str, idea: int) -> None:
        """Everybody has all their votes again, and what was published stays."""
        self.world.run("set_board_phase", board=self.world.board, phase="closed")
        shown = picture(self.world)
        if any(self.votes.values()) and lines_of(shown):
            self.former[shown["board"]["ballot"]] = counted(lines_of(shown))
        self.world.run("set_board_phase", board=self.world.board, phase="voting", fresh=True)
        self.votes = {voter: set() for voter in VOTERS}

    def act(self) -> None:
        acts = [self.cast] * 5 + [self.take_back, self.hide, self.hide, self.show, self.show, self.group]
        act = self.chance.choice([*acts, self.set_aside, self.close_and_go_on, self.close_and_begin_anew])
        act(self.chance.choice(VOTERS), self.chance.choice(self.ideas))

    def check(self) -> None:
        assert picture(self.world)["tally"]["votes"] == sum(len(self.shown(voter)) for voter in VOTERS)
        former = {number: counted(lines) for number, lines in results(self.world).items() if number != "now"}
        assert former == self.former
        for voter in VOTERS:
            own = mine(self.world, voter)
            assert (own["votes"], own["votes_left"]) == (self.shown(voter), LIMIT - len(self.shown(voter)))


def counted(lines: list[dict[str, Any]]) -> list[tuple[str, int, int]]:
    return [(line["kind"], line["id"], line["votes"]) for line in lines]


@pytest.mark.parametrize("seed", range(5))
def test_for_every_order_of_acts_a_budget_and_a_count_hold_only_what_is_shown(world: World, seed: int) -> None:
    account = Account(world, random.Random(seed))
    for _ in range(30):
        account.act()
        account.check()
