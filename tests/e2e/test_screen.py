"""The projector: pairing, and every view, steered from elsewhere."""

from __future__ import annotations

import io
import time

import pytest
from PIL import Image, ImageFilter
from playwright.sync_api import Browser, Page, expect

from tests.e2e.phones import watch
from tests.e2e.projectors import begin_evening, open_projector, pair
from tests.e2e.server import CharretteServer
from tests.exports.conftest import codes_in


@pytest.mark.trust("T56")
def test_a_projector_is_paired_by_its_code_and_goes_on_when_the_facilitator_signs_out(
    charrette_server: CharretteServer, page: Page
) -> None:
    seen = watch(page)
    leader = charrette_server.sign_in("facilitator")
    gathering, _ = leader.first_board()
    leader.open_in(page.context)
    code = open_projector(page, charrette_server)
    screen = leader.command("pair_screen", code=code, name="Grote zaal", gathering=gathering["id"])["screen"]
    expect(page.locator(".screen--join")).to_contain_text(gathering["code"])

    console = page.context.new_page()
    console.goto(f"{charrette_server.url}/sign-in")
    assert {cookie["name"] for cookie in page.context.cookies()} >= {"charrette_token", "charrette_screen"}
    token = console.locator('meta[name="csrf-token"]').get_attribute("content")
    assert console.request.post(f"{charrette_server.url}/sign-out", headers={"X-CSRFToken": token}).ok
    assert "charrette_token" not in {cookie["name"] for cookie in page.context.cookies()}
    console.close()

    other = charrette_server.sign_in("facilitator")
    other.command("show_on_screen", screen=screen, view="black")
    expect(page.locator(".screen--black")).to_be_attached()
    page.reload()
    expect(page.locator(".screen--black")).to_be_attached()
    assert seen.outside(charrette_server) == []
    assert seen.problems == []


def test_a_projector_that_is_invited_by_link_is_paired_at_once(charrette_server: CharretteServer, page: Page) -> None:
    evening = begin_evening(charrette_server)
    page.goto(charrette_server.invite("screen")["url"])
    expect(page).to_have_url(f"{charrette_server.url}/screen")
    expect(page.locator(".screen")).to_contain_text(evening.gathering["code"])


def test_a_projector_that_was_taken_away_shows_a_new_pairing_code_and_keeps_nothing(
    charrette_server: CharretteServer, page: Page
) -> None:
    evening = begin_evening(charrette_server)
    wall = pair(page, charrette_server, evening.leader)
    evening.post("Een bankje bij de vijver")
    wall.show("board", board=evening.board["id"])
    expect(page.locator(".tile")).to_have_count(1)
    evening.leader.command("unpair_screen", screen=wall.id)
    expect(page.locator(".pairing__code")).to_be_visible()
    assert "bankje" not in wall.kept()


NOTE_WHEN_DRAWN = """() => {
  window.drawn = {};
  new MutationObserver(() => {
    const name = document.querySelector(".screen")?.className;
    if (name) window.drawn[name] ??= Date.now();
  }).observe(document.body, { childList: true, subtree: true, attributes: true });
}"""


def test_every_view_follows_the_console_within_a_second(charrette_server: CharretteServer, page: Page) -> None:
    seen = watch(page)
    evening = begin_evening(charrette_server)
    wall = pair(page, charrette_server, evening.leader)
    first = evening.post("Een bankje bij de vijver")
    evening.post("Licht op het pad", 1)
    version = evening.leader.command(
        "create_design_item", title="Het plein", kind="solution", grain="fine", text="Banken op het plein.",
        why="Omdat mensen elkaar missen.", from_ideas=[first["idea"]],
    )["version"]  # fmt: skip
    leader, gathering = evening.leader, evening.gathering["id"]
    round = leader.command("plan_round", gathering=gathering, versions=[version], title="Eerste ronde")["round"]
    leader.command("open_round", round=round)
    steps = leader.picture(f"gathering:{gathering}")["steps"]
    leader.command("go_to_step", gathering=gathering, step=steps[1]["id"])
    page.evaluate(NOTE_WHEN_DRAWN)
    late: dict[str, float] = {}
    for view, fields, words in [
        ("board", {"board": evening.board["id"]}, "Licht op het pad"),
        ("idea", {"idea": first["idea"]}, "Een bankje bij de vijver"),
        ("results", {}, "Welke tip"),
        ("step", {}, steps[1]["prompt"]),
        ("round", {"round": round}, "Omdat mensen elkaar missen."),
        ("report", {"round": round}, "Eerste ronde"),
        ("join", {}, evening.gathering["code"]),
        ("black", {}, ""),
    ]:
        told = time.time() * 1000
        wall.show(view, **fields)
        wall.expect_view(view)
        expect(page.locator(".screen")).to_contain_text(words)
        late[view] = page.evaluate("(view) => window.drawn[`screen screen--${view}`]", view) - told
    assert sorted(late.values())[len(late) // 2] < 1000, late
    assert seen.problems == []


def test_the_report_gives_each_remark_its_outcome_and_answer_and_no_name(
    charrette_server: CharretteServer, page: Page
) -> None:
    evening = begin_evening(charrette_server)
    wall = pair(page, charrette_server, evening.leader)
    leader = evening.leader
    idea = evening.post("Een bankje bij de vijver")
    version = leader.command(
        "create_design_item", title="Het plein", kind="solution", grain="fine", text="Banken.", why="Samen.",
        from_ideas=[idea["idea"]],
    )["version"]  # fmt: skip
    round = leader.command("plan_round", gathering=evening.gathering["id"], versions=[version], title="Ronde")["round"]
    leader.command("open_round", round=round)
    said = evening.people[0].command(
        "add_remark",
        round=round,
        version=version,
        kind="objection",
        text="Waar parkeren we?",
        alternative="Aan de rand",
    )
    leader.command("close_round", round=round)
    wall.show("report", round=round)
    wall.expect_view("report")
    assert "Waar parkeren we?" not in page.content()
    leader.command("answer_remark", remark=said["remark"], outcome="partly", text="Twee plekken blijven.")
    leader.command("report_back", round=round)
    remark = page.locator(".remark")
    expect(remark.locator(".remark__kind")).to_have_text("This cannot be done: ")  # as on the phones in the room
    for words in ("Waar parkeren we?", "Aan de rand", "Twee plekken blijven."):
        expect(remark).to_contain_text(words)
    expect(remark.locator(".remark__outcome")).to_have_count(1)
    assert "Person 0" not in page.content()


def test_the_result_is_one_reveal_with_numbers_and_bars(charrette_server: CharretteServer, page: Page) -> None:
    evening = begin_evening(charrette_server, phones=3)
    wall = pair(page, charrette_server, evening.leader)
    ideas = [evening.post(f"Plan {number}", number)["idea"] for number in range(3)]
    for person in evening.people:
        person.command("check_in", gathering=evening.board["gathering"])
    evening.leader.command("set_board_phase", board=evening.board["id"], phase="voting")
    wall.show("board", board=evening.board["id"])
    expect(page.locator(".tile")).to_have_count(3)
    still = page.locator(".screen__main").inner_html() + page.locator(".screen__facts").inner_html()
    for person, votes in zip(evening.people, ([1, 2], [2], [2]), strict=True):
        for at in votes:
            person.command("cast_vote", idea=ideas[at])
    page.wait_for_timeout(600)
    now = page.locator(".screen__main").inner_html() + page.locator(".screen__facts").inner_html()
    assert now == still, "the picture is still while voting"
    wall.show("results")
    wall.expect_view("results")
    assert page.locator(".result").count() == 0
    evening.leader.command("set_board_phase", board=evening.board["id"], phase="closed")
    expect(page.locator(".result")).to_have_count(2)
    expect(page.locator(".flow__title")).to_have_text("1 without a vote")
    expect(page.locator(".quiet")).to_contain_text("Plan 0")
    assert [line.split()[0] for line in page.locator(".result__votes").all_inner_texts()] == ["3", "1"]
    widths = page.eval_on_selector_all(".result__bar", "(bars) => bars.map((bar) => bar.getBoundingClientRect().width)")
    assert widths[0] > 2.5 * widths[1]


def test_overrun_stands_in_words_and_time_can_be_added(charrette_server: CharretteServer, page: Page) -> None:
    evening = begin_evening(charrette_server)
    wall = pair(page, charrette_server, evening.leader)
    gathering = evening.gathering["id"]
    steps = evening.leader.picture(f"gathering:{gathering}")["steps"]
    evening.leader.command("go_to_step", gathering=gathering, step=steps[1]["id"])
    wall.show("step")
    wall.expect_view("step")
    evening.leader.command("add_time", gathering=gathering, seconds=-(steps[1]["minutes"] * 60))
    expect(page.locator(".timer--over .timer__time")).to_contain_text("+")
    assert page.locator(".timer__word").inner_text()
    evening.leader.command("add_time", gathering=gathering, seconds=180)
    expect(page.locator(".timer--over")).to_have_count(0)


def _read_from(page: Page, width: int) -> list[str]:
    """Return what the codes say to a camera that sees the whole wall on so many pixels, a little out of focus.

    At 6 m a phone with 12 million pixels sees a picture of 2 m on about 950.
    """
    seen = Image.open(io.BytesIO(page.screenshot())).convert("L")
    seen = seen.resize((width, width * seen.height // seen.width), Image.Resampling.BOX)
    return codes_in(seen.filter(ImageFilter.GaussianBlur(0.6)))


def test_the_code_at_the_door_stands_on_the_wall_while_the_doors_are_open(
    charrette_server: CharretteServer, browser: Browser, page: Page
) -> None:
    leader = charrette_server.sign_in("facilitator")
    gathering, board = leader.first_board()
    wall = pair(page, charrette_server, leader, gathering=gathering["id"])
    wall.expect_view("join")
    assert page.locator(".join__qr").get_attribute("src") == f"/qr.svg?to=%2Fj%2F{gathering['code']}"
    leader.command("open_doors", gathering=gathering["id"])
    expect(page.locator(".join__qr[src^='data:image/svg+xml']")).to_be_visible()
    (read,) = _read_from(page, 950)
    assert read.startswith(f"{charrette_server.url}/c/{gathering['code']}/")
    assert _read_from(page, 120) == [], "the control: from too far away nobody reads it"
    wall.show("board", board=board["id"])
    expect(page.locator(".corner__qr[src^='data:image/svg+xml']")).to_be_visible()
    (corner,) = _read_from(page, 950)
    assert corner.startswith(f"{charrette_server.url}/c/{gathering['code']}/"), "small, and readable from the back row"
    assert page.locator(".corner__address").inner_text() == charrette_server.url.partition("//")[2]
    wall.show("join")
    wall.expect_view("join")
    context = browser.new_context()
    phone = context.new_page()
    phone.goto(read)
    phone.locator("main button.button--primary").click()
    expect(page.locator(".screen__facts")).to_contain_text("1")
    context.close()


@pytest.mark.parametrize("shown", [True, False])
def test_the_head_count_can_be_hidden(charrette_server: CharretteServer, page: Page, shown: bool) -> None:
    evening = begin_evening(charrette_server)
    wall = pair(page, charrette_server, evening.leader)
    evening.post("Een bankje", 0)
    evening.post("Licht", 1)
    wall.show("board", board=evening.board["id"], show_counts=shown)
    expect(page.locator(".tile")).to_have_count(2)
    facts = page.locator(".screen__facts").inner_text()
    assert ("2 people" in facts) == shown
    assert "2 ideas" in facts


def test_keys_turn_pages_go_black_and_come_back_and_the_next_word_of_the_console_wins(
    charrette_server: CharretteServer, page: Page
) -> None:
    evening = begin_evening(charrette_server, phones=6)
    wall = pair(page, charrette_server, evening.leader)
    for number in range(30):
        evening.post(f"Idee met een paar woorden, nummer {number}", number)
    evening.leader.command("set_board_phase", board=evening.board["id"], phase="grouping")
    wall.show("board", board=evening.board["id"])
    paging = page.locator(".screen__paging")
    expect(paging).to_contain_text("1")
    first = wall.text()
    page.keyboard.press("PageDown")
    expect(paging).to_contain_text("Page 2 of")
    page.keyboard.press("PageUp")
    page.keyboard.press("PageUp")
    expect(paging).to_contain_text("Page 1 of")
    page.keyboard.press("b")
    wall.expect_view("black")
    page.keyboard.press("b")
    wall.expect_view("board")
    page.keyboard.press("?")
    expect(page.locator(".help")).to_be_visible()
    page.keyboard.press("?")
    page.keyboard.press("ArrowRight")
    expect(paging).to_contain_text("Page 2 of")
    wall.show("board", page=1, show_counts=False)
    expect(paging).to_contain_text("Page 1 of")
    assert first.splitlines()[0] in wall.text()


def test_the_console_says_which_page_of_how_many_and_the_page_one_reads_stays_while_ideas_come_in(
    charrette_server: CharretteServer, page: Page
) -> None:
    evening = begin_evening(charrette_server, phones=6)
    wall = pair(page, charrette_server, evening.leader)
    ideas = [evening.post(f"Idee met een paar woorden, nummer {number}", number) for number in range(40)]
    wall.show("board", board=evening.board["id"])
    paging = page.locator(".screen__paging")
    expect(paging).to_be_visible()
    pages = int(paging.inner_text().split()[-1])
    wall.expect_told(lambda *told: told == (1, pages))
    wall.show("board", page=99)
    expect(paging).to_have_text(f"Page {pages} of {pages}")
    assert wall.told() == (pages, pages)
    page.keyboard.press("PageUp")
    wall.expect_told(lambda *told: told == (pages - 1, pages))
    read = page.locator(".tile__number").all_inner_texts()
    more = [
        evening.post(f"Nog een idee met een paar woorden, nummer {number}", number)
        for number in range(40, 40 + 2 * len(read))
    ]
    wall.expect_told(lambda _, counted: (counted or 0) > pages)
    now = page.locator(".tile__number").all_inner_texts()
    assert now == read, "the page one reads is not changed for another"
    wall.expect_told(lambda *told: paging.inner_text() == "Page {} of {}".format(*told))  # once all have come
    for idea in [*ideas[len(read) :], *more[len(read) :]]:  # so that a page less is left, wherever pages begin
        evening.leader.command("hide_idea", idea=idea["idea"], reason="Dubbel")
    wall.expect_told(lambda at, counted: at <= (counted or 0) < pages)
    expect(page.locator(".tile").first).to_be_visible()
