"""Accessibility of what a browser shows now, by axe: WCAG 2.2 A and AA and its good practice, in both themes."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    """Return what axe finds on the page as it is, one line a place."""
    found = Axe().run(page, options={"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": TAGS}})
    return [
        f"{rule['id']}: {node['html'][:160]} ({(node.get('failureSummary') or '').splitlines()[-1:]})"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]


def assert_accessible(page: Page, where: str, *, themes: tuple[str, ...] = ("light", "dark")) -> None:
    """Check the page as it is in each theme; ``where`` names the state in the message.

    The window is made as high as the page meanwhile, so that nothing lies half under a bar that stays in place.
    """
    size = page.viewport_size or {"width": 1280, "height": 720}
    height = int(page.evaluate("document.documentElement.scrollHeight"))
    page.set_viewport_size({"width": size["width"], "height": max(height, size["height"])})
    for theme in themes:
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light", reduced_motion="reduce")
        while page.evaluate("document.getAnimations().some((one) => one.playState === 'running')"):
            page.wait_for_timeout(20)
        found = violations(page)
        assert not found, f"{where}, {theme}: " + "\n".join(found)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.set_viewport_size(size)


def sideways(page: Page) -> int:
    """Return by how many pixels the page is wider than its window (0: no scrolling sideways)."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def small_targets(page: Page, least: int = 44) -> list[str]:
    """Return what can be pressed and is smaller than ``least`` pixels high or wide.

    A link inside a sentence is as high as its line (WCAG 2.5.8 excepts it); a choice counts with its label.
    """
    return list(
        page.evaluate(
            """(least) => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
              .filter((element) => element.getClientRects().length > 0)
              .filter((element) => !element.closest(".skip-link, .visually-hidden, p:not(:has(> .target))"))
              .map((element) => [element, (element.closest("label.choice") ?? element).getBoundingClientRect()])
              .filter(([, box]) => box.height > 0 && (box.height < least - 0.5 || box.width < least - 0.5))
              .map(([element, box]) => `${element.outerHTML.slice(0, 120)} ${box.width} x ${box.height}`)""",
            least,
        )
    )
