"""Recordings and idea files of real rooms, where ``CHARRETTE_TEST_DATA`` points to them; else a room made up here."""

from __future__ import annotations

import csv
import json
import os
import random
from pathlib import Path

from charrette.demo.material import OWN_IDEAS

DATA = Path(os.environ.get("CHARRETTE_TEST_DATA") or "/nonexistent")
LONDON = DATA / "votes" / "replay_london_live.jsonl"
LONDON_IDEAS = DATA / "ideas" / "polis_en_london_youth_ideas.csv"
AMSTERDAM = DATA / "ideas" / "pb_nl_amsterdam_2019_2020_ideas.csv"


def dutch_plans() -> Path:
    """Return the file with plans of Amsterdam neighbourhoods, or our own ideas."""
    return AMSTERDAM if AMSTERDAM.exists() else OWN_IDEAS


def london_room(folder: Path) -> Path:
    """Return the recording of a room in London, or one made up, of the same size."""
    if LONDON.exists():
        return LONDON
    rng = random.Random(7)
    events = [
        {"at_ms": 0, "seed": True, "type": "idea", "idea_id": id, "participant_id": 0, "text": f"Idea {id}"}
        for id in range(39)
    ]
    events += [
        {
            "at_ms": moment * 1500,
            "seed": False,
            "type": "vote",
            "idea_id": rng.randrange(39),
            "participant_id": rng.randrange(1, 27),
            "vote": rng.choice((1, 1, -1, 0)),
        }
        for moment in range(640)
    ]
    path = folder / "room.jsonl"
    path.write_text("\n".join(map(json.dumps, events)), encoding="utf-8")
    return path


def last_agrees() -> dict[int, int] | None:
    """Return what the publishers of the London room count as last votes that agree, by idea; None without the file."""
    if not LONDON_IDEAS.exists():
        return None
    with LONDON_IDEAS.open(encoding="utf-8", newline="") as handle:
        return {int(row["idea_id"]): int(row["last_vote_agrees"]) for row in csv.DictReader(handle)}
