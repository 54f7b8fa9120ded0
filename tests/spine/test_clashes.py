"""What the database undoes because somebody else wrote at the same moment: it is done over once, and never a bug."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from sqlalchemy.orm import Session

from charrette import clock
from charrette.errors import Conflict
from charrette.people.models import Person
from tests.spine.company import in_one_commit
from tests.world import World


def newcomer(world: World, client_id: str) -> Person:
    return Person(charrette_id=world.charrette, client_id=client_id, created_at=clock.now())


def test_what_clashes_is_done_over_and_succeeds(world: World) -> None:
    tried: list[int] = []

    def work(session: Session) -> int:
        tried.append(len(tried))
        session.add(newcomer(world, "phone-of-annie" if len(tried) == 1 else "phone-of-roelof"))
        session.flush()
        return len(tried)

    assert (world.write(work), tried) == (2, [0, 1])


def test_what_clashes_again_is_refused_with_what_the_database_said(world: World) -> None:
    def work(session: Session) -> None:
        session.add(newcomer(world, "phone-of-annie"))
        session.flush()

    with pytest.raises(Conflict) as refused:
        world.write(work)
    assert refused.value.code == "changed_meanwhile"
    assert "client_id" in str(refused.value.__cause__)


def test_what_clashes_in_company_spoils_nothing_for_the_others(world: World) -> None:
    """Three in one commit, of which the second clashes at first: all are saved, each once."""
    tried: list[str] = []

    def add(name: str) -> Any:
        def work(session: Session) -> str:
            tried.append(name)
            session.add(newcomer(world, "phone-of-annie" if tried.count("geert") == 1 and name == "geert" else name))
            session.flush()
            return name

        return partial(world.write, work)

    names = ["roelof", "geert", "fenna"]
    assert in_one_commit(world, *map(add, names)) == names
    assert sorted(tried) == ["fenna", "geert", "geert", "roelof"]
