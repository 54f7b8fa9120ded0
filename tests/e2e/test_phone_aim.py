"""On a phone too a press counts for what it was aimed at: a line that comes under the thumb is dead for a moment."""

from __future__ import annotations

from playwright.sync_api import Browser, Playwright, expect

from tests.e2e.console import new_context
from tests.e2e.phones import device, join
from tests.e2e.server import CharretteServer

WHEN_THE_LINE_WENT = """([x, y]) => {
  const look = () => {
    window.under = document.elementFromPoint(x, y)?.closest("button") ? "a button" : "nothing";
  };
  new MutationObserver((_, watching) => {
    if (document.body.textContent.includes("Bomen")) return;
    watching.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(look));
  }).observe(document.body, { subtree: true, childList: true });
}"""
"""Note which button is under the thumb when the line that was there has gone: the frame in which it went is over."""


def test_a_vote_is_not_for_the_line_that_came_under_the_thumb(
    charrette_server: CharretteServer, browser: Browser, playwright: Playwright
) -> None:
    leader = charrette_server.sign_in("facilitator")
    gathering, board = leader.first_board()
    leader.command("start_gathering", gathering=gathering["id"])
    leader.command("go_to_step", gathering=gathering["id"], step="tips-geven")
    annie = charrette_server.join(gathering["code"])
    annie.command("check_in", gathering=gathering["id"])
    for text in ("Bankjes", "Bomen", "Een brug"):
        annie.command("post_idea", board=board["id"], text=text)
    leader.command("set_board_phase", board=board["id"], phase="voting")
    context = new_context(browser, **device(playwright, "Pixel 7"))
    page = join(context, charrette_server, gathering["code"])
    page.get_by_role("button", name="Vote #1").click()
    page.get_by_role("button", name="I am here: check in and vote").click()
    left = page.locator(".votes-left")
    expect(left).to_have_text("2 votes left of 3")
    expect(page.locator("[data-still]")).to_have_count(0)

    shown = {idea["number"]: idea["id"] for idea in leader.picture(f"board:{board['id']}")["ideas"]}
    second, third = (page.get_by_role("button", name=f"Vote #{number}") for number in (2, 3))
    second.scroll_into_view_if_needed()
    box = second.bounding_box()
    assert box is not None
    page.evaluate(WHEN_THE_LINE_WENT, [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2])
    leader.command("hide_idea", idea=shown[2], reason="Dubbel")
    expect(second).to_have_count(0)
    after = third.bounding_box()
    assert after is not None
    assert abs(after["y"] - box["y"]) < box["height"] / 2, "it came where the other was"
    while not (under := page.evaluate("window.under")):
        page.wait_for_timeout(20)
    assert under == "nothing"
    third.click()
    expect(left).to_have_text("1 vote left of 3")
