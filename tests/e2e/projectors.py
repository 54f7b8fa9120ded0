"""A projector for end-to-end tests: opened, paired by its code, and told what to show by a facilitator."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page, WebSocketRoute, expect

from tests.e2e.server import CharretteServer, Json, Person

FULL_HD = {"width": 1920, "height": 1080}
SIZES = ({"width": 1280, "height": 720}, FULL_HD, {"width": 3840, "height": 2160}, {"width": 1024, "height": 768})
PATIENCE_MS = 30_000
"""How long a busy machine may take; what must be quick is measured by the tests themselves."""

expect.set_options(timeout=PATIENCE_MS)

CUT_OFF = """() => {
  const wall = document.querySelector(".screen");
  const shown = (element) =>
    !element.closest(".visually-hidden, .flow__measure") && element.getClientRects().length > 0;
  const inside = wall.getBoundingClientRect();
  const out = [];
  for (const element of wall.querySelectorAll("p, h1, h2, h3, article, img, .timer, .tile, .result, .remark")) {
    if (!shown(element)) continue;
    const box = element.getBoundingClientRect();
    const main = element.closest(".flow, .fit")?.getBoundingClientRect() ?? inside;
    const frame = { top: Math.max(main.top, inside.top), bottom: Math.min(main.bottom, inside.bottom) };
    const sticksOut = box.left < inside.left - 1 || box.right > inside.right + 1
      || box.top < frame.top - 2 || box.bottom > frame.bottom + 2;
    if (sticksOut || element.scrollWidth > element.clientWidth + 2) {
      out.push(`${element.tagName}.${element.className} ${element.textContent.slice(0, 40)} ${JSON.stringify(box)}`);
    }
  }
  return out;
}"""
"""Elements of the picture that stick out of it, of their page or of themselves."""


KEPT = """async () => {
  const done = (ask) => new Promise((resolve) => { ask.onsuccess = () => resolve(ask.result); });
  const texts = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    for (const table of database.objectStoreNames) {
      texts.push(JSON.stringify(await done(database.transaction(table).objectStore(table).getAll())));
    }
    database.close();
  }
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) {
      texts.push(await (await caches.match(request)).text());
    }
  }
  return texts.join("\\n");
}"""
"""Everything that this browser keeps: IndexedDB and the cache of the page."""


@dataclass
class Projector:
    """A paired projector: ``page`` is what the room sees, ``leader`` steers it."""

    page: Page
    server: CharretteServer
    leader: Person
    id: int

    def show(self, view: str, **fields: Any) -> None:
        """Tell the projector what to show."""
        self.leader.command("show_on_screen", screen=self.id, view=view, **fields)

    def expect_view(self, kind: str) -> None:
        """Wait until the picture is of this kind."""
        expect(self.page.locator(f".screen--{kind}")).to_be_attached()

    def text(self) -> str:
        """Return the words that are on the wall."""
        return self.page.locator(".screen").inner_text()

    def told(self) -> tuple[int, int | None]:
        """Return on which page of how many the console says that this projector is."""
        screen = self.leader.picture(f"screen:{self.id}")["screen"]
        return screen["page"], screen["pages"]

    def expect_told(self, is_right: Callable[[int, int | None], bool]) -> None:
        """Wait until the console says so of the pages."""
        until = time.monotonic() + PATIENCE_MS / 1000
        while not is_right(*self.told()):
            assert time.monotonic() < until, self.told()
            self.page.wait_for_timeout(50)

    def kept(self) -> str:
        """Return everything that this browser keeps."""
        return str(self.page.evaluate(KEPT))

    def cut_off(self) -> list[str]:
        """Return what is cut off or sticks out."""
        return list(self.page.evaluate(CUT_OFF))


def open_projector(page: Page, server: CharretteServer) -> str:
    """Open the projector's page; return the pairing code it shows."""
    page.set_viewport_size(FULL_HD)
    page.goto(f"{server.url}/screen")
    expect(page.locator(".pairing__code")).to_be_visible()
    return page.locator(".pairing__code").inner_text()


def pair(page: Page, server: CharretteServer, leader: Person, **fields: Any) -> Projector:
    """Open a projector and pair it by its code."""
    code = open_projector(page, server)
    return Projector(page, server, leader, leader.command("pair_screen", code=code, **fields)["screen"])


@dataclass
class Evening:
    """A gathering that runs, with a board on the projector."""

    leader: Person
    gathering: Json
    board: Json
    people: list[Person]

    def post(self, text: str, who: int = 0, **fields: Any) -> Json:
        """Post an idea from one of the phones."""
        return self.people[who % len(self.people)].command("post_idea", board=self.board["id"], text=text, **fields)


def begin_evening(server: CharretteServer, phones: int = 2) -> Evening:
    """Start the first gathering and let people in."""
    leader = server.sign_in("facilitator")
    gathering, board = leader.first_board()
    leader.command("start_gathering", gathering=gathering["id"])
    people = [server.join(gathering["code"], f"Person {number}") for number in range(phones)]
    return Evening(leader, gathering, board, people)


class Tampered:
    """The line between a projector and its server, on which a test can speak."""

    def __init__(self, page: Page) -> None:
        self.lines: list[WebSocketRoute] = []
        page.route_web_socket(re.compile(r"/socket\.io/"), self._join)

    def _join(self, line: WebSocketRoute) -> None:
        line.connect_to_server()
        self.lines.append(line)

    def say(self, event: str, message: Any) -> None:
        """Send an event as if it came from the server."""
        self.lines[-1].send(f"42{json.dumps([event, message])}")
