"""Whoever changes an own idea, says what could be done instead, or types when another session opens keeps the field."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from tests.e2e.phones import Stage, begin, device, write_idea
from tests.e2e.server import CharretteServer
from tests.live.server import wait_until

HALF = "Een halve zin over de vij"
INSTEAD = "Laat de bus om het plein rijden"


@pytest.fixture
def stage(charrette_server: CharretteServer) -> Stage:
    """A session that collects ideas."""
    return begin(charrette_server)


@pytest.fixture
def page(stage: Stage, playwright: Playwright, new_context: Callable[..., BrowserContext]) -> Page:
    """The phone of somebody who joined."""
    return stage.join(new_context(**device(playwright, "Pixel 7"), locale="en"))


def expect_kept(page: Page, field: str, words: str) -> None:
    expect(page.locator(field)).to_be_visible()
    expect(page.locator(field)).to_have_value(words)
    assert page.evaluate("document.activeElement.id") == page.locator(field).get_attribute("id")


def test_who_changes_an_own_idea_keeps_the_field_when_the_session_goes_on(stage: Stage, page: Page) -> None:
    write_idea(page, "Een bankje")
    page.locator("#mine").get_by_role("button", name="Change").click()
    box = page.get_by_label("The new words")
    box.fill("")
    box.press_sequentially(HALF)
    field = f"#{box.get_attribute('id')}"
    stage.go("opening")
    expect(page.get_by_text("The session has gone on.")).to_be_visible()
    expect_kept(page, field, HALF)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The session has gone on.")).to_have_count(0)
    stage.expect_stored("text", HALF)


@pytest.mark.parametrize("act", ["grouping", "voting", "close"])
def test_who_changes_an_own_idea_keeps_the_field_when_it_cannot_be_changed_any_more(
    stage: Stage, page: Page, act: str
) -> None:
    write_idea(page, "Een bankje")
    page.locator("#mine").get_by_role("button", name="Change").click()
    box = page.get_by_label("The new words")
    box.fill("")
    box.press_sequentially(HALF)
    field = f"#{box.get_attribute('id')}"
    if act == "close":
        stage.leader.command("close_gathering", gathering=stage.gathering["id"])
    else:
        stage.leader.command("set_board_phase", board=stage.board["id"], phase=act)
    expect(page.get_by_text("This idea cannot be changed any more.")).to_be_visible()
    expect_kept(page, field, HALF)
    page.get_by_role("button", name="Put away").click()
    expect(page.locator(field)).to_have_count(0)


def test_a_change_that_waits_stands_in_sight_after_going_along_and_a_reload(stage: Stage, page: Page) -> None:
    write_idea(page, "Een bankje")
    page.locator("#mine").get_by_role("button", name="Change").click()
    page.get_by_label("The new words").fill(HALF)
    stage.go("opening")
    page.get_by_role("button", name="Go along").click()
    waiting = page.locator(".note", has_text=HALF)
    expect(waiting).to_be_visible()
    page.reload()
    expect(waiting).to_be_visible()
    waiting.get_by_role("button", name="Send").click()
    expect(waiting).to_have_count(0)
    stage.expect_stored("text", HALF)


def object_to(stage: Stage, page: Page) -> int:
    """Open a round, and half-say on the phone what could be done instead; return the round."""
    words = {"kind": "solution", "grain": "fine", "text": "Een plein met zes bomen", "why": "Er is geen plek"}
    item = stage.leader.command("create_design_item", title="Het plein", **words, from_ideas=[])
    planned = {"gathering": stage.gathering["id"], "versions": [item["version"]], "title": "Ronde 1"}
    round = int(stage.leader.command("plan_round", **planned)["round"])
    stage.leader.command("open_round", round=round)
    page.get_by_role("link", name="Week").click()
    page.get_by_role("link", name="Ronde 1").click()
    page.get_by_label("This cannot be done").check()
    return round


def test_what_could_be_done_instead_stays_when_the_round_closes(stage: Stage, page: Page) -> None:
    round = object_to(stage, page)
    instead = page.get_by_label("What would you do instead?")
    instead.press_sequentially(INSTEAD)
    field = f"#{instead.get_attribute('id')}"
    stage.leader.command("close_round", round=round)
    expect(page.get_by_text("This round takes no remarks any more.")).to_be_visible()
    expect_kept(page, field, INSTEAD)
    page.get_by_role("button", name="Put away").click()
    page.get_by_role("link", name="Now").click()
    page.get_by_text("1 text that you put away").click()
    expect(page.locator(".note__kept", has_text=INSTEAD)).to_be_visible()


def test_what_could_be_done_instead_goes_with_the_remark_that_waited(stage: Stage, page: Page) -> None:
    round = object_to(stage, page)
    page.get_by_label("Your remark").fill("De bus kan er niet door")
    page.get_by_label("What would you do instead?").fill(INSTEAD)
    page.get_by_role("link", name="Now").click()
    waiting = page.locator(".note", has_text="De bus kan er niet door")
    expect(waiting).to_contain_text(INSTEAD)
    waiting.get_by_role("button", name="Send").click()
    expect(waiting).to_have_count(0)
    (remark,) = wait_until(lambda: stage.leader.picture(f"round:{round}")["remarks"], "the remark to be stored")
    assert (remark["text"], remark["alternative"]) == ("De bus kan er niet door", INSTEAD)


def test_who_types_keeps_the_field_when_the_session_is_closed_and_the_next_one_opens(stage: Stage, page: Page) -> None:
    page.locator("#idea").press_sequentially(HALF)
    stage.leader.command("close_gathering", gathering=stage.gathering["id"])
    expect(page.get_by_text("The session is over. Your text still stands here")).to_be_visible()
    week = stage.leader.week()
    following = next(one for one in week["gatherings"] if one["state"] == "planned" and one["kind"] != "youth")
    stage.leader.command("open_doors", gathering=following["id"])
    expect(page.locator(".phone__title")).to_have_text(following["title"])
    expect_kept(page, "#idea", HALF)
