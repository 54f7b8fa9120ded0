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
            assert guard.breaches == [], breach
            page.evaluate(script)
            page.wait_for_timeout(300)
            seen, guard.breaches = guard.breaches, []

            assert seen != [], breach
            assert page.evaluate("window.ran") is None, breach


def test_control_a_page_that_asks_elsewhere_is_seen(page: Page, guard: Guard) -> None:
    body = "<!doctype html><title>A page</title><img src='http://elsewhere.example/pixel.gif'>"
    page.route("**/*", lambda route: route.fulfill(content_type="text/html", body=body))
    page.goto("http://127.0.0.1:9/")
    page.wait_for_load_state("load")
    seen, guard.breaches = guard.breaches, []

    assert "asked http://elsewhere.example/pixel.gif" in seen
