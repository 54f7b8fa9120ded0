"""Writing on the phone: where it belongs is asked and never guessed, and words that wait are below what is live."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Playwright, expect

from tests.e2e.phones import begin, device, write_idea
from tests.e2e.server import CharretteServer

NewContext = Callable[..., BrowserContext]


@pytest.mark.trust("T21")
def test_nobody_lands_in_the_first_column_by_not_choosing(
    charrette_server: CharretteServer, playwright: Playwright, new_context: NewContext
) -> None:
    stage = begin(charrette_server)
    page = stage.join(new_context(**device(playwright, "Pixel 7"), locale="en"))
    place = page.locator("#column")

    expect(place).to_have_value("")
    page.fill("#idea", "Een bankje bij de vijver")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Choose where it belongs.")).to_be_visible()
    expect(page.locator("#idea")).to_have_value("Een bankje bij de vijver")
    assert stage.ideas() == []

    assert "(example)" in place.locator("option").nth(1).inner_text()
    one_line = place.evaluate("field => field.offsetHeight")
    page.set_viewport_size({"width": 320, "height": 640})
    place.select_option(index=3)
    assert place.evaluate("field => field.offsetHeight") > one_line, "a long name stands in the field as a whole"
    place.select_option(index=2)
    chosen = place.input_value()
    expect(page.get_by_text("Choose where it belongs.")).to_have_count(0)
    page.reload()
    expect(page.locator("#idea")).to_have_value("Een bankje bij de vijver")
    expect(place).to_have_value(chosen)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#mine .card")).to_contain_text("on the board")
    expect(place).to_have_value("")
    assert [str(idea["column"]) for idea in stage.ideas()] == [chosen]


def test_words_that_wait_for_a_board_ask_where_they_belong_before_they_go(
    charrette_server: CharretteServer, playwright: Playwright, new_context: NewContext
) -> None:
    stage = begin(charrette_server)
    page = stage.join(new_context(**device(playwright, "Pixel 7"), locale="en"))
    page.fill("#idea", "Een halve zin")
    stage.go("opening")
    page.get_by_role("button", name="Go along").click()
    waiting = page.locator(".note", has_text="Een halve zin")

    expect(waiting.get_by_label("Where does it belong?")).to_be_visible()
    expect(waiting.get_by_role("button", name="Send")).to_have_count(0)
    waiting.get_by_label("Where does it belong?").select_option(index=3)
    chosen = waiting.get_by_label("Where does it belong?").input_value()
    waiting.get_by_role("button", name="Send").click()
    expect(waiting).to_have_count(0)
    stage.expect_stored("column", chosen)


def test_who_goes_along_while_typing_sees_what_is_live_first_and_the_text_below(
    charrette_server: CharretteServer, playwright: Playwright, new_context: NewContext
) -> None:
    stage = begin(charrette_server)
    page = stage.join(new_context(**device(playwright, "Pixel 7"), locale="en"))
    write_idea(page, "Een boom")
    expect(page.locator("#mine .card")).to_contain_text("on the board")
    page.fill("#idea", "Een halve zin")
    stage.go("stemmen")
    page.get_by_role("button", name="Go along").click()
    ballot = page.get_by_role("button", name="Vote").first

    expect(ballot).to_be_in_viewport()
    expect(page.get_by_text("Your text is kept.")).to_be_in_viewport()
    assert ballot.bounding_box()["y"] < page.locator("#idea").bounding_box()["y"]
    page.get_by_role("button", name="To my text").click()
    expect(page.locator("#idea")).to_be_focused()
    expect(page.locator("#idea")).to_be_in_viewport()
    expect(page.locator("#idea")).to_have_value("Een halve zin")
    page.locator("#idea").press_sequentially(" erbij")
    expect(page.locator("#idea")).to_be_focused()
    stage.go("bespreken")
    page.get_by_role("button", name="Go along").click()
    stage.go("stemmen")
    expect(ballot).to_be_in_viewport()
    page.reload()
    expect(ballot).to_be_in_viewport()
    expect(page.locator("#idea")).to_have_value("Een halve zin erbij")
