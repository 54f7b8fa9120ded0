"""What a projector can show. Values go over the wire and into the database, so they never change."""

from __future__ import annotations

from enum import StrEnum


class ShowView(StrEnum):
    """What a projector can show."""

    JOIN = "join"
    BOARD = "board"
    IDEA = "idea"
    RESULTS = "results"
    STEP = "step"
    ROUND = "round"
    REPORT = "report"
    BLACK = "black"
