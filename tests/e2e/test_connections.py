"""Phones in real Chromium at the door of the server: few connections, and https by the server itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Playwright, expect

from tests.e2e.phones import begin, device, join, watch, write_idea
from tests.e2e.server import CharretteServer
from tests.live.server import wait_until
from tests.live.strangers import certificate, lines_of

NewContext = Callable[..., BrowserContext]


def test_a_phone_that_has_loaded_holds_one_connection(
    charrette_server: CharretteServer, playwright: Playwright, new_context: NewContext
) -> None:
    """And goes on working over it; what it asks for later comes over a new one."""
    stage = begin(charrette_server)
    wait_until(lambda: lines_of(charrette_server) == 0, "nobody at the door")
    page = stage.join(new_context(**device(playwright, "Pixel 7"), locale="en"))
    stage.go("tips-geven")
    most = lines_of(charrette_server)
    wait_until(lambda: lines_of(charrette_server) <= 1, "a phone with one connection")
    print(f"connections of a phone: {most} when loaded, {lines_of(charrette_server)} a little later")
    write_idea(page, "Een bank bij de vijver")
    expect(page.locator("#mine .card").filter(has_text="#1")).to_contain_text("on the board")
    page.reload()
    expect(page.locator("#mine .card").filter(has_text="#1")).to_contain_text("on the board")

    assert [idea["text"] for idea in stage.ideas()] == ["Een bank bij de vijver"]


@pytest.mark.parametrize("mode", ["eventlet", "gevent", "threading"])
def test_a_phone_joins_and_posts_over_https(
    start_server: Callable[..., CharretteServer],
    playwright: Playwright,
    new_context: NewContext,
    tmp_path: Path,
    mode: str,
) -> None:
    server = start_server(CHARRETTE_ASYNC_MODE=mode, **certificate(tmp_path))
    stage = begin(server)
    context = new_context(**device(playwright, "Pixel 7"), locale="en", ignore_https_errors=True)
    page = join(context, server, stage.gathering["code"])
    seen = watch(page)
    stage.go("tips-geven")
    write_idea(page, "Een bank bij de vijver")
    expect(page.locator("#mine .card").filter(has_text="#1")).to_contain_text("on the board")
    page.reload()
    expect(page.locator("#mine .card").filter(has_text="#1")).to_contain_text("on the board")

    assert page.url.startswith("https://")
    assert [idea["text"] for idea in stage.ideas()] == ["Een bank bij de vijver"]
    assert seen.problems == []
    assert "Traceback" not in server.log()
