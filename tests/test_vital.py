"""Loops that must run: when one ends by itself the process is told, when it is asked to end it is not."""

from __future__ import annotations

import logging

import pytest

from charrette.listening import Vital


def _breaks() -> None:
    raise MemoryError("no memory")


def _ends() -> None:
    return


@pytest.mark.parametrize(
    ("loop", "said"), [(_breaks, "the heartbeat (no memory)"), (_ends, "the heartbeat (it ended)")]
)
def test_a_loop_that_ends_by_itself_is_missed(loop: object, said: str, caplog: pytest.LogCaptureFixture) -> None:
    vital = Vital()
    with caplog.at_level(logging.CRITICAL):
        vital.watch("the heartbeat", loop)()  # type: ignore[arg-type]

    assert vital.ended == said


def test_a_loop_that_was_asked_to_end_is_not_missed() -> None:
    vital = Vital()
    vital.stopping = True
    vital.watch("the heartbeat", _ends)()

    assert vital.ended == ""
