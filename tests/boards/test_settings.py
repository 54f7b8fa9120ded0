"""Setting a board: each number within its limits, a refusal that says them, and what a closed board still takes."""

from __future__ import annotations

from typing import Any

import pytest

from charrette.errors import DomainError
from tests.spine.asking import outcome
from tests.world import World


def refused(world: World, **chosen: Any) -> DomainError:
    with pytest.raises(DomainError) as caught:
        world.run("set_board", board=world.board, **chosen)
    return caught.value


@pytest.mark.parametrize(
    ("name", "low", "high"), [("votes_per_person", 1, 100), ("text_limit", 20, 2000)], ids=["votes", "letters"]
)
def test_a_number_beyond_its_limits_is_refused_at_its_field_with_the_limits(
    world: World, name: str, low: int, high: int
) -> None:
    for number in (low - 1, high + 1, -7, 10**9):
        error = refused(world, **{name: number})
        assert (error.code, error.field) == ("number_out_of_range", name)
        assert error.params == {"low": low, "high": high}
    for number in (low, high):
        assert world.run("set_board", board=world.board, **{name: number})[name] == number


def test_of_a_refused_set_nothing_is_kept(world: World) -> None:
    before = world.snapshot(f"board:{world.board}", "fenna")["board"]
    refused(world, moderated=True, concealed=True, text_limit=5)
    assert world.snapshot(f"board:{world.board}", "fenna")["board"] == before


@pytest.mark.parametrize("chosen", [{"moderated": True}, {"votes_per_person": 3}, {"text_limit": 100}])
def test_a_closed_board_is_only_hidden_and_revealed(world: World, chosen: dict[str, Any]) -> None:
    world.open()
    world.run("close_gathering", gathering=world.work)
    assert outcome(world, "set_board", board=world.board, **chosen) == "board_read_only"
    assert outcome(world, "set_board", board=world.board, concealed=True, **chosen) == "board_read_only"
    assert outcome(world, "set_board", board=world.board, concealed=True) == "ok"


@pytest.mark.parametrize("wrong", [{"text_limit": "lang"}, {"text_limit": 2.5}, {"moderated": "ja"}])
def test_what_is_no_number_or_no_yes_or_no_is_refused_by_its_name(world: World, wrong: dict[str, Any]) -> None:
    error = refused(world, **wrong)
    assert (error.code, error.field) == ("field_wrong", next(iter(wrong)))
