"""What a projector can show. Values go over the wire and into the database, so they never change."""

from __future__ import annotations

from dataclasses import dataclass

from charrette.spine.choices import Choices, Words, choices, word


@dataclass(frozen=True)
class View(Words):
    """A view of the projector, whole in one entry; its scene and what draws it stand in ``static/js`` by its name.

    ``needs``: the kind of stream it shows, without which it cannot. ``key``: the key by which the console shows it;
    without one it is chosen elsewhere. ``paged``: what it shows may be more than one page.
    """

    needs: str | None = None
    key: str | None = None
    paged: bool = False


@choices("show_view")
class ShowView(Choices):
    """What a projector can show."""

    JOIN = "join", View(word("show_view", "join"), key="j")
    BOARD = "board", View(word("show_view", "board"), needs="board", key="b", paged=True)
    IDEA = "idea", View(word("show_view", "one idea"), needs="board")
    RESULTS = "results", View(word("show_view", "results"), needs="board", key="r", paged=True)
    STEP = "step", View(word("show_view", "step"), key="s")
    ROUND = "round", View(word("show_view", "review round"), needs="round", key="o", paged=True)
    REPORT = "report", View(word("show_view", "report back"), needs="round", key="e", paged=True)
    BLACK = "black", View(word("show_view", "black"), key="x")

    @property
    def needs(self) -> str | None:
        """The kind of stream that it shows."""
        return self.words.needs if isinstance(self.words, View) else None
