"""Odd texts in a real browser: shown as text on every screen, no script runs, nothing breaks the content policy."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from charrette.spine.texts import NAME_LIMIT, TITLE_LIMIT
from charrette.spine.throttle import MOST_OF_ONESELF
from tests.e2e.console import open_console
from tests.e2e.phones import Stage, begin
from tests.e2e.projectors import pair
from tests.e2e.server import CharretteServer
from tests.hostile import hostile_strings

MARKS = ("<", "script", "alert", "&", "javascript", "onerror", "{{", "${", "%", "\\u202e", "'", '"')


@pytest.fixture(scope="module")
def dangerous() -> list[str]:
    """The hostile strings that a browser, a template or a database might take for something else."""
    found = [text for text in hostile_strings() if any(mark in text for mark in MARKS)]
    return found[:: max(1, len(found) // 100)]


def _say_everything(stage: Stage, strings: list[str]) -> list[str]:
    """Post each text, with as many of them as fit as names and titles; return what was posted."""
    limit = stage.leader.picture(stage.board["stream"])["board"]["text_limit"]
    posted = []
    for start in range(0, len(strings), MOST_OF_ONESELF):  # so often may a phone change its name at once
        person = stage.server.join(stage.gathering["code"])
        for text in strings[start : start + MOST_OF_ONESELF]:
            idea = person.command("post_idea", board=stage.board["id"], text=text[:limit])["idea"]
            posted.append(text[:limit])
            if len(text) <= min(NAME_LIMIT, TITLE_LIMIT):
                person.command("update_me", name=text)
                stage.leader.command("group_ideas", board=stage.board["id"], ideas=[idea], title=text)
    return posted


SQUEEZED = """() => document.querySelector("main").textContent.replace(/\\s+/g, "")"""


def _shows(page: Page, texts: list[str]) -> list[str]:
    """Return which texts are not to be read on the page, blanks aside."""
    words = page.evaluate(SQUEEZED)
    joined = (page.evaluate("(text) => text.normalize('NFC').replace(/\\s+/g, '')", text) for text in texts)
    return [text for text in joined if text.replace("\x00", "\ufffd") not in words]


@pytest.mark.more
@pytest.mark.trust("T67", "T77")
@pytest.mark.timeout(600)
def test_odd_texts_are_text_on_the_phone_the_console_the_projector_and_on_paper(
    charrette_server: CharretteServer, context: BrowserContext, page: Page, dangerous: list[str]
) -> None:
    """The guard over all tests (``conftest.py``) fails this one when a page breaks the content policy."""
    problems: list[str] = []
    context.on("dialog", lambda dialog: (problems.append(f"a dialog: {dialog.message}"), dialog.dismiss()))
    context.on("weberror", lambda error: problems.append(str(error.error)))
    stage = begin(charrette_server)
    phone = stage.join(context, "<img src=x onerror=alert(1)>")
    posted = _say_everything(stage, dangerous)
    assert len(posted) > 60

    phone.get_by_role("link", name="Board").click()
    expect(phone.locator(".card").first).to_be_visible()
    expect(phone.locator(".card")).to_have_count(len(posted))
    assert _shows(phone, posted) == []
    phone.goto(f"{charrette_server.url}/boards/{stage.board['id']}")
    assert _shows(phone, posted) == []
    phone.goto(f"{charrette_server.url}/me")
    assert phone.locator("#name").input_value() == "<img src=x onerror=alert(1)>"

    wall = pair(page, charrette_server, stage.leader)
    wall.show("board", board=stage.board["id"])
    wall.expect_view("board")
    expect(page.locator(".tile").first).to_be_visible()
    for number in (2, 3):
        wall.show("board", page=number)
        page.wait_for_timeout(300)

    console = open_console(context, stage.leader, f"/boards/{stage.board['id']}")
    expect(console.locator("main .card").first).to_be_visible()
    assert _shows(console, posted) == []
    assert problems == []
    for opened in (phone, page, console):
        assert opened.evaluate("document.querySelectorAll('[onerror], [onclick], iframe, object, embed').length") == 0
