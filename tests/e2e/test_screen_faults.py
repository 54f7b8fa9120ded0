"""The projector never goes blank: a dead server, a reload, broken messages, abuse on the wall, a frozen picture."""

from __future__ import annotations

import statistics
import time
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.projectors import Evening, Projector, Tampered, begin_evening, pair
from tests.e2e.server import CharretteServer

FRAME_SECONDS = 0.25
DEAD_SECONDS = 12.0

FRAME = """() => {
  const wall = document.querySelector(".screen");
  if (!wall) return { cards: 0, words: "" };
  const cards = [...wall.querySelectorAll(".tile")].filter((tile) => {
    const box = tile.getBoundingClientRect();
    return box.height > 10 && box.bottom <= innerHeight && getComputedStyle(tile).visibility === "visible";
  });
  return { cards: cards.length, words: wall.innerText };
}"""


NOTE_WHEN_GONE = """(words) => {
  window.gone = new Promise((resolve) => {
    new MutationObserver((_, watch) => {
      if (document.body.innerText.includes(words)) return;
      watch.disconnect();
      resolve(Date.now());
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
}"""
KEEPER_READY = """() => new Promise((resolve) => {
  if (navigator.serviceWorker.controller) resolve();
  else navigator.serviceWorker.addEventListener("controllerchange", () => resolve());
})"""


def _wall_with_cards(server: CharretteServer, page: Page, cards: int = 6) -> tuple[Evening, Projector]:
    evening = begin_evening(server)
    wall = pair(page, server, evening.leader)
    for number in range(cards):
        evening.post(f"Idee {number}: een bankje bij de vijver", number)
    wall.show("board", board=evening.board["id"])
    expect(page.locator(".tile")).to_have_count(cards)
    return evening, wall


def _frames(page: Page, seconds: float) -> list[dict[str, Any]]:
    """Look at the wall four times a second; the page must answer each time."""
    frames = []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        frames.append(page.evaluate(FRAME))
        page.wait_for_timeout(FRAME_SECONDS * 1000)
    return frames


@pytest.mark.trust("T52")
@pytest.mark.timeout(900)
@pytest.mark.parametrize("dead_seconds", [DEAD_SECONDS, pytest.param(600.0, marks=pytest.mark.long)])
def test_a_dead_server_leaves_the_last_picture_with_its_age_and_a_living_one_brings_it_up_to_date(
    charrette_server: CharretteServer, page: Page, dead_seconds: float
) -> None:
    evening, _ = _wall_with_cards(charrette_server, page)
    charrette_server.kill()
    killed = time.monotonic()
    expect(page.locator(".screen__mark")).to_be_visible()
    assert time.monotonic() - killed < 10
    frames = _frames(page, dead_seconds)
    assert [frame for frame in frames if frame["cards"] < 6] == []
    assert "reconnecting" in frames[-1]["words"]

    charrette_server.start()
    evening.post("Het zevende idee")
    expect(page.locator(".tile")).to_have_count(7)
    expect(page.locator(".screen__mark")).to_have_count(0)
    page.evaluate("document.querySelector('.screen').remove()")
    assert {frame["cards"] for frame in _frames(page, 0.5)} == {0}, "the control: a blank wall is seen"


@pytest.mark.trust("T52")
def test_the_age_of_an_old_picture_is_told_in_minutes(charrette_server: CharretteServer, page: Page) -> None:
    page.clock.install()
    _wall_with_cards(charrette_server, page)
    charrette_server.kill()
    page.clock.fast_forward("03:10")
    expect(page.locator(".screen__mark")).to_contain_text("3 minutes ago")
    assert page.evaluate(FRAME)["cards"] == 6


@pytest.mark.trust("T53")
def test_a_reload_while_the_server_is_dead_shows_the_last_board(charrette_server: CharretteServer, page: Page) -> None:
    evening, _ = _wall_with_cards(charrette_server, page)
    page.evaluate(KEEPER_READY)
    page.reload()  # through the worker, so that every module is kept
    expect(page.locator(".tile")).to_have_count(6)
    page.wait_for_timeout(3500)  # pictures are written at most once in three seconds
    charrette_server.kill()
    page.reload()
    begun = time.monotonic()
    expect(page.locator(".tile")).to_have_count(6)
    shown_after = time.monotonic() - begun
    expect(page.locator(".screen__mark")).to_be_visible()
    charrette_server.start()
    evening.post("Het zevende idee")
    expect(page.locator(".tile")).to_have_count(7)
    assert shown_after < 3


@pytest.mark.trust("T57")
def test_a_hidden_idea_leaves_the_wall_within_a_second_and_everything_that_is_kept(
    charrette_server: CharretteServer, page: Page
) -> None:
    evening, wall = _wall_with_cards(charrette_server, page, cards=2)
    late = []
    for number in range(5):
        words = f"Iets lelijks {number}"
        idea = evening.post(words, number)["idea"]
        expect(page.get_by_text(words)).to_be_visible()
        page.evaluate(NOTE_WHEN_GONE, words)
        told = time.time() * 1000
        evening.leader.command("hide_idea", idea=idea, reason="Over een persoon")
        late.append(page.evaluate("window.gone") - told)
    assert statistics.median(late) < 1000, late
    page.wait_for_timeout(200)
    assert "Iets lelijks" not in wall.kept()
    page.reload()
    expect(page.locator(".tile")).to_have_count(2)
    assert "Iets lelijks" not in page.content()


def test_one_idea_that_is_hidden_gives_way_to_its_board(charrette_server: CharretteServer, page: Page) -> None:
    evening, wall = _wall_with_cards(charrette_server, page, cards=2)
    idea = evening.post("Iets lelijks")["idea"]
    wall.show("idea", idea=idea)
    wall.expect_view("idea")
    evening.leader.command("hide_idea", idea=idea, reason="Over een persoon")
    wall.expect_view("board")
    assert "Iets lelijks" not in page.content()


def test_frozen_the_room_sees_the_old_picture_without_what_was_hidden_until_the_next_is_ready(
    charrette_server: CharretteServer, page: Page
) -> None:
    evening, wall = _wall_with_cards(charrette_server, page, cards=3)
    ugly = evening.post("Iets lelijks")["idea"]
    expect(page.locator(".tile")).to_have_count(4)
    wall.show("step", frozen=True)
    evening.post("Te laat voor dit beeld")
    evening.leader.command("hide_idea", idea=ugly, reason="Over een persoon")
    expect(page.locator(".tile")).to_have_count(3)
    wall.expect_view("board")
    assert "Te laat" not in page.content()
    page.reload()
    wall.expect_view("board")
    wall.show("step", frozen=False)
    wall.expect_view("step")


@pytest.mark.trust("T58")
def test_broken_messages_are_ignored_and_reported_and_the_board_stays(
    charrette_server: CharretteServer, page: Page
) -> None:
    reported: list[str] = []
    crashed: list[str] = []
    page.on("console", lambda line: reported.append(line.text) if line.type == "warning" else None)
    page.on("pageerror", lambda error: crashed.append(str(error)))
    line = Tampered(page)
    evening, wall = _wall_with_cards(charrette_server, page, cards=3)
    stream, screen = evening.board["stream"], f"screen:{wall.id}"
    seq = evening.leader.get(f"/api/streams/{stream}")["seq"]
    at = evening.leader.get(f"/api/streams/{screen}")["seq"]
    nonsense: list[tuple[str, Any]] = [
        ("events", None),
        ("events", {"stream": stream, "events": "many"}),
        ("events", {"stream": stream, "events": [None, 7, {"seq": "x"}]}),
        ("events", {"stream": stream, "events": [{"seq": seq + 1, "type": "never_heard_of", "data": {"changes": 4}}]}),
        ("events", {"stream": stream, "events": [{"seq": seq + 1, "type": "x", "data": {"changes": {"ideas": [{}]}}}]}),
        ("events", {"stream": stream, "events": [{"seq": seq + 1, "type": "x", "data": {"changes": {"ideas": None}}}]}),
        ("events", {"stream": screen, "events": [{"seq": at + 1, "type": "x", "data": {"changes": {"screen": None}}}]}),
        ("events", {"stream": screen, "events": [{"seq": at + 1, "type": "x", "data": {"changes": {"screen": {}}}}]}),
        ("head", {"streams": "all"}),
        ("unheard_of", {"x": 1}),
    ]
    for event, message in nonsense:
        line.say(event, message)
        frames = _frames(page, 0.8)
        assert all("bankje" in frame["words"] and frame["cards"] == 3 for frame in frames), message
    assert crashed == []
    assert reported
    evening.post("Het vierde idee")
    expect(page.locator(".tile")).to_have_count(4)


@pytest.mark.trust("T55")
def test_twenty_ideas_a_second_repaint_the_wall_at_most_four_times_a_second(
    charrette_server: CharretteServer, page: Page
) -> None:
    line = Tampered(page)
    evening, _ = _wall_with_cards(charrette_server, page, cards=2)
    stream = evening.board["stream"]
    seq = evening.leader.get(f"/api/streams/{stream}")["seq"]
    page.evaluate(
        "() => { window.paints = []; new MutationObserver(() => window.paints.push(performance.now()))"
        ".observe(document.querySelector('.screen__main'), {childList: true, subtree: true, characterData: true}); }"
    )
    for number in range(60):
        idea = {"id": 90_000 + number, "number": 900 + number, "state": "visible", "text": "Snel", "column": None}
        change = {"seq": seq + 1 + number, "type": "idea_posted", "data": {"changes": {"ideas": [idea]}}}
        line.say("events", {"stream": stream, "events": [change]})
        page.wait_for_timeout(50)
    page.wait_for_timeout(600)
    paints: list[float] = page.evaluate("window.paints")
    frames = [at for at, before in zip(paints, [-1000.0, *paints], strict=False) if at - before > 30]
    assert len(frames) >= 3
    assert len(frames) <= 4 * (paints[-1] - paints[0]) / 1000 + 2, frames


@pytest.mark.trust("T59")
@pytest.mark.timeout(900)
@pytest.mark.parametrize("times", [3, pytest.param(100, marks=pytest.mark.long)])
def test_swapping_between_two_boards_is_never_blank_and_never_shows_the_other_one(
    charrette_server: CharretteServer, page: Page, times: int
) -> None:
    evening, wall = _wall_with_cards(charrette_server, page, cards=3)
    week = evening.leader.week()
    other_gathering = next(row for row in week["gatherings"] if row["title"] == "Werkbijeenkomst")
    other = next(row for row in week["boards"] if row["gathering"] == other_gathering["id"])
    wall.show("board", board=evening.board["id"], follows_steps=False)  # the other session must not take the wall
    evening.leader.command("start_gathering", gathering=other_gathering["id"])
    evening.people[0].command("post_idea", board=other["id"], text="Op het andere bord")
    page.evaluate(
        "() => { window.blank = 0; const look = () => { if (!document.querySelector('.tile')) window.blank += 1;"
        " requestAnimationFrame(look); }; look(); }"
    )
    for _ in range(times):
        wall.show("board", board=other["id"])
        expect(page.locator(".tile")).to_have_count(1)
        assert "bankje" not in wall.text()
        wall.show("board", board=evening.board["id"])
        expect(page.locator(".tile")).to_have_count(3)
        assert "andere bord" not in wall.text()
    assert page.evaluate("window.blank") == 0


def test_concealed_words_are_in_no_byte_that_the_projector_receives(
    charrette_server: CharretteServer, page: Page
) -> None:
    received: list[str] = []
    page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda frame: received.append(str(frame))),
    )

    def keep(route: Route) -> None:
        answer = route.fetch(max_retries=3)  # a connection that waited may be closed meanwhile
        received.append(answer.text() if "font" not in answer.headers.get("content-type", "") else "")
        route.fulfill(response=answer)

    page.route("**/*", keep)
    evening = begin_evening(charrette_server)
    wall = pair(page, charrette_server, evening.leader)
    evening.leader.command("conceal_board", board=evening.board["id"], concealed=True)
    wall.show("board", board=evening.board["id"])
    secret = [evening.post(f"Geheim plan {number}", number)["idea"] for number in range(4)]
    evening.leader.command("group_ideas", board=evening.board["id"], ideas=secret[:2], title="Geheime groep")
    expect(page.locator(".concealed__blank")).to_have_count(4)
    page.reload()
    expect(page.locator(".concealed__blank")).to_have_count(4)
    wall.show("idea", idea=secret[0])
    wall.show("results")
    expect(page.locator(".concealed__blank")).to_have_count(4)
    everything = "\n".join(received)
    assert len(everything) > 10_000
    assert "ideas" in everything
    for words in ("Geheim", "Person 0", "Person 1"):
        assert words not in everything
    evening.leader.command("reveal_board", board=evening.board["id"])
    wall.show("board")
    expect(page.locator(".tile")).to_have_count(4)
    assert "Geheim plan 3" in "\n".join(received), "the test sees what comes in"
