"""The measuring itself: its figures, and one small run of light phones against all three servers."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.server import ROOT
from tests.ports import free_ports_in_a_row
from tools.bench.bounds import BOUNDS, bounds_table
from tools.bench.capacity import Constants, needs, needs_table, split
from tools.bench.figures import Measured, medians, percentile
from tools.bench.growth import growth_report, sizes_of
from tools.bench.loads import loads_of
from tools.bench.measuring import note
from tools.bench.report import medians_table, rounds_table


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
        "bytes": 9_000,
        "broken": 0,
        "refused": [],
    }


def test_time_to_all_is_until_the_last_phone() -> None:
    measured = Measured()
    note([answer({0: 10, 1: 10})], range(2), "5/s", measured, 10)
    assert (measured.to_all["5/s"], measured.bytes["5/s"], measured.wrong) == ([500.0, 250.0], 450.0, [])


def test_a_missing_a_doubled_and_a_late_idea_are_told() -> None:
    measured = Measured()
    note([answer({0: 10, 1: 9, 7: 1}, doubled=1)], range(2), "5/s", measured, 10)
    assert measured.wrong == [
        "5/s: 1 doubled, 0 phones cut off",
        "5/s: 1 of 2 ideas are not on all 10 phones; idea 1 is on 9",
        "5/s: 1 ideas of before came only now, or once more",
    ]


def one_round(join_ms: float, cpu: float) -> Measured:
    """A round of which only joining and processor time were measured."""
    return Measured(joins=[join_ms], cpu={"5/s": cpu}, bytes={"5/s": 500.0})


def test_the_figure_of_a_server_is_the_median_of_its_rounds() -> None:
    rounds = [one_round(20, 10), one_round(90, 30), one_round(40, 11)]
    assert medians(rounds) == {"join_ms": 40, "cpu_us 5/s": 11, "bytes 5/s": 500}
    assert rounds_table({"node": rounds}).splitlines()[2] == "| join_ms | 20, 90, 40 |"


def test_the_table_sets_ours_against_the_others() -> None:
    measured = {"relay, plain": [one_round(100, 30)], "Charrette": [one_round(20, 15)], "node": [one_round(10, 10)]}
    lines = medians_table(measured).splitlines()
    assert lines[0] == "| figure | relay, plain | Charrette | node | ours / relay, plain | ours / node |"
    assert lines[2] == "| join_ms | 100 | 20 | 10 | 0.20 | 2.00 |"


def test_each_bound_is_told_with_what_was_measured() -> None:
    figures = {"Charrette": {"join_ms": 20.0, "memory_kb": 49.5}, "node": {"join_ms": 10.0}}
    rows = bounds_table(figures).splitlines()[2:]
    assert len(rows) == len(BOUNDS)
    assert "| join_ms | 1.3 times node | 2.00 | NOT KEPT |" in rows
    assert "| memory_kb | 50 kB a phone | 49.5 | kept |" in rows
    assert "| to_all_p95_ms 120/s | 35 ms | - | not measured |" in rows


def test_no_two_ideas_of_a_round_have_a_number_and_what_saturates_comes_last() -> None:
    options = Namespace(rates=[60.0, 5.0], seconds=1, even=False, burst=3, bursts=2)
    loads = loads_of(options, 0)
    assert [load.name for load in loads] == ["5/s", "3 at once", "60/s"]
    assert [number for load in loads for _, number in load.moments] == list(range(5 + 6 + 60))
    assert [after for after, _ in loads[1].moments] == [0, 0, 0, 3, 3, 3]


def test_first_the_hall_grows_and_then_the_board() -> None:
    options = Namespace(grow_phones=[100, 250], grow_ideas=[0, 100], far=False, phones=250, ideas=100)
    assert sizes_of(options) == [(100, 100), (250, 100), (250, 0)]
    options.far = True
    assert (4000, 100) in sizes_of(options)


def test_what_a_crowd_takes_follows_from_an_idea_and_its_deliveries() -> None:
    assert split({100: 60.0, 200: 35.0, 500: 20.0}) == pytest.approx((5000, 10))
    found = needs(100_000, 15, Constants(idea_us=5000, delivery_us=10, join_us=1300, memory_kb=100, size=434))
    assert (
        found.workers == 36
    )  # of half a core, 15 ideas of 5 ms leave 425 ms; the deliveries are 15 s of work a second
    assert found.megabits == pytest.approx(100_000 * 15 * 500 * 8 / 1e6)
    assert found.memory_gb == pytest.approx(10 + 36 * 0.13)
    assert found.joining_seconds == pytest.approx(130 / 36)
    assert needs_table({100: {"memory_kb": 100.0}}, [15.0]) == ""


def test_growth_is_told_size_by_size_with_what_a_crowd_would_take() -> None:
    def of(cpu: float) -> list[Measured]:
        return [Measured([300.0], [2000.0], [80.0], cpu={"15/s": cpu}, bytes={"15/s": 434.0})]

    sizes = {(100, 50): of(60.0), (200, 50): of(35.0), (200, 5000): of(40.0)}
    lines = growth_report(sizes, Namespace(ideas=50, rates=[15.0])).splitlines()
    assert lines[0] == "| phones | ideas | join_ms | join_cpu_us | memory_kb | cpu_us 15/s | bytes 15/s |"
    assert lines[4] == "| 200 | 5,000 | 300.0 | 2000.0 | 80.0 | 40.0 | 434.0 |"
    assert lines[-1] == "| 15/s | 5,000 us | 10.0 us | 36 | 12.7 GB | 6,000 Mbit/s | 6 s |"


def figures_of(file: Path, *options: str) -> dict[str, Any]:
    """What a small run wrote down, of servers of its own."""
    small = ["--phones", "8", "--seconds", "0.6", "--rates", "5", "--bursts", "1", "--ideas", "4", "--rounds", "1"]
    own = ["--settle", "0.1", "--port", str(free_ports_in_a_row(3)), "--json", str(file)]
    line = [sys.executable, "-m", "tools.bench", *small, *own, *options]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, timeout=220, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No idea missing, none doubled, on any phone." in done.stdout
    figures: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return figures


@pytest.mark.long
@pytest.mark.timeout(240)
def test_a_small_hall_gets_every_idea_once_from_all_three(tmp_path: Path) -> None:
    figures = figures_of(tmp_path / "figures.json", "--burst", "6", "--joins", "0", "--processes", "2")
    assert sorted(figures) == ["Charrette", "node", "relay, plain"]
    for each in figures.values():
        assert each["wrong"] == []
        assert {"join_ms", "memory_kb", "to_all_p95_ms 5/s", "ack_p95_ms 6 at once", "bytes 5/s"} <= each.keys()


def test_a_hall_that_hung_up_joins_again(tmp_path: Path) -> None:
    figures = figures_of(tmp_path / "figures.json", "--only", "node", "--joins", "2", "--burst", "0")
    assert list(figures) == ["node"]
    assert figures["node"]["join_ms"] > 0


def test_a_hall_that_grows_gets_every_idea_once(tmp_path: Path) -> None:
    grow = ["--grow", "--grow-phones", "4", "--grow-ideas", "0"]
    figures = figures_of(tmp_path / "figures.json", "--only", "node", *grow)
    assert list(figures) == ["node, 4 phones, 4 ideas", "node, 8 phones, 0 ideas"]
    assert all(each["wrong"] == [] for each in figures.values())
