"""A browser that translates a page: what is kept of its words, and what a translator must leave as it is."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.e2e.console import new_context, open_console
from tests.e2e.phones import begin
from tests.e2e.projectors import pair
from tests.e2e.server import CharretteServer

TRANSLATOR = """(() => {
  const left = "script, style, textarea, font, [translate=no]";
  const box = (words) => {
    const outer = document.createElement("font");
    outer.appendChild(document.createElement("font")).textContent = `~${words}`;
    return outer;
  };
  const seen = new MutationObserver(() => setTimeout(translate, 30));
  function translate() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts.filter((one) => one.data.trim() && !one.parentElement.closest(left)))
      text.replaceWith(box(text.data));
    seen.takeRecords();
  }
  addEventListener("DOMContentLoaded", () => {
    seen.observe(document.body, { childList: true, characterData: true, subtree: true });
    translate();
  });
})()"""
"""Puts a mark before each text, in the elements that translators put in its place, also before what comes later."""


def test_codes_and_addresses_to_type_and_names_of_people_are_not_translated(
    charrette_server: CharretteServer, browser: Browser
) -> None:
    stage = begin(charrette_server)
    context = new_context(browser)
    context.add_init_script(TRANSLATOR)
    page = context.new_page()
    wall = pair(page, charrette_server, stage.leader)  # by the code that is shown
    code, address = stage.gathering["code"], charrette_server.url.removeprefix("http://")
    wall.show("join")
    expect(page.locator(".join__what")).to_contain_text("~Scan")
    expect(page.locator(".join__code")).to_have_text(code)
    expect(page.locator(".join__url")).to_have_text(address)
    wall.show("board", board=stage.board["id"])
    expect(page.locator(".corner__code")).to_have_text(code)
    expect(page.locator(".corner__address")).to_have_text(address)

    console = open_console(context, stage.leader, f"/gatherings/{stage.gathering['id']}")
    expect(console.locator(".code").first).to_have_text(code)
    stage.leader.command("add_walk_in", gathering=stage.gathering["id"], name="Jan de Boer")
    console.get_by_role("link", name="Door").first.click()
    expect(console.locator(".person__name", has_text="Jan de Boer")).to_have_text("Jan de Boer")


def test_words_whose_field_went_from_a_translated_page_still_say_what_they_are_for(
    charrette_server: CharretteServer, browser: Browser
) -> None:
    stage = begin(charrette_server)
    stage.leader.command("set_board", board=stage.board["id"], moderated=True)
    annie = charrette_server.join(stage.gathering["code"])
    columns = stage.leader.picture(stage.board["stream"])["columns"]
    idea = annie.command("post_idea", board=stage.board["id"], text="Een idee", column=columns[0]["id"])["idea"]
    context = new_context(browser)
    context.add_init_script(TRANSLATOR)
    page = open_console(context, stage.leader, f"/boards/{stage.board['id']}")
    page.get_by_role("button", name="Keep off").click()
    page.get_by_label("Why is idea").press_sequentially("Dit gaat ")
    stage.leader.command("show_idea", idea=idea)

    expect(page.locator(".unsent .note__title")).to_contain_text("Why is idea")
