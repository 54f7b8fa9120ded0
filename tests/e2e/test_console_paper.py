"""A heap of notes from paper, typed in on the console."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.e2e.console import new_context, open_console
from tests.e2e.server import CharretteServer
from tests.e2e.test_console_board import Room, card


def test_a_note_from_paper_goes_where_who_types_says_and_the_next_of_the_heap_too(
    charrette_server: CharretteServer, browser: Browser
) -> None:
    room = Room(charrette_server)
    last = room.picture()["columns"][-1]
    page = open_console(new_context(browser), room.leader, room.path)
    page.get_by_role("button", name="From paper").click()
    words, column = page.get_by_label("An idea from paper"), page.get_by_label("Column", exact=True)
    words.fill("Een briefje van tafel drie")
    page.get_by_role("button", name="Post", exact=True).click()
    expect(page.locator(".paper .field__error")).to_have_text("Choose where it belongs.")
    expect(column).to_be_focused()
    expect(words).to_have_value("Een briefje van tafel drie")
    column.select_option(str(last["id"]))
    page.get_by_role("button", name="Post", exact=True).click()
    expect(words).to_have_value("")
    words.fill("En nog een")
    page.get_by_role("button", name="Post", exact=True).click()
    expect(card(page, "En nog een")).to_be_visible()

    typed_in = [idea["column"] for idea in room.picture()["ideas"] if idea["origin"] == "paper"]
    assert typed_in == [last["id"], last["id"]]
