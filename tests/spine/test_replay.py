"""Old snapshot + events == fresh snapshot: for every event, every audience, in Python and in the browser's own code."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from charrette.spine.events import EVENTS
from tests.spine.reducer import after, ordered
from tests.spine.replays import STORIES, Played, play
from tests.world import Clock, World, config_for

ROOT = Path(__file__).parents[2]
RUN_IN_NODE = """
import { readFileSync } from "node:fs";
const { start, step } = await import(process.argv[1]);
const problems = [];
const feed = (state, message) => {
  const next = step(state, message);
  problems.push(...next.problems.map(String));
  return next;
};
const pictures = JSON.parse(readFileSync(process.argv[2], "utf8")).map(({ answer, messages }) => {
  const asked = feed(start("any:1"), { type: "opened" });
  const known = feed(asked, { type: "answer", ask: asked.ask.number, ...answer });
  return messages.reduce((state, message) => feed(state, { type: "events", ...message }), known).picture;
});
console.log(JSON.stringify({ pictures, problems }));
"""


class Plays(dict[str, list[Played]]):
    """The stories that were told, by the event they are about; each is told once, when it is first asked for."""

    def __init__(self, furnished: tuple[Path, World], new_folder: Callable[[str], Path]) -> None:
        self._file, self._world = furnished
        self._new_folder = new_folder

    def __missing__(self, type: str) -> list[Played]:
        """Tell a story on a charrette of its own."""
        folder = self._new_folder("replay")
        shutil.copyfile(self._file, folder / "charrette.sqlite3")
        with Clock() as clock:
            fresh = self._world.on(config_for(folder), clock)
            self[type] = play(fresh, type)
            fresh.database.dispose()
        return self[type]


@pytest.fixture(scope="module")
def plays(furnished: tuple[Path, World], tmp_path_factory: pytest.TempPathFactory) -> Plays:
    """Every story, when it is asked for."""
    return Plays(furnished, tmp_path_factory.mktemp)


@pytest.mark.trust("T18")
def test_every_event_has_a_story() -> None:
    assert sorted(STORIES) == sorted(EVENTS)


@pytest.mark.trust("T18")
@pytest.mark.parametrize("type", sorted(EVENTS))
def test_a_snapshot_and_the_event_give_the_next_snapshot(type: str, plays: Plays) -> None:
    for played in plays[type]:
        assert ordered(after(played.answer, played.messages)) == ordered(played.after), played.audience


@pytest.mark.parametrize("type", sorted(EVENTS))
def test_the_story_makes_the_event_happen_for_facilitators(type: str, plays: Plays) -> None:
    facilitator = next(played for played in plays[type] if played.audience == "facilitator")

    assert type in [event["type"] for event in facilitator.events]
    assert facilitator.answer["snapshot"] != facilitator.after


@pytest.mark.parametrize("type", sorted(EVENTS))
def test_sequence_numbers_have_no_gap_for_any_audience(type: str, plays: Plays) -> None:
    for played in plays[type]:
        expected = list(range(played.answer["seq"] + 1, played.answer["seq"] + 1 + len(played.events)))
        assert [event["seq"] for event in played.events] == expected
        assert all(event.keys() == {"seq", "type"} for event in played.events if event["type"] == "hidden")


@pytest.mark.trust("T18")
def test_the_browser_comes_to_the_same_pictures(plays: Plays, tmp_path: Path) -> None:
    cases = [played for type in STORIES for played in plays[type]]
    file = tmp_path / "cases.json"
    file.write_text(json.dumps([{"answer": case.answer, "messages": case.messages} for case in cases]))
    reducer = (ROOT / "static/js/spine/stream.js").as_uri()
    command = ["node", "--input-type=module", "--eval", RUN_IN_NODE, "--", reducer, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    answer = json.loads(done.stdout)

    assert answer["problems"] == []
    assert [ordered(picture) for picture in answer["pictures"]] == [ordered(case.after) for case in cases]
