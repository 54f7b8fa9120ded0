"""The page about the wire is not behind the code."""

from __future__ import annotations

from charrette.spine.commands import COMMANDS
from charrette.spine.events import EVENTS
from tools.live_events import PAGE, filled


def test_the_page_is_what_the_code_makes_of_it() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert filled(page) == page


def test_every_command_and_every_event_is_on_the_page_with_an_example() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert [name for name in COMMANDS if f'"type": "{name}"' not in page] == []
    assert [name for name in EVENTS if f'"type": "{name}"' not in page] == []


def test_a_page_that_is_behind_is_noticed() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert filled(page.replace("`post_idea`", "`post_thought`")) != page.replace("`post_idea`", "`post_thought`")
