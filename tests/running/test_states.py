"""Every state machine as a table: each move that is allowed, and the refusal of every other.

house: long, because all tables of the states stand together.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from charrette.plan.lists import ItemState, RemarkKind, RoundState
from charrette.plan.models import DesignItem, ReviewRound
from charrette.plan.rules.rounds import asks_alternative
from charrette.running.rules import MAY_FOLLOW
from charrette.week.lists import CharretteState, GatheringState
from charrette.week.models import Charrette, Gathering
from tests.spine.asking import outcome, put, state_of
from tests.world import World

# --- gatherings ----------------------------------------------------------------------------------------------

G = GatheringState
GATHERING_MOVES: dict[str, dict[GatheringState, str]] = {
    "open_doors": {G.PLANNED: "doors_open", G.DOORS_OPEN: "doors_open"},
    "start_gathering": {G.PLANNED: "running", G.DOORS_OPEN: "running", G.PAUSED: "running", G.RUNNING: "running"},
    "pause_gathering": {G.RUNNING: "paused", G.PAUSED: "paused"},
    "close_gathering": {G.DOORS_OPEN: "closed", G.RUNNING: "closed", G.PAUSED: "closed", G.CLOSED: "closed"},
    "reopen_gathering": {G.CLOSED: "running", G.MINUTES_DRAFTED: "running", G.MINUTES_AGREED: "running"},
    "minutes_drafted": {G.CLOSED: "minutes_drafted"},
    "minutes_agreed": {G.MINUTES_DRAFTED: "minutes_agreed"},
}


@pytest.mark.parametrize("before", list(GatheringState))
@pytest.mark.parametrize("act", list(GATHERING_MOVES))
def test_a_gathering_moves_only_as_the_table_says(world: World, act: str, before: GatheringState) -> None:
    put(world, Gathering, world.work, state=before)
    fields: dict[str, Any] = {"gathering": world.work, "reason": "Er kwam nog een bus"}
    name = act
    if act.startswith("minutes"):
        name, fields = "set_minutes_state", {"gathering": world.work, "state": act}
    expected = GATHERING_MOVES[act].get(before)
    told = outcome(world, name, **fields)

    assert (told == "ok") == (expected is not None)
    assert state_of(world, Gathering, world.work) == (expected or before.value)


def test_the_table_of_the_domain_allows_nothing_more() -> None:
    assert {state: sorted(after) for state, after in MAY_FOLLOW.items()} == {
        G.PLANNED: ["cancelled", "doors_open", "moved", "running"],
        G.DOORS_OPEN: ["cancelled", "closed", "moved", "running"],
        G.RUNNING: ["closed", "paused"],
        G.PAUSED: ["closed", "running"],
        G.CLOSED: ["minutes_drafted", "running"],
        G.MINUTES_DRAFTED: ["minutes_agreed", "running"],
        G.MINUTES_AGREED: ["running"],
        G.CANCELLED: ["planned"],
        G.MOVED: ["planned"],
    }


def test_reopening_needs_a_reason_that_is_kept(world: World) -> None:
    world.open()
    world.run("close_gathering", gathering=world.work)

    assert outcome(world, "reopen_gathering", gathering=world.work) == "reason_missing"
    assert outcome(world, "reopen_gathering", gathering=world.work, reason="  ") == "reason_missing"
    assert outcome(world, "reopen_gathering", gathering=world.work, reason="Nog een bus") == "ok"
    world.run("close_gathering", gathering=world.work, reason="De zaal moest leeg")
    world.run("reopen_gathering", gathering=world.work, reason="En nog een bus")

    told = world.snapshot(f"team:{world.charrette}", "fenna")["reasons"]
    assert [(why["act"], why["text"]) for why in told] == [
        ("reopened", "Nog een bus"),
        ("closed", "De zaal moest leeg"),
        ("reopened", "En nog een bus"),
    ]
    assert {(why["gathering"], why["by"]) for why in told} == {(world.work, "Fenna")}
    assert "reasons" not in world.snapshot(f"charrette:{world.charrette}", "annie")


def test_the_week_begins_without_its_conditions_for_a_reason_that_the_team_can_read(world: World) -> None:
    put(world, Charrette, world.charrette, goal="")
    assert outcome(world, "set_charrette_state", "otto", state="week") == "week_not_ready"
    world.run("set_charrette_state", "otto", state="week", reason="Het doel komt maandag")

    (why,) = world.snapshot(f"team:{world.charrette}", "fenna")["reasons"]
    assert (why["act"], why["text"], why["by"], why["gathering"]) == (
        "state_set", "Het doel komt maandag", "Otto", None,
    )  # fmt: skip


def test_closing_makes_the_boards_read_only_and_reopening_gives_them_back(world: World) -> None:
    world.open()
    idea = world.post("Een bankje")
    world.run("close_gathering", gathering=world.work)
    tried = {
        "post_idea": outcome(world, "post_idea", "annie", board=world.board, text="Te laat"),
        "edit_idea": outcome(world, "edit_idea", "annie", idea=idea, text="Anders"),
        "withdraw_idea": outcome(world, "withdraw_idea", "annie", idea=idea),
        "cast_vote": outcome(world, "cast_vote", "annie", idea=idea),
        "set_board_phase": outcome(world, "set_board_phase", board=world.board, phase="voting"),
    }

    assert tried == dict.fromkeys(tried, "board_read_only")
    assert world.snapshot(f"board:{world.board}", "annie")["board"]["read_only"] is True
    world.run("reopen_gathering", gathering=world.work, reason="Nog een bus")
    assert world.snapshot(f"board:{world.board}", "annie")["board"]["read_only"] is False
    assert outcome(world, "post_idea", "annie", board=world.board, text="Toch nog") == "ok"


def seconds_in_step(world: World) -> float:
    """Return how long the present step of the running work session takes by its clock."""
    with world.reading() as session:
        gathering = session.get_one(Gathering, world.work)
        assert gathering.paused_at is None
        assert gathering.step_started_at is not None
        return (world.now.moment - gathering.step_started_at).total_seconds()


def test_a_break_stops_the_clock_of_the_step(world: World) -> None:
    world.open()
    world.now.move(minutes=4)
    world.run("pause_gathering", gathering=world.work)
    world.now.move(minutes=15)
    world.run("start_gathering", gathering=world.work)

    assert seconds_in_step(world) == 4 * 60


@pytest.mark.parametrize("minutes_state", [None, "minutes_drafted"])
def test_the_clock_of_the_step_goes_on_where_it_was_when_the_gathering_closed(
    world: World, minutes_state: str | None
) -> None:
    world.open()
    world.now.move(minutes=4)
    world.run("close_gathering", gathering=world.work)
    if minutes_state is not None:
        world.run("set_minutes_state", gathering=world.work, state=minutes_state)
    world.now.move(hours=15)
    world.run("reopen_gathering", gathering=world.work, reason="Nog een bus")
    world.now.move(minutes=1)

    assert seconds_in_step(world) == 5 * 60


def test_a_break_that_ended_in_the_close_does_not_count_after_reopening(world: World) -> None:
    world.open()
    world.now.move(minutes=4)
    world.run("pause_gathering", gathering=world.work)
    world.now.move(minutes=15)
    world.run("close_gathering", gathering=world.work)
    world.now.move(hours=15)
    world.run("reopen_gathering", gathering=world.work, reason="Nog een bus")

    assert seconds_in_step(world) == 4 * 60


def test_reopening_a_gathering_without_a_step_starts_no_clock(world: World) -> None:
    world.run("open_doors", gathering=world.work)
    world.run("close_gathering", gathering=world.work)
    world.now.move(hours=1)
    world.run("reopen_gathering", gathering=world.work, reason="Nog een bus")

    with world.reading() as session:
        assert session.get_one(Gathering, world.work).step_started_at is None


def test_steps_are_soft_and_the_ends_are_told(world: World) -> None:
    world.open()
    way = ["next", "next", "previous", "welkom", world.steps[2]]
    keys = [world.run("go_to_step", gathering=world.work, step=step)["key"] for step in way]

    assert keys == ["ideeen", "ronde", "ideeen", "welkom", "ronde"]
    assert outcome(world, "go_to_step", gathering=world.work, step="next") == "no_more_steps"
    assert outcome(world, "go_to_step", gathering=world.work, step="bestaat niet") == "no_such_step"
    assert outcome(world, "go_to_step", gathering=world.later, step="next") == "gathering_not_running"


# --- rounds and items ----------------------------------------------------------------------------------------

R = RoundState
ROUND_MOVES: dict[str, dict[RoundState, str]] = {
    "open_round": {R.PLANNED: "open"},
    "close_round": {R.OPEN: "answered"},  # without remarks there is nothing left to answer
    "report_back": {R.ANSWERED: "reported_back"},
    "cancel_round": {R.PLANNED: "cancelled"},
}


@pytest.mark.parametrize("before", list(RoundState))
@pytest.mark.parametrize("act", list(ROUND_MOVES))
def test_a_round_moves_only_as_the_table_says(world: World, act: str, before: RoundState) -> None:
    _, version = world.item()
    round = world.round([version], opened=before is not RoundState.PLANNED)
    put(world, ReviewRound, round, state=before, cancelled_reason="Niemand kan")
    expected = ROUND_MOVES[act].get(before)
    why = {"reason": "Niemand kan"} if act == "cancel_round" else {}

    assert (outcome(world, act, round=round, **why) == "ok") == (expected is not None)
    assert state_of(world, ReviewRound, round) == (expected or before.value)


@pytest.mark.parametrize("state", list(RoundState))
def test_remarks_come_in_only_while_the_round_is_open(world: World, state: RoundState) -> None:
    _, version = world.item()
    round = world.round([version])
    put(world, ReviewRound, round, state=state, cancelled_reason="Niemand kan")
    told = outcome(world, "add_remark", "annie", round=round, version=version, kind="support", text="Mooi")

    assert told == ("ok" if state is R.OPEN else "round_state")


def test_a_round_is_answered_when_every_remark_is_and_then_reported_back_together(world: World) -> None:
    _, version = world.item()
    round = world.round([version])
    remarks = [
        world.run("add_remark", who, round=round, version=version, kind="question", text="Waarom?")["remark"]
        for who in ("annie", "geert")
    ]
    assert world.run("close_round", round=round)["state"] == "closed"
    first = world.run("answer_remark", remark=remarks[0], outcome="adopted", text="Goed punt")
    assert (first["round_state"], outcome(world, "report_back", round=round)) == ("closed", "remarks_unanswered")
    assert world.mine(f"round:{round}", "annie")["remarks"][0]["answer"] is None
    last = world.run("answer_remark", remark=remarks[1], outcome="not_adopted", text="Te duur")
    world.run("report_back", round=round)

    assert last["round_state"] == "answered"
    assert world.mine(f"round:{round}", "annie")["remarks"][0]["answer"] == "Goed punt"
    assert [row["answer"] for row in world.snapshot(f"round:{round}", "jamila")["remarks"]] == ["Goed punt", "Te duur"]


def test_every_answer_says_why(world: World) -> None:
    _, version = world.item()
    round = world.round([version])
    remark = world.run("add_remark", "annie", round=round, version=version, kind="question", text="Waarom?")["remark"]

    assert outcome(world, "answer_remark", remark=remark, outcome="not_adopted", text=" ") == "text_missing"


@pytest.mark.parametrize("alternative", [None, "", "  ", "Maak de bocht ruimer"])
def test_an_objection_is_taken_with_and_without_an_alternative(world: World, alternative: str | None) -> None:
    """It is asked for on the phone; other programs need not ask, and who knows no other way is heard too."""
    _, version = world.item()
    round = world.round([version])
    fields = {} if alternative is None else {"alternative": alternative}
    world.run("add_remark", "annie", round=round, version=version, kind="objection", text="Zo kan het niet", **fields)

    (own,) = world.mine(f"round:{round}", "annie")["remarks"]
    assert own["alternative"] == ((alternative or "").strip() or None)


def test_only_who_says_that_it_cannot_be_done_is_asked_for_an_alternative() -> None:
    asked = [kind.value for kind in RemarkKind if asks_alternative(kind.value, " ")]

    assert asked == ["objection"]
    assert not asks_alternative("objection", "Maak de bocht ruimer")


I = ItemState  # noqa: E741
ITEM_ACTS: dict[str, Callable[[World, int, int], str]] = {
    "revise": lambda world, item, version: outcome(world, "revise_item", item=item, text="Groter"),
    "agree": lambda world, item, version: outcome(world, "agree_item", item=item),
    "drop": lambda world, item, version: outcome(world, "drop_item", item=item, reason="Te duur"),
    "adopt": lambda world, item, version: outcome(world, "adopt_into_framework", item=item, areas="all"),
    "review": lambda world, item, version: outcome(
        world, "plan_round", gathering=world.work, versions=[version], title="Ronde"
    ),
    "take_back": lambda world, item, version: outcome(world, "take_back_agreement", item=item, reason="Toch niet"),
}
ITEM_MOVES: dict[str, set[ItemState]] = {
    "revise": {I.DRAFT, I.REMARKS_IN, I.REVISING},
    "agree": {I.DRAFT, I.REMARKS_IN, I.REVISING},
    "drop": {I.DRAFT, I.REMARKS_IN, I.REVISING, I.AGREED},
    "adopt": {I.AGREED},
    "review": {I.DRAFT, I.REMARKS_IN, I.REVISING},
    "take_back": {I.AGREED, I.IN_FRAMEWORK},
}


@pytest.mark.parametrize("state", list(ItemState))
@pytest.mark.parametrize("act", list(ITEM_ACTS))
def test_an_item_moves_only_as_the_table_says(world: World, act: str, state: ItemState) -> None:
    item, version = world.item()
    world.run("close_round", round=world.round([version]))
    held = version if state is I.IN_FRAMEWORK else None
    put(world, DesignItem, item, state=state, dropped_reason="Te duur", adopted_version_id=held)

    assert (ITEM_ACTS[act](world, item, version) == "ok") == (state in ITEM_MOVES[act])


def test_an_item_is_agreed_only_after_a_closed_round(world: World) -> None:
    item, version = world.item()
    assert outcome(world, "agree_item", item=item) == "item_not_reviewed"
    round = world.round([version])
    assert outcome(world, "agree_item", item=item) == "item_state"
    world.run("close_round", round=round)

    assert outcome(world, "agree_item", item=item) == "ok"


def test_agreeing_warns_below_three_loops_or_less_than_a_day_apart(world: World) -> None:
    item, version = world.item()
    warnings = []
    for hours in (0, 2, 26, 26):
        world.now.move(hours=hours)
        world.run("close_round", round=world.round([version]))
        put(world, DesignItem, item, state=I.REMARKS_IN)
        warnings.append(world.run("agree_item", item=item)["warnings"])
        put(world, DesignItem, item, state=I.REMARKS_IN)

    assert warnings == [
        ["fewer_than_three_loops"],
        ["fewer_than_three_loops", "loops_less_than_a_day_apart"],
        ["loops_less_than_a_day_apart"],
        ["loops_less_than_a_day_apart"],
    ]


def test_a_round_takes_the_newest_version_of_each_item_once(world: World) -> None:
    item, first = world.item()
    second = world.run("revise_item", item=item, text="Groter plein")["version"]
    plan = {"gathering": world.work, "title": "Ronde"}

    assert outcome(world, "plan_round", versions=[first], **plan) == "version_is_old"
    assert outcome(world, "plan_round", versions=[first, second], **plan) == "one_version_per_item"
    assert outcome(world, "plan_round", versions=[], **plan) == "one_version_per_item"
    assert outcome(world, "plan_round", versions=[second], **plan) == "ok"


# --- charrette and boards ------------------------------------------------------------------------------------

C = CharretteState
CHARRETTE_MOVES = {
    C.PREPARATION: {C.PREPARATION, C.WEEK},
    C.WEEK: {C.WEEK, C.AFTERCARE, C.PREPARATION},
    C.AFTERCARE: {C.AFTERCARE, C.CLOSED, C.WEEK},
    C.CLOSED: {C.CLOSED, C.AFTERCARE},
}


@pytest.mark.parametrize("before", list(CharretteState))
@pytest.mark.parametrize("after", list(CharretteState))
def test_a_charrette_moves_only_as_the_table_says(world: World, before: CharretteState, after: CharretteState) -> None:
    put(world, Charrette, world.charrette, state=before)
    told = outcome(world, "set_charrette_state", "otto", state=after.value)

    assert (told == "ok") == (after in CHARRETTE_MOVES[before])


def test_the_week_begins_with_a_goal_and_preconditions_or_with_a_reason(world: World) -> None:
    put(world, Charrette, world.charrette, goal="  ", preconditions="")

    assert outcome(world, "set_charrette_state", "otto", state="week") == "week_not_ready"
    assert outcome(world, "set_charrette_state", "otto", state="week", reason="De raad weet het") == "ok"


def test_a_board_goes_from_any_phase_to_any_other_and_loses_nothing(world: World) -> None:
    world.open()
    idea = world.post("Een bankje")
    for phase in ("grouping", "voting", "closed", "collecting", "voting", "grouping", "closed", "voting"):
        world.run("set_board_phase", board=world.board, phase=phase)

    assert [row["id"] for row in world.snapshot(f"board:{world.board}", "annie")["ideas"]] == [idea]


# --- area agendas --------------------------------------------------------------------------------------------


def test_a_topic_comes_from_an_item_in_the_framework_that_is_meant_for_its_area(world: World) -> None:
    item, version = world.item()
    topic = {"area": "krakeel", "title": "Plein"}
    assert outcome(world, "add_agenda_topic", "otto", from_item=item, **topic) == "item_not_adopted"
    world.run("close_round", round=world.round([version]))
    world.run("agree_item", item=item)
    world.run("adopt_into_framework", item=item, areas=["nieuwlande"])

    assert outcome(world, "add_agenda_topic", "otto", from_item=item, **topic) == "item_not_for_area"
    assert outcome(world, "add_agenda_topic", "otto", from_item=item, **{**topic, "area": "nieuwlande"}) == "ok"
    assert outcome(world, "add_agenda_topic", "otto", **{**topic, "area": "\ud800"}) == "no_such_area"


def test_each_part_of_the_trits_is_filled_or_does_not_apply(world: World) -> None:
    topic = world.run("add_agenda_topic", "otto", area="krakeel", title="Plein")["topic"]
    part = {"topic": topic, "part": "ourselves"}

    assert outcome(world, "fill_trits", "otto", **part) == "trits_empty"
    assert outcome(world, "fill_trits", "otto", **part, text="Wij", not_applicable=True) == "trits_both"
    complete = [
        world.run("fill_trits", "otto", **part, text="Wij vegen")["complete"],
        world.run("fill_trits", "otto", topic=topic, part="with_help", text="Stenen", party="GEMEENTE")["complete"],
        world.run("fill_trits", "otto", topic=topic, part="to_others", not_applicable=True)["complete"],
    ]
    assert complete == [False, False, True]
    (shown,) = world.snapshot(f"agendas:{world.charrette}", "annie")["topics"]
    assert shown["trits"]["with_help"] == {
        "text": "Stenen",
        "not_applicable": False,
        "party": "Gemeente Hoogeveen",
        "state": "asked",
        "party_text": None,
        "answered_at": None,
    }
