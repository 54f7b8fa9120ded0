"""Asking for news again and again, without a websocket: one at a time, and nobody is thrown off for being quick."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from engineio import packet

from charrette.live import asking
from charrette.live.bodies import Refused
from charrette.live.connection import Connection
from charrette.live.sockets import Engine
from tests.live.server import PATIENCE_SECONDS

GET: dict[str, Any] = {"REQUEST_METHOD": "GET"}


@pytest.fixture
def connection() -> Connection:
    """A connection of somebody who has been told one thing."""
    made = Connection(Engine(async_mode="threading"), "one")
    made.connected = True
    made.send(packet.Packet(packet.MESSAGE, "een"))
    return made


def said(packets: list[Any]) -> list[str]:
    return [one.data for one in packets]


def test_who_has_the_answer_may_ask_anew_before_the_server_is_done_with_sending_it(connection: Connection) -> None:
    """Over another line, as browsers do: the answer was read there, and here it is still being sent."""
    heard: list[str] = []
    assert said(connection.handle_get_request({**GET}, None)) == ["een"]
    connection.send(packet.Packet(packet.MESSAGE, "twee"))
    again = threading.Thread(target=lambda: heard.extend(said(connection.handle_get_request({**GET}, None))))
    again.start()
    again.join(0.05)
    assert again.is_alive()
    assert heard == []
    connection.delivered()
    again.join(PATIENCE_SECONDS)
    assert heard == ["twee"]


def test_who_does_not_read_the_answer_is_refused_the_next(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "READ_SECONDS", 0.05)
    connection.handle_get_request({**GET}, None)
    with pytest.raises(Refused):
        connection.handle_get_request({**GET}, None)


def test_of_two_that_ask_anew_at_once_one_is_too_many(connection: Connection) -> None:
    answers: list[Any] = []

    def ask() -> None:
        try:
            answers.append(said(connection.handle_get_request({**GET}, None)))
        except Refused:
            answers.append("refused")

    connection.handle_get_request({**GET}, None)
    both = [threading.Thread(target=ask) for _ in range(2)]
    for one in both:
        one.start()
    connection.delivered()
    while "refused" not in answers:
        both[0].join(0.01)
    connection.send(packet.Packet(packet.MESSAGE, "twee"))
    for one in both:
        one.join(PATIENCE_SECONDS)
    assert answers == ["refused", ["twee"]]
