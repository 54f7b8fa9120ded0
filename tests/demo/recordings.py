"""Recordings of rooms with what their votes come to, and plans of neighbourhoods: shipped, or the larger sets."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from tests.datasets import SHIPPED, larger


@dataclass(frozen=True)
class Room:
    """A recording, and what is known of it without replaying it. ``agreed``: last votes that agree, by idea."""

    recording: Path
    people: int
    events: int
    agreed: dict[int, int]


def recorded_room() -> Room:
    """Return our own village evening, or a larger one from London."""
    recording, ideas = larger("votes/replay_london_live.jsonl"), larger("ideas/polis_en_london_youth_ideas.csv")
    if recording and ideas:
        return Room(recording, people=26, events=679, agreed=_agreed(ideas))
    evening = SHIPPED / "ideas" / "dorpsavond.csv"
    return Room(SHIPPED / "votes" / "dorpsavond.jsonl", people=24, events=515, agreed=_agreed(evening))


def _agreed(ideas: Path) -> dict[int, int]:
    with ideas.open(encoding="utf-8", newline="") as handle:
        return {int(row["idea_id"]): int(row["last_vote_agrees"]) for row in csv.DictReader(handle)}


def plans() -> Path:
    """Return the file with our own plans of neighbourhoods, or the larger one from Amsterdam."""
    return larger("ideas/pb_nl_amsterdam_2019_2020_ideas.csv") or SHIPPED / "ideas" / "plannen.csv"
