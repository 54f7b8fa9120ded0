"""Thirty facilitators who press buttons at once: hardly anybody is told to try again, on each kind of database."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.live.server import PATIENCE_SECONDS, Hall
from tests.live.workers import two_workers

FACILITATORS = 30
COMMANDS_EACH = 8
Command = dict[str, Any]


def _invite(hall: Hall) -> list[str]:
    """Let in as many facilitators as there are; return their names."""
    names = [f"facilitator-{number}" for number in range(FACILITATORS)]
    for name in names:
        link = hall.do("invite", role="facilitator")["url"].partition("#")[2]
        hall.world.tokens[name] = hall.post("/api/sign-in", "otto", json={"token": link}).json()["token"]
    return names


def _choices(hall: Hall) -> Callable[[random.Random], Command]:
    """Return what draws a command: all about the same few things, on several streams."""
    world, do = hall.world, hall.do
    ideas = [do("post_idea", board=world.board, text=f"Idee {number}")["idea"] for number in range(6)]
    made = {"title": "Plein", "kind": "solution", "grain": "fine", "text": "Zitten", "why": "Geen plek"}
    items = [do("create_design_item", **made)["item"] for _ in range(3)]

    def draw(chance: random.Random) -> Command:
        return chance.choice(
            [
                {"type": "post_idea", "board": world.board, "text": "Nog een"},
                {"type": "group_ideas", "board": world.board, "ideas": chance.sample(ideas, 2), "title": "Groep"},
                {"type": "hide_idea", "idea": chance.choice(ideas), "reason": "Even weg"},
                {"type": "show_idea", "idea": chance.choice(ideas)},
                {"type": "revise_item", "item": chance.choice(items), "text": "Zitten en spelen"},
                {"type": "create_design_item", **made, "from_ideas": chance.sample(ideas, 2)},
                {"type": "set_board_phase", "board": world.board, "phase": chance.choice(["collecting", "voting"])},
                {"type": "go_to_step", "gathering": world.work, "step": chance.choice(world.steps)},
            ]
        )

    return draw


def _press(halls: list[Hall]) -> Counter[str]:
    """Let all facilitators send their commands at once, spread over the workers; return how each was answered."""
    names, draw = _invite(halls[0]), _choices(halls[0])
    phones = [halls[number % len(halls)].phone(name) for number, name in enumerate(names)]
    together, told = threading.Barrier(len(phones)), Counter[str]()

    def press(number: int) -> None:
        chance = random.Random(number)
        together.wait(PATIENCE_SECONDS)
        for _ in range(COMMANDS_EACH):
            answer = phones[number].command(**draw(chance))
            told["ok" if answer["ok"] else answer["error"]] += 1

    threads = [threading.Thread(target=press, args=(number,)) for number in range(len(phones))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def _at_most_one_in_a_hundred(told: Counter[str]) -> bool:
    assert set(told) <= {"ok", "store_busy"}, told
    return told["store_busy"] * 100 <= told.total()


def test_thirty_facilitators_at_once_on_one_server(open_hall: Callable[..., Hall]) -> None:
    assert _at_most_one_in_a_hundred(_press([open_hall()]))


def test_thirty_facilitators_at_once_at_two_workers(database_url: str, tmp_path: Path) -> None:
    with two_workers(database_url, tmp_path) as workers:
        assert _at_most_one_in_a_hundred(_press(workers.halls))
        assert workers.broken() == []
