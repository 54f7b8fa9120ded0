"""Loading a script again changes for whom a gathering is until somebody came, and not after."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from charrette.attendance.models import Admission
from charrette.attendance.rules import admissions
from charrette.boards.models import Idea
from charrette.people.models import Person
from charrette.scripts.rules import loading
from charrette.week.models import Gathering
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


def test_a_gathering_that_is_for_who_is_invited_now_has_a_new_code_and_new_pictures(
    world: World, tmp_path: Path
) -> None:
    folder = tmp_path / "week"
    shutil.copytree("sessions/hoogeveen", folder)
    script = next(
        one
        for one in sorted(folder.glob("*.toml"))
        if '\nkind = "work"' in (text := one.read_text("utf-8")) and "[[boards]]" in text
    )
    key = tomllib.loads(script.read_text("utf-8"))["key"]

    def load(session: Any) -> tuple[str, set[str], loading.LoadReport]:
        report = loading.load_folder(session, folder)
        found = session.scalars(select(Gathering).where(Gathering.key == key).order_by(Gathering.id.desc())).first()
        return found.code, {f"board:{board.id}" for board in found.boards}, report

    before, boards, _ = world.write(load)
    script.write_text(script.read_text("utf-8").replace('\nkind = "work"', '\nkind = "youth"', 1), "utf-8")
    world.announced.clear()
    after, _, report = world.write(load)

    assert after != before
    assert report.new_codes == [(key, after)]
    assert f"De code is nieuw: {after}" in report.text("nl")
    assert boards <= {one.stream for one in world.announced}
    assert world.write(load)[2].new_codes == []


def test_who_made_a_remark_was_there(world: World) -> None:
    def came(session: Any) -> bool:
        return admissions.somebody_came(session, session.get_one(Gathering, world.later))

    _, version = world.item()
    round = world.run("plan_round", gathering=world.later, versions=[version], title="Ronde")["round"]
    world.run("open_round", round=round)
    before = world.write(came)
    world.run("add_remark", "annie", round=round, version=version, kind="improvement", text="Met een bank")

    assert (before, world.write(came)) == (False, True)
