"""The console in a real browser: opening it as somebody, and what its tests look at."""

from __future__ import annotations

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.axe import violations
from tests.e2e.server import Person

PATIENCE_MS = 15_000
"""How long a page may take on a slow machine; nothing waits this long when all is well."""


def open_console(context: BrowserContext, leader: Person, path: str = "") -> Page:
    """Return a page with the console at ``path``, signed in as ``leader``, when it is live."""
    leader.open_in(context)
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.goto(f"{leader.server.url}/console{path}")
    expect(page.locator("main h1").first).to_be_visible(timeout=PATIENCE_MS)
    assert broken == []
    return page


def new_context(browser: Browser, **options: object) -> BrowserContext:
    """Return a browser of its own: other cookies, other storage."""
    return browser.new_context(locale="en", **options)  # type: ignore[arg-type]


def assert_accessible(page: Page) -> None:
    """Fail with axe's own words when it finds anything on the page as it is now, by all of its rules."""
    assert violations(page, {}) == []
