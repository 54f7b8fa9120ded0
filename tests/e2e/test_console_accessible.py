"""The console is for everybody: axe finds nothing on its pages, light and dark, wide and small."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.console import assert_accessible, new_context, open_console
from tests.e2e.server import CharretteServer, Person


def _fill(server: CharretteServer) -> tuple[Person, dict[str, str]]:
    """Put something on every page; return who leads and the pages by name."""
    leader = server.sign_in("organiser")
    gathering, board = leader.first_board()
    leader.command("start_gathering", gathering=gathering["id"])
    annie = server.join(gathering["code"], "Annie")
    annie.command("check_in", gathering=gathering["id"])
    ideas = [annie.command("post_idea", board=board["id"], text=f"Een idee over {word}")["idea"] for word in "abcd"]
    leader.command("group_ideas", board=board["id"], ideas=ideas[:2], title="Samen")
    leader.command("hide_idea", idea=ideas[3], reason="Dubbel")
    leader.command("answer_idea", idea=ideas[2], outcome="parked")
    item = leader.command(
        "create_design_item", title="Plein", kind="solution", grain="fine", text="Zitten", why="Rust", from_ideas=ideas
    )
    round = leader.command("plan_round", gathering=gathering["id"], versions=[item["version"]], title="Reacties")
    leader.command("open_round", round=round["round"])
    annie.command("add_remark", round=round["round"], version=item["version"], kind="question", text="Wanneer?")
    leader.command("close_round", round=round["round"])
    leader.command("add_agenda_topic", area="krakeel", title="Het plein", why="Ontmoeten")
    made = server.ask("POST", "/api/screens", body={})
    leader.command("pair_screen", code=made["screen"]["pairing_code"], name="Zaal")
    return leader, {
        "week": "",
        "session": f"/gatherings/{gathering['id']}",
        "board": f"/boards/{board['id']}",
        "door": f"/gatherings/{gathering['id']}/door",
        "plan": "/plan",
        "new item": "/items/new",
        "item": f"/items/{item['item']}",
        "round": f"/rounds/{round['round']}",
        "agendas": "/agendas",
        "agenda": "/agendas/krakeel",
        "projectors": "/screens",
        "links": "/access",
    }


def _open_everything(page: Page, name: str) -> None:
    """Open what is folded away, so that it is looked at too."""
    if name == "board":
        page.locator(".tray summary").click()
        page.get_by_role("button", name="From paper").click()
        page.get_by_role("checkbox").first.check()
        page.get_by_role("button", name="More for idea 3").click()
    if name == "plan":
        page.get_by_role("button", name="Plan a round").click()
    if name == "item":
        page.get_by_role("button", name="Revise").click()
    if name == "agenda":
        page.get_by_role("button", name="Fill in: We do this ourselves").click()


def _look(page: Page, leader: Person, pages: dict[str, str]) -> None:
    width = page.viewport_size["width"] if page.viewport_size else 0
    for name, path in pages.items():
        page.goto(f"{leader.server.url}/console{path}")
        expect(page.locator(".script__title").first).to_be_attached()
        expect(page.locator("main h1").first).to_be_visible()
        _open_everything(page, name)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    page.keyboard.press("Escape")
    page.locator("main h1").first.click()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert_accessible(page)


@pytest.mark.trust("T87", "T91")
@pytest.mark.parametrize(("theme", "width"), [("light", 1366), ("dark", 390)])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    charrette_server: CharretteServer, browser: Browser, theme: str, width: int
) -> None:
    leader, pages = _fill(charrette_server)
    context = new_context(browser, color_scheme=theme, viewport={"width": width, "height": 800})
    _look(open_console(context, leader), leader, pages)


def test_a_phone_shows_one_part_at_a_time(charrette_server: CharretteServer, browser: Browser) -> None:
    leader, pages = _fill(charrette_server)
    context = new_context(browser, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = open_console(context, leader, pages["session"])
    parts = page.get_by_role("navigation", name="Parts of the console")
    parts.get_by_role("button", name="Script").tap()
    expect(page.locator(".script__say").first).to_be_visible()
    expect(page.locator("main")).to_be_hidden()
    parts.get_by_role("button", name="Programme").tap()
    page.get_by_role("link", name="Plan and rounds").tap()
    expect(page.locator("main h1")).to_have_text("Plan and rounds")
    page.get_by_role("button", name="Next step").tap()
    parts.get_by_role("button", name="Script").tap()
    expect(page.locator(".script__title--live")).to_have_text("Opening")


def test_on_a_narrow_dutch_phone_the_next_step_is_whole_and_the_view_is_in_sight(
    charrette_server: CharretteServer, browser: Browser
) -> None:
    leader, pages = _fill(charrette_server)
    context = browser.new_context(locale="nl", viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = open_console(context, leader, f"{pages['session']}/door")
    within = "(one) => one.scrollWidth <= one.clientWidth"

    assert page.get_by_role("button", name="Volgende stap").evaluate(within)
    current = page.locator(".views__link[aria-current]")
    expect(current).to_have_text("Deur")
    expect(current).to_be_in_viewport(ratio=1)
