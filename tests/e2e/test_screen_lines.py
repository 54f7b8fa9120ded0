"""Every line that somebody wrote is on some page of the wall, whole: whatever the text, the view and the picture."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.projectors import Evening, Projector, begin_evening, pair
from tests.e2e.server import CharretteServer, Json
from tests.e2e.test_screen_reading import TOO_SMALL

SIZES = ({"width": 1920, "height": 1080}, {"width": 1280, "height": 720}, {"width": 1024, "height": 768})
HOSTILE = {
    "many short lines": "\n".join(f"n{number}" for number in range(1, 41)),
    "one word": "W" * 280,
    "emoji": "🌳" * 280,
    "families": "👩‍👩‍👧‍👦" * 25,
    "no spaces": "池のそばにベンチがあれば待ち時間も話しながら過ごせます。" * 10,
    "right to left": "مقعد بجانب البركة حيث يمكنك انتظار الحافلة والتحدث مع المارة. " * 4,
    "both ways": ("מקלט אוטובוס\nbij de halte\n" * 12).strip(),
    "stacked": "".join(letter + "\u0301\u0302\u0303\u0304\u0306\u0307" for letter in "bankje aan de vijver") * 2,
    "capitals": "VERANTWOORDELIJKHEIDSVERDELING " * 9,
    "small": "1",
}
LONG_TITLE = ("Een naam die veel langer is dan wat ooit boven een kolom past, en dan nog meer " * 3)[:200].strip()
LONG_TEXT = "\n".join(f"{number}. Een zin die bij punt {number} hoort." for number in range(1, 61))

ON_THE_WALL = r"""() => {
  const out = [];
  const seen = {};
  const inside = (box, room, slack) => box.top >= room.top - slack && box.bottom <= room.bottom + slack
    && box.left >= room.left - slack && box.right <= room.right + slack;
  const wall = document.querySelector(".screen").getBoundingClientRect();
  for (const words of document.querySelectorAll(".screen__main [data-words]")) {
    if (words.closest(".flow__measure, .fit__measure")) continue;
    const clips = [words.closest(".flow, .fit"), words.closest(".tile, .result, .quiet, .remark, .flow__block, .fit")];
    const range = document.createRange();
    range.selectNodeContents(words);
    const lines = [...range.getClientRects()];
    for (const room of [wall, ...clips.map((clip) => clip.getBoundingClientRect())]) {
      const cut = lines.filter((line) => !inside(line, room, 1));
      if (cut.length) out.push([words.textContent.slice(0, 30), cut[0].toJSON(), room.toJSON()]);
    }
    const number = words.closest(".tile, .result, .quiet")?.querySelector("bdi")?.textContent.trim() ?? "";
    (seen[words.closest("h2, h3, .flow__whole") ? "titles" : number] ??= []).push(words.textContent);
  }
  return { out, seen };
}"""
"""What stands on this page by the number before it, and lines that are not wholly in their place."""


@pytest.fixture
def evening(charrette_server: CharretteServer) -> Evening:
    """A board with texts that are hard to lay out, in groups and columns with long names."""
    evening = begin_evening(charrette_server, phones=6)
    columns = evening.leader.picture(evening.board["stream"])["columns"]
    evening.leader.command("set_board", board=evening.board["id"], text_limit=2000)
    ideas = [
        evening.post(text, number, column=columns[number % len(columns)]["id"])["idea"]
        for number, text in enumerate(HOSTILE.values())
    ]
    evening.leader.command("set_board_phase", board=evening.board["id"], phase="grouping")
    evening.leader.command("group_ideas", board=evening.board["id"], ideas=ideas[:4], title=LONG_TITLE)
    return evening


def _round(evening: Evening) -> int:
    """Play a round with long texts until the report back; return its id."""
    leader = evening.leader
    ideas = [idea["id"] for idea in leader.picture(evening.board["stream"])["ideas"]]
    item = {"kind": "solution", "grain": "fine", "from_ideas": ideas[:1]}
    made = leader.command("create_design_item", title=LONG_TITLE, text=LONG_TEXT, why="Daarom.", **item)
    fields = {"gathering": evening.gathering["id"], "versions": [made["version"]], "title": LONG_TITLE[::-1]}
    round: int = leader.command("plan_round", **fields)["round"]
    leader.command("open_round", round=round)
    said = {"round": round, "version": made["version"], "kind": "objection"}
    evening.people[0].command("add_remark", text="Kort.", alternative="Anders.", **said)
    evening.people[1].command("add_remark", text=HOSTILE["many short lines"], alternative="Liever zo.", **said)
    leader.command("close_round", round=round)
    for remark, answer in zip(leader.picture(f"round:{round}")["remarks"], ("Goed.", LONG_TEXT), strict=True):
        leader.command("answer_remark", remark=remark["id"], outcome="partly", text=answer)
    leader.command("report_back", round=round)
    return round


def _pages(wall: Projector) -> Iterator[dict[str, list[str]]]:
    """Turn all pages from the first; give what stands on each, all of it whole and large enough."""
    paging = wall.page.locator(".screen__paging")
    wall.page.evaluate("document.fonts.ready")
    number, pages = 1, 1
    while number <= pages:
        if paging.count():
            expect(paging).to_contain_text(f"Page {number} of")
            pages = int(paging.inner_text().split()[-1])
        found = wall.page.evaluate(ON_THE_WALL)
        if folder := os.environ.get("CHARRETTE_TEST_PICTURES"):
            size = wall.page.viewport_size or {}
            view = wall.page.locator(".screen").get_attribute("class").split("--")[1]  # type: ignore[union-attr]
            wall.page.screenshot(path=f"{folder}/{size['width']}-{view}-{number:02}.png")
        assert found["out"] == [], (number, pages)
        assert wall.cut_off() == [], (number, pages)
        assert wall.page.evaluate(TOO_SMALL) == [], (number, pages)
        yield found["seen"]
        number += 1
        if number <= pages:
            wall.page.keyboard.press("PageDown")


def _said(wall: Projector) -> dict[str, str]:
    """Return all that the pages say, by the number before it; without white space."""
    said: dict[str, str] = {}
    for page in _pages(wall):
        for number, texts in page.items():
            said[number] = said.get(number, "") + "".join(texts)
    return {number: _bare(text) for number, text in said.items()}


def _vote(evening: Evening, ideas: list[int]) -> None:
    """Let somebody vote for these: the others stand together as those without a vote."""
    evening.leader.command("set_board_phase", board=evening.board["id"], phase="voting")
    evening.people[0].command("check_in", gathering=evening.gathering["id"])
    evening.leader.command("set_vote_limit", board=evening.board["id"], votes=None)
    for idea in ideas:
        evening.people[0].command("cast_vote", idea=idea)


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _walk(wall: Projector, idea: Json) -> None:
    """Turn on after the last page of an idea: to its neighbour, and back to that last page."""
    title, paging = wall.page.locator(".screen__title"), wall.page.locator(".screen__paging")
    wall.show("idea", idea=idea["id"], page=1)
    expect(title).to_have_text(f"Idea {idea['number']}")
    wall.page.keyboard.press("PageUp")
    expect(title).not_to_have_text(f"Idea {idea['number']}")
    expect(paging).to_contain_text(re.compile(r"Page (\d+) of \1$"))
    wall.page.keyboard.press("PageDown")
    expect(title).to_have_text(f"Idea {idea['number']}")
    expect(paging).to_contain_text("Page 1 of")


@pytest.mark.trust("T54")
@pytest.mark.timeout(600)
def test_every_line_of_every_text_is_whole_on_exactly_one_page_at_every_size(
    charrette_server: CharretteServer, page: Page, evening: Evening
) -> None:
    wall = pair(page, charrette_server, evening.leader)
    leader, board = evening.leader, evening.board["id"]
    ideas = {str(idea["number"]): idea for idea in leader.picture(evening.board["stream"])["ideas"]}
    texts = {number: _bare(idea["text"]) for number, idea in ideas.items()}
    round = _round(evening)
    for size in SIZES:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        leader.command("set_board_phase", board=board, phase="grouping")
        wall.show("board", board=board, page=1)
        wall.expect_view("board")
        on_board = _said(wall)
        assert _bare(LONG_TITLE) in on_board.pop("titles"), size
        assert on_board == texts, size
        for idea in list(ideas.values())[:4]:
            wall.show("idea", idea=idea["id"])
            expect(page.locator(".screen__title")).to_have_text(f"Idea {idea['number']}")
            assert _said(wall)[""].startswith(_bare(idea["text"])), size
        if size == SIZES[-1]:
            _walk(wall, list(ideas.values())[1])
        _vote(evening, [idea["id"] for idea in list(ideas.values())[1::2]])
        leader.command("set_board_phase", board=board, phase="closed")
        wall.show("results")
        expect(page.locator(".result").first).to_be_visible()
        results = _said(wall)
        lone = {f"#{number}": texts[number] for number, idea in ideas.items() if idea["group"] is None}
        assert {number: text for number, text in results.items() if number} == lone, size
        assert _bare(LONG_TITLE) in results[""], size
        for view, words in (
            ("round", [LONG_TITLE, LONG_TEXT, LONG_TITLE[::-1]]),
            ("report", [LONG_TITLE, LONG_TEXT, HOSTILE["many short lines"], "Kort.", "Liever zo."]),
        ):
            wall.show(view, round=round)
            wall.expect_view(view)
            told = _said(wall)
            said = told[""] + told["titles"]
            assert [text for text in words if said.count(_bare(text)) < 1] == [], (view, size)
            assert said.count(_bare(LONG_TEXT)) == 1, (view, size)
