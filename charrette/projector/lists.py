"""What a projector can show. Values go over the wire and into the database, so they never change."""

from __future__ import annotations

from charrette.spine.choices import Choices, Words, choices, word


@choices("show_view")
class ShowView(Choices):
    """What a projector can show."""

    JOIN = "join", Words(word("show_view", "join"))
    BOARD = "board", Words(word("show_view", "board"))
    IDEA = "idea", Words(word("show_view", "one idea"))
    RESULTS = "results", Words(word("show_view", "results"))
    STEP = "step", Words(word("show_view", "step"))
    ROUND = "round", Words(word("show_view", "review round"))
    REPORT = "report", Words(word("show_view", "report back"))
    BLACK = "black", Words(word("show_view", "black"))
