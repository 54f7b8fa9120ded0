"""What goes through all ideas of a large board gives others their turn, and is right whatever they do meanwhile."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.live.many import with_many_ideas
from tests.live.server import ROOT
from tests.world import World

IDS = ("charrette", "code", "work", "board", "moderated", "columns", "screen", "tokens", "people")

MEANT = pytest.mark.parametrize(
    ("mode", "ideas", "share"),
    [
        ("eventlet", 4_000, 2),
        pytest.param("eventlet", 11_000, 4, marks=[pytest.mark.long]),
        pytest.param("gevent", 11_000, 4, marks=[pytest.mark.long]),
    ],
)
"""``share``: no turn is longer than this part of the time that the largest picture takes in the same run. While nothing
gave turns each of them took at least half of that, and most of them more than all of it."""


def done_with(folder: Path, furnished: tuple[Path, World], mode: str, ideas: int) -> dict[str, Any]:
    """Do all that ``turns_taken`` does with a board of so many ideas, and return what it found."""
    file, world = furnished
    with_many_ideas(file, world, ideas, folder / "charrette.sqlite3")
    known = {field.name: getattr(world, field.name) for field in dataclasses.fields(world) if field.name in IDS}
    (folder / "world.json").write_text(json.dumps(known))
    command = [sys.executable, "-m", "tests.live.turns_taken", mode, str(folder)]
    found: dict[str, Any] = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)
    return found


@MEANT
@pytest.mark.trust("T47")
def test_nothing_that_is_done_with_a_large_board_keeps_the_others_waiting(
    tmp_path: Path, furnished_now: tuple[Path, World], mode: str, ideas: int, share: int, note_figure: Any
) -> None:
    found = done_with(tmp_path, furnished_now, mode, ideas)
    taken, followed = found["taken"], found["followed"]
    whole = taken["a facilitator follows"]["all"]
    longest = {what: round(turns["longest"] / whole, 2) for what, turns in taken.items()}
    note_figure(f"{ideas} ideas, {mode}: {whole * 1000:.0f} ms; the longest turns as parts of it: {longest}")
    assert {what: part for what, part in longest.items() if part > 1 / share} == {}

    assert followed["right"] == [True] * 30, "the pictures and what came after them lead to the board as it is"
    assert followed["made"] <= 2 * followed["numbers"], "one for phones and one for facilitators, not one for each"
    assert followed["most_connections"] <= 3, "who waits for a picture keeps nobody from the database"
