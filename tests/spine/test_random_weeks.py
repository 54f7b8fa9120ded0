"""Whatever happens in whatever order: who followed from the start, who caught up, and who comes in now see the same."""

from __future__ import annotations

import inspect
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from charrette.spine.commands import COMMANDS
from charrette.spine.lists import Audience
from tests.spine import random_acts, random_weeks
from tests.spine.random_acts import LEFT_OUT, WEEKS, begin
from tests.spine.random_weeks import Walk, take
from tests.spine.reducer import after, ordered
from tests.spine.replays import heard, picture
from tests.world import Clock, World, config_for

WHO = {"participant": "annie", "screen": "beamer", "facilitator": "fenna"}


@pytest.mark.trust("T19", "T17")
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(before=WEEKS, after=WEEKS)
def test_followers_late_comers_and_newcomers_see_the_same(
    furnished: tuple[Path, World], before: list[tuple[int, str, int]], after: list[tuple[int, str, int]]
) -> None:
    file, plan = furnished
    with tempfile.TemporaryDirectory() as folder, Clock(ticks=timedelta(milliseconds=7)) as clock:
        shutil.copyfile(file, Path(folder) / "charrette.sqlite3")
        walk = Walk(plan.on(config_for(Path(folder)), clock))
        begin(walk)
        take(walk, before)
        held = {
            (stream, who): walk.world.follow(stream, who)
            for stream in walk.streams()
            for who in WHO.values()
            if who == "fenna" or not stream.startswith("team" if who == "beamer" else ("team", "screen"))
        }
        walk.world.announced.clear()
        take(walk, after)
        for (stream, who), answer in held.items():
            _compare(walk, stream, who, answer)
        walk.world.database.dispose()


def test_every_command_is_a_step_of_a_random_week() -> None:
    written = "".join(inspect.getsource(module) for module in (random_weeks, random_acts))
    missing = {name for name in COMMANDS if f'run("{name}"' not in written and f'    "{name}",' not in written}
    assert missing == LEFT_OUT


def _compare(walk: Walk, stream: str, who: str, answer: dict[str, Any]) -> None:
    audience = next(Audience(name) for name, one in WHO.items() if one == who)
    fresh = ordered(picture(walk.world, stream, audience))
    messages = heard(walk.world, stream, audience)
    live = [event for message in messages for event in message["events"]]
    caught_up = walk.world.follow(stream, who, answer["seq"])

    assert [event["seq"] for event in live] == list(range(answer["seq"] + 1, answer["seq"] + 1 + len(live)))
    assert [event["seq"] for event in caught_up["events"]] == [event["seq"] for event in live]
    assert ordered(after(answer, messages)) == fresh
    assert ordered(after(answer, [caught_up])) == fresh
