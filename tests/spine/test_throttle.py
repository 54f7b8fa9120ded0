"""One person who floods is slowed, however many tokens they have; a hall is not, and no clock can lock it out."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from flask import Flask

from charrette import create_app
from charrette.context import LONGEST_RETRY_SECONDS, error_answer
from charrette.errors import TooMany
from charrette.spine.throttle import MOST_OF_ONESELF, WINDOW_SECONDS, Budget, Throttle
from tests.world import Seconds, World, config_for


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
def test_the_eleventh_post_in_ten_seconds_says_when_to_come_back(seconds: Seconds):
    throttle = Throttle(commands=100, posts=10)
    for _ in range(10):
        throttle.ensure_calm("geert", {"type": "post_idea"})
    with pytest.raises(TooMany) as refused:
        throttle.ensure_calm("geert", {"type": "post_idea"})
    assert refused.value.code == "too_many"
    assert refused.value.retry_after == 1.0
    throttle.ensure_calm("geert", {"type": "cast_vote"})
    seconds.passed += 1.0
    throttle.ensure_calm("geert", {"type": "post_idea"})


def told(app: Flask, world: World, who: str, **about: Any) -> tuple[int, str | None]:
    """Let somebody say something about themselves; return the status, and with what it was refused."""
    body = {"id": str(uuid.uuid4()), "type": "update_me", **about}
    answer = app.test_client().post("/api/commands", json=body, headers=world.header(who))
    return answer.status_code, answer.json.get("error")


@pytest.mark.trust("T75")
def test_who_changes_their_name_over_and_over_is_slowed_and_may_still_post(
    world: World, app: Flask, seconds: Seconds
) -> None:
    world.open()
    taken = [told(app, world, "geert", name=f"Geert {number}") for number in range(MOST_OF_ONESELF + 5)]
    post = {"id": "idee", "type": "post_idea", "board": world.board, "text": "Een bankje"}

    assert taken == [(200, None)] * MOST_OF_ONESELF + [(429, "too_many")] * 5
    assert app.test_client().post("/api/commands", json=post, headers=world.header("geert")).status_code == 200
    assert told(app, world, "annie", name="Anna") == (200, None)
    seconds.passed += WINDOW_SECONDS / MOST_OF_ONESELF
    assert told(app, world, "geert", name="Geert") == (200, None)


def test_who_fills_in_each_field_and_thinks_again_three_times_is_never_refused(
    world: World, app: Flask, seconds: Seconds
) -> None:
    fields = [{"name": "Geert Jan"}, {"party_role": "resident"}, {"area": "krakeel"}, {"area": "nieuwlande"}]
    thought_again = [*fields, {"name": "Geert"}] * 4

    assert {told(app, world, "geert", **field) for field in thought_again} == {(200, None)}


def test_the_register_of_budgets_stays_bounded_and_forgets_who_sent_longest_ago(monkeypatch):
    monkeypatch.setattr("charrette.spine.throttle.MOST_SENDERS", 50)
    budget = Budget(1)
    budget.spend("annie", 100.0)
    for phone in range(200):
        budget.spend(f"phone {phone}", 100.0)
    assert len(budget) == 50
    assert budget.spend("phone 199", 100.0) > 0
    assert budget.spend("annie", 100.0) == 0


# --- a clock that is set ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("days", [-1, -0.001, 1])
def test_a_clock_that_is_set_slows_nobody(world: World, app: Flask, seconds: Seconds, days: float) -> None:
    world.open()
    client, header = app.test_client(), world.header("annie")
    for number in range(world.config.posts_per_10_seconds):
        body = {"id": str(number), "type": "post_idea", "board": world.board, "text": f"Idee {number}"}
        assert client.post("/api/commands", json=body, headers=header).status_code == 200
    world.now.move(days=days)
    body = {"id": "na", "type": "post_idea", "board": world.board, "text": "Nog een"}

    refused = [client.post("/api/commands", json=body, headers=header).json for _ in range(2)]
    assert [(answer["error"], answer["retry_after"] <= 1) for answer in refused] == [("too_many", True)] * 2
    seconds.passed += WINDOW_SECONDS
    assert client.post("/api/commands", json=body, headers=header).json["ok"] is True


def test_even_a_counter_of_seconds_that_goes_back_makes_nobody_wait_longer_than_for_one_act() -> None:
    budget = Budget(10)
    for _ in range(10):
        budget.spend("annie", 100_000.0)
    assert budget.spend("annie", 0.0) == pytest.approx(WINDOW_SECONDS / 10)
    assert budget.spend("annie", WINDOW_SECONDS / 10) == 0


def test_nobody_is_told_to_wait_longer_than_half_a_minute(app: Flask) -> None:
    with app.test_request_context():
        told = [error_answer(TooMany("too_many", retry_after=wait))["retry_after"] for wait in (86_387, 2, -5)]
    assert told == [LONGEST_RETRY_SECONDS, 2, 0.1]


# --- budgets are a person's --------------------------------------------------------------------------------------


@pytest.mark.trust("T75")
def test_one_person_with_twelve_tokens_has_one_budget(world: World, seconds: Seconds) -> None:
    app = create_app(config_for(world.config.data, posts_per_10_seconds=10))
    client = app.test_client()
    world.open()
    joined = {"code": world.code, "client_id": "phone-of-geert"}
    tokens = [client.post("/api/join", json=joined).json["token"] for _ in range(12)]
    answers: list[Any] = []
    for number in range(36):
        body = {"id": str(uuid.uuid4()), "type": "post_idea", "board": world.board, "text": f"Idee {number}"}
        header = {"Authorization": f"Bearer {tokens[number % 12]}"}
        answers.append(client.post("/api/commands", json=body, headers=header).json)
    app.extensions["charrette"].database.dispose()

    assert sum(answer["ok"] for answer in answers) == 10
    assert {answer.get("error") for answer in answers} <= {None, "too_many", "not_signed_in"}


def test_a_token_that_nobody_has_never_reaches_the_writer(world: World, app: Flask) -> None:
    asked: list[object] = []
    writer = app.extensions["charrette"].writer
    run, writer.run = writer.run, lambda *work: asked.append(work)
    body = {"id": "een", "type": "post_idea", "board": world.board, "text": "Van wie?"}
    answer = app.test_client().post("/api/commands", json=body, headers={"Authorization": "Bearer verzonnen"})
    writer.run = run

    assert (answer.status_code, answer.json["error"], asked) == (401, "not_signed_in", [])
