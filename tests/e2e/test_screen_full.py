"""A wall with many ideas: pages are as full as the back row allows, and what has no vote stands close together."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.projectors import begin_evening, pair
from tests.e2e.server import CharretteServer
from tests.e2e.test_screen_reading import LOW_CONTRAST, TOO_SMALL

SAID = "Zet de deur van de school na vieren open voor de buurt."
IDEAS = 40
LEAST_ON_A_PAGE = 9
LEAST_LINES_ON_A_PAGE = 8


def test_pages_are_full_while_ideas_come_in_and_the_result_has_those_without_a_vote_together(
    charrette_server: CharretteServer, page: Page
) -> None:
    page.set_viewport_size({"width": 1920, "height": 1080})
    evening = begin_evening(charrette_server, phones=10)
    columns = evening.leader.picture(evening.board["stream"])["columns"]
    posted = [evening.post(SAID, n, column=columns[n % len(columns)]["id"]) for n in range(IDEAS)]
    wall = pair(page, charrette_server, evening.leader, name="Zaal")
    wall.show("board", board=evening.board["id"])
    expect(page.locator(".screen__facts")).to_contain_text(f"{IDEAS} ideas")
    page.keyboard.press("PageDown")
    expect(page.locator(".screen__paging")).to_contain_text("Page 2")
    assert page.locator(".tile").count() >= LEAST_ON_A_PAGE
    assert page.evaluate(TOO_SMALL) == []

    evening.leader.command("set_board_phase", board=evening.board["id"], phase="voting")
    evening.people[0].command("check_in", gathering=evening.gathering["id"])
    evening.people[0].command("cast_vote", idea=posted[3]["idea"])
    evening.leader.command("set_board_phase", board=evening.board["id"], phase="closed")
    wall.show("results", board=evening.board["id"])
    expect(page.locator(".result")).to_have_count(1)
    paging = page.locator(".screen__paging")
    pages = int(paging.inner_text().split()[-1])
    seen: list[str] = []
    for number in range(1, pages + 1):
        expect(paging).to_contain_text(f"Page {number} of {pages}")
        quiet = page.locator(".quiet").all_inner_texts()
        if 1 < number < pages:
            assert len(quiet) >= LEAST_LINES_ON_A_PAGE
        seen += re.findall(r"#(\d+) ", " ".join([*page.locator(".result").all_inner_texts(), *quiet]))
        assert wall.cut_off() == []
        assert (page.evaluate(TOO_SMALL), page.evaluate(LOW_CONTRAST)) == ([], [])
        page.keyboard.press("PageDown")
    assert sorted(map(int, seen)) == sorted(row["number"] for row in posted)
