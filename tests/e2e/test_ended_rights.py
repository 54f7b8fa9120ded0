"""When rights end, every tab of that browser shows nothing of anybody any more, and says what to do next."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.console import PATIENCE_MS, assert_accessible, new_context, open_console
from tests.e2e.phones import Stage, begin
from tests.e2e.server import CharretteServer, Person

NAMES = ("Roelofje", "Wubbegien")


@pytest.fixture
def hall(charrette_server: CharretteServer) -> Stage:
    """A session with two people in."""
    stage = begin(charrette_server)
    for name in NAMES:
        stage.leader.command("add_walk_in", gathering=stage.gathering["id"], name=name)
    return stage


def names_in(page: Page) -> list[str]:
    """Return the names that are anywhere in the page, seen or not."""
    html = page.evaluate(
        "document.documentElement.outerHTML + [...document.querySelectorAll('input')].map((e) => e.value)"
    )
    return [name for name in (*NAMES, "Annie") if name in html]


def open_door(context: BrowserContext, who: Person, stage: Stage) -> Page:
    """Open the list of names at the door."""
    page = open_console(context, who, f"/gatherings/{stage.gathering['id']}/door")
    expect(page.locator(".person__name", has_text=NAMES[0])).to_be_visible(timeout=PATIENCE_MS)
    return page


def sign_out(page: Page, server: CharretteServer) -> None:
    """Sign out on the page of one's own data, as one does."""
    page.goto(f"{server.url}/me")
    page.locator("#sign-out button[type=submit]").click()


def test_signing_out_in_one_tab_takes_the_names_from_all_others(
    charrette_server: CharretteServer, hall: Stage, browser: Browser
) -> None:
    context = new_context(browser)
    tabs = [open_door(context, hall.leader, hall), open_door(context, hall.leader, hall)]
    tabs[0].get_by_label("Find a name").fill("Roelofje")
    own = context.new_page()
    own.goto(f"{charrette_server.url}/me")
    sign_out(context.new_page(), charrette_server)

    for tab in tabs:
        expect(tab.get_by_role("heading", name="You are signed out.")).to_be_visible(timeout=PATIENCE_MS)
        expect(tab.get_by_role("link", name="Sign in again with a new link")).to_be_visible()
        assert names_in(tab) == []
        assert_accessible(tab)
    expect(own.get_by_role("heading", name="My data")).to_have_count(0, timeout=PATIENCE_MS)
    tabs[0].evaluate("dispatchEvent(new Event('focus'))")
    expect(tabs[0].get_by_role("heading", name="You are signed out.")).to_be_visible()


def test_taken_access_takes_the_names_away_also_when_the_browser_becomes_somebody_elses(
    charrette_server: CharretteServer, hall: Stage, browser: Browser
) -> None:
    context = new_context(browser)
    fenna = charrette_server.sign_in("facilitator")
    tab = open_door(context, fenna, hall)
    otto = charrette_server.sign_in("organiser")
    otto.command("revoke_access", person=fenna.get("/api/me")["person"]["id"])
    expect(tab.get_by_role("heading", name="You are signed out.")).to_be_visible(timeout=PATIENCE_MS)
    assert names_in(tab) == []
    hall.leader.open_in(context)
    tab.evaluate("dispatchEvent(new Event('focus'))")

    expect(tab.locator(".person__name", has_text=NAMES[0])).to_be_visible(timeout=PATIENCE_MS)


def test_a_phone_that_was_removed_shows_nothing_of_who_had_it(
    charrette_server: CharretteServer, hall: Stage, browser: Browser
) -> None:
    phone = hall.join(new_context(browser))
    phone.fill("#idea", "Annie was hier")
    annie = next(
        one for one in hall.leader.picture(f"gathering:{hall.gathering['id']}")["people"] if one["name"] == "Annie"
    )
    charrette_server.sign_in("organiser").command("erase_person", person=annie["id"])

    expect(phone.get_by_text("You are signed out on this phone.")).to_be_visible(timeout=PATIENCE_MS)
    assert names_in(phone) == []
    assert_accessible(phone)
