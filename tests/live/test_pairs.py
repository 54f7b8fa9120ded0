"""Each pair of commands at two workers at the same moment: the outcome is that of one after the other.

The pairs are made from the registry: in each scene of ``tests.live.scenes`` all commands that are allowed there, with
each other and with themselves. Two worker processes get one each; then the scene is put back, and a third one says what
comes out when one waits for the other. Answers and all tables must be those of the one order or of the other.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from charrette.spine.commands import COMMANDS
from tests.live.rules import broken_rules
from tests.live.scenes import SCENES, pairs
from tests.live.track import Outcome, Track

SEED = int(os.environ.get("CHARRETTE_TEST_SEED", "1"))
SAMPLE = 16


@pytest.fixture(scope="module")
def track(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Track]:
    """Two worker processes that overlap, and one that takes its time for the outcome of one after the other."""
    found = Track(database_url, tmp_path_factory.mktemp("track"))
    yield found
    found.close()


def _problems(track: Track, name: str, first: str, second: str, *, other: bool = False) -> list[str]:
    """Race a pair; return what is wrong with the outcome."""
    scene = track.scene(name)
    sent = [scene.command(first), scene.command(second, second=True, other=other)]
    commands = [(scene.world.digest(who), raw) for who, raw in sent]
    together, serial, broken = track.race(name, commands)
    what = f"{name}: {first} with {second}{' of another person' if other else ''}"
    crashed = [one["trace"] for one in together[0] if one.get("error") == "server_error"]
    odd = [one["error"] for one in together[0] if one.get("error") in ("changed_meanwhile", "store_busy")]
    if together in serial and not crashed and not broken and not odd:
        return []
    if together not in serial:
        odd.append(f"no order gives {together[0]}, nor {_differing(together, serial[0])}: {[one[0] for one in serial]}")
    return [f"{what}: {problem}" for problem in [*crashed, *broken, *odd]]


def _differing(one: Outcome, other: Outcome) -> list[str]:
    return [table for table, rows in one[1].items() if rows != other[1][table]]


THINGS = frozenset(
    {"board", "gathering", "group", "idea", "ideas", "item", "person", "remark", "round", "screen", "topic", "versions"}
)


def _worth_racing(track: Track, name: str) -> list[tuple[str, str]]:
    """Return the pairs of a scene that are in no scene before it, and those that name the same thing."""
    before: set[tuple[str, str]] = set()
    for scene in SCENES:
        found = list(pairs(track.scene(scene)))
        if scene == name:
            return [pair for pair in found if pair not in before or _same_thing(*pair)]
        before |= set(found)
    raise AssertionError(name)


def _same_thing(first: str, second: str) -> bool:
    named = [set(COMMANDS[name].fields.example) for name in (first, second)]
    return bool(named[0] & named[1] & THINGS)


def _beside(*names: str) -> bool:
    return all(COMMANDS[name].beside for name in names)


def test_a_sample_of_all_pairs_is_as_one_after_the_other(track: Track) -> None:
    """Other pairs each time with ``CHARRETTE_TEST_SEED``; all of them are in the long tests."""
    chance = random.Random(SEED)
    problems: list[str] = []
    for name in ("collecting", "voting"):
        for first, second in chance.sample(list(pairs(track.scene(name))), SAMPLE // 2):
            problems += _problems(track, name, first, second)
    assert problems == [], f"CHARRETTE_TEST_SEED={SEED}"


def test_what_runs_beside_others_is_as_one_after_the_other(track: Track) -> None:
    """Everything that is marked so, of one person and of two, while the board votes and the round is open."""
    problems: list[str] = []
    for first, second in pairs(track.scene("voting")):
        if _beside(first, second):
            problems += _problems(track, "voting", first, second)
            problems += _problems(track, "voting", first, second, other=True)
    assert problems == []


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("name", SCENES)
def test_all_pairs_are_as_one_after_the_other(track: Track, name: str) -> None:
    problems: list[str] = []
    for first, second in _worth_racing(track, name):
        problems += _problems(track, name, first, second)
        if _beside(second):
            problems += _problems(track, name, first, second, other=True)
    assert problems == []


def test_every_command_is_allowed_in_some_scene(track: Track) -> None:
    """A new command gets a scene in which it can race."""
    allowed = {name for scene in SCENES for pair in pairs(track.scene(scene)) for name in pair}

    assert set(COMMANDS) - allowed == set()


def test_the_checker_finds_what_two_workers_once_did(track: Track) -> None:
    world = track.scene("framework").world
    with world.database.engine.execution_options(write=True).connect() as connection:
        connection.exec_driver_sql("set local session_replication_role = replica")  # the database itself would refuse
        connection.exec_driver_sql("update design_versions set text = 'Anders', frozen_hash = null where id = 1")
        connection.exec_driver_sql("update charrettes set last_number = 99 where id = 1")
        found = broken_rules(Session(connection))
        connection.rollback()

    assert [line.partition(":")[0] for line in found] == [
        "an open round whose version is not frozen",
        "an agreed item whose newest version is not frozen",
        "a number of an idea that is missing",
    ]
