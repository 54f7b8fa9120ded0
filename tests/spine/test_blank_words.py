"""Words that nobody can see are no words, in whatever field of whatever command they come."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from charrette.errors import DomainError
from tests.conftest import WorldAfter
from tests.spine.test_words_are_kept import ACTS, asks, needs_reason
from tests.world import World

UNSEEN = "\u3164\u2060\ufe0f"
"""A filler of Hangul, a joiner and a variation of nothing: none of them is white space."""


def opened(world: World) -> None:
    world.open()


def answer(world: World, name: str, field: str, words: str) -> str:
    """Return what comes of these words: the refusal, or that they were taken."""
    try:
        ACTS[name](world, {field: words, **({"reason": "Om iets"} if needs_reason(name, field) else {})})
    except DomainError as refused:
        return refused.code
    return "taken"


def tables(world: World) -> list[Any]:
    """Return all that is kept, but for what was answered to commands."""
    with world.reading() as session:
        names = session.scalars(text("select name from sqlite_master where type = 'table'")).all()
        rows = [session.execute(text(f'select * from "{name}"')).all() for name in names if name != "command_receipts"]
    return [value for table in rows for row in table for value in row]


@pytest.mark.parametrize(("name", "field"), sorted(asks()))
def test_letters_that_nobody_sees_are_answered_as_an_empty_field_is(
    world_after: WorldAfter, name: str, field: str
) -> None:
    empty, unseen = (world_after(opened)[0] for _ in range(2))

    assert answer(unseen, name, field, UNSEEN) == answer(empty, name, field, "")
    assert [value for value in tables(unseen) if UNSEEN in str(value)] == []
