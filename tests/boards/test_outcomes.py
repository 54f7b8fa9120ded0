"""What happened with all ideas of a week at once is what is said of each by itself, and costs as little as for one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, select

from charrette.boards.export import ideas_table
from charrette.boards.models import Idea
from charrette.boards.picture.tracing import Outcomes, idea_outcome
from charrette.privacy import picture as mydata
from charrette.spine.lists import Audience
from charrette.week.models import Charrette
from tests.world import World


def week(world: World) -> list[int]:
    """Let something else happen with each of twelve ideas; return their ids."""
    world.open()
    ideas = [world.post(f"Idee {number}") for number in range(1, 13)]
    world.run("withdraw_idea", "annie", idea=ideas[6])
    world.run("set_board_phase", board=world.board, phase="grouping")
    world.run("group_ideas", board=world.board, ideas=[*ideas[:3], ideas[11]], title="Zitten")
    (item, version), (dropped, _), _ = [
        world.item(f"Deel {number}", ideas[number : number + 2]) for number in (1, 3, 8)
    ]
    world.run("drop_item", item=dropped, reason="Past niet")
    world.run("close_round", round=world.round([version]))
    world.run("agree_item", item=item)
    world.run("adopt_into_framework", item=item, areas="all")
    for given in ({"from_ideas": ideas[4:5]}, {"from_item": item}, {"from_ideas": ideas[:1]}):
        topic = world.run("add_agenda_topic", "otto", area=world.areas[0], title="Bank", why="Zitten", **given)
    world.run("remove_agenda_topic", "otto", topic=topic["topic"], reason="Dubbel")
    world.run("add_agenda_topic", "otto", area=world.areas[1], title="Bank", why="Zitten", from_ideas=ideas[1:3])
    world.run("hide_idea", idea=ideas[5], reason="Een naam")
    world.run("answer_idea", idea=ideas[7], outcome="duplicate", duplicate_of=ideas[0])
    world.run("answer_idea", idea=ideas[8], outcome="parked", reason="2027")
    return ideas


def test_what_is_said_of_all_ideas_is_what_is_said_of_each(world: World) -> None:
    week(world)
    with world.reading() as session:
        outcomes = Outcomes(session, Idea.charrette_id == world.charrette)
        ideas = list(session.scalars(select(Idea).order_by(Idea.id)))
        said = [outcomes.of(idea) for idea in ideas]
        assert said == [idea_outcome(session, idea, Audience.FACILITATOR) for idea in ideas]
    assert {one["outcome"] for one in said} == {
        "used", "on_agenda", "grouped", "hidden", "withdrawn", "duplicate", "parked", "not_handled_yet",
        "dropped", "off_agenda",
    }  # fmt: skip


@contextmanager
def counted(world: World) -> Iterator[list[str]]:
    """Note the queries that are asked of the database."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    event.listen(world.database.engine, "before_cursor_execute", note)
    yield asked
    event.remove(world.database.engine, "before_cursor_execute", note)


def test_the_table_of_ideas_costs_as_many_queries_for_many_ideas_as_for_few(world: World) -> None:
    costs = []
    week(world)
    world.run("set_board_phase", board=world.board, phase="collecting")
    for _ in range(2):
        with world.reading() as session, counted(world) as asked:
            charrette = session.get_one(Charrette, world.charrette)
            rows = ideas_table(session, charrette).rows
        costs.append((len(rows), len(asked)))
        for number in range(20):
            world.post(f"Nog een {number}", "geert")
    assert costs[1] == (costs[0][0] + 20, costs[0][1])


def test_my_data_cost_as_many_queries_for_fifty_ideas_as_for_five(world: World) -> None:
    ideas = week(world)
    costs = []
    for wanted in (5, 50):
        world.run("set_board_phase", board=world.board, phase="collecting")
        with world.reading() as session:
            had = len(mydata.own_data(session, world.actor(session, "jamila"))["ideas"])
        mine = [world.post(f"Van Jamila {number}", "jamila") for number in range(had, wanted)]
        world.run("group_ideas", board=world.board, ideas=mine[:2], title="Bij elkaar")
        world.run("answer_idea", idea=mine[2], outcome="duplicate", duplicate_of=ideas[0])
        with world.reading() as session, counted(world) as asked:
            kept = mydata.own_data(session, world.actor(session, "jamila"))
        costs.append((len(kept["ideas"]), len(asked)))

    assert costs == [(5, costs[0][1]), (50, costs[0][1])]
    assert {idea["outcome"] for idea in kept["ideas"]} == {"grouped", "duplicate", "not_handled_yet"}


def test_my_data_tell_of_an_idea_what_its_board_tells(world: World) -> None:
    """On a concealed board an author does not read the title of the group either, as anywhere else."""
    week(world)
    world.run("conceal_board", board=world.board)
    with world.reading() as session:
        by = world.actor(session, "annie")
        kept = {idea["number"]: idea for idea in mydata.own_data(session, by)["ideas"]}
        told = {
            idea.number: idea_outcome(session, idea, by.audience)
            for idea in session.scalars(select(Idea).where(Idea.author_id == by.person_id))
        }

    assert {number: {name: kept[number][name] for name in told[number]} for number in kept} == told
    assert {idea["outcome"] for idea in kept.values()} >= {"grouped", "used"}
