"""Putting back an older copy lets nothing begin again that ended since: sessions, links, roles. Phones go on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from charrette import backups, create_app
from charrette.db import Database
from charrette.endings import LIST_NAME, EndingList
from charrette.errors import Conflict, NotSignedIn
from charrette.people.models import RoleGrant
from charrette.people.rules import invitations, tokens
from charrette.privacy.models import Ending
from charrette.serving import prepare
from charrette.spine.writer import Writer
from charrette.upgrade import upgrade
from tests.furnished import build
from tests.test_restoring import downgrade, restore
from tests.world import World, config_for

pytestmark = pytest.mark.trust("T80", "T93")


def link(world: World, role: str = "facilitator") -> str:
    """Make a link as an organiser does; return its token."""
    token: str = world.run("invite", "otto", role=role)["url"].partition("#")[2]
    return token


def use(world: World, token: str, who: str) -> None:
    used = world.write(lambda session: invitations.sign_in(session, token=token))
    world.tokens = {**world.tokens, who: used.token}
    world.people = {**world.people, who: used.person.id if used.person else 0}


def sign_out(world: World, who: str) -> None:
    world.write(lambda session: tokens.sign_out(session, by=world.actor(session, who)))


def evening(world: World, copy: Path) -> dict[str, str]:
    """Make a copy, and end after it one of each kind; return the tokens of the links."""
    links = {name: link(world) for name in ("used", "withdrawn", "left")}
    use(world, link(world), "femke")
    world.join("piet")
    backups.back_up(world.database, copy)
    use(world, links["used"], "later")
    withdrawn = world.write(lambda session: invitations.find_invitation(session, links["withdrawn"]).id)
    world.run("withdraw_invitation", "otto", invitation=withdrawn)
    sign_out(world, "geert")
    world.run("revoke_access", "otto", person=world.people["femke"])
    world.run("unpair_screen", screen=world.screen)
    return links


def listed(world: World) -> None:
    """Do what the heartbeat of a server does each second."""
    EndingList(world.database, world.config.data).keep()


def ensure_ended(world: World, links: dict[str, str]) -> None:
    for who in ("geert", "femke", "beamer"):
        with pytest.raises(NotSignedIn):
            world.run("update_me", who, name="Terug")
    with pytest.raises(Conflict, match="invitation_used"):
        use(world, links["used"], "twice")
    with pytest.raises(NotSignedIn, match="invitation_unknown"):
        use(world, links["withdrawn"], "twice")
    with world.reading() as session:
        held = set(session.scalars(select(RoleGrant.person_id)))
    assert world.people["femke"] not in held


def ensure_others_go_on(world: World, links: dict[str, str]) -> None:
    for who in ("annie", "piet", "otto", "fenna"):
        assert world.run("update_me", who, name=who.title())
    use(world, links["left"], "welcome")


def test_what_ended_is_not_begun_again_by_an_older_copy_and_the_others_go_on(world: World, tmp_path: Path) -> None:
    links = evening(world, tmp_path / "day1.sqlite3")
    restore(world, tmp_path / "day1.sqlite3")

    ensure_ended(world, links)
    ensure_others_go_on(world, links)


def test_neither_by_a_copy_that_is_laid_over_the_database_by_hand(world: World, tmp_path: Path) -> None:
    links = evening(world, tmp_path / "day1.sqlite3")
    listed(world)
    lay_over(world, tmp_path / "day1.sqlite3")

    ensure_ended(world, links)
    ensure_others_go_on(world, links)


def lay_over(world: World, copy: Path) -> None:
    world.database.dispose()
    for ending in ("-wal", "-shm"):
        Path(f"{world.config.data / 'charrette.sqlite3'}{ending}").unlink(missing_ok=True)
    shutil.copyfile(copy, world.config.data / "charrette.sqlite3")
    app = create_app(world.config)
    prepare(app)
    app.extensions["charrette"].database.dispose()


def test_nor_when_the_database_of_now_is_lost(world: World, tmp_path: Path) -> None:
    """As when a file that was rescued earlier is put back: what ended after it stands in the list only."""
    links = evening(world, tmp_path / "day1.sqlite3")
    listed(world)
    world.database.dispose()
    (world.config.data / "charrette.sqlite3").write_bytes(b"not a database at all")
    restore(world, tmp_path / "day1.sqlite3")

    ensure_ended(world, links)
    ensure_others_go_on(world, links)


def test_nor_by_a_second_restore_when_the_list_is_gone(world: World, tmp_path: Path) -> None:
    links = evening(world, tmp_path / "day1.sqlite3")
    restore(world, tmp_path / "day1.sqlite3")
    (world.config.data / LIST_NAME).unlink()
    restore(world, tmp_path / "day1.sqlite3")

    ensure_ended(world, links)


def test_nor_by_a_copy_of_an_older_version(world: World, tmp_path: Path) -> None:
    copy = tmp_path / "day1.sqlite3"
    links = evening(world, copy)
    downgrade(copy, "0011")
    restore(world, copy)

    ensure_ended(world, links)


def test_what_ended_before_an_update_stays_ended_too(world: World, tmp_path: Path) -> None:
    copy, older = tmp_path / "day1.sqlite3", tmp_path / "older.sqlite3"
    backups.back_up(world.database, older)
    sign_out(world, "geert")
    backups.back_up(world.database, copy)
    downgrade(copy, "0011")
    lay_over(world, copy)
    restore(world, older)

    with pytest.raises(NotSignedIn):
        world.run("update_me", "geert", name="Terug")


def test_what_ended_in_another_database_ends_nothing_here(world: World, tmp_path: Path) -> None:
    copy = tmp_path / "day1.sqlite3"
    backups.back_up(world.database, copy)
    listed(world)
    sign_out(world, "geert")
    listed(world)
    file = world.config.data / LIST_NAME
    mark = file.read_text().partition('"store": "')[2].partition('"')[0]
    other = file.read_text().replace(mark, "of another database")
    world.database.dispose()
    (world.config.data / "charrette.sqlite3").unlink()
    file.write_text(other)
    restore(world, copy)

    assert world.run("update_me", "geert", name="Geert")


def test_the_list_holds_digests_only_and_each_line_goes_when_it_would_have_run_out(world: World) -> None:
    token = link(world)
    listing = EndingList(world.database, world.config.data)
    listing.keep()
    use(world, token, "femke")
    listing.keep()
    sign_out(world, "geert")
    listing.keep()
    file = world.config.data / LIST_NAME
    lines = file.read_text().splitlines()

    assert len(lines) == len(set(lines)) == ended_in(world)
    assert not [secret for secret in (token, *world.tokens.values()) if secret in file.read_text()]
    assert file.stat().st_mode & 0o777 == 0o600
    world.now.move(days=31)
    sign_out_late(world)
    listed(world)
    assert len(file.read_text().splitlines()) == 1


def ended_in(world: World) -> int:
    with world.reading() as session:
        return len(list(session.scalars(select(Ending.id))))


def sign_out_late(world: World) -> None:
    """Let somebody come and go a month later."""
    world.join("laat")
    sign_out(world, "laat")


# --- on PostgreSQL ------------------------------------------------------------------------------------------------


@pytest.fixture
def on_postgres(world: World, tmp_path: Path, database_url: str) -> Iterator[World]:
    """The small charrette on PostgreSQL."""
    config = config_for(tmp_path / "data", database_url=database_url)
    database = Database(database_url)
    upgrade(database)
    found = build(Writer(database))
    database.dispose()
    fresh = found.on(config, world.now)
    yield fresh
    fresh.database.dispose()


def test_nor_by_an_older_dump_of_postgresql(on_postgres: World, tmp_path: Path) -> None:
    links = evening(on_postgres, tmp_path / "day1.dump")
    restore(on_postgres, tmp_path / "day1.dump")

    ensure_ended(on_postgres, links)
    ensure_others_go_on(on_postgres, links)
