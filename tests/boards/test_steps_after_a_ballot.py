"""Whatever is done on a board where an earlier ballot can be read: who follows sees what a newcomer sees."""

from __future__ import annotations

import inspect
import shutil
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from charrette.errors import DomainError
from charrette.spine.commands import COMMANDS
from charrette.spine.lists import Audience
from tests.spine.random_acts import begin
from tests.spine.random_weeks import STEPS, Walk
from tests.spine.reducer import after, ordered
from tests.spine.replays import heard, picture
from tests.world import World, WorldAfter, config_for

WHO = {Audience.PARTICIPANT: "annie", Audience.SCREEN: "beamer", Audience.FACILITATOR: "fenna"}
ON_A_BOARD = sorted(name for name, one in COMMANDS.items() if one.stream == "board")
AT = [at for at, step in enumerate(STEPS) if any(f'"{name}"' in inspect.getsource(step) for name in ON_A_BOARD)]


def voted_twice(world: World) -> dict[str, Any]:
    """Bring a board to its second ballot, and return the ids of what is on it."""
    walk = Walk(world)
    begin(walk)
    world.run("set_board_phase", board=world.board, phase="voting", fresh=True)
    world.run("cast_vote", "geert", idea=walk.ideas[1])
    return {one.name: getattr(walk, one.name) for one in fields(walk) if one.name != "world"}


def copies(world: World, folder: Path, known: dict[str, Any]) -> Iterator[tuple[int, str, Walk]]:
    """Go through the steps, each on a copy of the week."""
    for at in AT:
        for who in ("annie", "geert"):
            own = folder / f"{at}-{who}"
            own.mkdir()
            shutil.copyfile(world.config.data / "charrette.sqlite3", own / "charrette.sqlite3")
            walk = Walk(world.on(config_for(own), world.now), **known)
            yield at, who, walk
            walk.world.database.dispose()
            shutil.rmtree(own)


@pytest.mark.parametrize("concealed", [False, True])
def test_each_step_after_a_ballot_reaches_who_follows(world_after: WorldAfter, tmp_path: Path, concealed: bool) -> None:
    world, known = world_after(voted_twice)
    if concealed:
        world.run("conceal_board", board=world.board, concealed=True)
    assert world.snapshot(f"board:{world.board}", "fenna")["former_results"]["ballots"]
    taken, unlike = set(), []
    for at, who, walk in copies(world, tmp_path, known):
        stream = f"board:{world.board}"
        held = {audience: walk.world.follow(stream, one) for audience, one in WHO.items()}
        walk.world.announced.clear()
        try:
            STEPS[at](walk, who, 0)
        except (DomainError, IndexError):
            continue
        taken.add(at)
        for audience, answer in held.items():
            messages = heard(walk.world, stream, audience)
            if ordered(after(answer, messages)) != ordered(picture(walk.world, stream, audience)):
                unlike.append((inspect.getsource(STEPS[at]).strip(), who, audience))

    assert unlike == []
    assert len(taken) > len(AT) / 2
