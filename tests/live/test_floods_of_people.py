"""Floods against a real server, at the figures that were measured when nothing stopped them."""

from __future__ import annotations

import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

from charrette.entrance import MOST_JOINS, TRICKLE_SECONDS
from tests.live.conftest import Open
from tests.live.server import PATIENCE_SECONDS, Hall

POSTS, WINDOW_SECONDS = 60, 10


def join(hall: Hall, client: str) -> requests.Response:
    body = {"code": hall.world.code, "client_id": client}
    return requests.post(f"{hall.server.url}/api/join", json=body, timeout=PATIENCE_SECONDS)


def post(hall: Hall, token: str, number: int) -> Any:
    command = {"id": str(uuid.uuid4()), "type": "post_idea", "board": hall.world.board, "text": f"Idee {number}"}
    headers = {"Authorization": f"Bearer {token}"}
    url = f"{hall.server.url}/api/commands"
    return requests.post(url, json=command, headers=headers, timeout=PATIENCE_SECONDS).json()


@pytest.mark.trust("T75")
def test_twelve_tokens_of_one_person_post_no_more_than_one(open_hall: Open) -> None:
    hall = open_hall()
    tokens = [join(hall, "one").json()["token"] for _ in range(12)][-10:]
    begun = time.monotonic()
    with ThreadPoolExecutor(6) as crowd:
        answers = list(crowd.map(lambda number: post(hall, tokens[number % len(tokens)], number), range(240)))
    lasted = time.monotonic() - begun
    taken = sum(answer["ok"] for answer in answers)

    assert POSTS <= taken <= POSTS + lasted * POSTS / WINDOW_SECONDS + 1
    assert {answer["error"] for answer in answers if not answer["ok"]} <= {"too_many"}
    assert all(0 < answer["retry_after"] <= 1 for answer in answers if not answer["ok"])
    assert len(hall.ideas()) == taken
    assert post(hall, join(hall, "another").json()["token"], 1)["ok"] is True


@pytest.mark.long
@pytest.mark.trust("T75")
def test_a_full_hall_comes_in_at_once_and_a_flood_one_a_second(open_hall: Open) -> None:
    hall = open_hall()
    begun = time.monotonic()
    with ThreadPoolExecutor(8) as crowd:
        told = list(crowd.map(lambda number: join(hall, f"phone {number}"), range(MOST_JOINS + 500)))
    lasted = time.monotonic() - begun
    inside = sum(answer.status_code == 201 for answer in told)
    held = [answer.json() for answer in told if answer.status_code == 429]

    assert MOST_JOINS <= inside <= MOST_JOINS + lasted / TRICKLE_SECONDS + 1
    assert {answer["error"] for answer in held} <= {"door_crowded"}
    team = hall.get(f"/api/streams/team:{hall.world.charrette}", "otto").json()["snapshot"]
    assert team["entrance"]["crowded"] is bool(held)
    hall.do("let_more_in", "fenna")
    assert join(hall, "somebody real").status_code == 201
    assert hall.do("remove_idle_people", "fenna")["removed"] == inside + 1
    assert join(hall, "phone 0").status_code == 201
