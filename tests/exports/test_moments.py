"""The moment that a file names moves on with all that the file shows: the same moment is the same file, always."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette.agendas.export.reading import agenda_document
from charrette.attendance.export.reading import attendance_list, check_in_log
from charrette.boards.export import ideas_table
from charrette.exports.kinds import KINDS
from charrette.exports.making import MAKERS, prepare
from charrette.exports.moments import moment_number
from charrette.exports.orders import Order
from charrette.spine.events import EVENTS
from charrette.spine.streams import STREAMS
from charrette.week.models import Area, Charrette, Gathering
from tests.exports.week import PUBLIC_URL, play
from tests.spine.replays import STORIES
from tests.world import Clock, World, config_for

Shown = dict[tuple[str, str], tuple[int, Any]]
"""Of each file, by kind and name, the moment and all that it shows besides."""


def _shown(world: World) -> Shown:
    """Return what every file would show now, as the values that all formats of it are made from."""
    with world.reading() as session:
        charrette = session.get_one(Charrette, world.charrette)
        found: dict[tuple[str, str], Any] = {("ideas", ""): ideas_table(session, charrette)}
        for area in session.scalars(select(Area).where(Area.charrette_id == charrette.id)):
            found["agenda", area.slug] = agenda_document(session, charrette, area, public_url=PUBLIC_URL, lang="nl")
        posters: Shown = {}
        for one in session.scalars(select(Gathering).where(Gathering.charrette_id == charrette.id)):
            found["attendance", one.key] = attendance_list(session, charrette, one, purpose="", lang="nl")
            found["check_in_log", one.key] = check_in_log(session, charrette, one)
            number = moment_number(session, charrette.id, "poster", gathering=one.key)
            posters["poster", one.key] = number, (one.title, one.code, charrette.place)
        shown = {name: (value.moment.seq, replace(value, moment=None)) for name, value in found.items()} | posters
        return shown | _books(session, charrette, shown)


def _books(session: Session, charrette: Charrette, shown: Shown) -> Shown:
    """Return the zip that is public, and the one of the command line, which holds the ideas too."""
    agendas = [content for (kind, _), (_, content) in shown.items() if kind == "agenda"]
    both = [*agendas, shown["ideas", ""][1]]
    return {
        ("agendas", ""): (moment_number(session, charrette.id, "agendas"), agendas),
        ("agendas and ideas", ""): (moment_number(session, charrette.id, "agendas", "ideas"), both),
    }


@dataclass
class Seen:
    """What was compared: the files that became others, and which of them named the same moment all the same."""

    changed: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)

    def compare(self, before: Shown, after: Shown, act: str) -> None:
        """Note what differs after ``act``."""
        for name, (moment, content) in after.items():
            earlier, was = before.get(name, (-1, None))
            if content != was:
                self.changed.add(name[0])
            if (content != was and moment <= earlier) or moment < earlier:
                self.wrong.append(f"{act}: {' '.join(name).strip()} says {moment}, as before")


STRIDES = [4, pytest.param(1, marks=pytest.mark.long)]
"""Each fourth event, and all of them; a whole week below has most of them too."""


@pytest.fixture(params=STRIDES)
def told(
    request: pytest.FixtureRequest, furnished: tuple[Path, World], tmp_path_factory: pytest.TempPathFactory
) -> Seen:
    """Live events, each on a charrette of its own, with the files before and after it."""
    file, world = furnished
    seen = Seen()
    for type in sorted(EVENTS)[:: request.param]:
        folder = tmp_path_factory.mktemp("moment")
        shutil.copyfile(file, folder / "charrette.sqlite3")
        with Clock() as clock:
            fresh = world.on(config_for(folder), clock)
            telling = STORIES[type][1](fresh)
            next(telling)
            before = _shown(fresh)
            next(telling, None)
            seen.compare(before, _shown(fresh), type)
            fresh.database.dispose()
    return seen


def test_no_event_changes_a_file_whose_moment_stays(told: Seen) -> None:
    assert told.wrong == []
    assert told.changed > {"ideas", "agenda", "attendance", "check_in_log"}, "the line above looked at such files"


@contextmanager
def each_command(world: World, seen: Seen) -> Iterator[None]:
    """Compare the files before and after each command that is carried out meanwhile."""
    plainly, last = world.answer, [_shown(world)]

    def answer(type: str, by: str = "fenna", **fields: Any) -> dict[str, Any]:
        found = plainly(type, by, **fields)
        now = _shown(world)
        seen.compare(last[0], now, f"{type} by {by}")
        last[0] = now
        return found

    world.answer = answer  # type: ignore[method-assign]
    yield
    del world.answer


def test_no_command_of_a_whole_week_changes_a_file_whose_moment_stays(world: World) -> None:
    seen = Seen()
    with each_command(world, seen):
        play(world)
        world.run("update_me", "fenna", name="Fenna met een andere naam")  # who checked others in by hand
        world.run("reopen_gathering", gathering=world.work, reason="Nog een bus")
        world.run("erase_person", "otto", person=world.people["fenna"])
        world.run("erase_me", "annie")
    assert seen.wrong == []
    assert seen.changed == {*KINDS, "agendas and ideas"} - {"poster"}


def test_every_kind_of_file_says_which_streams_it_shows() -> None:
    shown = {name for kind in KINDS.values() for name in kind.shows}
    assert all(kind.shows for kind in KINDS.values())
    assert shown <= {one.name for one in STREAMS.values() if one.one_each or one.of_gatherings is not None}


@pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
def test_the_same_moment_gives_the_same_bytes_whenever_it_is_asked(played: World, format: Any) -> None:
    order = Order(kind="ideas", charrette=played.charrette, format=format, public_url=PUBLIC_URL)

    def made() -> bytes:
        with played.reading() as session:
            return prepare(session, order)(lambda make: make())

    first = made()
    played.now.move(days=3)
    played.run("add_area", "olga", name="Elim", kind="village")  # in the other charrette
    assert made() == first


def test_every_kind_of_file_has_one_maker() -> None:
    assert set(MAKERS) == set(KINDS)
