"""Words that were typed stay in sight: while a change waits, when it is refused later, and when rights ended."""

from __future__ import annotations

import resource
import sqlite3
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.console import PATIENCE_MS, new_context
from tests.e2e.phones import Stage, begin, join, write_idea
from tests.e2e.server import CharretteServer
from tests.e2e.test_phone_round import open_round, propose, read_round
from tests.e2e.test_store_trouble import FEW_BYTES, limit_files
from tests.live.server import wait_until


@pytest.fixture
def stage(start_server: Callable[..., CharretteServer]) -> Stage:
    """A gathering that collects ideas."""
    return begin(start_server(CHARRETTE_BACKUP_SECONDS="0"))


def begun(stage: Stage, browser: Browser) -> tuple[Page, Locator]:
    """Join, write an idea, and open it for a change; return the page and the box."""
    page = join(new_context(browser), stage.server, stage.gathering["code"])
    write_idea(page, "Een bankje")
    expect(page.locator("#mine")).to_contain_text("on the board", timeout=PATIENCE_MS)
    page.locator("#mine").get_by_role("button", name="Change").click()
    return page, page.locator("#mine textarea")


def save(page: Page) -> None:
    page.locator("#mine").get_by_role("button", name="Save").click()


def change_on_a_full_disk(stage: Stage, browser: Browser) -> tuple[Page, Locator]:
    """Change an idea while nothing can be saved, until the page says so; return the page and the box."""
    page, box = begun(stage, browser)
    limit_files(stage.server, FEW_BYTES)
    box.fill("Een bank bij de vijver")
    save(page)
    expect(page.locator("#mine .field__error")).to_be_visible(timeout=PATIENCE_MS)
    return page, box


def texts(stage: Stage) -> list[str]:
    return [idea["text"] for idea in stage.ideas()]


def test_who_types_on_while_a_change_waits_keeps_the_newer_words(stage: Stage, browser: Browser) -> None:
    page, box = change_on_a_full_disk(stage, browser)
    box.fill("Een bank bij de vijver, met een leuning")
    limit_files(stage.server, resource.RLIM_INFINITY)
    wait_until(lambda: texts(stage) == ["Een bank bij de vijver"], "the change")
    expect(page.locator("#announce-polite")).to_contain_text("Saved.", timeout=PATIENCE_MS)
    expect(box).to_have_value("Een bank bij de vijver, met een leuning")
    save(page)
    wait_until(lambda: texts(stage) == ["Een bank bij de vijver, met een leuning"], "the second change")
    expect(box).to_have_count(0, timeout=PATIENCE_MS)


def test_a_change_that_is_refused_later_stays_in_sight_over_a_reload(stage: Stage, browser: Browser) -> None:
    page, box = begun(stage, browser)
    page.context.set_offline(True)
    box.fill("Een bank met een leuning")
    save(page)
    stage.leader.command("set_board_phase", board=stage.board["id"], phase="grouping")
    page.context.set_offline(False)
    note = page.locator(".note").filter(has_text="Your change was not taken")
    expect(note).to_contain_text("Een bank met een leuning", timeout=PATIENCE_MS)
    page.reload()
    expect(note).to_contain_text("Een bank met een leuning", timeout=PATIENCE_MS)
    expect(note.get_by_role("button", name="Copy the text")).to_be_visible()

    assert texts(stage) == ["Een bankje"]


def test_a_change_that_the_next_visit_saves_closes_its_box(stage: Stage, browser: Browser) -> None:
    page, box = change_on_a_full_disk(stage, browser)
    page.reload()
    limit_files(stage.server, resource.RLIM_INFINITY)
    wait_until(lambda: texts(stage) == ["Een bank bij de vijver"], "the change")
    expect(box).to_have_count(0, timeout=PATIENCE_MS)


def go_offline(page: Page) -> None:
    """Take the connection away; the page remembers who it was of."""
    page.evaluate("fetch('/api/me').then(answer => answer.json()).then(me => { window.me = me.person.id; })")
    page.context.set_offline(True)


def end_rights(stage: Stage, page: Page) -> None:
    """Let the access of a phone run out while it is offline, and let it hear so."""
    me = page.evaluate("window.me")
    with sqlite3.connect(stage.server.data / "charrette.sqlite3", timeout=10) as line:
        line.execute("update access_tokens set expires_at = '2020-01-01 00:00:00.000000' where person_id = ?", (me,))
    line.close()
    page.context.set_offline(False)
    expect(page.locator("main")).to_contain_text("stays on this phone", timeout=PATIENCE_MS)


@pytest.mark.trust("T22")
def test_what_was_not_sent_when_rights_ended_is_offered_to_who_comes_in_again(stage: Stage, browser: Browser) -> None:
    context = new_context(browser)
    page = join(context, stage.server, stage.gathering["code"])
    expect(page.locator("#idea")).to_be_visible(timeout=PATIENCE_MS)
    go_offline(page)
    write_idea(page, "Een bankje dat wacht")
    expect(page.locator("#mine")).to_contain_text("Een bankje dat wacht")
    end_rights(stage, page)
    page.close()
    again = join(context, stage.server, stage.gathering["code"])
    note = again.locator(".note").filter(has_text="Written on this phone before")
    expect(note).to_contain_text("Een bankje dat wacht", timeout=PATIENCE_MS)
    expect(again.locator("#mine h2")).to_have_text("My ideas")
    note.get_by_role("button", name="Send").click()
    wait_until(lambda: texts(stage) == ["Een bankje dat wacht"], "the idea")
    again.reload()
    expect(again.locator("#mine")).to_contain_text("on the board", timeout=PATIENCE_MS)
    expect(note).to_have_count(0)


@pytest.mark.trust("T22")
def test_a_remark_that_was_not_sent_when_rights_ended_is_offered_too(stage: Stage, browser: Browser) -> None:
    round = open_round(stage, propose(stage)["version"], "Ronde 1")
    context = new_context(browser)
    page = join(context, stage.server, stage.gathering["code"])
    read_round(page, "Ronde 1")
    go_offline(page)
    page.get_by_label("I support this").check()
    page.get_by_label("Your remark").fill("Mooi zo")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#mine")).to_contain_text("Mooi zo")
    end_rights(stage, page)
    page.close()
    again = join(context, stage.server, stage.gathering["code"])
    read_round(again, "Ronde 1")
    note = again.locator(".note").filter(has_text="Written on this phone before")
    expect(note).to_contain_text("Mooi zo", timeout=PATIENCE_MS)
    expect(again.locator("#mine h2")).to_have_text("My remarks")
    note.get_by_role("button", name="Send").click()
    wait_until(lambda: [one["text"] for one in stage.leader.picture(f"round:{round}")["remarks"]] == ["Mooi zo"], "it")
    expect(note).to_have_count(0, timeout=PATIENCE_MS)
