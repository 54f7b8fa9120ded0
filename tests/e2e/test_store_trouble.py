"""What people see when the server cannot save, and a projector on the server's own machine while the server is away."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.console import PATIENCE_MS, assert_accessible, new_context, open_console
from tests.e2e.phones import Stage, begin, join
from tests.e2e.projectors import Projector, begin_evening
from tests.e2e.server import CharretteServer

FEW_BYTES = 4096
ALL_IS_KEPT = """async () => {
  const cache = await caches.open("charrette-screen-1");
  const parts = performance.getEntriesByType("resource").map((one) => new URL(one.name))
    .filter((one) => one.origin === location.origin && /^\\/(static|i18n)\\//.test(one.pathname));
  const kept = await Promise.all([...parts, "/screen"].map((one) => cache.match(one, { ignoreVary: true })));
  return parts.length > 10 && kept.every(Boolean);
}"""


def limit_files(server: CharretteServer, most: int) -> None:
    """Let no file of the server grow over ``most`` bytes: a full disk."""
    assert server.process is not None
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


@pytest.mark.trust("T09")
def test_staff_see_a_red_banner_while_the_disk_is_full_and_it_goes_away_by_itself(
    start_server: Callable[..., CharretteServer], browser: Browser, note_figure: Callable[[str], None]
) -> None:
    server = start_server(CHARRETTE_BACKUP_SECONDS="0")
    evening = begin_evening(server)
    page = open_console(new_context(browser), evening.leader)
    banner = page.get_by_role("alert").filter(has_text="The disk of the server is full.")
    limit_files(server, FEW_BYTES)
    body = {"id": "vol", "type": "post_idea", "board": evening.board["id"], "text": "Een bankje"}
    began = time.monotonic()
    refused = server.ask("POST", "/api/commands", token=evening.people[0].token, body=body)
    expect(banner).to_contain_text("Make room on the computer of the server", timeout=PATIENCE_MS)
    note_figure(f"the banner stood after {time.monotonic() - began:.1f} s")
    assert_accessible(page)
    late = open_console(new_context(browser), evening.leader)
    expect(late.locator(".console__trouble")).to_contain_text("The disk of the server is full.", timeout=PATIENCE_MS)
    limit_files(server, resource.RLIM_INFINITY)
    expect(banner).to_have_count(0, timeout=PATIENCE_MS)
    saved = server.ask("POST", "/api/commands", token=evening.people[0].token, body=body)

    assert (refused["ok"], refused["error"], saved["ok"]) == (False, "storage_full", True)


def is_covered(page: Page, what: str) -> bool:
    """Return whether something else lies over the middle of an element."""
    return bool(
        page.evaluate(
            """(what) => { const element = document.querySelector(what); const box = element.getBoundingClientRect();
              return !element.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)); }""",
            what,
        )
    )


@pytest.fixture
def voting_hall(start_server: Callable[..., CharretteServer]) -> Stage:
    """A board with an idea on which the hall votes."""
    stage = begin(start_server(CHARRETTE_BACKUP_SECONDS="0"))
    stage.leader.command("post_idea", board=stage.board["id"], text="Een bankje")
    stage.leader.command("set_board_phase", board=stage.board["id"], phase="voting")
    return stage


@pytest.mark.trust("T09")
def test_what_was_refused_stands_beside_the_banner_and_goes_when_the_store_is_well(
    voting_hall: Stage, browser: Browser
) -> None:
    server = voting_hall.server
    page = open_console(new_context(browser), voting_hall.leader)
    banner = page.locator(".console__trouble[role=alert] .note__title")
    refused = page.locator(".console__status .note__title", has_text="What you write stays on your phone")
    limit_files(server, FEW_BYTES)
    page.get_by_role("button", name="1 min more").click()
    expect(banner).to_be_visible(timeout=PATIENCE_MS)
    expect(refused).to_be_visible(timeout=PATIENCE_MS)
    assert not is_covered(page, ".console__trouble[role=alert] .note__title")
    assert not is_covered(page, ".console__trouble:not([role=alert]) .note__title")
    assert_accessible(page)
    limit_files(server, resource.RLIM_INFINITY)

    expect(banner).to_have_count(0, timeout=PATIENCE_MS)
    expect(refused).to_have_count(0, timeout=PATIENCE_MS)
    expect(page.locator("#announce-polite")).to_have_text("The server saves again.")
    assert page.locator("#announce-assertive").inner_text() == ""


@pytest.mark.trust("T09")
def test_a_vote_waits_for_the_disk_over_a_reload_and_is_announced_when_it_is_saved(
    voting_hall: Stage, browser: Browser
) -> None:
    server = voting_hall.server
    said: list[str] = []
    page = join(new_context(browser), server, voting_hall.gathering["code"])
    page.expose_function("heard", lambda words: said.append(words))
    page.add_init_script(
        """addEventListener("DOMContentLoaded", () => new MutationObserver(() =>
          heard(document.getElementById("announce-polite").textContent.trim())).observe(
          document.getElementById("announce-polite"), { childList: true, characterData: true, subtree: true }))"""
    )
    page.reload()
    page.get_by_role("button", name="I am here: check in", exact=True).click()
    expect(page.locator(".presence__words")).to_be_visible()
    vote = page.locator("[data-vote]").first
    limit_files(server, FEW_BYTES)
    vote.click()
    expect(vote).to_contain_text("waits on this phone", timeout=PATIENCE_MS)
    expect(page.locator("main [role=alert]").first).to_contain_text("kept on this phone and sent by itself")
    page.reload()
    expect(vote).to_have_attribute("aria-pressed", "true")
    board = voting_hall.leader.picture(voting_hall.board["stream"])["tally"]
    assert (board["votes"], [text for text in said if "Voted" in text]) == (0, [])
    limit_files(server, resource.RLIM_INFINITY)

    expect(page.locator("#announce-polite")).to_contain_text("Voted.", timeout=PATIENCE_MS * 3)
    expect(vote).to_have_text("Your vote #1")
    assert voting_hall.leader.picture(voting_hall.board["stream"])["tally"]["votes"] == 1


@pytest.mark.trust("T09")
def test_who_leaves_while_the_disk_is_full_hears_it_when_it_is_saved(voting_hall: Stage, browser: Browser) -> None:
    server = voting_hall.server
    page = join(new_context(browser), server, voting_hall.gathering["code"])
    page.get_by_role("button", name="I am here: check in", exact=True).click()
    expect(page.locator(".presence__words")).to_be_visible()
    limit_files(server, FEW_BYTES)
    page.get_by_role("button", name="I am leaving").click()
    expect(page.locator(".presence [role=alert]")).to_contain_text("sent by itself", timeout=PATIENCE_MS)
    expect(page.locator("#announce-polite")).not_to_contain_text("checked out")
    limit_files(server, resource.RLIM_INFINITY)

    expect(page.locator("#announce-polite")).to_contain_text("You are checked out.", timeout=PATIENCE_MS * 3)
    expect(page.get_by_role("button", name="I am back: check in")).to_be_visible()


@pytest.mark.trust("T53")
def test_on_the_servers_own_machine_a_reload_shows_the_last_board_while_the_server_is_dead(
    charrette_server: CharretteServer, page: Page
) -> None:
    """Over plain http, at the address that the start prints; the page was opened only once before."""
    here = f"http://localhost:{charrette_server.port}/screen"
    assert here in charrette_server.log()
    evening = begin_evening(charrette_server)
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(here)
    code = page.locator(".pairing__code").inner_text()
    wall = Projector(page, charrette_server, evening.leader, evening.leader.command("pair_screen", code=code)["screen"])
    for number in range(6):
        evening.post(f"Idee {number}: een bankje bij de vijver", number)
    wall.show("board", board=evening.board["id"])
    expect(page.locator(".tile")).to_have_count(6)
    until = time.monotonic() + 60
    while not (page.evaluate(ALL_IS_KEPT) and "Idee 5" in wall.kept()):
        assert time.monotonic() < until, "the page and its picture are not kept"
        page.wait_for_timeout(200)
    charrette_server.kill()
    page.reload()
    begun = time.monotonic()
    expect(page.locator(".tile")).to_have_count(6)
    shown_after = time.monotonic() - begun

    assert shown_after < 3
    expect(page.locator(".screen__mark")).to_be_visible()
