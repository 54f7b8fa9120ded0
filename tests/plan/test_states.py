"""The states of a review round and of a design item as tables: each move that is allowed, and every other refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from charrette.errors import Invalid, NotAllowed
from charrette.plan.lists import ItemState, RemarkKind, RoundState
from charrette.plan.models import DesignItem, ReviewRound
from charrette.plan.rules.rounds import asks_alternative
from tests.spine.asking import outcome, put, state_of
from tests.world import World

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


@pytest.mark.parametrize("kind", RemarkKind)
def test_only_a_question_is_answered_and_with_anything_else_something_is_done(world: World, kind: RemarkKind) -> None:
    _, version = world.item()
    said = {"round": world.round([version]), "version": version, "kind": kind.value, "text": "Hoe breed?"}
    remark = world.run("add_remark", "annie", **said)["remark"]

    told = outcome(world, "answer_remark", remark=remark, outcome="answered", text="Vier meter")
    assert told == ("ok" if kind is RemarkKind.QUESTION else "answered_is_for_questions")


@pytest.mark.parametrize("alternative", [None, "", "  ", "Maak de bocht ruimer"])
def test_an_objection_is_taken_with_and_without_an_alternative(world: World, alternative: str | None) -> None:
    """It is asked for on the phone; other programs need not ask, and who knows no other way is heard too."""
    _, version = world.item()
    round = world.round([version])
    fields = {} if alternative is None else {"alternative": alternative}
    world.run("add_remark", "annie", round=round, version=version, kind="objection", text="Zo kan het niet", **fields)

    (own,) = world.mine(f"round:{round}", "annie")["remarks"]
    assert own["alternative"] == ((alternative or "").strip() or None)


@pytest.mark.parametrize("kind", RemarkKind)
def test_who_agrees_need_not_write_and_who_says_anything_else_writes_what(world: World, kind: RemarkKind) -> None:
    _, version = world.item()
    said = {"round": world.round([version]), "version": version, "kind": kind.value, "text": " "}
    told = outcome(world, "add_remark", "annie", **said)
    kept = [(row["kind"], row["text"]) for row in world.snapshot(f"round:{said['round']}", "fenna")["remarks"]]

    wordless = kind is RemarkKind.SUPPORT
    assert (told, kept) == (("ok", [("support", "")]) if wordless else ("text_missing", []))
    assert outcome(world, "add_remark", **said, on_behalf=True) == "text_missing"


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


def test_many_remarks_get_one_answer_at_once_and_who_was_first_keeps_theirs(world: World) -> None:
    world.open()
    _, version = world.item()
    round = world.round([version])
    said = {"round": round, "version": version, "kind": "support"}
    wordless = [world.run("add_remark", who, **said)["remark"] for who in ("annie", "geert", "jamila")]
    worded = world.run("add_remark", "annie", **said, text="Mooi")["remark"]
    world.run("close_round", round=round)
    world.run("answer_remark", remark=wordless[1], outcome="partly", text="Deels")
    _, other = world.item("Pad")
    elsewhere = world.run("add_remark", "annie", **{**said, "round": world.round([other]), "version": other})["remark"]
    for wrong in ([], [wordless[0], elsewhere]):
        with pytest.raises(Invalid, match="remarks_of_one_round"):
            world.run("answer_remarks", remarks=wrong, outcome="adopted", text="Fijn")
    with pytest.raises(Invalid, match="answered_is_for_questions"):
        world.run("answer_remarks", remarks=wordless, outcome="answered", text="Fijn")
    with pytest.raises(NotAllowed):
        world.run("answer_remarks", "annie", remarks=wordless, outcome="adopted", text="Fijn")
    before = answers(world, round)
    told = world.run("answer_remarks", remarks=[*wordless, wordless[0]], outcome="adopted", text="Fijn")
    among = world.snapshot(f"round:{round}", "fenna")["round"]["state"]
    last = world.run("answer_remarks", remarks=[worded], outcome="adopted", text="Dank")

    assert before == [None, "Deels", None, None]
    assert told == {"remarks": [wordless[0], wordless[2]], "round_state": "closed"}
    assert answers(world, round) == ["Fijn", "Deels", "Fijn", "Dank"]
    assert (among, last["round_state"]) == ("closed", "answered")


def answers(world: World, round: int) -> list[str | None]:
    rows = sorted(world.snapshot(f"round:{round}", "fenna")["remarks"], key=lambda row: row["number"])
    return [row["answer"] for row in rows]
