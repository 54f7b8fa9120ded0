"""Which round a step of the script is about: the number in the script is a guess made beforehand."""

from __future__ import annotations

from typing import Any

from charrette.projector.lists import ShowView
from charrette.week.models import Step
from tests.world import World


def step_shows(world: World, shows: ShowView, number: int) -> None:
    """Make the third step of the work session one that shows a round or a report."""

    def work(session: Any) -> None:
        step = session.get_one(Step, world.steps[2])
        step.shows, step.round_number = shows, number

    world.write(work)


def round_of_step(world: World) -> int | None:
    steps = world.snapshot(f"gathering:{world.work}", "beamer")["steps"]
    found: int | None = next(step["round"] for step in steps if step["id"] == world.steps[2])
    return found


def plan(world: World, gathering: int) -> int:
    _, version = world.item()
    found: int = world.run("plan_round", gathering=gathering, versions=[version], title="Ronde")["round"]
    return found


def report(world: World, round: int) -> None:
    for act in ("open_round", "close_round", "report_back"):
        world.run(act, round=round)


def test_a_step_with_a_round_is_about_the_newest_round_of_its_own_gathering(world: World) -> None:
    step_shows(world, ShowView.ROUND, 1)
    assert round_of_step(world) is None
    elsewhere = plan(world, world.later)
    assert round_of_step(world) == elsewhere
    own = plan(world, world.work)
    assert round_of_step(world) == own
    newest = plan(world, world.work)
    assert round_of_step(world) == newest


def test_a_report_back_is_of_the_round_with_that_number_else_of_the_last_that_was_reported(world: World) -> None:
    step_shows(world, ShowView.REPORT, 2)
    first = plan(world, world.later)
    assert round_of_step(world) is None
    report(world, first)
    assert round_of_step(world) == first
    numbered = plan(world, world.work)
    assert round_of_step(world) == numbered


def test_a_report_back_is_told_where_a_script_shows_it(world: World) -> None:
    step_shows(world, ShowView.REPORT, 9)
    first = plan(world, world.later)
    stream = f"gathering:{world.work}"
    seq = world.follow(stream, "beamer")["seq"]
    report(world, first)

    last = world.follow(stream, "beamer", since=seq)["events"][-1]["data"]["changes"]["steps"]
    assert next(step["round"] for step in last if step["id"] == world.steps[2]) == first
