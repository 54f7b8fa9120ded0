"""The demo's own account says of each idea what the server says of it."""

from __future__ import annotations

import pytest

from charrette.demo.book import Book, IdeaNote, ItemNote, TopicNote


def book_with(**item: object) -> Book:
    book = Book("demo", 1)
    book.ideas[1] = IdeaNote(1, 1, board=1, day=1, text="Een bankje", author=None, theme="bankjes", grouped=True)
    book.items[1] = ItemNote(1, 1, "Bankjes", "Zitten", [1], [], **item)  # type: ignore[arg-type]
    return book


@pytest.mark.parametrize(("state", "outcome"), [("draft", "used"), ("agreed", "used"), ("dropped", "dropped")], ids=str)
def test_an_idea_shares_what_became_of_its_design_item(state: str, outcome: str) -> None:
    book = book_with(state=state)
    assert book.outcome_of(book.ideas[1]) == outcome


def test_a_topic_that_stands_on_an_agenda_comes_first() -> None:
    book = book_with(state="agreed", areas="all")
    book.topics[1] = TopicNote(1, "krakeel", "Bankjes", 1, removed=True)
    assert book.outcome_of(book.ideas[1]) == "used"
    book.topics[2] = TopicNote(2, "krakeel", "Bankjes", 1)
    assert book.outcome_of(book.ideas[1]) == "on_agenda"
