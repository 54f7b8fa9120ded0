"""Closing a session in which people vote: the console says so beforehand, and phones read the result."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from charrette.boards.picture.result import lines_of
from tests.e2e.console import new_context, open_console
from tests.e2e.phones import begin
from tests.e2e.server import CharretteServer


def test_a_vote_that_goes_on_ends_with_its_session(charrette_server: CharretteServer, browser: Browser) -> None:
    stage = begin(charrette_server)
    annie = charrette_server.join(stage.gathering["code"], "Annie")
    annie.command("check_in", gathering=stage.gathering["id"])
    for text in ("Een bankje", "Een boom"):
        idea = annie.command("post_idea", board=stage.board["id"], text=text)["idea"]
    stage.leader.command("set_board_phase", board=stage.board["id"], phase="voting")
    annie.command("cast_vote", idea=idea)
    page = open_console(new_context(browser), stage.leader, f"/gatherings/{stage.gathering['id']}")
    page.get_by_role("button", name="Close the session").click()
    expect(page.locator("main .confirm")).to_contain_text("The vote that goes on ends then, and its result is shown.")
    page.get_by_role("button", name="Yes, close").click()
    expect(page.get_by_role("heading", name="The session is closed")).to_be_visible()

    assert [line["votes"] for line in lines_of(annie.picture(stage.board["stream"]))] == [1, 0]
    page.goto(f"{charrette_server.url}/console/boards/{stage.board['id']}")
    page.get_by_role("button", name="Results").click()
    expect(page.locator("main")).to_contain_text("Een boom")
