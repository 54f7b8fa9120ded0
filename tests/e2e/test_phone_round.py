"""A review round on the phone: read the version, say what you think, hear what was done with it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from tests.e2e.axe import assert_accessible, sideways
from tests.e2e.phones import Stage, begin, device
from tests.e2e.server import CharretteServer


@pytest.fixture
def stage(charrette_server: CharretteServer) -> Stage:
    """The first session, under way."""
    return begin(charrette_server, "opening")


@pytest.fixture
def page(stage: Stage, playwright: Playwright, new_context: Callable[..., BrowserContext]) -> Page:
    """The phone of somebody who joined."""
    return stage.join(new_context(**device(playwright, "small"), locale="en"))


def propose(stage: Stage) -> dict[str, int]:
    """Make a design item from an idea, and return its ids."""
    idea = stage.leader.command("post_idea", board=stage.board["id"], text="Een plein")["idea"]
    return stage.leader.command(
        "create_design_item",
        title="Het plein",
        kind="solution",
        grain="fine",
        text="Een plein met zes bomen",
        why="Er is geen plek om te zitten",
        from_ideas=[idea],
    )


def open_round(stage: Stage, version: int, title: str) -> int:
    """Open a round about a version and return its id."""
    round = stage.leader.command("plan_round", gathering=stage.gathering["id"], versions=[version], title=title)[
        "round"
    ]
    stage.leader.command("open_round", round=round)
    return int(round)


def read_round(page: Page, title: str) -> None:
    """Open a round from the week."""
    page.get_by_role("link", name="Week").click()
    page.get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", name=title)).to_be_focused()


def test_who_says_that_it_cannot_be_done_is_asked_for_an_alternative_and_hears_what_was_done(
    stage: Stage, page: Page
) -> None:
    round = open_round(stage, propose(stage)["version"], "Ronde 1")
    read_round(page, "Ronde 1")
    page.get_by_label("This cannot be done").check()
    page.get_by_label("Your remark").fill("Dan kan de bus er niet door")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("What could be done instead?")).to_be_visible()
    note = page.locator("form .note", has_text="Not sent yet.")
    expect(note).to_be_focused()
    expect(note).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Send without")).to_be_in_viewport(ratio=1)
    expect(page.locator("#mine .card")).to_have_count(0)
    assert_accessible(page, "the question for an alternative")
    page.get_by_label("What would you do instead?").fill("Zet de bomen aan een kant")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#mine .card")).to_contain_text("Instead: Zet de bomen aan een kant")
    expect(page.locator("#mine .card--pending")).to_have_count(0)

    stage.leader.command("close_round", round=round)
    expect(page.get_by_text("The designers are writing an answer to each.")).to_be_visible()
    remark = stage.leader.picture(f"round:{round}")["remarks"][0]["id"]
    stage.leader.command("answer_remark", remark=remark, outcome="adopted", text="De bomen komen aan een kant")
    assert "De bomen komen" not in page.content()
    stage.leader.command("report_back", round=round)
    expect(page.get_by_role("heading", name="What we did with your own remarks")).to_be_visible()
    expect(page.locator(".answer")).to_contain_text("De bomen komen aan een kant")
    assert_accessible(page, "the report back")
    assert sideways(page) == 0


def test_who_knows_no_alternative_sends_it_without(stage: Stage, page: Page) -> None:
    round = open_round(stage, propose(stage)["version"], "Ronde 1")
    read_round(page, "Ronde 1")
    page.get_by_label("I support this").check()
    page.get_by_label("Your remark").fill("Mooi")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#mine .card")).to_have_count(1)
    page.get_by_label("This cannot be done").check()
    page.get_by_label("Your remark").fill("Dan kan de bus er niet door")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("You can also send it without.")).to_be_visible()
    expect(page.locator("#mine .card")).to_have_count(1)
    page.get_by_role("button", name="Send without").click()
    expect(page.locator("#mine .card")).to_have_count(2)
    expect(page.locator("#mine .card--pending")).to_have_count(0)

    told = [(row["kind"], row["alternative"]) for row in stage.leader.picture(f"round:{round}")["remarks"]]
    assert told == [("support", None), ("objection", None)]
    expect(page.get_by_role("button", name="Send without")).to_have_count(0)


def test_who_agrees_need_not_write_anything(stage: Stage, page: Page) -> None:
    round = open_round(stage, propose(stage)["version"], "Ronde 1")
    read_round(page, "Ronde 1")
    page.get_by_label("I have a question").check()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Write something first.")).to_be_visible()
    page.get_by_label("I support this").check()
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#mine .card")).to_contain_text("(without an explanation)")
    expect(page.locator("#mine .card--pending")).to_have_count(0)

    told = [(row["kind"], row["text"]) for row in stage.leader.picture(f"round:{round}")["remarks"]]
    assert told == [("support", "")]


def test_a_second_version_shows_word_by_word_what_changed(stage: Stage, page: Page) -> None:
    item = propose(stage)
    stage.leader.command("close_round", round=open_round(stage, item["version"], "Ronde 1"))
    second = stage.leader.command("revise_item", item=item["item"], text="Een plein met drie bomen aan een kant")
    open_round(stage, second["version"], "Ronde 2")
    read_round(page, "Ronde 2")
    page.get_by_text("What changed since the version before").click()

    expect(page.locator(".diff del").first).to_contain_text("zes")
    expect(page.locator(".diff ins").first).to_contain_text("drie")
    assert sideways(page) == 0
