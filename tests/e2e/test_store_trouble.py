"""What people see when the server cannot save, and a projector on the server's own machine while the server is away."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.console import PATIENCE_MS, assert_accessible, new_context, open_console
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
    start_server: Callable[..., CharretteServer], browser: Browser
) -> None:
    server = start_server(CHARRETTE_BACKUP_SECONDS="0")
    evening = begin_evening(server)
    page = open_console(new_context(browser), evening.leader)
    banner = page.get_by_role("alert").filter(has_text="The disk of the server is full.")
    limit_files(server, FEW_BYTES)
    body = {"id": "vol", "type": "post_idea", "board": evening.board["id"], "text": "Een bankje"}
    refused = server.ask("POST", "/api/commands", token=evening.people[0].token, body=body)
    expect(banner).to_contain_text("Make room on the computer of the server", timeout=PATIENCE_MS)
    assert_accessible(page)
    late = open_console(new_context(browser), evening.leader)
    expect(late.locator(".console__trouble")).to_contain_text("The disk of the server is full.", timeout=PATIENCE_MS)
    limit_files(server, resource.RLIM_INFINITY)
    expect(banner).to_have_count(0, timeout=PATIENCE_MS)
    saved = server.ask("POST", "/api/commands", token=evening.people[0].token, body=body)

    assert (refused["ok"], refused["error"], saved["ok"]) == (False, "storage_full", True)


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
