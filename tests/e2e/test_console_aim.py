"""A press counts for what it was aimed at: what moves or changes its meaning under the pointer is dead for a moment."""

from __future__ import annotations

from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.console import new_context, open_console
from tests.e2e.server import CharretteServer, Person


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


def test_a_double_click_does_not_reach_what_came_in_its_place(
    charrette_server: CharretteServer, browser: Browser
) -> None:
    leader = charrette_server.sign_in("facilitator")
    gathering, board = leader.first_board()
    leader.command("start_gathering", gathering=gathering["id"])
    leader.command("set_board", board=board["id"], moderated=True)
    annie = charrette_server.join(gathering["code"])
    for text in ["Een", "Twee", "Drie", "Vier", "Vijf"]:
        annie.command("post_idea", board=board["id"], text=text)
    page = open_console(new_context(browser), leader, f"/boards/{board['id']}")
    first = page.get_by_role("button", name="Let through").first
    for number, apart_ms in enumerate([60, 150, 260], start=1):
        expect(page.get_by_role("button", name="Let through")).to_have_count(6 - number)
        expect(page.locator("[data-still]")).to_have_count(0)
        twice(page, first, apart_ms)
        expect(page.get_by_role("button", name="Let through")).to_have_count(5 - number)
        expect(page.locator("[data-still]")).to_have_count(0)
    assert shown(leader, board["id"]) == ["Een", "Twee", "Drie"]

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
