"""The table of ideas to take home."""

from __future__ import annotations

from charrette.boards.export import ideas_csv
from tests.exports import examples


def test_the_table_of_ideas_names_nobody() -> None:
    head = ideas_csv(examples.ideas()).decode("utf-8-sig").splitlines()[0]
    assert "name" not in head
    assert "author" not in head
