"""A browser that keeps nothing, or whose stores never answer: phone, console and projector go on without them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.console import open_console
from tests.e2e.phones import begin, write_idea
from tests.e2e.projectors import begin_evening, pair
from tests.e2e.server import CharretteServer

REFUSING = """(() => {
  const no = () => { throw new DOMException("not here", "SecurityError"); };
  const refused = async () => no();
  for (const name of ["localStorage", "sessionStorage", "indexedDB"])
    Object.defineProperty(window, name, { get: no });
  window.BroadcastChannel = class { constructor() { no(); } };
  for (const name of ["open", "match", "keys"]) CacheStorage.prototype[name] = refused;
  LockManager.prototype.request = refused;
})()"""
HANGING = """(() => {
  const never = () => new Promise(() => {});
  Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
  IDBFactory.prototype.open = () => ({});
  BroadcastChannel.prototype.postMessage = () => {};
  for (const name of ["open", "match", "keys"]) CacheStorage.prototype[name] = never;
  LockManager.prototype.request = never;
})()"""
WAYS = pytest.mark.parametrize("stores", [REFUSING, HANGING], ids=["refused", "hanging"])


@WAYS
def test_a_phone_whose_stores_are_no_use_sends_what_is_written(
    charrette_server: CharretteServer, browser: Browser, stores: str
) -> None:
    stage = begin(charrette_server)
    context = browser.new_context(locale="en")
    context.add_init_script(stores)
    phone = stage.join(context)
    write_idea(phone, "Een bankje bij de vijver")

    expect(phone.locator("#idea")).to_have_value("")
    expect(phone.get_by_text("Een bankje bij de vijver").first).to_be_visible()
    for _ in range(100):
        if stage.ideas():
            break
        phone.wait_for_timeout(100)
    assert [idea["text"] for idea in stage.ideas()] == ["Een bankje bij de vijver"]


@WAYS
def test_a_console_whose_stores_are_no_use_carries_out_what_is_pressed(
    charrette_server: CharretteServer, browser: Browser, stores: str
) -> None:
    leader = charrette_server.sign_in("facilitator")
    session = leader.first_board()[0]
    context = browser.new_context(locale="en")
    context.add_init_script(stores)
    console = open_console(context, leader, f"/gatherings/{session['id']}")
    console.get_by_role("button", name="Open the doors").first.click()

    expect(console.get_by_role("button", name="Start").first).to_be_visible()


@WAYS
def test_a_projector_whose_stores_are_no_use_shows_its_view_and_a_new_code_when_it_is_taken_away(
    charrette_server: CharretteServer, page: Page, stores: str
) -> None:
    page.add_init_script(stores)
    evening = begin_evening(charrette_server)
    wall = pair(page, charrette_server, evening.leader)
    evening.post("Een bankje bij de vijver")
    wall.show("board", board=evening.board["id"])
    expect(page.locator(".tile")).to_have_count(1)
    evening.leader.command("unpair_screen", screen=wall.id)

    expect(page.locator(".pairing__code")).to_be_visible()
