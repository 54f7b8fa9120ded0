"""Two people change the same words: who began on older ones is told and keeps both; nobody overwrites unseen."""

from __future__ import annotations

from typing import Any

import pytest

from charrette.errors import NotAllowed, NotFound, Stale
from charrette.spine.commands import COMMANDS
from tests.world import World

OLD, THEIRS, MINE = "Een bankje", "Twee bankjes", "Drie bankjes"


def _idea(world: World) -> dict[str, Any]:
    return {"idea": world.post(OLD)}


def _group(world: World) -> dict[str, Any]:
    ideas = [world.post(text) for text in ("a", "b")]
    return {"group": world.run("group_ideas", board=world.board, ideas=ideas, title=OLD)["group"]}


def _topic(world: World) -> dict[str, Any]:
    world.run("add_area", "otto", name="Krakeel-Oost")
    return {"topic": world.run("add_agenda_topic", "otto", area="krakeel-oost", title=OLD, why=OLD)["topic"]}


def _part(world: World) -> dict[str, Any]:
    topic = _topic(world)
    world.run("fill_trits", "otto", **topic, part="ourselves", text=OLD, party="Buurthuis")
    return {**topic, "part": "ourselves"}


def _answered_part(world: World) -> dict[str, Any]:
    part = _part(world)
    world.run("answer_trits", "otto", **part, answer="accepted", text=OLD)
    return {**part, "answer": "accepted"}


def _answered_idea(world: World) -> dict[str, Any]:
    idea = _idea(world)
    world.run("answer_idea", **idea, outcome="parked", reason=OLD)
    return {**idea, "outcome": "parked"}


def _answered_remark(world: World) -> dict[str, Any]:
    item = make_item(world)
    round = world.run("plan_round", gathering=world.work, versions=[item["version"]], title="Ronde")["round"]
    world.run("open_round", round=round)
    remark = world.run(
        "add_remark", "geert", round=round, version=item["version"], kind="support", text="Mooi"
    )["remark"]  # fmt: skip
    world.run("answer_remark", remark=remark, outcome="adopted", text=OLD)
    return {"remark": remark, "outcome": "adopted"}


def _round(world: World) -> dict[str, Any]:
    item = make_item(world)
    return {"round": world.run("plan_round", gathering=world.work, versions=[item["version"]], title=OLD)["round"]}


def _name(world: World) -> dict[str, Any]:
    world.run("update_me", "geert", name=OLD)
    return {}


def make_item(world: World) -> dict[str, Any]:
    idea = world.post("Een plein")
    return world.run(
        "create_design_item", title="Plein", kind="solution", grain="fine", text=OLD, why="Omdat", from_ideas=[idea]
    )  # fmt: skip


def _hidden_idea(world: World) -> dict[str, Any]:
    idea = _idea(world)
    world.run("hide_idea", **idea, reason=OLD)
    return idea


CASES = {
    "hide_idea": ("fenna", "reason", _hidden_idea),
    "edit_idea": ("annie", "text", _idea),
    "rename_group": ("fenna", "title", _group),
    "answer_idea": ("fenna", "reason", _answered_idea),
    "answer_remark": ("fenna", "text", _answered_remark),
    "change_round": ("fenna", "title", _round),
    "edit_agenda_topic": ("otto", "title", _topic),
    "fill_trits": ("otto", "text", _part),
    "answer_trits": ("otto", "text", _answered_part),
    "update_me": ("geert", "name", _name),
}


def test_every_command_that_changes_words_is_tried_here() -> None:
    assert {name for name, spec in COMMANDS.items() if "before" in spec.fields.__struct_fields__} == set(CASES)


@pytest.mark.trust("T16")
@pytest.mark.parametrize("command", CASES)
def test_who_began_on_older_words_gets_both_texts_back_and_nothing_changes(world: World, command: str) -> None:
    by, field, prepare = CASES[command]
    target = prepare(world)
    world.run(command, by, **target, **{field: THEIRS}, before={field: OLD})
    with pytest.raises(Stale) as refused:
        world.run(command, by, **target, **{field: MINE}, before={field: OLD})
    assert (refused.value.code, refused.value.field) == ("conflict", field)
    assert refused.value.texts == {"yours": MINE, "theirs": THEIRS}
    # Who has seen them may write over them; and the same words twice are no clash.
    world.run(command, by, **target, **{field: MINE}, before={field: THEIRS})
    world.run(command, by, **target, **{field: MINE}, before={field: OLD})


def test_the_words_of_somebody_else_are_not_told_by_a_clash(world: World) -> None:
    idea = world.post("Geheim", by="annie")
    with pytest.raises(NotAllowed):
        world.run("edit_idea", "geert", idea=idea, text="x", before={"text": "iets anders"})


def test_two_people_revise_one_version_and_both_texts_are_kept(world: World) -> None:
    item = make_item(world)
    revised = {"item": item["item"], "base_version": item["version"]}
    first = world.run("revise_item", **revised, text=THEIRS)
    assert "beside" not in first
    second = world.run("revise_item", "otto", **revised, text=MINE)
    assert (second["number"], second["beside"]) == (3, first["version"])
    third = world.run("revise_item", item=item["item"], text="Vier", base_version=second["version"])
    assert "beside" not in third
    with pytest.raises(NotFound):
        world.run("revise_item", item=item["item"], text="Vijf", base_version=99)


def _empty_part(world: World) -> dict[str, Any]:
    return {**_topic(world), "part": "with_help"}


def _asked_part(world: World) -> dict[str, Any]:
    part = _part(world)
    return {**part, "answer": "accepted"}


EMPTIED = {
    "fill_trits, does not apply": ("otto", "text", _empty_part, {}, {"not_applicable": True}),
    "answer_trits, no answer yet": ("otto", "text", _asked_part, {}, {"answer": "asked"}),
    "answer_trits, without a word": ("otto", "text", _asked_part, {}, {}),
    "answer_idea, without a word": ("fenna", "reason", _idea, {"outcome": "parked"}, {"outcome": "used"}),
    "hide_idea, by one press": ("fenna", "reason", _idea, {}, {"reason": "Weg"}),
}


@pytest.mark.trust("T16")
@pytest.mark.parametrize("act", EMPTIED)
def test_words_that_somebody_wrote_a_moment_ago_are_not_emptied_unseen(world: World, act: str) -> None:
    """Who leaves a field out, or says that a part does not apply, would take the words of who was first away."""
    by, field, prepare, first, then = EMPTIED[act]
    command = act.partition(",")[0]
    target = prepare(world)
    world.run(command, by, **{**target, **first, field: THEIRS})
    with pytest.raises(Stale) as refused:
        world.run(command, by, **{**target, **then}, before={field: ""})
    assert (refused.value.field, refused.value.texts["theirs"]) == (field, THEIRS)
    world.run(command, by, **{**target, **then}, before={field: THEIRS})


def test_the_party_that_somebody_named_a_moment_ago_is_not_overwritten_unseen(world: World) -> None:
    part = _part(world)
    written = {"text": OLD, "before": {"text": OLD, "party": "Buurthuis"}}
    world.run("fill_trits", "otto", **part, party="Woonstichting Domesta", **written)
    for party in ({"party": "Gemeente"}, {}):
        with pytest.raises(Stale) as refused:
            world.run("fill_trits", "otto", **part, **party, **written)
        assert (refused.value.field, refused.value.texts["theirs"]) == ("party", "Woonstichting Domesta")
    world.run("fill_trits", "otto", **part, party="Woonstichting Domesta", **written)


def test_what_a_party_answered_a_moment_ago_does_not_lapse_unseen(world: World) -> None:
    part = _part(world)
    world.run("answer_trits", "otto", **part, answer="declined", text=THEIRS)
    seen = {"text": OLD, "party": "Buurthuis", "party_text": ""}
    with pytest.raises(Stale) as refused:
        world.run("fill_trits", "otto", **part, text=MINE, party="Buurthuis", before=seen)
    assert (refused.value.field, refused.value.texts["theirs"]) == ("party_text", THEIRS)
    world.run("fill_trits", "otto", **part, text=MINE, party="Buurthuis", before={**seen, "party_text": THEIRS})
