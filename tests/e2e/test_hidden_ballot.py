"""A board that is hidden while people vote says so, and counts no votes that nobody can see or take back."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Playwright, expect

from tests.e2e.phones import begin, device
from tests.e2e.server import CharretteServer


def test_a_board_that_is_hidden_while_people_vote_gives_the_votes_back_at_the_reveal(
    charrette_server: CharretteServer, playwright: Playwright, new_context: Callable[..., BrowserContext]
) -> None:
    stage = begin(charrette_server)
    board = stage.board["id"]
    stage.leader.command("post_idea", board=board, text="Een bankje")
    stage.leader.command("set_vote_limit", board=board, votes=1)
    stage.leader.command("set_board_phase", board=board, phase="voting")
    page = stage.join(new_context(**device(playwright, "Pixel 7"), locale="en"))
    page.locator("[data-vote]").click()
    page.get_by_role("button", name="I am here: check in and vote").click()
    expect(page.locator(".votes-left")).to_contain_text("0 votes left of 1")

    stage.leader.command("conceal_board", board=board, concealed=True)
    expect(page.locator(".votes-left")).to_have_text("The ideas are still hidden. Your votes are kept.")
    expect(page.locator("[data-vote]")).to_have_count(0)
    stage.leader.command("reveal_board", board=board)
    expect(page.locator("[data-vote][aria-pressed=true]")).to_have_count(1)
    expect(page.locator(".votes-left")).to_contain_text("0 votes left of 1")
