"""A press counts for what it was aimed at: what moves or changes its meaning under the pointer is dead for a moment."""

from __future__ import annotations

from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.console import new_context, open_console
from tests.e2e.server import CharretteServer, Person

IDEAS = 20
IN_TIME_MS = 400
"""So far apart two presses surely are one double press, for the page; a slow machine may make more of it."""
NOTE_PRESSES = "window.presses = []; addEventListener('pointerdown', (e) => window.presses.push(e.timeStamp), true);"


def twice(page: Page, button: Locator, apart_ms: int) -> None:
    """Press where this button stands, and there again, whatever stands there then."""
    button.click(trial=True)  # it stands still by now, and may be pressed
    box = button.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.click(x, y)
    page.wait_for_timeout(apart_ms)
    page.mouse.click(x, y)


def shown(leader: Person, board: int) -> list[str]:
    ideas = leader.picture(f"board:{board}")["ideas"]
    return [idea["text"] for idea in ideas if idea["state"] == "visible"]


def let_through_in_pairs(page: Page, leader: Person, board: int) -> None:
    """Press twice, at each of three distances: one idea is let through, not the next as well."""
    page.evaluate(NOTE_PRESSES)
    waiting = page.get_by_role("button", name="Let through")
    to_try = [60, 150, 260]
    while to_try:
        let_through = len(shown(leader, board))
        expect(waiting).to_have_count(IDEAS - let_through)
        expect(page.locator("[data-still]")).to_have_count(0)
        twice(page, waiting.first, to_try[0])
        if page.evaluate("window.presses.at(-1) - window.presses.at(-2)") < IN_TIME_MS:
            expect(waiting).to_have_count(IDEAS - 1 - let_through)
            to_try.pop(0)
        page.wait_for_timeout(600)  # whatever was pressed has been done
        assert len(shown(leader, board)) == IDEAS - waiting.count()


def test_a_double_click_does_not_reach_what_came_in_its_place(
    charrette_server: CharretteServer, browser: Browser
) -> None:
    leader = charrette_server.sign_in("facilitator")
    gathering, board = leader.first_board()
    leader.command("start_gathering", gathering=gathering["id"])
    leader.command("set_board", board=board["id"], moderated=True)
    annie = charrette_server.join(gathering["code"])
    for number in range(IDEAS):
        annie.command("post_idea", board=board["id"], text=f"Idee {number}")
    page = open_console(new_context(browser), leader, f"/boards/{board['id']}")
    let_through_in_pairs(page, leader, board["id"])

    twice(page, page.get_by_role("button", name="Break"), 250)
    expect(page.get_by_role("button", name="Go on", exact=True)).to_be_visible()
    expect(page.locator("[data-still]")).to_have_count(0)
    assert leader.picture(gathering["stream"])["gathering"]["state"] == "paused"

    page.goto(f"{charrette_server.url}/console/gatherings/{gathering['id']}")
    page.get_by_role("button", name="Close the session").focus()
    for _ in range(4):  # held: the browser repeats it
        page.keyboard.down("Enter")
    page.keyboard.up("Enter")
    yes = page.get_by_role("button", name="Yes, close")
    expect(yes).to_be_focused()
    assert leader.picture(gathering["stream"])["gathering"]["state"] == "paused"
    page.wait_for_timeout(600)  # as long as it takes to read what is asked
    yes.press("Enter")
    expect(page.get_by_role("heading", name="The session is closed")).to_be_visible()
