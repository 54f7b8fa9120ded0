"""Accessibility of what a browser shows now, by axe: WCAG 2.2 A and AA and its good practice, in both themes."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WHOLE = {"runOnly": {"type": "tag", "values": TAGS}}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""All that a theme can change: one is a set of colours (``static/css/tokens.css``)."""


def look(page: Page, options: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rules that axe finds broken on the page as it is. It is put into a page once."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("(options) => axe.run(options)", {"resultTypes": ["violations"], **options})
    return list(found["violations"])


def violations(page: Page, options: dict[str, Any] | None = None) -> list[str]:
    """Return what axe finds on the page as it is, one line a place."""
    return [
        f"{rule['id']}: {node['html'][:160]} ({(node.get('failureSummary') or '').splitlines()[-1:]})"
        for rule in look(page, WHOLE if options is None else options)
        for node in rule["nodes"]
    ]


def assert_accessible(page: Page, where: str, *, themes: tuple[str, ...] = ("light", "dark")) -> None:
    """Check the page as it is in each theme; ``where`` names the state in the message.

    The window is made as high as the page meanwhile, so that nothing lies half under a bar that stays in place. Of the
    second theme only the colours are looked at: the rest of the page is the same.
    """
    size = page.viewport_size or {"width": 1280, "height": 720}
    height = int(page.evaluate("document.documentElement.scrollHeight"))
    page.set_viewport_size({"width": size["width"], "height": max(height, size["height"])})
    for theme in themes:
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light", reduced_motion="reduce")
        while page.evaluate("document.getAnimations().some((one) => one.playState === 'running')"):
            page.wait_for_timeout(20)
        found = violations(page, WHOLE if theme == themes[0] else COLOURS)
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
