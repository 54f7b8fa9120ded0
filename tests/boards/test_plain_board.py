"""The plain page of a board has each idea and each group once, in the column where all other screens have it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from charrette import create_app
from charrette.boards.models import Idea
from charrette.boards.picture.columns import columns_of
from tests.world import World


def in_columns(world: World) -> None:
    """Two columns, a group of two, a lone idea in each column, one in no order."""
    ideas = [world.post(f"Idee {number}", column=world.columns[number % 2]) for number in range(5)]
    world.run("group_ideas", board=world.board, ideas=ideas[:2], title="Groen")
    world.run("move_idea", idea=ideas[4], position=1)


def before_there_were_columns(world: World) -> None:
    """The script was loaded again with columns; what came in before stands in none of them."""
    idea = world.post("Van tevoren", "geert")
    world.write(lambda session: session.execute(update(Idea).where(Idea.id == idea).values(column_id=None)))


def out_of_its_column(world: World) -> None:
    """An idea of a group was moved to another column, and stays in the group."""
    ideas = [world.post(f"Idee {number}") for number in (1, 2)]
    world.run("group_ideas", board=world.board, ideas=ideas, title="Groen")
    world.run("move_idea", idea=ideas[0], column=world.columns[1])


def taken_apart_and_off(world: World) -> None:
    ideas = [world.post(f"Idee {number}") for number in (1, 2, 3)]
    group = world.run("group_ideas", board=world.board, ideas=ideas[:2], title="Groen")["group"]
    world.run("dissolve_group", group=group)
    world.run("group_ideas", board=world.board, ideas=ideas[2:], title="Leeg")
    world.run("hide_idea", idea=ideas[2], reason="Een naam")


def without_columns(world: World) -> None:
    world.post("Slotwoord", board=world.later_board)


CASES: list[Callable[[World], None]] = [
    in_columns,
    before_there_were_columns,
    out_of_its_column,
    taken_apart_and_off,
    without_columns,
]


def on_a_phone(picture: dict[str, Any]) -> Any:
    """Return the columns as the scripts of the screens read them."""
    state = (Path(__file__).parents[2] / "static/js/boards/state.js").as_uri()
    run = f'import {{ columnsOf }} from "{state}"; console.log(JSON.stringify(columnsOf(JSON.parse(process.argv[1]))))'
    command = ["node", "--input-type=module", "--eval", run, "--", json.dumps(picture)]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_a_plain_page_and_a_phone_put_a_board_in_the_same_columns(world: World, case: Callable[[World], None]) -> None:
    world.open()
    case(world)
    for board in (world.board, world.later_board):
        picture = world.snapshot(f"board:{board}", "geert")
        assert columns_of(picture) == on_a_phone(picture)


def test_the_plain_page_loses_no_idea_and_draws_no_group_twice(world: World) -> None:
    world.open()
    before_there_were_columns(world)
    out_of_its_column(world)
    client = create_app(world.config).test_client()
    page = client.get(f"/boards/{world.board}", headers=world.header("jamila")).get_data(as_text=True)

    assert {text: page.count(text) for text in ("Van tevoren", "Groen", "Idee 1", "Idee 2")} == {
        "Van tevoren": 1,
        "Groen": 1,
        "Idee 1": 1,
        "Idee 2": 1,
    }
    assert "Nothing here yet." not in page
