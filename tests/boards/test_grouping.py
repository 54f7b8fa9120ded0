"""Grouping, taking a group apart, and telling that an idea is a double: also when somebody acts at the same moment."""

from __future__ import annotations

from typing import Any

import pytest

from charrette.errors import Invalid, NotFound
from tests.world import World


def group(world: World, ideas: list[int], title: str = "Samen") -> dict[str, Any]:
    return world.run("group_ideas", board=world.board, ideas=ideas, title=title)


def groups_of(world: World) -> dict[int, int | None]:
    return {row["id"]: row.get("group") for row in world.snapshot(f"board:{world.board}", "fenna")["ideas"]}


def test_an_idea_that_was_taken_back_just_now_stays_out_of_the_group_and_is_told(world: World) -> None:
    ideas = [world.post(text) for text in ("een", "twee", "drie")]
    world.run("withdraw_idea", "annie", idea=ideas[1])
    answer = group(world, ideas)
    number = world.snapshot(f"board:{world.board}", "fenna")["ideas"][1]["number"]
    assert answer["left_out"] == [number]
    assert groups_of(world)[ideas[0]] == groups_of(world)[ideas[2]] == answer["group"]
    world.run("withdraw_idea", "annie", idea=ideas[0])
    with pytest.raises(Invalid) as refused:
        group(world, ideas[:2])
    assert refused.value.code == "ideas_gone"


@pytest.mark.parametrize("made", ["item", "topic"])
def test_what_is_made_of_ideas_goes_on_without_the_one_that_was_taken_back_just_now(world: World, made: str) -> None:
    ideas = [world.post(text) for text in ("een", "twee")]
    world.run("withdraw_idea", "annie", idea=ideas[0])
    if made == "item":
        words = {"kind": "solution", "grain": "fine", "text": "Een plein", "why": "Daarom"}
        answer = world.run("create_design_item", title="Plein", **words, from_ideas=ideas)
        (shown,) = world.snapshot(f"plan:{world.charrette}", "fenna")["items"]
    else:
        area = world.run("add_area", "otto", name="Krakeel-Oost")["area"]
        answer = world.run("add_agenda_topic", "otto", area=area, title="Plein", from_ideas=ideas)
        (shown,) = world.snapshot(f"agendas:{world.charrette}", "otto")["topics"]
    assert (answer["left_out"], shown["from_ideas"]) == ([1], [2])


def test_taking_a_group_apart_brings_ideas_back_to_where_they_were(world: World) -> None:
    ideas = [world.post(text) for text in ("een", "twee", "drie")]
    before = group(world, ideas[:2], "Eerst")["group"]
    second = group(world, ideas, "Later")
    assert second["were_in"] == [(ideas[0], before), (ideas[1], before)]
    world.run("dissolve_group", group=second["group"], back=second["were_in"])
    assert groups_of(world) == {ideas[0]: before, ideas[1]: before, ideas[2]: None}


def columns_of(world: World) -> dict[int, int]:
    return {row["id"]: row["column"] for row in world.snapshot(f"board:{world.board}", "fenna")["ideas"]}


def test_undoing_a_group_brings_ideas_back_to_the_column_in_which_each_stood(world: World) -> None:
    ideas = [world.post("een", column=world.columns[0]), world.post("twee", column=world.columns[1])]
    before = columns_of(world)
    made = group(world, ideas)
    assert set(columns_of(world).values()) == {world.columns[0]}
    world.run("dissolve_group", group=made["group"], back=made["were_in"], columns=made["stood_in"])
    assert columns_of(world) == before


def test_a_group_that_was_taken_apart_by_mistake_is_put_back_as_it_was(world: World) -> None:
    ideas = [world.post(text) for text in ("een", "twee", "drie")]
    first, second = group(world, ideas[:2], "Eerst")["group"], group(world, ideas[2:], "Later")["group"]
    stream = f"board:{world.board}"
    before = world.snapshot(stream, "fenna")["groups"], groups_of(world)
    apart = world.run("dissolve_group", group=first)
    assert world.run("restore_group", group=first, ideas=apart["ideas"])["left_out"] == []
    assert (world.snapshot(stream, "fenna")["groups"], groups_of(world)) == before
    world.run("restore_group", group=first, ideas=apart["ideas"])  # a second press

    world.run("dissolve_group", group=first)
    world.run("move_idea", idea=ideas[0], group=second)
    assert world.run("restore_group", group=first, ideas=apart["ideas"])["left_out"] == [1]
    assert groups_of(world) == {ideas[0]: second, ideas[1]: first, ideas[2]: second}
    world.run("dissolve_group", group=first)
    world.run("withdraw_idea", "annie", idea=ideas[1])
    with pytest.raises(Invalid) as refused:
        world.run("restore_group", group=first, ideas=apart["ideas"])
    assert refused.value.code == "ideas_gone"


def test_a_group_that_went_meanwhile_takes_nothing_back(world: World) -> None:
    ideas = [world.post(text) for text in ("een", "twee")]
    before = group(world, ideas, "Eerst")["group"]
    second = group(world, ideas, "Later")
    world.run("dissolve_group", group=before)
    world.run("dissolve_group", group=second["group"], back=second["were_in"])
    assert set(groups_of(world).values()) == {None}


def test_a_ring_of_doubles_is_refused_however_long(world: World) -> None:
    one, two, three = (world.post(text) for text in ("een", "twee", "drie"))
    double = {"outcome": "duplicate"}
    world.run("answer_idea", idea=one, duplicate_of=two, **double)
    world.run("answer_idea", idea=two, duplicate_of=three, **double)
    for idea, other in ((two, one), (three, one), (three, two), (one, one)):
        with pytest.raises(Invalid) as refused:
            world.run("answer_idea", idea=idea, duplicate_of=other, **double)
        assert refused.value.field == "duplicate_of"
    world.run("answer_idea", idea=one, outcome="parked")  # no double any more: the ring is open
    world.run("answer_idea", idea=three, duplicate_of=one, **double)


def test_a_double_is_found_by_its_number_on_whatever_board(world: World) -> None:
    here, there = world.post("hier"), world.post("daar", board=world.moderated)
    number = world.snapshot(f"board:{world.moderated}", "fenna")["ideas"][0]["number"]
    world.run("answer_idea", idea=here, outcome="duplicate", duplicate_number=number)
    told = world.mine(f"board:{world.board}", "annie")["ideas"][0]["fate"]
    assert (told["outcome"], told["duplicate_of"]) == ("duplicate", number)
    assert there
    with pytest.raises(NotFound) as refused:
        world.run("answer_idea", idea=here, outcome="duplicate", duplicate_number=999)
    assert refused.value.field == "duplicate_of"
