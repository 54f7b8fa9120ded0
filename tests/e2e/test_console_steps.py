"""Next step, pressed twice or by two: it goes one step, and who pressed in vain reads why."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, WebSocketRoute, expect

from tests.e2e.console import new_context, open_console
from tests.e2e.server import CharretteServer, Person

NOW = ".steps [aria-current=step]"


def at_work(server: CharretteServer, context: BrowserContext) -> tuple[Person, str, Page]:
    """A session that began, its stream, and the console of its facilitator."""
    leader = server.sign_in("facilitator")
    gathering, _ = leader.first_board()
    leader.command("start_gathering", gathering=gathering["id"])
    page = open_console(context, leader, f"/gatherings/{gathering['id']}")
    expect(page.locator(NOW)).to_contain_text("Inloop")
    return leader, gathering["stream"], page


def steps_entered(leader: Person, stream: str, since: int) -> int:
    """Return how many steps were entered since."""
    events = leader.get(f"/api/streams/{stream}?since={since}")["events"]
    return len([event for event in events if event["type"] == "step_entered"])


def seq_of(leader: Person, stream: str) -> int:
    return int(leader.get(f"/api/streams/{stream}")["seq"])


def twice_by_mouse(page: Page, apart_ms: int) -> None:
    button = page.get_by_role("button", name="Next step")
    button.click(trial=True)  # it stands still by now, and may be pressed
    box = button.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.click(x, y)
    page.wait_for_timeout(apart_ms)
    page.mouse.click(x, y)


def twice_by_key(page: Page, apart_ms: int) -> None:
    page.locator("main h1").click()
    page.keyboard.press("n")
    page.wait_for_timeout(apart_ms)
    page.keyboard.press("n")


@pytest.mark.parametrize("apart_ms", [40, 150, 260])
@pytest.mark.parametrize("twice", [twice_by_mouse, twice_by_key], ids=["mouse", "key N"])
def test_pressed_twice_it_goes_one_step(
    charrette_server: CharretteServer, browser: Browser, twice: Callable[[Page, int], None], apart_ms: int
) -> None:
    leader, stream, page = at_work(charrette_server, new_context(browser))
    before = seq_of(leader, stream)
    twice(page, apart_ms)
    expect(page.locator(NOW)).to_contain_text("Opening")
    expect(page.get_by_role("button", name="Next step")).not_to_have_attribute("aria-disabled", "true")

    assert steps_entered(leader, stream, before) == 1
    page.get_by_role("button", name="Next step").click()  # and then it goes on
    expect(page.locator(NOW)).not_to_contain_text("Opening")


def deaf_to_steps(line: WebSocketRoute) -> None:
    """Let a console hear everything but that the session went on, as when that is still on its way."""
    server = line.connect_to_server()
    server.on_message(lambda message: None if "step_entered" in str(message) else line.send(message))


def test_who_presses_after_somebody_else_went_on_reads_so(charrette_server: CharretteServer, browser: Browser) -> None:
    context = new_context(browser)
    context.route_web_socket("**/socket.io/**", deaf_to_steps)
    leader, stream, page = at_work(charrette_server, context)
    before = seq_of(leader, stream)
    other = charrette_server.sign_in("facilitator")
    other.command("go_to_step", gathering=int(stream.partition(":")[2]), step="next")
    expect(page.locator(NOW)).to_contain_text("Inloop")
    page.get_by_role("button", name="Next step").click()

    expect(page.locator(".notice")).to_contain_text("The session went on already. The step is now: Opening.")
    assert steps_entered(leader, stream, before) == 1
