"""A view is never taken from under who types: field, words and focus stay, whatever the session does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from tests.e2e.phones import choose_place, device, join
from tests.e2e.server import CharretteServer

NewContext = Callable[..., BrowserContext]
HALF = "Een halve zin over de vij"


def expect_kept(page: Page) -> None:
    field = page.locator("#idea")
    expect(field).to_be_visible()
    expect(field).to_have_value(HALF)
    assert page.evaluate("document.activeElement.id") == "idea"


@pytest.mark.trust("T21")
def test_whoever_types_keeps_field_words_and_focus_through_phases_closing_and_a_reload(
    charrette_server: CharretteServer, playwright: Playwright, new_context: NewContext
) -> None:
    leader = charrette_server.sign_in("facilitator")
    gathering, board = leader.first_board()
    leader.command("start_gathering", gathering=gathering["id"])
    leader.command("go_to_step", gathering=gathering["id"], step="tips-geven")
    page = join(new_context(**device(playwright, "Pixel 7"), locale="en"), charrette_server, gathering["code"])

    page.locator("#idea").press_sequentially(HALF)
    leader.command("set_board_phase", board=board["id"], phase="grouping")
    expect(page.get_by_text("Writing is over. You can still send one")).to_be_visible()
    expect_kept(page)
    leader.command("set_board_phase", board=board["id"], phase="voting")
    expect(
        page.get_by_text("Vote for what you find most important.").or_(page.get_by_text("votes left"))
    ).to_be_visible()
    expect_kept(page)
    leader.command("close_gathering", gathering=gathering["id"])
    expect(page.get_by_text("This board takes no ideas any more.")).to_be_visible()
    expect_kept(page)

    page.reload()
    expect(page.locator("#idea")).to_have_value(HALF)
    page.get_by_role("button", name="Go along").click()
    expect(page.locator(".note__kept", has_text=HALF)).to_be_visible()
    leader.command("reopen_gathering", gathering=gathering["id"], reason="Per ongeluk")
    leader.command("set_board_phase", board=board["id"], phase="grouping")
    expect(page.locator("#idea")).to_have_value(HALF)
    choose_place(page)
    page.locator("#idea").press("Enter")
    expect(page.locator("#idea")).to_have_value("")
    expect(page.locator(".card__text", has_text=HALF).first).to_be_attached()
