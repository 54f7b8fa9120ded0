"""People with phones, for end-to-end tests: join as one does, and watch what the browser asks and says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright, Request, expect

from tests.e2e.server import CharretteServer, Person
from tests.live.server import wait_until

SMALL = {"viewport": {"width": 320, "height": 568}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}


def device(playwright: Playwright, name: str) -> dict[str, Any]:
    """Return the settings of a phone: ``Pixel 7``, or ``small`` for one of 320 by 568 pixels."""
    return dict(SMALL) if name == "small" else dict(playwright.devices[name])


@dataclass
class Watch:
    """What a page asked for and complained about."""

    requests: list[Request] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def outside(self, server: CharretteServer) -> list[str]:
        """Return the addresses that are not ours."""
        own = (server.url, server.url.replace("http", "ws", 1), "data:", "blob:")
        return [request.url for request in self.requests if not request.url.startswith(own)]


def watch(page: Page) -> Watch:
    """Begin to watch a page."""
    seen = Watch()
    page.on("request", lambda request: seen.requests.append(request))
    page.on("pageerror", lambda error: seen.problems.append(str(error)))
    page.on("console", lambda line: seen.problems.append(line.text) if line.type == "error" else None)
    return seen


def join(context: BrowserContext, server: CharretteServer, code: str, name: str = "Annie") -> Page:
    """Join by the code as the camera opens it, and wait for the live screen."""
    page = context.new_page()
    page.goto(f"{server.url}/j/{code}")
    if page.locator("#name").count():
        page.fill("#name", name)
    page.click("main button.button--primary")
    expect(page.locator(".phone__nav")).to_be_visible()
    return page


def choose_place(page: Page, at: int = 1) -> None:
    """Choose where the idea belongs, on a board with columns: by its place in the list, of which 0 is "Choose…"."""
    if page.locator("select#column").count():
        page.locator("select#column").select_option(index=at)


def write_idea(page: Page, text: str) -> None:
    """Write an idea, choose where it belongs and press Done on the keyboard."""
    page.fill("#idea", text)
    choose_place(page)
    page.locator("#idea").press("Enter")


@dataclass
class Stage:
    """A session with its facilitator, its first board, and the step it is at."""

    server: CharretteServer
    leader: Person
    gathering: dict[str, Any]
    board: dict[str, Any]

    def go(self, step: str) -> None:
        """Go to a step of the script."""
        self.leader.command("go_to_step", gathering=self.gathering["id"], step=step)

    def join(self, context: BrowserContext, name: str = "Annie") -> Page:
        """Let somebody join this session by its code."""
        return join(context, self.server, self.gathering["code"], name)

    def ideas(self) -> list[dict[str, Any]]:
        """Return the ideas on the board, as the facilitator sees them."""
        return list(self.leader.picture(self.board["stream"])["ideas"])

    def expect_stored(self, field: str, *values: str) -> None:
        """Wait until the ideas on the board have these values: a text that is under way has left its note already."""
        wait_until(lambda: [str(idea[field]) for idea in self.ideas()] == [*values], f"{values} to be stored")


def begin(server: CharretteServer, step: str | None = "tips-geven") -> Stage:
    """Sign a facilitator in and start the first session at a step; with None its doors stay closed."""
    leader = server.sign_in("facilitator")
    gathering, board = leader.first_board()
    stage = Stage(server, leader, gathering, board)
    if step is not None:
        leader.command("start_gathering", gathering=gathering["id"])
        stage.go(step)
    return stage
