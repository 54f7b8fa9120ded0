"""Every screen when it is empty, full, cut off, refused or asking something: axe finds nothing, in both themes.

What the screens show when all is well is in ``test_phone_accessible``, ``test_console_accessible`` and
``test_screen_reading``.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from tests.e2e.axe import assert_accessible, sideways, violations
from tests.e2e.console import new_context as console_context
from tests.e2e.console import open_console
from tests.e2e.phones import Stage, begin, device, write_idea
from tests.e2e.projectors import open_projector, pair
from tests.e2e.server import CharretteServer

MANY = 30


def fill(stage: Stage) -> None:
    """Put many ideas on the board."""
    people = [stage.server.join(stage.gathering["code"]) for _ in range(2)]
    for number in range(MANY):
        text = f"Idee {number}: een bankje bij de vijver, zodat wie wacht kan zitten"
        people[number % 2].command("post_idea", board=stage.board["id"], text=text)


@pytest.mark.trust("T87")
def test_the_phone_empty_cut_off_refused_and_full(
    charrette_server: CharretteServer, playwright: Playwright, new_context: Callable[..., BrowserContext]
) -> None:
    stage = begin(charrette_server)
    page = stage.join(new_context(**device(playwright, "small"), locale="en"))

    def check(where: str) -> None:
        assert_accessible(page, where)
        assert sideways(page) == 0, where

    page.get_by_role("link", name="Board").click()
    expect(page.get_by_role("heading", name="Tips voor de groepen")).to_be_visible()
    check("an empty board")
    page.context.set_offline(True)
    page.get_by_role("link", name="Now").click()
    write_idea(page, "Een bank")
    expect(page.get_by_text("No connection. Your text is kept on this phone.")).to_be_visible()
    check("cut off with a text that waits")
    stage.leader.command("close_gathering", gathering=stage.gathering["id"])
    page.context.set_offline(False)
    page.get_by_role("link", name="Board").click()
    expect(page.locator(".note--error")).to_be_visible()  # what waits for a decision is open by itself
    expect(page.locator(".note--error")).to_contain_text("The session is closed")
    check("a text that was refused")
    stage.leader.command("reopen_gathering", gathering=stage.gathering["id"], reason="Er kwam nog een bus")
    page.locator(".note--error").get_by_role("button", name="Try again").click()
    fill(stage)
    expect(page.locator(".card").filter(has_text="Idee")).to_have_count(MANY)
    check("a full board")


CONSOLE_PAGES = ("", "/plan", "/agendas", "/screens", "/access")


@pytest.mark.trust("T87")
@pytest.mark.parametrize("width", [1366, 390])
def test_the_console_empty_cut_off_refused_full_and_asking(
    charrette_server: CharretteServer, browser: Browser, width: int
) -> None:
    leader = charrette_server.sign_in("organiser")
    gathering, board = leader.first_board()
    page = open_console(console_context(browser, viewport={"width": width, "height": 800}), leader)
    paths = [*CONSOLE_PAGES, *(f"/gatherings/{gathering['id']}{part}" for part in ("", "/door"))]
    for path in [*(paths if width > 1000 else []), f"/boards/{board['id']}"]:
        page.goto(f"{charrette_server.url}/console{path}")
        expect(page.locator("main h1").first).to_be_visible()
        assert_accessible(page, f"with nothing on it yet: {path}")
    leader.command("start_gathering", gathering=gathering["id"])
    fill(Stage(charrette_server, leader, gathering, board))
    expect(page.locator("main .card")).to_have_count(MANY)
    assert_accessible(page, "a full board")
    page.locator("main .card").first.get_by_role("button", name="More for idea 1").click()
    assert_accessible(page, "a menu")
    page.get_by_role("menuitem", name="Say what happened with it…").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert_accessible(page, "a question")
    page.get_by_role("radio", name="Not used").check()
    page.get_by_role("button", name="Keep the answer").click()
    expect(page.get_by_role("dialog").locator(".field__error")).to_be_visible()
    assert_accessible(page, "a question with a wrong answer")
    page.keyboard.press("Escape")
    page.context.set_offline(True)
    expect(page.get_by_text("No connection").first).to_be_visible()
    assert_accessible(page, "cut off")


@pytest.mark.trust("T87")
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_projector_unpaired_empty_full_cut_off_and_with_its_help(
    charrette_server: CharretteServer, page: Page, theme: str
) -> None:
    stage = begin(charrette_server)
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light", reduced_motion="reduce")
    open_projector(page, charrette_server)
    assert violations(page) == [], "the code to pair"
    wall = pair(page, charrette_server, stage.leader)
    wall.show("board", board=stage.board["id"], theme=theme)
    expect(page.locator(f"html[data-theme={theme}]")).to_be_attached()
    wall.expect_view("board")
    assert violations(page) == [], "an empty board"
    wall.show("results")
    wall.expect_view("results")
    assert violations(page) == [], "results before there are any"
    fill(stage)
    wall.show("board")
    expect(page.locator(".tile").first).to_be_visible()
    assert violations(page) == [], "a full board"
    charrette_server.kill()
    expect(page.locator(".screen__mark")).to_be_visible()
    assert violations(page) == [], "cut off"
    page.keyboard.press("?")
    expect(page.locator(".help")).to_be_visible()
    assert violations(page) == [], "cut off, with the help"
