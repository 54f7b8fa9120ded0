"""The measuring itself: its figures, and one small run of light phones against both servers."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.server import ROOT
from tests.ports import free_ports_in_a_row
from tools.bench.__main__ import note
from tools.bench.figures import Measured, percentile, table, target_of


def test_a_percentile_is_a_measured_value() -> None:
    assert percentile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert percentile([float(value) for value in range(100)], 0.95) == 95.0
    assert math.isnan(percentile([], 0.5))


def answer(seen: dict[int, int], *, doubled: int = 0) -> dict[str, object]:
    """What a process with phones tells of two ideas."""
    return {
        "sent": {0: 1.0, 1: 2.0},
        "acks": {0: 0.01, 1: 0.01},
        "last": {0: 1.5, 1: 2.25},
        "seen": seen,
        "doubled": doubled,
        "broken": 0,
        "refused": [],
    }


def test_time_to_all_is_until_the_last_phone() -> None:
    measured = Measured()
    note([answer({0: 10, 1: 10})], range(2), 5.0, measured, 10)
    assert (measured.to_all[5.0], measured.wrong) == ([500.0, 250.0], [])


def test_a_missing_and_a_doubled_idea_are_told() -> None:
    measured = Measured()
    note([answer({0: 10, 1: 9}, doubled=1)], range(2), 5.0, measured, 10)
    assert measured.wrong == ["5/s: 1 doubled, 0 phones cut off", "5/s: idea 1 is on 9 of 10 phones"]


def test_the_table_sets_ours_against_the_relay() -> None:
    ours, bare = Measured(joins=[20.0], join_cpu=[2.0], memory=[130.0]), Measured([100.0], [1.0], [100.0])
    lines = table({"relay, plain": bare, "Charrette": ours}).splitlines()
    assert lines[2] == "| join_ms | 20 | 100 | 0.20 | 0.4 |"
    assert target_of("to_all_p95_ms 15/s") == 0.6


@pytest.mark.timeout(240)
def test_a_small_hall_gets_every_idea_once_from_both(tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    options = ["--phones", "8", "--seconds", "1", "--rates", "5", "--rounds", "1", "--ideas", "4", "--processes", "1"]
    line = [sys.executable, "-m", "tools.bench", *options, "--port", str(free_ports_in_a_row(3)), "--json", str(file)]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, timeout=220, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No idea missing, none doubled, on any phone." in done.stdout
    figures = json.loads(file.read_text("utf-8"))
    assert sorted(figures) == ["Charrette", "relay, plain", "relay, tuned"]
    assert all(each["wrong"] == [] for each in figures.values())
