"""A one-time link: it signs in, and its token stands in no address and no history afterwards."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.axe import assert_accessible
from tests.e2e.phones import watch
from tests.e2e.server import CharretteServer


def test_a_link_signs_in_at_once_and_leaves_no_token_behind(charrette_server: CharretteServer, page: Page) -> None:
    link = charrette_server.invite("facilitator")
    seen = watch(page)
    page.goto(link["url"])
    page.wait_for_url("**/console*")

    assert [request.url for request in seen.requests if link["token"] in request.url] == []
    page.go_back()
    assert link["token"] not in page.url
    assert link["token"] not in page.evaluate("document.documentElement.outerHTML")


def test_a_used_link_says_so_and_can_be_replaced_by_another(charrette_server: CharretteServer, page: Page) -> None:
    link = charrette_server.invite("facilitator")
    charrette_server.ask("POST", "/api/sign-in", body={"token": link["token"]})
    page.goto(link["url"])

    expect(page.get_by_text("This link was used before.")).to_be_visible()
    assert_accessible(page, "a used link")
    page.fill("#token", charrette_server.invite("facilitator")["url"])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/console*")
