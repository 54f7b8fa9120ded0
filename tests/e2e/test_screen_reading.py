"""Readable from the back row: sizes, contrast, nothing cut off, and nothing for axe to find, in every view."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.axe import violations
from tests.e2e.projectors import SIZES, Evening, Projector, begin_evening, pair
from tests.e2e.server import CharretteServer

HOSTILE = [
    "W" * 280,
    "i" * 280,
    "مقعد بجانب البركة حيث يمكنك انتظار الحافلة والتحدث مع المارة",
    "👩‍👩‍👧‍👦🌳🚲 Groen dak 🏡",
    "Een hele lange gedachte die niet in één kolom past. " * 5,
    "Regel een\nregel twee\nregel drie",
    "1",
    "verantwoordelijkheidsverdelingsovereenkomst tussen wijk- en dorpsorganisaties",
]

TOO_SMALL = """() => {
  const least = { title: innerHeight / 18, text: innerHeight / 25, rest: innerHeight / 50 };
  const out = [];
  for (const element of document.querySelectorAll(".screen *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || element.closest(".visually-hidden, .flow__measure") || !element.getClientRects().length) continue;
    const size = parseFloat(getComputedStyle(element).fontSize);
    const kind = element.closest("h1") ? "title" : element.closest(".tile__label") ? "rest" : "text";
    if (size < least[kind] - 0.5) out.push(`${element.className || element.tagName} ${size} < ${least[kind]}`);
  }
  return out;
}"""

LOW_CONTRAST = """() => {
  const channels = (color) => (color.match(/[0-9.]+/g) ?? [0, 0, 0, 0]).map(Number);
  const luminance = (color) => {
    const part = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    const [r, g, b] = channels(color).map((c) => part(c / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if ((channels(color)[3] ?? 1) > 0.99) return color;
    }
    return "rgb(255, 255, 255)";
  };
  const out = [];
  for (const element of document.querySelectorAll(".screen *, .help *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || element.closest(".visually-hidden, .flow__measure, .screen--black")) continue;
    const [one, other] = [luminance(getComputedStyle(element).color), luminance(ground(element))].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05);
    if (ratio < 7) out.push(`${element.className || element.tagName} ${ratio.toFixed(2)}`);
  }
  return out;
}"""


def _ready(page: Page) -> None:
    """Wait until fonts and layout are settled."""
    page.evaluate("document.fonts.ready.then(() => new Promise((done) => setTimeout(done, 400)))")


@pytest.fixture
def evening(charrette_server: CharretteServer) -> Evening:
    """A gathering with hostile and kind ideas, a round and its report."""
    evening = begin_evening(charrette_server, phones=4)
    columns = evening.leader.picture(evening.board["stream"])["columns"]
    limit = evening.leader.picture(evening.board["stream"])["board"]["text_limit"]
    for number, text in enumerate([*HOSTILE, "Een bankje bij de vijver"]):
        evening.post(text.strip()[:limit], number, column=columns[number % len(columns)]["id"])
    return evening


def _round(evening: Evening) -> int:
    """Play a review round with long words until the report back; return its id."""
    leader = evening.leader
    ideas = [idea["id"] for idea in leader.picture(evening.board["stream"])["ideas"]]
    versions = [
        leader.command(
            "create_design_item", title=title, kind="solution", grain="fine", text=text, why=why, from_ideas=ideas[:1]
        )["version"]
        for title, text, why in [
            ("Het plein", "Banken in de schaduw en een podium voor iedereen.", "Omdat mensen elkaar missen."),
            ("Een hele lange titel voor een onderdeel " * 4, "W" * 1000, HOSTILE[4]),
        ]
    ]
    round = int(
        leader.command("plan_round", gathering=evening.gathering["id"], versions=versions, title="Eerste ronde")[
            "round"
        ]
    )
    leader.command("open_round", round=round)
    for number, (text, alternative) in enumerate([("Waar parkeren we?", "Aan de rand"), ("W" * 300, "M" * 200)]):
        evening.people[number].command(
            "add_remark", round=round, version=versions[0], kind="objection", text=text, alternative=alternative
        )
    leader.command("close_round", round=round)
    for remark, outcome in zip(leader.picture(f"round:{round}")["remarks"], ("partly", "not_adopted"), strict=True):
        leader.command(
            "answer_remark",
            remark=remark["id"],
            outcome=outcome,
            text="We doen het zo. " * (1 + 20 * (outcome == "partly")),
        )
    leader.command("report_back", round=round)
    return round


def _views(evening: Evening, wall: Projector, round: int) -> Iterator[str]:
    """Show every view and state in turn; give its name."""
    board, leader = evening.board["id"], evening.leader
    ideas = [idea["id"] for idea in leader.picture(evening.board["stream"])["ideas"]]
    wall.show("join")
    yield "join"
    steps = leader.picture(f"gathering:{evening.gathering['id']}")["steps"]
    leader.command("go_to_step", gathering=evening.gathering["id"], step=steps[1]["id"])
    yield "step"
    for page in (1, 2, 3, 4, 5):
        wall.show("board", board=board, page=page)
        yield "board"
    for idea in (ideas[0], ideas[2], ideas[4], ideas[8]):
        wall.show("idea", idea=idea)
        yield "idea"
    leader.command("conceal_board", board=board, concealed=True)
    wall.show("board", page=1)
    yield "board"
    leader.command("reveal_board", board=board)
    leader.command("group_ideas", board=board, ideas=ideas[:3], title="Groepsnaam die behoorlijk lang kan worden " * 3)
    leader.command("set_board_phase", board=board, phase="voting")
    yield "board"
    wall.show("results")
    yield "results"
    leader.command("set_board_phase", board=board, phase="closed")
    for page in (1, 2):
        wall.show("results", page=page)
        yield "results"
    for view in ("round", "report"):
        for page in (1, 2, 3, 4):
            wall.show(view, round=round, page=page)
            yield view
    wall.show("black")
    yield "black"


@pytest.mark.timeout(600)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_view_is_large_dark_enough_and_accessible(
    charrette_server: CharretteServer, page: Page, evening: Evening, theme: str
) -> None:
    wall = pair(page, charrette_server, evening.leader)
    round = _round(evening)
    wall.show("join", theme=theme)
    expect(page.locator(f"html[data-theme={theme}]")).to_be_attached()
    seen: list[str] = []
    for view in _views(evening, wall, round):
        wall.expect_view(view)
        _ready(page)
        where = f"{view} ({len(seen)})"
        assert page.evaluate(LOW_CONTRAST) == [], where
        assert page.evaluate(TOO_SMALL) == [], where
        assert wall.cut_off() == [], where
        if view not in seen:
            assert violations(page) == [], where
        seen.append(view)
    page.keyboard.press("?")
    assert page.evaluate(LOW_CONTRAST) == []
    assert violations(page) == []


@pytest.mark.trust("T54")
@pytest.mark.timeout(600)
def test_nothing_is_cut_off_at_any_size_of_picture(
    charrette_server: CharretteServer, page: Page, evening: Evening
) -> None:
    wall = pair(page, charrette_server, evening.leader)
    round = _round(evening)
    for view in _views(evening, wall, round):
        wall.expect_view(view)
        for size in SIZES:
            page.set_viewport_size(size)  # type: ignore[arg-type]
            _ready(page)
            assert wall.cut_off() == [], (view, size)
            assert page.evaluate(TOO_SMALL) == [], (view, size)


@pytest.mark.trust("T54")
@pytest.mark.timeout(300)
@pytest.mark.parametrize("cards", [200, pytest.param(500, marks=pytest.mark.long)])
def test_many_cards_come_in_pages_of_at_most_twelve_and_none_is_lost(
    charrette_server: CharretteServer, page: Page, cards: int
) -> None:
    evening = begin_evening(charrette_server)
    wall = pair(page, charrette_server, evening.leader)
    evening.leader.command("set_board_phase", board=evening.board["id"], phase="grouping")
    wall.show("board", board=evening.board["id"])
    wall.expect_view("board")
    expect(page.locator(".screen__prompt")).to_be_visible()
    assert wall.cut_off() == []
    picture = evening.leader.picture(evening.board["stream"])
    columns, limit = picture["columns"], picture["board"]["text_limit"]
    with ThreadPoolExecutor(8) as phones:
        code = evening.gathering["code"]
        evening.people = list(phones.map(lambda _: charrette_server.join(code), range(60)))
        texts = [HOSTILE[number % len(HOSTILE)].strip()[:limit] for number in range(cards)]
        column = [columns[number % len(columns)]["id"] for number in range(cards)]
        posted = list(phones.map(lambda n: evening.post(texts[n], n, column=column[n])["number"], range(cards)))
    expect(page.locator(".screen__facts")).to_contain_text(f"{cards} ideas")
    paging = page.locator(".screen__paging")
    expect(paging).to_be_visible()
    pages = int(paging.inner_text().split()[-1])
    seen: set[str] = set()
    for number in range(1, pages + 1):
        expect(paging).to_contain_text(f"Page {number} of {pages}")
        numbers = page.locator(".tile__number").all_inner_texts()
        assert 1 <= len(numbers) <= 12
        seen.update(numbers)
        if number % 10 == 1:
            assert wall.cut_off() == [], number
        page.keyboard.press("PageDown")
    assert seen == {str(number) for number in posted}


LETTER_HEIGHT = """() => parseFloat(getComputedStyle(document.querySelector(".tile__text")).fontSize) / innerHeight"""


def test_after_collecting_a_page_that_is_not_full_is_drawn_larger_and_nothing_is_cut_off(
    charrette_server: CharretteServer, page: Page
) -> None:
    evening = begin_evening(charrette_server)
    wall = pair(page, charrette_server, evening.leader)
    wall.show("board", board=evening.board["id"])
    ideas = [
        evening.post(text, at)["idea"] for at, text in enumerate(("Een bankje", "Licht", "Een fietspad langs de vaart"))
    ]
    expect(page.locator(".tile")).to_have_count(3)
    collecting = page.evaluate(LETTER_HEIGHT)
    evening.leader.command("set_board_phase", board=evening.board["id"], phase="grouping")
    evening.leader.command("group_ideas", board=evening.board["id"], ideas=ideas[:2], title="Op straat")
    expect(page.locator(".flow__group")).to_have_count(2)

    assert collecting >= 1 / 25
    for size in SIZES:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        _ready(page)
        assert page.evaluate(LETTER_HEIGHT) > collecting * 1.2, size
        assert wall.cut_off() == [], size


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_a_page_that_fills_up_is_drawn_smaller_again_also_for_who_wants_no_movement(
    charrette_server: CharretteServer, page: Page, motion: Literal["no-preference", "reduce"]
) -> None:
    page.emulate_media(reduced_motion=motion)
    evening = begin_evening(charrette_server)
    evening.leader.command("set_board_phase", board=evening.board["id"], phase="grouping")
    wall = pair(page, charrette_server, evening.leader)
    wall.show("board", board=evening.board["id"])
    evening.leader.command("post_idea", board=evening.board["id"], text="Een bankje bij de vijver")
    expect(page.locator(".tile")).to_have_count(1)
    _ready(page)
    few = page.evaluate(LETTER_HEIGHT)
    for number in range(2, 9):
        evening.leader.command("post_idea", board=evening.board["id"], text=f"{number} " + "wat de buurt al doet " * 3)
        expect(page.locator(".screen__facts")).to_contain_text(f"{number} ideas")
        _ready(page)
        assert wall.cut_off() == [], number

    assert page.evaluate(LETTER_HEIGHT) < few
