"""The evening goes on: forty ideas from a dead corner, a power cut while voting, phones whose clock is years off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from tests.e2e.phones import Stage, begin, device, write_idea
from tests.e2e.projectors import pair
from tests.e2e.server import CharretteServer

NewContext = Callable[..., BrowserContext]
NO_WEBSOCKET = """window.WebSocket = class {
  constructor() { setTimeout(() => { this.onerror?.(new Event("error")); this.onclose?.({ code: 1006 }); }, 10); }
  close() {}
  send() {}
};"""


@pytest.mark.trust("T20", "T33")
@pytest.mark.parametrize("transport", ["websocket", "polling"])
def test_forty_ideas_written_offline_come_in_once_and_in_the_order_of_writing(
    charrette_server: CharretteServer, playwright: Playwright, new_context: NewContext, transport: str
) -> None:
    stage = begin(charrette_server)
    context = new_context(**device(playwright, "Pixel 7"), locale="en")
    if transport == "polling":  # a network that lets no websocket through
        context.add_init_script(NO_WEBSOCKET)
    polls: list[str] = []
    context.on("request", lambda asked: polls.append(asked.method) if "transport=polling" in asked.url else None)
    page = stage.join(context)
    write_idea(page, "Voor het dode punt")
    expect(page.locator("#mine .card")).to_contain_text("on the board")
    context.set_offline(True)
    texts = [f"Onderweg bedacht {number}" for number in range(40)]
    for text in texts:
        write_idea(page, text)
    expect(page.get_by_text("No connection. Your text is kept on this phone.")).to_be_visible()
    assert [idea["text"] for idea in stage.ideas()] == ["Voor het dode punt"]
    context.set_offline(False)
    expect(page.locator("#mine .card").filter(has_text="on the board")).to_have_count(41, timeout=60_000)

    assert [idea["text"] for idea in stage.ideas()] == ["Voor het dode punt", *texts]
    assert transport == "websocket" or "POST" in polls


@pytest.mark.trust("T33")
def test_a_network_that_cuts_off_every_websocket_is_gone_round_by_polling(
    charrette_server: CharretteServer, playwright: Playwright, new_context: NewContext
) -> None:
    stage = begin(charrette_server)
    context = new_context(**device(playwright, "Pixel 7"), locale="en")
    context.route_web_socket("**/socket.io/**", lambda route: route.close())
    page = stage.join(context)
    stage.leader.command("post_idea", board=stage.board["id"], text="Van de tafel")
    page.get_by_role("link", name="Board").click(timeout=30_000)
    expect(page.locator(".card").filter(has_text="Van de tafel")).to_be_visible(timeout=30_000)
    stage.leader.command("post_idea", board=stage.board["id"], text="Nog een")

    expect(page.locator(".card").filter(has_text="Nog een")).to_be_visible()


def _vote(stage: Stage, page: Page) -> None:
    stage.leader.command("post_idea", board=stage.board["id"], text="Een bank")
    stage.go("stemmen")
    page.get_by_role("button", name="I am here: check in").click()  # voting is for who is here
    expect(page.get_by_text("You are checked in")).to_be_visible()
    page.get_by_role("button", name="Vote #1").click()
    expect(page.locator(".votes-left")).to_have_text("2 votes left of 3")


CLOCK = """() => {
  const shown = document.querySelector(".timer__time").textContent.match(/-?[0-9]+/g).map(Number);
  return shown.reduce((sum, part) => sum * 60 + part, 0);
}"""


@pytest.mark.trust("T41")
def test_after_a_power_cut_phase_clock_votes_and_board_are_on_the_screens_as_before(
    charrette_server: CharretteServer, playwright: Playwright, new_context: NewContext, page: Page
) -> None:
    """Nobody touches a screen: they come back by themselves, and what is new after the cut comes in too."""
    stage = begin(charrette_server)
    phone = stage.join(new_context(**device(playwright, "Pixel 7"), locale="en"))
    _vote(stage, phone)
    wall = pair(page, charrette_server, stage.leader)
    wall.show("board", board=stage.board["id"])
    expect(page.locator(".tile")).to_have_count(1)
    expect(page.locator(".timer__time")).to_be_visible()
    before = (phone.locator("main h1").inner_text(), page.locator(".screen__main").inner_html())
    left = page.evaluate(CLOCK)

    charrette_server.kill()
    expect(phone.get_by_text("No connection.")).to_be_visible()
    expect(page.locator(".screen__mark")).to_be_visible()
    charrette_server.start()
    expect(phone.get_by_text("No connection.")).to_have_count(0)
    expect(page.locator(".screen__mark")).to_have_count(0)

    assert (phone.locator("main h1").inner_text(), page.locator(".screen__main").inner_html()) == before
    assert page.evaluate(CLOCK) <= left, "the clock went on, and did not begin again"
    expect(phone.get_by_role("button", name="Your vote #1")).to_have_attribute("aria-pressed", "true")
    expect(phone.locator(".votes-left")).to_have_text("2 votes left of 3")
    stage.leader.command("post_idea", board=stage.board["id"], text="Een boom")
    expect(page.locator(".tile")).to_have_count(2)
    expect(phone.get_by_role("button", name="Vote #2")).to_be_visible()


CLOCKS = {
    "a day behind": "2026-06-07T10:00:00Z",
    "three years ahead": "2029-06-08T10:00:00Z",
    "1970": "1970-01-01T00:00:00Z",
    "the night the clock goes back": "2026-10-25T00:59:50Z",
}


@pytest.mark.trust("T28")
def test_phones_whose_clock_is_wrong_show_the_servers_time_and_the_servers_order(
    charrette_server: CharretteServer, playwright: Playwright, new_context: NewContext
) -> None:
    """The phone's own time orders nothing, ends no right and moves no timer."""
    stage = begin(charrette_server)
    stage.leader.command("add_time", gathering=stage.gathering["id"], seconds=3600)
    shown = {}
    for name, moment in CLOCKS.items():
        context = new_context(**device(playwright, "Pixel 7"), locale="en", timezone_id="Europe/Amsterdam")
        context.clock.install(time=datetime.fromisoformat(moment))
        phone = stage.join(context, name)
        write_idea(phone, name)
        expect(phone.locator("#mine .card")).to_contain_text("on the board", timeout=30_000)
        shown[name] = phone.evaluate(CLOCK)
        context.close()

    ideas = stage.ideas()
    assert [idea["text"] for idea in ideas] == list(CLOCKS)
    assert [idea["at"] for idea in ideas] == sorted(idea["at"] for idea in ideas)
    assert all(3000 < left < 3 * 3600 for left in shown.values()), shown
