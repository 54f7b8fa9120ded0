"""The table of ideas to take home."""

from __future__ import annotations

from charrette.boards.export import ideas_sheet
from tests.exports import examples


def test_the_table_of_ideas_names_nobody() -> None:
    head = [column.key for column in ideas_sheet(examples.ideas()).columns]
    assert "name" not in head
    assert "author" not in head
