"""No word is lost: not by a dead zone, a reload, a closed browser or a server that stops halfway the evening."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from tests.e2e.phones import choose_place, device, join, write_idea
from tests.e2e.server import CharretteServer, Person

NewContext = Callable[..., BrowserContext]
TEN = [f"Idee nummer {number}" for number in range(1, 11)]


@pytest.fixture
def phone(
    charrette_server: CharretteServer, playwright: Playwright, new_context: NewContext
) -> tuple[Page, Person, str, str]:
    """A phone that may write, the facilitator, the gathering's code and the board's stream."""
    leader = charrette_server.sign_in("facilitator")
    gathering, board = leader.first_board()
    leader.command("start_gathering", gathering=gathering["id"])
    leader.command("go_to_step", gathering=gathering["id"], step="tips-geven")
    context = new_context(**device(playwright, "Pixel 7"), locale="en")
    page = join(context, charrette_server, gathering["code"])
    expect(page.locator("#idea")).to_be_visible()
    return page, leader, gathering["code"], board["stream"]


def texts(leader: Person, stream: str) -> list[str]:
    """Return the texts on the board, in the order in which they came."""
    return [idea["text"] for idea in leader.picture(stream)["ideas"]]


@pytest.mark.trust("T22")
@pytest.mark.parametrize("kept", [True, False], ids=["", "control: a phone that keeps nothing"])
def test_ten_ideas_written_without_connection_survive_closing_the_page_and_arrive_once(
    charrette_server: CharretteServer, new_context: NewContext, phone: tuple[Page, Person, str, str], kept: bool
) -> None:
    page, leader, _, stream = phone
    context = page.context
    context.set_offline(True)
    for text in TEN:
        write_idea(page, text)
    expect(page.get_by_text("No connection. Your text is kept on this phone.")).to_be_visible()
    expect(page.locator("#mine .card")).to_have_count(10)
    expect(page.get_by_text("Not sent yet. It stands below")).to_be_visible()
    expect(page.get_by_text("Sent. It stands below.")).to_have_count(0)
    assert texts(leader, stream) == []
    page.wait_for_timeout(500)
    page.close()
    context.set_offline(False)
    if not kept:
        context = new_context(locale="en")
        context.add_cookies(phone[0].context.cookies())
    page = context.new_page()
    page.goto(charrette_server.url + "/phone")

    if kept:
        expect(page.locator("#mine .card").filter(has_text="on the board")).to_have_count(10)
        assert texts(leader, stream) == TEN
        page.reload()
        expect(page.locator("#mine .card").filter(has_text="on the board")).to_have_count(10)
        assert texts(leader, stream) == TEN
    else:
        expect(page.locator("#idea")).to_be_visible()
        assert texts(leader, stream) == []


@pytest.mark.trust("T34")
def test_half_a_sentence_survives_a_reload_and_a_restart_of_the_server(
    charrette_server: CharretteServer, phone: tuple[Page, Person, str, str]
) -> None:
    page, leader, _, stream = phone
    page.locator("#idea").press_sequentially("Een bankje bij de vij")
    choose_place(page, 2)
    place = page.locator("#column").input_value()
    page.reload()
    expect(page.locator("#idea")).to_have_value("Een bankje bij de vij")

    assert charrette_server.stop() == 0
    expect(page.get_by_text("The server is away for a moment.")).to_be_visible()
    page.locator("#idea").press("End")
    page.locator("#idea").press_sequentially("ver")
    expect(page.locator("#column")).to_have_value(place)
    page.locator("#idea").press("Enter")
    expect(page.locator("#mine .card")).to_contain_text("Een bankje bij de vijver")
    page.locator("#idea").press_sequentially("En een")
    charrette_server.start()

    expect(page.locator("#mine .card")).to_contain_text("on the board")
    expect(page.get_by_text("The server is away for a moment.")).to_have_count(0)
    expect(page.locator("#idea")).to_have_value("En een")
    assert texts(leader, stream) == ["Een bankje bij de vijver"]


def test_a_power_cut_loses_nothing_that_was_written(
    charrette_server: CharretteServer, phone: tuple[Page, Person, str, str]
) -> None:
    page, leader, _, stream = phone
    write_idea(page, TEN[0])
    expect(page.locator("#mine .card")).to_contain_text("on the board")
    charrette_server.kill()
    write_idea(page, TEN[1])
    charrette_server.start()

    expect(page.locator("#mine .card").filter(has_text="on the board")).to_have_count(2)
    assert texts(leader, stream) == TEN[:2]


@pytest.mark.trust("T35")
def test_a_text_that_the_server_refuses_stays_with_the_reason_and_can_be_sent_again(
    charrette_server: CharretteServer, phone: tuple[Page, Person, str, str]
) -> None:
    page, leader, _, stream = phone
    gathering, _ = leader.first_board()
    page.context.set_offline(True)
    write_idea(page, TEN[0])
    leader.command("close_gathering", gathering=gathering["id"])
    page.context.set_offline(False)

    page.get_by_role("link", name="Board").click()
    note = page.locator(".note--error")  # what waits for a decision is open by itself
    expect(note).to_be_visible()
    expect(note).to_contain_text("The session is closed")
    expect(note).to_contain_text(TEN[0])
    leader.command("reopen_gathering", gathering=gathering["id"], reason="Er was nog iets")
    note.get_by_role("button", name="Try again").click()
    expect(page.locator(".note--error")).to_have_count(0)
    expect(page.locator(".card").filter(has_text=TEN[0]).filter(has_text="on the board").first).to_be_visible()
    assert texts(leader, stream) == [TEN[0]]
