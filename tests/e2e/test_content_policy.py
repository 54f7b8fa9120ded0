"""The content policy holds in a browser, and the guard over all these tests sees it when it is broken."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import Guard
from tests.e2e.server import CharretteServer

BREACHES = {
    "a script in the page": """() => {
        const script = document.createElement("script");
        script.textContent = "window.ran = true";
        document.body.append(script);
    }""",
    "a handler in the markup": """() => {
        const button = document.createElement("button");
        button.setAttribute("onclick", "window.ran = true");
        document.body.append(button);
        button.click();
    }""",
    "a script of another site": """() => {
        const script = document.createElement("script");
        script.src = "http://127.0.0.1:9/evil.js";
        document.body.append(script);
    }""",
    "a picture of another site": """() => {
        const image = new Image();
        image.src = "http://127.0.0.1:9/pixel.gif";
        document.body.append(image);
    }""",
}


@pytest.mark.trust("T84")
def test_control_what_breaks_the_policy_does_not_run_and_is_seen(
    charrette_server: CharretteServer, page: Page, guard: Guard
) -> None:
    for path in ("/", "/screen"):
        page.goto(charrette_server.url + path)
        for breach, script in BREACHES.items():
            assert guard.take_breaches() == [], breach
            page.evaluate(script)
            page.wait_for_timeout(300)
            assert guard.take_breaches() != [], breach
            assert page.evaluate("window.ran") is None, breach


def test_control_a_page_that_asks_elsewhere_is_seen(page: Page, guard: Guard) -> None:
    body = "<!doctype html><title>A page</title><img src='http://elsewhere.example/a.gif'>"
    more = f"{body}<img src='https://far.example/b.gif'><script>new WebSocket('wss://wide.example/c')</script>"
    page.route("http://127.0.0.1:9/", lambda route: route.fulfill(content_type="text/html", body=more))
    page.goto("http://127.0.0.1:9/")
    page.wait_for_load_state("load")
    seen: set[str] = set()
    while len(seen) < 3:
        page.wait_for_timeout(20)
        seen |= {" ".join(line.split()[:2]) for line in guard.take_breaches()}

    assert seen == {"GET http://elsewhere.example/a.gif", "CONNECT far.example:443", "CONNECT wide.example:443"}
