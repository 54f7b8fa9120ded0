"""Stories of the week as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from charrette.spine.journal import record
from charrette.week.events import ProgrammeLoaded
from charrette.week.models import Gathering
from tests.spine.stories import simple, story
from tests.world import World


@story("reason_giver_changed", "charrette")
def _reason_giver_changed(world: World) -> Iterator[None]:
    world.open()
    world.run("close_gathering", "otto", gathering=world.work)
    world.run("reopen_gathering", "otto", gathering=world.work, reason="Er kwam nog een bus")
    yield
    world.run("update_me", "otto", name="Otto de Groot")


@story("charrette_state_set", "charrette")
def _week(world: World) -> Iterator[None]:
    yield
    world.run("set_charrette_state", "otto", state="week")


@story("reason_given", "charrette")
def _reason(world: World) -> Iterator[None]:
    world.open()
    world.run("close_gathering", gathering=world.work)
    yield
    world.run("reopen_gathering", gathering=world.work, reason="Er kwam nog een bus")


@story("programme_loaded", "charrette")
def _programme_loaded(world: World) -> Iterator[None]:
    yield

    def load(session: Any) -> None:
        session.get_one(Gathering, world.later).title = "Presentatie"
        record(session, ProgrammeLoaded(charrette=world.charrette))

    world.write(load)


simple("area_added", "charrette", lambda w: None, lambda w: w.run("add_area", "otto", name="Elim", kind="village"))
