"""What one client may ask for: a full measure at once, then what flows in, whatever the clock on the wall says."""

from __future__ import annotations

import pytest

from charrette.live import allowance
from charrette.live.allowance import Allowance, Allowances, Bucket


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The monotonic clock, which the test moves."""
    moment = [1000.0]
    monkeypatch.setattr(allowance, "monotonic", lambda: moment[0])
    return moment


def test_a_full_measure_goes_at_once_and_then_what_flows_in(now: list[float]) -> None:
    bucket = Bucket(full=10, per_second=2)
    assert [bucket.take(1) for _ in range(10)] == [0] * 10
    assert bucket.take(1) == 0.5
    now[0] += 0.5
    assert bucket.take(1) == 0
    now[0] += 1000
    assert bucket.is_full
    assert [bucket.take(5), bucket.take(5)] == [0, 0]


def test_nobody_waits_longer_than_it_takes_to_fill_up(now: list[float]) -> None:
    bucket = Bucket(full=10, per_second=2)
    assert bucket.take(10) == 0
    assert bucket.take(10_000) <= 5
    bucket.charge(10_000)
    assert bucket.take(1) <= 6


def test_who_was_told_to_wait_may_be_told_again_but_not_without_end(now: list[float]) -> None:
    one = Allowance(full=1, per_second=1)
    assert one.spend(1) == 0
    told = 0
    while one.spend(1) > 0 and one.forbear():
        told += 1
    assert told == allowance.MOST_REFUSALS


def test_hanging_up_and_coming_back_fills_nothing(now: list[float]) -> None:
    known = Allowances()
    known.of("digest").charge(100)
    assert known.of("digest") is known.of("digest")
    assert known.of("digest").spend(allowance.FULL) > 0


def test_tokens_that_have_not_asked_for_long_are_forgotten(now: list[float]) -> None:
    known = Allowances()
    known.of("busy").charge(allowance.FULL)
    for number in range(allowance.MOST_KEPT + 10):
        known.of(f"digest {number}")
    assert len(known._of) < 100
    assert known.of("busy").spend(1) > 0


def test_a_console_with_three_tabs_on_large_boards_fits_when_it_comes_back(now: list[float]) -> None:
    """Twenty streams, each a board of 1,600 ideas; the first tab has the snapshots made, the others share them."""
    one, tabs, streams, size = Allowance(), 3, 20, 1600 * 350
    for tab in range(tabs):
        assert one.spend(allowance.CONNECT) == 0
        for _ in range(streams):
            assert one.spend(allowance.price_of(40)) == 0
            assert one.spend(allowance.CATCH_UP) == 0
            one.charge(allowance.price_of_snapshot(size, shared=tab > 0))
