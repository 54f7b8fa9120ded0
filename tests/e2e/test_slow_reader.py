"""A phone that for a while does not read what it is sent is cut, and shows where the hall is when it reads again."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Playwright, WebSocket, expect

from charrette.live.backlog import MOST_BYTES
from charrette.live.connection import KERNEL_BYTES
from tests.e2e.phones import begin, device
from tests.e2e.server import CharretteServer
from tests.slow_wire import SlowWire

IDEAS, WORDS = 100, "een lang idee " * 13
ON_THE_WAY = 2 * KERNEL_BYTES + 400_000
"""What the systems on both sides may hold at most."""


class DeafWire(SlowWire):
    """A quick line that takes nothing from the server while ``hears`` is not set."""

    def __init__(self, target: int) -> None:
        self.hears = threading.Event()
        self.hears.set()
        super().__init__(target, delay=0, jitter=0, bits=10**9, loss=0)

    def _arrives_at(self, way: str, size: int) -> float:
        if way == "down":
            self.hears.wait()
        return super()._arrives_at(way, size)


@pytest.mark.trust("T45")
def test_a_phone_that_did_not_read_is_cut_comes_back_by_itself_and_shows_where_the_hall_is(
    charrette_server: CharretteServer, playwright: Playwright, new_context: Callable[..., BrowserContext]
) -> None:
    stage = begin(charrette_server)
    writers = [charrette_server.join(stage.gathering["code"], name) for name in ("Geert", "Jamila")]
    columns = stage.leader.picture(stage.board["stream"])["columns"]
    place = {"column": columns[0]["id"]} if columns else {}
    for number in range(IDEAS):
        writers[number % 2].command("post_idea", board=stage.board["id"], text=f"{number} {WORDS}", **place)
    wire = DeafWire(charrette_server.port)
    page = new_context(**device(playwright, "Pixel 7"), locale="en").new_page()
    lines: list[WebSocket] = []
    page.on("websocket", lambda line: lines.append(line))
    page.goto(f"http://127.0.0.1:{wire.port}/j/{stage.gathering['code']}")
    page.click("main button.button--primary")
    expect(page.locator("#idea")).to_be_visible()
    assert len(lines) == 1

    wire.hears.clear()
    for _ in range((ON_THE_WAY + MOST_BYTES) // (IDEAS * len(WORDS)) + 1):
        stage.leader.command("conceal_board", board=stage.board["id"])
        stage.leader.command("reveal_board", board=stage.board["id"])
    stage.go("stemmen")
    wire.hears.set()

    expect(page.locator("#idea")).not_to_be_visible(timeout=60_000)
    assert len(lines) > 1, "it was cut, and came back"
    assert lines[0].is_closed()
    wire.close()
