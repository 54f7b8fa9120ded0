"""A phone that floods is slowed; a hall is not."""

from __future__ import annotations

import pytest

from charrette.errors import TooMany
from charrette.throttle import WINDOW_SECONDS, Budget, Throttle


def test_a_budget_allows_just_its_amount_at_once():
    budget = Budget(10)
    assert [budget.spend("annie", 100.0) for _ in range(10)] == [0.0] * 10
    assert budget.spend("annie", 100.0) == pytest.approx(WINDOW_SECONDS / 10)


def test_a_refused_act_costs_nothing_and_the_budget_refills_evenly():
    budget = Budget(10)
    for _ in range(10):
        budget.spend("annie", 100.0)
    assert budget.spend("annie", 100.9) > 0
    assert budget.spend("annie", 101.0) == 0
    assert budget.spend("annie", 101.0) > 0


@pytest.mark.trust("T75")
def test_a_hundred_phones_do_not_slow_each_other():
    throttle = Throttle(commands=10, posts=3)
    for phone in range(100):
        for _ in range(3):
            throttle.ensure_calm(f"phone {phone}", {"type": "post_idea"})


@pytest.mark.trust("T75")
def test_the_eleventh_post_in_ten_seconds_says_when_to_come_back():
    throttle = Throttle(commands=100, posts=10)
    for _ in range(10):
        throttle.ensure_calm("geert", {"type": "post_idea"})
    with pytest.raises(TooMany) as refused:
        throttle.ensure_calm("geert", {"type": "post_idea"})
    assert refused.value.code == "too_many"
    assert 0 < (refused.value.retry_after or 0) <= 1.1
    throttle.ensure_calm("geert", {"type": "cast_vote"})


def test_the_register_of_budgets_does_not_grow_for_ever(monkeypatch):
    monkeypatch.setattr("charrette.throttle.MOST_TOKENS", 50)
    budget = Budget(10)
    for phone in range(200):
        budget.spend(f"phone {phone}", 100.0 + phone)
    assert len(budget._full_at) <= 52
