"""What people met in tools like this one, tried on our own screens: a double tap, an empty group, a text left alone."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser, BrowserContext, Playwright, expect

from tests.e2e.console import new_context as console_context
from tests.e2e.console import open_console
from tests.e2e.phones import begin, choose_place, device, write_idea
from tests.e2e.server import CharretteServer
from tests.e2e.test_console_board import TEXTS, Room
from tests.e2e.test_console_setting_right import item, planned

NewContext = Callable[..., BrowserContext]


def test_a_double_tap_on_send_sends_one_idea_and_says_nothing_of_an_empty_field(
    charrette_server: CharretteServer, playwright: Playwright, new_context: NewContext
) -> None:
    stage = begin(charrette_server)
    page = stage.join(new_context(**device(playwright, "Pixel 7"), locale="en"))
    page.fill("#idea", "Een bankje bij de vijver")
    choose_place(page)
    page.get_by_role("button", name="Send").dblclick(delay=30)

    expect(page.locator("#mine .card")).to_contain_text("on the board")
    expect(page.locator(".field__error")).to_have_count(0)
    assert [idea["text"] for idea in stage.ideas()] == ["Een bankje bij de vijver"]


def test_an_own_idea_can_be_emptied_while_it_is_changed_and_is_not_saved_so(
    charrette_server: CharretteServer, playwright: Playwright, new_context: NewContext
) -> None:
    stage = begin(charrette_server)
    page = stage.join(new_context(**device(playwright, "Pixel 7"), locale="en"))
    write_idea(page, "Een bankje")
    expect(page.locator("#mine .card")).to_contain_text("on the board")
    page.locator("#mine").get_by_role("button", name="Change").click()
    words = page.get_by_label("The new words")
    words.press("ControlOrMeta+a")
    words.press("Delete")

    expect(words).to_have_value("")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#mine .field__error")).to_be_visible()
    expect(words).to_have_value("")
    assert [idea["text"] for idea in stage.ideas()] == ["Een bankje"]
    words.press_sequentially("Een boom")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#mine .card")).to_contain_text("Een boom")


def test_a_group_of_which_every_idea_was_taken_back_stands_on_no_page_of_staff(
    charrette_server: CharretteServer, browser: Browser
) -> None:
    room = Room(charrette_server)
    ids = [one["idea"] for one in room.ideas[:2]]
    room.leader.command("group_ideas", board=room.board["id"], ideas=ids, title="Zitten")
    console = open_console(console_context(browser), room.leader, room.path)
    expect(console.locator(".card-group__title")).to_contain_text("Zitten")
    for id in ids:
        room.annie.command("withdraw_idea", idea=id)

    expect(console.locator(".card-group__title")).to_have_count(0)
    console.goto(f"{charrette_server.url}/boards/{room.board['id']}")
    expect(console.get_by_text(TEXTS[2])).to_be_visible()
    expect(console.get_by_text("Zitten", exact=True)).to_have_count(0)


def test_who_leaves_a_change_alone_and_begins_it_again_finds_the_words_that_stand_there_by_now(
    charrette_server: CharretteServer, browser: Browser
) -> None:
    leader = charrette_server.sign_in("facilitator")
    round = planned(leader, [item(leader, "Plein")])
    page = open_console(console_context(browser), leader, f"/rounds/{round}")
    page.get_by_role("button", name="Change the round").click()
    page.get_by_label("Title of the round").fill("Half begonnen")
    page.get_by_role("button", name="Cancel", exact=True).click()
    charrette_server.sign_in("facilitator").command("change_round", round=round, title="Door een ander")
    expect(page.locator("main h1")).to_contain_text("Door een ander")
    page.get_by_role("button", name="Change the round").click()

    expect(page.get_by_label("Title of the round")).to_have_value("Door een ander")
