"""Youth gatherings on PostgreSQL, with two workers: one phone is one person each way, and ids are no neighbours."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import text

from charrette.db import Database
from charrette.errors import NotAllowed
from charrette.spine.writer import Writer
from charrette.upgrade import upgrade
from tests.furnished import build
from tests.world import YOUTH_CODE, Clock, World, config_for

pytestmark = pytest.mark.trust("T96")


@pytest.fixture(scope="module")
def workers(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, World]]:
    """The small charrette as two workers have it, with one secret; the work and the youth gathering go on."""
    database = Database(database_url)
    upgrade(database)
    world = build(Writer(database))
    database.dispose()
    config = config_for(tmp_path_factory.mktemp("workers"), database_url=database_url)
    one, two = world.on(config, Clock()), world.on(config, Clock())
    one.open()
    one.open(one.youth)
    yield one, two
    one.database.dispose()
    two.database.dispose()


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do these at the same moment, and return what they gave or raised."""
    start, told = threading.Barrier(len(acts)), [None] * len(acts)

    def act(place: int) -> None:
        start.wait()
        try:
            told[place] = acts[place]()
        except Exception as error:
            told[place] = error

    threads = [threading.Thread(target=act, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def people(world: World) -> dict[int, int | None]:
    """Return all rows of people, and at which gathering they stand for somebody."""
    with world.reading() as session:
        return {id: at for id, at in session.execute(text("select id, stands_in_at from people"))}


def test_a_phone_that_comes_in_at_both_workers_at_once_is_one_person(workers: tuple[World, World]) -> None:
    before = set(people(workers[0]))
    ids = at_once(*(lambda world=world: world.join("young", client_id="sanne", code=YOUTH_CODE) for world in workers))
    new = {id: at for id, at in people(workers[0]).items() if id not in before}

    assert new == {ids[0]: workers[0].youth}
    assert ids[0] == ids[1]


def test_who_goes_elsewhere_at_both_workers_at_once_gets_one_row(workers: tuple[World, World]) -> None:
    one, two = workers
    for world in workers:
        world.join("young", client_id="jayden", code=YOUTH_CODE)
    before = set(people(one))
    told = at_once(
        *(lambda world=world: world.run("check_in", "young", gathering=world.work) for world in workers),
        *(lambda n=n, world=world: world.post(f"Elders {n}", "young") for n in range(3) for world in workers),
    )
    new = [id for id in people(one) if id not in before]
    own = two.join("own", client_id="jayden")
    with one.reading() as session:
        authors = session.scalars(text("select distinct author_id from ideas where text like 'Elders %'")).all()

    assert [error for error in told if isinstance(error, Exception)] == []
    assert authors == new == [own]
    assert min(abs(own - id) for id in people(one) if id != own) > 1


def test_who_did_not_show_the_code_is_refused(workers: tuple[World, World]) -> None:
    for world in workers:
        with pytest.raises(NotAllowed, match="gathering_code_needed"):
            world.run("check_in", "annie", gathering=world.youth)
    workers[0].let_in("annie")
    assert workers[1].run("check_in", "annie", gathering=workers[1].youth)["already"] is False
