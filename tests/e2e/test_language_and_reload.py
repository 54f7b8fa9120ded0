"""Half a form stays when its page comes again, and another language comes back to the very same view."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from tests.e2e.server import CharretteServer

NewContext = Callable[..., BrowserContext]


def test_what_is_typed_outlives_a_reload_and_another_language(
    charrette_server: CharretteServer, new_context: NewContext
) -> None:
    leader = charrette_server.sign_in("facilitator")
    gathering, _ = leader.first_board()
    page = new_context(locale="en").new_page()
    page.goto(f"{charrette_server.url}/j/{gathering['code']}")
    page.fill("#name", "Él Jansen")
    page.locator("summary").click()
    page.select_option("#party_role", "resident")

    page.reload()
    expect(page.locator("#name")).to_have_value("Él Jansen")
    expect(page.locator("#party_role")).to_have_value("resident")
    expect(page.locator("details")).to_have_attribute("open", "")
    page.get_by_role("button", name="Nederlands").click()
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    expect(page.locator("#name")).to_have_value("Él Jansen")
    page.get_by_role("button", name="Doe mee").click()

    expect(page.locator(".phone__nav")).to_be_visible()
    page.goto(f"{charrette_server.url}/me")
    expect(page.locator("#name")).to_have_value("Él Jansen")
    assert page.evaluate("sessionStorage.getItem('charrette:typed')") == "{}"
    page.goto(f"{charrette_server.url}/phone?gathering={gathering['id']}#week")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(".phone__nav")).to_be_visible()
    assert page.url == f"{charrette_server.url}/phone?gathering={gathering['id']}#week"
