"""Ideas, votes and groups on a board: what may be changed by whom and when, and what is read of it afterwards."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from charrette.boards.models import Board
from charrette.web.pages import local_time
from tests.spine.asking import outcome
from tests.world import World


@pytest.mark.trust("T21")
@pytest.mark.parametrize("phase", ["grouping", "voting", "closed"])
def test_an_idea_that_comes_in_after_collecting_is_taken_and_marked_late(world: World, phase: str) -> None:
    world.open()
    own = world.post("Op tijd")
    world.run("set_board_phase", board=world.board, phase=phase)
    late = world.run("post_idea", "annie", board=world.board, text="Zat nog in mijn telefoon")

    assert late["late"] is True
    assert outcome(world, "edit_idea", "annie", idea=own, text="Anders") == "idea_no_longer_editable"
    assert outcome(world, "withdraw_idea", "annie", idea=own) == "idea_no_longer_editable"


@pytest.mark.trust("T28")
def test_in_the_night_the_clock_goes_back_ideas_keep_their_order_and_their_own_moment(world: World) -> None:
    """Half past two comes twice in the hall; the moments that are kept know the difference."""
    world.now.moment = datetime(2025, 10, 26, 0, 30, tzinfo=UTC)
    world.open()
    world.post("Half drie, zomertijd")
    world.now.move(hours=1)
    world.post("Half drie, wintertijd")
    ideas = world.snapshot(f"board:{world.board}", "annie")["ideas"]

    assert [(idea["number"], idea["text"]) for idea in ideas] == [
        (1, "Half drie, zomertijd"),
        (2, "Half drie, wintertijd"),
    ]
    assert [datetime.fromisoformat(idea["at"]) for idea in ideas] == [
        datetime(2025, 10, 26, hour, 30, tzinfo=UTC) for hour in (0, 1)
    ]
    assert [local_time(idea["at"], "Europe/Amsterdam") for idea in ideas] == ["02:30", "02:30"]


def test_votes_have_a_limit_and_one_vote_a_person_for_an_idea(world: World) -> None:
    world.open()
    ideas = [world.post(f"Idee {number}") for number in range(3)]
    world.run("check_in", "annie", gathering=world.work)
    assert outcome(world, "cast_vote", "annie", idea=ideas[0]) == "board_not_voting"
    world.run("set_vote_limit", board=world.board, votes=2)
    world.run("set_board_phase", board=world.board, phase="voting")
    left = [world.run("cast_vote", "annie", idea=idea)["votes_left"] for idea in (ideas[0], ideas[0], ideas[1])]

    assert left == [1, 1, 0]
    assert outcome(world, "cast_vote", "annie", idea=ideas[2]) == "no_votes_left"
    world.run("set_vote_limit", board=world.board, votes=1)
    assert world.run("take_back_vote", "annie", idea=ideas[0])["votes_left"] == 0
    assert world.mine(f"board:{world.board}", "annie")["votes"] == [ideas[1]]


@pytest.mark.parametrize("state", ["hidden", "waiting", "withdrawn"])
def test_only_visible_ideas_get_votes(world: World, state: str) -> None:
    world.open()
    board = world.moderated if state == "waiting" else world.board
    idea = world.post("Een bankje", board=board)
    if state == "hidden":
        world.run("hide_idea", idea=idea, reason="Over iemand")
    if state == "withdrawn":
        world.run("withdraw_idea", "annie", idea=idea)
    world.run("set_board_phase", board=board, phase="voting")
    world.run("check_in", "geert", gathering=world.work)

    assert outcome(world, "cast_vote", "geert", idea=idea) == "idea_not_votable"


def test_who_votes_where_a_gathering_goes_on_is_checked_in_there(world: World) -> None:
    world.open()
    idea = world.post("Een bankje")
    world.run("set_board_phase", board=world.board, phase="voting")
    world.open(world.youth)
    world.let_in("annie")
    world.run("check_in", "annie", gathering=world.youth)
    told = [outcome(world, "cast_vote", "annie", idea=idea)]
    world.run("check_in", "annie", gathering=world.work)
    told.append(outcome(world, "cast_vote", "annie", idea=idea))
    world.run("check_out", "annie", gathering=world.work)
    told += [outcome(world, type, "annie", idea=idea) for type in ("take_back_vote", "cast_vote")]

    assert told == ["check_in_first", "ok", "ok", "check_in_first"]
    assert outcome(world, "cast_vote", "fenna", idea=idea) == "ok"
    world.run("check_in_person", gathering=world.work, person=world.people["geert"])  # by hand counts as much
    assert outcome(world, "cast_vote", "geert", idea=idea) == "ok"


def test_before_the_doors_open_nobody_can_check_in_so_a_vote_from_home_is_taken(world: World) -> None:
    idea = world.post("Een bankje", board=world.later_board)
    world.run("set_board_phase", board=world.later_board, phase="voting")
    assert outcome(world, "cast_vote", "annie", idea=idea) == "ok"


def test_a_flood_of_phones_that_are_not_there_gives_no_votes(world: World) -> None:
    world.open()
    idea = world.post("Een bankje")
    world.run("set_board_phase", board=world.board, phase="voting")
    for number in range(30):
        world.join("", client_id=f"flood {number}")
        assert outcome(world, "cast_vote", "", idea=idea) == "check_in_first"
    assert world.snapshot(f"board:{world.board}", "fenna")["tally"]["votes"] == 0


def test_an_idea_belongs_to_its_author_and_hiding_needs_a_reason_they_can_read(world: World) -> None:
    world.open()
    idea = world.post("Een bankje")
    tried = [
        outcome(world, "edit_idea", "geert", idea=idea, text="Gekaapt"),
        outcome(world, "withdraw_idea", "geert", idea=idea),
        outcome(world, "hide_idea", "geert", idea=idea, reason="Pesten"),
        outcome(world, "hide_idea", idea=idea, reason=" "),
        outcome(world, "hide_idea", idea=idea, reason="Gaat over een persoon"),
    ]

    assert tried == ["not_allowed", "not_allowed", "not_allowed", "text_missing", "ok"]
    (own,) = world.mine(f"board:{world.board}", "annie")["ideas"]
    assert (own["state"], own["hidden_reason"]) == ("hidden", "Gaat over een persoon")
    world.run("show_idea", idea=idea)
    assert world.mine(f"board:{world.board}", "annie")["ideas"][0]["state"] == "visible"


@pytest.mark.trust("T17")
def test_a_hidden_idea_stays_as_it_is_until_the_facilitator_puts_it_back(world: World) -> None:
    """So the reason that its author reads is about these words, and that it was hidden stays to be seen."""
    world.open()
    idea = world.post("De buurman is een dief")
    seen = []

    def look() -> None:
        (own,) = world.mine(f"board:{world.board}", "annie")["ideas"]
        seen.append((own["text"], own["state"], own["hidden_reason"], own["may_change"]))

    look()
    world.run("hide_idea", idea=idea, reason="Gaat over een persoon")
    tried = [
        outcome(world, "edit_idea", "annie", idea=idea, text="Meer licht op straat"),
        outcome(world, "withdraw_idea", "annie", idea=idea),
    ]
    look()
    world.run("show_idea", idea=idea)
    tried.append(outcome(world, "edit_idea", "annie", idea=idea, text="Meer licht op straat"))
    look()
    world.run("withdraw_idea", "annie", idea=idea)
    look()

    assert tried == ["idea_hidden", "idea_hidden", "ok"]
    assert seen == [
        ("De buurman is een dief", "visible", None, True),
        ("De buurman is een dief", "hidden", "Gaat over een persoon", False),
        ("Meer licht op straat", "visible", None, True),
        ("Meer licht op straat", "withdrawn", None, False),
    ]


def test_when_the_step_is_over_a_phone_is_not_offered_to_change_what_can_no_longer_be_changed(world: World) -> None:
    world.open()
    idea = world.post("Een bankje")
    offered = []
    for name, fields in (
        ("set_board_phase", {"board": world.board, "phase": "grouping"}),
        ("set_board_phase", {"board": world.board, "phase": "collecting"}),
        ("close_gathering", {"gathering": world.work}),
    ):
        world.run(name, **fields)
        may = world.mine(f"board:{world.board}", "annie")["ideas"][0]["may_change"]
        offered.append((may, outcome(world, "edit_idea", "annie", idea=idea, text=f"Een bankje na {name}")))

    assert offered == [(False, "idea_no_longer_editable"), (True, "ok"), (False, "board_read_only")]


def test_on_a_moderated_board_an_edited_idea_waits_again(world: World) -> None:
    world.open()
    idea = world.post("Te veel lawaai", board=world.moderated)
    states = [world.mine(f"board:{world.moderated}", "annie")["ideas"][0]["state"]]
    world.run("show_idea", idea=idea)
    states.append(world.mine(f"board:{world.moderated}", "annie")["ideas"][0]["state"])
    world.run("edit_idea", "annie", idea=idea, text="Nog meer lawaai")
    states.append(world.mine(f"board:{world.moderated}", "annie")["ideas"][0]["state"])

    assert states == ["waiting", "visible", "waiting"]


def test_an_idea_answered_not_used_or_duplicate_says_why_and_of_what(world: World) -> None:
    world.open()
    idea, other = world.post("Een bankje"), world.post("Nog een bankje")
    told = [
        outcome(world, "answer_idea", idea=idea, outcome="not_used"),
        outcome(world, "answer_idea", idea=idea, outcome="duplicate"),
        outcome(world, "answer_idea", idea=idea, outcome="duplicate", duplicate_of=idea),
        outcome(world, "answer_idea", idea=idea, outcome="duplicate", duplicate_of=other),
    ]

    assert told == ["reason_missing", "duplicate_of_what", "duplicate_of_what", "ok"]
    assert world.mine(f"board:{world.board}", "annie")["ideas"][0]["fate"]["duplicate_of"] == 2


def test_a_group_holds_ideas_of_one_board(world: World) -> None:
    world.open()
    here, there = world.post("Hier"), world.post("Daar", board=world.moderated)

    assert outcome(world, "group_ideas", board=world.board, ideas=[here, there], title="T") == "ideas_of_one_board"
    assert outcome(world, "group_ideas", board=world.board, ideas=[], title="T") == "ideas_of_one_board"
    assert outcome(world, "group_ideas", board=world.board, ideas=[here, here], title="T") == "ok"
    with world.reading() as session:
        assert session.get_one(Board, world.board).phase.value == "collecting"
