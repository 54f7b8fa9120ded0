"""A one-time link: it signs in, and its token stands in no address and no history afterwards."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.axe import assert_accessible
from tests.e2e.phones import watch
from tests.e2e.server import CharretteServer


@pytest.mark.trust("T82")
def test_a_link_signs_in_at_once_and_leaves_no_token_behind(charrette_server: CharretteServer, page: Page) -> None:
    link = charrette_server.invite("facilitator")
    seen = watch(page)
    page.goto(link["url"])
    page.wait_for_url("**/console*")

    token = link["token"]
    assert [request.url for request in seen.requests if token in request.url] == []
    assert [str(request.all_headers()) for request in seen.requests if token in str(request.all_headers())] == []
    kept = "JSON.stringify([{...localStorage}, {...sessionStorage}, history.state, document.referrer, document.cookie])"
    assert token not in page.evaluate(kept)
    (cookie,) = [one["value"] for one in page.context.cookies() if one["name"] == "charrette_token"]
    assert cookie != token
    assert page.context.request.get(charrette_server.url + "/api/me").status == 200, "the cookie is the new right"
    for _ in range(page.evaluate("history.length")):
        page.go_back()
        assert token not in page.url
        assert token not in page.evaluate("document.documentElement.outerHTML")
    assert (token in charrette_server.log(), cookie in charrette_server.log()) == (False, False)


@pytest.mark.trust("T82")
def test_a_token_leaves_the_address_bar_before_anything_is_sent(charrette_server: CharretteServer, page: Page) -> None:
    """Also when nothing comes back, and somebody looks over a shoulder or copies the address."""
    link = charrette_server.invite("facilitator")

    def stay(route: Route) -> None:
        route.fulfill(status=204) if route.request.method == "POST" else route.continue_()

    page.route("**/sign-in", stay)
    with page.expect_request(lambda asked: asked.method == "POST"):
        page.goto(link["url"], wait_until="commit")

    assert page.url == f"{charrette_server.url}/sign-in"
    assert link["token"] not in page.evaluate("location.href + JSON.stringify(history.state)")


def test_a_used_link_says_so_and_can_be_replaced_by_another(charrette_server: CharretteServer, page: Page) -> None:
    link = charrette_server.invite("facilitator")
    charrette_server.ask("POST", "/api/sign-in", body={"token": link["token"]})
    page.goto(link["url"])

    expect(page.get_by_text("This link was used before.")).to_be_visible()
    assert_accessible(page, "a used link")
    page.fill("#token", charrette_server.invite("facilitator")["url"])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/console*")


@pytest.mark.parametrize("behind", [").", "%20tot%20zo", "%E0", "\u201d"])
def test_a_link_with_what_stood_behind_it_in_a_message_signs_in_all_the_same(
    charrette_server: CharretteServer, page: Page, behind: str
) -> None:
    page.goto(charrette_server.invite("facilitator")["url"] + behind)

    page.wait_for_url("**/console*")
