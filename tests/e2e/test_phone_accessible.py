"""Every state of the phone: axe finds nothing in either theme, nothing scrolls sideways, targets fit a thumb."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from tests.e2e.axe import assert_accessible, sideways, small_targets
from tests.e2e.phones import Stage, begin, device, write_idea
from tests.e2e.server import CharretteServer

Phone = Callable[[], BrowserContext]


@pytest.fixture
def small(playwright: Playwright, new_context: Callable[..., BrowserContext]) -> Phone:
    """A maker of phones of 320 by 568 pixels."""
    return lambda: new_context(**device(playwright, "small"), locale="en")


def cut_off(page: Page) -> list[str]:
    """Return the titles at the head of the page of which not everything can be read."""
    heads = "[...document.querySelectorAll('.phone__title')].filter((one) => one.scrollWidth > one.clientWidth + 1)"
    return list(page.evaluate(f"{heads}.map((one) => one.textContent)"))


def check(page: Page, where: str) -> None:
    """Check what the phone shows now; ``where`` names the state."""
    assert_accessible(page, where)
    assert sideways(page) == 0, where
    assert small_targets(page) == [], where
    assert cut_off(page) == [], where


def writing(charrette_server: CharretteServer, small: Phone) -> tuple[Stage, Page]:
    """Return a session that collects ideas, and a phone with one idea on its board."""
    stage = begin(charrette_server)
    page = stage.join(small())
    write_idea(page, "Een bank")
    expect(page.locator("#mine .card")).to_contain_text("on the board")
    return stage, page


def test_the_pages_before_somebody_is_in_are_accessible(charrette_server: CharretteServer, small: Phone) -> None:
    stage = begin(charrette_server, None)
    page = small().new_page()
    for path in ("/", f"/j/{stage.gathering['code']}", "/sign-in", "/privacy", "/accessibility", "/nothing"):
        page.goto(charrette_server.url + path)
        check(page, path)


def test_waiting_for_the_doors_and_for_the_beginning_is_accessible(
    charrette_server: CharretteServer, small: Phone
) -> None:
    stage = begin(charrette_server, None)
    page = stage.join(small())
    expect(page.get_by_role("heading", name="Good that you are here")).to_be_visible()
    check(page, "before the doors open")
    stage.leader.command("open_doors", gathering=stage.gathering["id"])
    page.get_by_role("button", name="I am here: check in").wait_for()
    check(page, "doors open")
    page.get_by_role("button", name="I am here: check in").click()
    expect(page.locator(".presence")).to_be_visible()
    check(page, "checked in")


def test_writing_changing_and_reading_back_are_accessible(charrette_server: CharretteServer, small: Phone) -> None:
    _, page = writing(charrette_server, small)
    page.locator("#idea").fill("x")
    page.locator("#idea").fill("")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Write something first.")).to_be_visible()
    check(page, "nothing written")
    page.get_by_role("button", name="Take back").click()
    check(page, "a question whether to take back")
    page.get_by_role("button", name="No, go back").click()
    page.get_by_role("button", name="Change").click()
    check(page, "changing an idea")
    page.get_by_role("link", name="Board").click()
    expect(page.get_by_role("heading", name="Tips voor de groepen")).to_be_visible()
    check(page, "the board")
    page.get_by_role("link", name="Week").click()
    expect(page.get_by_role("heading", name="The whole week")).to_be_visible()
    check(page, "the week")


def test_voting_the_result_a_break_and_the_end_are_accessible(charrette_server: CharretteServer, small: Phone) -> None:
    stage, page = writing(charrette_server, small)
    leader, gathering = stage.leader, stage.gathering["id"]
    leader.command("group_ideas", board=stage.board["id"], ideas=[stage.ideas()[0]["id"]], title="Zitten")
    stage.go("stemmen")
    page.get_by_role("button", name="Vote #1").click()
    check(page, "voting without being checked in")
    page.get_by_role("button", name="I am here: check in and vote").click()
    expect(page.get_by_role("button", name="Your vote #1")).to_be_visible()
    check(page, "voting")
    stage.go("bespreken")
    expect(page.locator(".ranking__row")).to_be_visible()
    check(page, "the result")
    leader.command("pause_gathering", gathering=gathering)
    expect(page.get_by_text("break", exact=True)).to_be_visible()
    check(page, "a break")
    leader.command("close_gathering", gathering=gathering)
    expect(page.get_by_role("heading", name="This session is over")).to_be_visible()
    check(page, "the session is over")
    for path in ("/me", "/ideas/1", f"/boards/{stage.board['id']}"):
        page.goto(charrette_server.url + path)
        check(page, path)


@pytest.mark.trust("T91")
def test_letters_twice_as_large_need_no_scrolling_sideways(charrette_server: CharretteServer, small: Phone) -> None:
    _, page = writing(charrette_server, small)
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    for link in ("Board", "Week", "Now"):
        page.get_by_role("navigation", name="Views").get_by_role("link", name=link).click()
        assert sideways(page) == 0, link


@pytest.mark.trust("T88")
def test_everything_goes_by_keyboard_and_the_focus_is_never_lost(
    charrette_server: CharretteServer, small: Phone
) -> None:
    stage = begin(charrette_server)
    page = stage.join(small())
    focused = "document.activeElement.textContent.trim()"

    def tab_to(words: str) -> None:
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate(focused).startswith(words):
                return
        raise AssertionError(f"no way by keyboard to {words!r}")

    page.locator("#idea").focus()
    page.keyboard.type("Een bank")
    page.keyboard.press("Enter")  # there is nothing chosen yet: the field of that has the focus now
    page.keyboard.press("ArrowDown")
    tab_to("Send")
    page.keyboard.press("Enter")
    expect(page.locator("#mine .card")).to_contain_text("on the board")
    expect(page.locator("#idea")).to_be_focused()
    tab_to("Take back")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Yes, take it back")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Take back")).to_be_focused()
    tab_to("Board")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Tips voor de groepen")).to_be_focused()
    stage.go("stemmen")
    tab_to("Back to the session")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Welke drie tips")).to_be_focused()
    tab_to("Vote")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="I am here: check in and vote")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".votes-left")).to_have_text("2 votes left of 3")
    expect(page.get_by_role("button", name="Your vote #1")).to_be_focused()
