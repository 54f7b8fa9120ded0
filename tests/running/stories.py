"""Stories of a gathering: its doors, its steps, its end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import delete

from charrette.running.events import GatheringReloaded
from charrette.spine.journal import record
from charrette.week.models import Gathering, Step
from tests.spine.stories import moved, simple, story
from tests.world import World

moved("doors_opened", "open_doors")
moved("gathering_started", "start_gathering")
moved("gathering_paused", "open_doors", "start_gathering", "pause_gathering")
moved("gathering_resumed", "open_doors", "start_gathering", "pause_gathering", "start_gathering")
moved("gathering_reopened", "start_gathering", "close_gathering", "reopen_gathering", reason="Nog een bus")
moved("minutes_state_set", "start_gathering", "close_gathering", "set_minutes_state", state="minutes_drafted")
moved("step_entered", "start_gathering", "go_to_step", step="next")
moved("time_added", "start_gathering", "add_time", seconds=90)


@story("gathering_closed", "work")
def _closed(world: World) -> Iterator[None]:
    world.open()
    world.run("check_in", "annie", gathering=world.work)
    yield
    world.run("close_gathering", gathering=world.work)


simple("steps_pointed", "work", lambda w: w.item()[1], lambda w, version: w.round([version], opened=False))


@story("gathering_reloaded", "work")
def _gathering_reloaded(world: World) -> Iterator[None]:
    world.open()
    yield

    def lose_a_step(session: Any) -> None:
        gone = world.steps[2]
        session.execute(delete(Step).where(Step.id == gone))
        session.get_one(Gathering, world.work).title = "Werkavond"
        session.flush()
        record(session, GatheringReloaded(gathering=world.work, removed_steps=[gone]))

    world.write(lose_a_step)


simple("gathering_moved_on", "charrette", lambda w: None, lambda w: w.run("open_doors", gathering=w.work))
