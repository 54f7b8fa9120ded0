"""The list of what ended beside the database: nothing is missed when numbers or half lines could hide it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from charrette import backups
from charrette.endings import LIST_NAME, EndingList, mirror, read_list
from charrette.errors import NotSignedIn
from charrette.people.rules import invitations, tokens
from charrette.privacy.models import Ending
from charrette.privacy.rules import endings
from charrette.spine.models import Store
from tests.world import YOUTH_CODE, World

pytestmark = pytest.mark.trust("T80")


def sign_out(world: World, name: str) -> None:
    world.write(lambda session: tokens.sign_out(session, by=world.actor(session, name)))


def listed(world: World, folder: Path) -> set[str]:
    with world.reading() as session:
        mark = session.scalars(select(Store.mark)).one()
    return {one.what for one in read_list(folder, mark)}


def test_what_ends_after_old_endings_were_forgotten_is_listed(world: World, tmp_path: Path) -> None:
    kept = EndingList(world.database, tmp_path)
    sign_out(world, "annie")
    token = world.run("invite", "otto", role="facilitator")["url"].partition("#")[2]
    world.write(lambda session: invitations.sign_in(session, token=token))
    kept.keep()
    world.now.move(days=8)  # the link would not count any more
    world.write(endings.forget_past)
    sign_out(world, "geert")
    kept.keep()

    assert world.digest("geert") in listed(world, tmp_path)
    world.write(endings.forget_past)
    with world.reading() as session:
        assert not endings.has_past(session)
        assert len(session.scalars(select(Ending)).all()) == 2


def test_what_ends_after_a_full_disk_left_half_a_line_is_listed(world: World, tmp_path: Path) -> None:
    kept = EndingList(world.database, tmp_path)
    kept.keep()
    with (tmp_path / LIST_NAME).open("a", encoding="utf-8") as handle:
        handle.write('{"store": "abc", "kind": "rev')
    sign_out(world, "annie")
    kept.keep()
    sign_out(world, "geert")
    kept.keep()

    assert listed(world, tmp_path) >= {world.digest("annie"), world.digest("geert")}


@pytest.mark.trust("T96")
def test_a_young_person_who_left_is_not_let_in_again_by_an_older_copy(world: World, tmp_path: Path) -> None:
    world.run("open_doors", gathering=world.youth)
    world.join("kim", code=YOUTH_CODE)
    copy = tmp_path / "copy.sqlite3"
    backups.back_up(world.database, copy)
    world.run("erase_me", "kim")
    mirror(world.database, world.config.data)
    backups.restore(world.config, world.database, copy)
    backups.end_restored(world.database, world.writer, world.config.data)

    with world.reading() as session, pytest.raises(NotSignedIn):
        world.actor(session, "kim")
