"""A long word or an address in what people write makes no page wider than the screen: all beside it stays in reach."""

from __future__ import annotations

import sqlite3
import time

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.e2e.console import new_context
from tests.e2e.phones import Stage, begin, device
from tests.e2e.server import CharretteServer

WORD = "https://www.hoogeveen.example/verantwoordelijkheidsverdelingsovereenkomst" * 30
LATER_MS, SOON_SECONDS = 300, 5
WIDER = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width + 1) return [];
  return [...document.querySelectorAll("body *")].filter((one) => one.scrollWidth > width + 1)
    .map((one) => `${one.tagName}.${one.className} ${one.scrollWidth} of ${width}`);
}"""


def _fill_in(server: CharretteServer) -> None:
    """Write the word in every text of the week's scripts, each as long as it may be."""
    database = sqlite3.connect(server.data / "charrette.sqlite3")
    for table, texts in {
        "charrettes": {"title": 120, "place": 120, "goal": 600},
        "gatherings": {"who": 600, "outcome": 600},
        "boards": {"title": 120, "question": 200},
        "board_columns": {"title": 60},
        "parties": {"name": 120},
        "steps": {"title": 120, "prompt": 200, "say": 2000},
    }.items():
        row = ", ".join(f"{name} = ?" for name in texts)
        database.execute(f"update {table} set {row}", [WORD[:length] for length in texts.values()])
    database.execute("update areas set name = ? || name", (WORD[:90],))
    database.commit()
    database.close()


@pytest.fixture
def stage(charrette_server: CharretteServer) -> Stage:
    """A session in which everything is called so."""
    charrette_server.stop()
    _fill_in(charrette_server)
    charrette_server.start()
    return begin(charrette_server)


def _say(stage: Stage) -> tuple[int, int]:
    """Write the word in every field that people fill; return the round and the item that it is about."""
    leader, board = stage.leader, stage.board["id"]
    annie = stage.server.join(stage.gathering["code"], WORD[:80])
    column = leader.picture(stage.board["stream"])["columns"][0]["id"]
    ideas = [annie.command("post_idea", board=board, text=WORD[:200], column=column)["idea"] for _ in range(4)]
    leader.command("set_board_phase", board=board, phase="grouping")
    leader.command("group_ideas", board=board, ideas=ideas[:2], title=WORD[:200])
    leader.command("answer_idea", idea=ideas[3], outcome="not_used", reason=WORD[:500])
    words = {"title": WORD[:200], "text": WORD[:1000], "why": WORD[:500]}
    item = leader.command("create_design_item", kind="solution", grain="fine", from_ideas=ideas[:1], **words)
    fields = {"gathering": stage.gathering["id"], "versions": [item["version"]], "title": WORD[:200]}
    round: int = leader.command("plan_round", **fields)["round"]
    leader.command("open_round", round=round)
    said = {"text": WORD[:300], "alternative": WORD[:300]}
    annie.command("add_remark", round=round, version=item["version"], kind="objection", **said)
    organiser = stage.server.sign_in("organiser")
    area = leader.week()["areas"][0]["id"]
    topic = organiser.command("add_agenda_topic", area=area, title=WORD[:200], why=WORD[:500])["topic"]
    organiser.command("fill_trits", topic=topic, part="with_help", text=WORD[:500], party=WORD[:80])
    return round, item["item"]


def _look(page: Page, what: str) -> None:
    """A page that is still being drawn may be wide for a moment."""
    page.wait_for_timeout(LATER_MS)
    end = time.monotonic() + SOON_SECONDS
    while (wider := page.evaluate(WIDER)) and time.monotonic() < end:
        page.wait_for_timeout(LATER_MS)
    assert wider == [], what


def test_no_word_makes_a_page_of_a_phone_wider_than_the_phone(
    stage: Stage, browser: Browser, playwright: Playwright
) -> None:
    phone = stage.join(browser.new_context(locale="en", **device(playwright, "small")), WORD[:80])
    phone.fill("#idea", WORD[:200])
    phone.locator("select#column").select_option(index=1)
    phone.locator("#idea").press("Enter")
    round, _ = _say(stage)
    tabs = phone.locator(".phone__nav a")
    for phase in ("collecting", "voting", "closed"):
        stage.leader.command("set_board_phase", board=stage.board["id"], phase=phase)
        for tab in range(tabs.count()):
            tabs.nth(tab).click()
            _look(phone, f"tab {tab} while {phase}")
    slug = stage.leader.week()["charrette"]["slug"]
    area = stage.leader.week()["areas"][0]["slug"]
    for path in ("/", "/me", f"/boards/{stage.board['id']}", f"/rounds/{round}", "/ideas/1", f"/agendas/{slug}/{area}"):
        phone.goto(stage.server.url + path)
        _look(phone, path)


@pytest.mark.parametrize("width", [390, 1280])
def test_no_word_makes_a_page_of_the_console_wider_than_the_window(stage: Stage, browser: Browser, width: int) -> None:
    round, item = _say(stage)
    context = new_context(browser, viewport={"width": width, "height": 800})
    stage.server.sign_in("organiser").open_in(context)
    page = context.new_page()
    at, area = f"/gatherings/{stage.gathering['id']}", stage.leader.week()["areas"][0]["id"]
    about = (at, f"{at}/door", f"{at}/script", f"/boards/{stage.board['id']}", f"/rounds/{round}", f"/items/{item}")
    for path in (*about, "/plan", "/week", "/agendas", f"/agendas/{area}", "/team", "/screens"):
        page.goto(f"{stage.server.url}/console{path}")
        expect(page.locator("main h1").first).to_be_visible()
        _look(page, path)
