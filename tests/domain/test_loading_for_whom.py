"""Loading a script again changes for whom a gathering is until somebody came, and not after."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from charrette.domain import loading
from charrette.models import Admission, Gathering, Idea, Person
from tests.world import World

pytestmark = pytest.mark.trust("T96")


@pytest.mark.parametrize("came", ["doors", "check in", "idea", None])
@pytest.mark.parametrize(
    ("field", "was", "becomes"),
    [("kind", "youth", "work"), ("kind", "work", "youth"), ("openness", "public", "invited")],
)
def test_a_gathering_where_somebody_came_stays_for_whom_it_was(
    world: World, tmp_path: Path, came: str | None, field: str, was: str, becomes: str
) -> None:
    folder = tmp_path / "week"
    shutil.copytree("sessions/hoogeveen", folder)
    script = next(one for one in sorted(folder.glob("*.toml")) if f'\n{field} = "{was}"' in one.read_text("utf-8"))
    key = tomllib.loads(script.read_text("utf-8"))["key"]

    def load(session: Any) -> tuple[str, list[tuple[str, str, str]]]:
        report = loading.load_folder(session, folder)
        found = session.scalars(select(Gathering).where(Gathering.key == key).order_by(Gathering.id.desc())).first()
        return getattr(found, field).value, report.not_changed

    def come(session: Any) -> None:
        found = session.scalars(select(Gathering).where(Gathering.key == key).order_by(Gathering.id.desc())).first()
        person = session.scalars(select(Person)).first()
        if came == "doors":
            found.doors_opened_at = world.now()
        elif came == "check in":
            session.add(Admission(gathering_id=found.id, person_id=person.id))
        elif came == "idea":
            board = found.boards[0]
            values = {"board_id": board.id, "column_id": board.columns[0].id, "text": "Een bankje", "number": 900}
            session.add(
                Idea(
                    charrette_id=found.charrette_id,
                    posted_at=world.now(),
                    changed_at=world.now(),
                    author_id=person.id,
                    **values,
                )
            )

    first = world.write(load)
    world.write(come)
    script.write_text(script.read_text("utf-8").replace(f'\n{field} = "{was}"', f'\n{field} = "{becomes}"', 1), "utf-8")
    again = world.write(load)

    assert first == (was, [])
    assert again == ((was, [("gatherings", key, field)]) if came else (becomes, []))
