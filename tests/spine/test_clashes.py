"""What the database undoes because somebody else wrote at the same moment: it is done over once, and never a bug."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from sqlalchemy.orm import Session

from charrette import clock
from charrette.errors import Conflict
from charrette.people.models import Person
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
    first = threading.Event()
    going_on = threading.Event()
    tried: list[str] = []
    told: dict[str, Any] = {}

    def leading(session: Session) -> None:
        going_on.set()
        assert first.wait(30)

    def add(name: str) -> Any:
        def work(session: Session) -> str:
            tried.append(name)
            session.add(newcomer(world, "phone-of-annie" if tried.count("geert") == 1 and name == "geert" else name))
            session.flush()
            return name

        return work

    threads = [threading.Thread(target=world.write, args=(leading,))]
    threads[0].start()
    assert going_on.wait(30)
    for name in ("roelof", "geert", "fenna"):
        threads.append(threading.Thread(target=lambda name=name: told.setdefault(name, world.write(add(name)))))
        threads[-1].start()
    while len(world.writer._queue) < 3:
        threading.Event().wait(0.01)
    first.set()
    for thread in threads:
        thread.join()

    assert told == {name: name for name in ("roelof", "geert", "fenna")}
    assert sorted(tried) == ["fenna", "geert", "geert", "roelof"]
