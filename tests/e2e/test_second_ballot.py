"""Voting that is opened again: the facilitator chooses how, and phones say what it is."""

from __future__ import annotations

from playwright.sync_api import Browser, Playwright, expect

from tests.e2e.console import assert_accessible, new_context, open_console
from tests.e2e.phones import device, join
from tests.e2e.server import CharretteServer


def test_a_second_vote_goes_on_or_begins_anew_and_the_phone_says_so(
    charrette_server: CharretteServer, browser: Browser, playwright: Playwright
) -> None:
    leader = charrette_server.sign_in("facilitator")
    gathering, board = leader.first_board()
    leader.command("start_gathering", gathering=gathering["id"])
    leader.command("go_to_step", gathering=gathering["id"], step="tips-geven")
    annie = charrette_server.join(gathering["code"])
    annie.command("check_in", gathering=gathering["id"])
    leader.command("set_vote_limit", board=board["id"], votes=1)
    ideas = [annie.command("post_idea", board=board["id"], text=text)["idea"] for text in ("Bankjes", "Bomen")]
    leader.command("set_board_phase", board=board["id"], phase="voting")
    annie.command("cast_vote", idea=ideas[0])
    leader.command("set_board_phase", board=board["id"], phase="closed")

    page = open_console(new_context(browser), leader, f"/boards/{board['id']}")
    phone = join(new_context(browser, **device(playwright, "Pixel 7")), charrette_server, gathering["code"])
    voting = page.get_by_role("group", name="Phase of the board").get_by_role("button", name="Voting")
    voting.click()
    expect(page.get_by_role("button", name="Go on with the votes that stand")).to_be_focused()
    assert_accessible(page)
    page.get_by_role("button", name="Go on with the votes that stand").click()
    expect(voting).to_have_attribute("aria-pressed", "true")
    expect(phone.locator(".votes-left")).to_contain_text("1 vote left of 1")
    expect(phone.get_by_text("This is a new ballot")).to_have_count(0)
    assert annie.get(f"/api/streams/board:{board['id']}")["mine"]["votes_left"] == 0

    page.get_by_role("button", name="Begin a new ballot").click()
    page.get_by_role("button", name="Yes, begin anew").click()
    expect(phone.get_by_text("This is a new ballot")).to_be_visible()
    assert annie.get(f"/api/streams/board:{board['id']}")["mine"]["votes_left"] == 1
    page.get_by_text("Result of ballot 1").click()
    expect(page.locator(".results-list__row").first).to_contain_text("Bankjes")
    phone.get_by_text("Result of ballot 1").click()
    expect(phone.locator(".ranking__row").first).to_contain_text("Bankjes")
    assert_accessible(phone)
