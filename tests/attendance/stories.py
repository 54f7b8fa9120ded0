"""Stories of coming in and going out."""

from __future__ import annotations

from collections.abc import Iterator

from tests.spine.stories import moved, simple, story
from tests.world import World

moved("heads_counted", "start_gathering", "count_heads", count=61)


@story("person_checked_in", "work")
def _checked_in(world: World) -> Iterator[None]:
    world.open()
    yield
    world.run("check_in", "annie", gathering=world.work)


@story("person_checked_out", "work")
def _checked_out(world: World) -> Iterator[None]:
    world.open()
    world.run("check_in", "annie", gathering=world.work)
    yield
    world.run("check_out", "annie", gathering=world.work)


@story("entry_annulled", "work")
def _annulled(world: World) -> Iterator[None]:
    world.open()
    world.run("check_in", "annie", gathering=world.work)
    people = world.snapshot(f"gathering:{world.work}", "fenna")["people"]
    (entry,) = (entry for person in people for entry in person["entries"])
    yield
    world.run("annul_entry", entry=entry, reason="Verkeerde naam")


@story("reasons_erased", "youth")
def _reasons_erased(world: World) -> Iterator[None]:
    world.open(world.youth)
    world.let_in("annie")
    world.run("check_in", "annie", gathering=world.youth)
    (listed,) = world.snapshot(f"gathering:{world.youth}", "fenna")["people"]
    world.run("check_in_person", gathering=world.youth, person=listed["id"])
    world.run("annul_entry", entry=listed["entries"][0], reason="Annie was er niet")
    yield
    world.run("erase_me", "geert")


@story("person_joined", "work")
def _joined(world: World) -> Iterator[None]:
    world.open()
    yield
    world.join("pieter")


@story("person_changed", "work")
def _changed(world: World) -> Iterator[None]:
    world.open()
    world.run("check_in", "annie", gathering=world.work)
    yield
    world.run("update_me", "annie", name="Annie de Vries", party_role="resident")
    world.run("erase_me", "geert")


simple("attendance_changed", "charrette", lambda w: w.open(), lambda w: w.run("check_in", "annie", gathering=w.work))
