"""Two facilitators, or one who presses twice, want to leave the same step at the same moment: it goes on one step."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from tests.live.server import Hall, Phone, wait_until

Open = Callable[..., Hall]


def at_once(hall: Hall, pressed: list[Phone], **fields: Any) -> list[dict[str, Any]]:
    """Let each of these lines send the same step without waiting for another; return the answers."""
    answers: list[dict[str, Any]] = []
    for phone in pressed:
        message = {"id": str(uuid.uuid4()), "type": "go_to_step", "gathering": hall.world.work, **fields}
        phone.line.emit("command", message, callback=answers.append)
    wait_until(lambda: len(answers) == len(pressed), "all answers")
    return answers


def step_of(hall: Hall) -> int:
    """Return the step at which the session is."""
    found = hall.phone("fenna").ask("follow", {"stream": f"gathering:{hall.world.work}"})
    step: int = found["snapshot"]["gathering"]["step"]
    return step


@pytest.mark.parametrize("mode", ["eventlet", "threading", "gevent"])
@pytest.mark.parametrize("who", ["two facilitators", "one facilitator, twice"])
def test_of_all_who_leave_a_step_one_goes_on(open_hall: Open, mode: str, who: str) -> None:
    hall = open_hall(mode)
    first = hall.phone("fenna")
    pressed = [first, hall.phone("otto")] if who == "two facilitators" else [first, first]
    answers = at_once(hall, pressed, step="next", leaving=hall.world.steps[0])

    assert all(one["ok"] for one in answers), answers
    told = sorted((one["result"]["already"], one["result"]["step"]) for one in answers)
    assert told == [(False, hall.world.steps[1]), (True, hall.world.steps[1])]
    assert step_of(hall) == hall.world.steps[1]


def test_a_packet_that_comes_late_moves_nothing(open_hall: Open) -> None:
    hall = open_hall()
    late = hall.phone("fenna")
    for place in (0, 1):
        hall.do("go_to_step", gathering=hall.world.work, step="next", leaving=hall.world.steps[place])
    before = hall.phone("otto").ask("follow", {"stream": f"gathering:{hall.world.work}"})["seq"]
    (answer,) = at_once(hall, [late], step="next", leaving=hall.world.steps[0])

    assert answer["result"] == {"step": hall.world.steps[2], "key": "ronde", "already": True}
    assert hall.phone("otto").ask("follow", {"stream": f"gathering:{hall.world.work}"})["seq"] == before
