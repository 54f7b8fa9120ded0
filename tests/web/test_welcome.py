"""What a start prints, and how long its sign-in link works."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette.app import create_app
from charrette.errors import NotSignedIn
from charrette.people.models import Invitation
from charrette.people.rules import invitations
from charrette.people.rules.startlink import make_start_link
from charrette.serving import welcome
from charrette.spine.actors import digest_of, system_actor
from charrette.spine.lists import Role
from charrette.week.models import Charrette
from tests.world import World


@pytest.mark.parametrize(
    ("host", "proxies", "warned"),
    [("0.0.0.0", 0, False), ("127.0.0.1", 0, True), ("127.0.0.1", 1, False), ("192.168.1.10", 0, False)],
)
def test_a_start_says_when_phones_cannot_reach_the_address_it_prints(
    world: World, host: str, proxies: int, warned: bool
) -> None:
    app = create_app(dataclasses.replace(world.config, host=host, trusted_proxies=proxies))
    words = welcome(app)
    app.extensions["charrette"].database.dispose()

    assert "/sign-in#" in words
    assert ("Only this machine can reach the server: CHARRETTE_HOST is 127.0.0.1." in words) is warned


def started(world: World) -> str:
    """Start, and return the token of the link that is printed."""
    app = create_app(world.config)
    words = welcome(app)
    app.extensions["charrette"].database.dispose()
    return words.partition("/sign-in#")[2].split()[0]


def sign_in(world: World, token: str) -> Role:
    role: Role = world.write(lambda session: invitations.sign_in(session, token=token)).role
    return role


def unused(world: World) -> list[str]:
    with world.reading() as session:
        return list(session.scalars(select(Invitation.digest).where(Invitation.used_at.is_(None))))


@pytest.mark.trust("T82")
def test_each_start_leaves_one_link_and_ends_that_of_the_start_before(world: World) -> None:
    first, second, third = (started(world) for _ in range(3) if world.now.move(seconds=1) is None)

    assert unused(world) == [digest_of(third)]
    for ended in (first, second):
        with pytest.raises(NotSignedIn, match="invitation_unknown"):
            sign_in(world, ended)
    assert sign_in(world, third) is Role.ORGANISER


@pytest.mark.trust("T82")
def test_the_link_of_a_start_works_for_an_hour_and_an_invitation_for_seven_days(world: World) -> None:
    invited = world.run("invite", "otto", role="facilitator")["url"].partition("#")[2]
    token = started(world)
    world.now.move(minutes=61)
    with pytest.raises(NotSignedIn, match="invitation_expired"):
        sign_in(world, token)
    world.now.move(days=6)

    assert sign_in(world, invited) is Role.FACILITATOR


def test_the_start_says_until_when_its_link_works(world: World) -> None:
    app = create_app(world.config)
    words = welcome(app)
    app.extensions["charrette"].database.dispose()
    local = world.now.moment.astimezone()

    assert f"works once, until {(local.hour + 1) % 24:02}:{local.minute:02} {local.tzname()};" in words


@pytest.mark.parametrize(
    ("alone", "key", "seconds", "same"),
    [
        (False, "k" * 40, 60, True),
        (True, "k" * 40, 60, False),
        (False, "other" * 8, 60, False),
        (False, "k" * 40, 121, False),
    ],
)
def test_workers_that_start_together_print_the_same_link(
    world: World, alone: bool, key: str, seconds: int, same: bool
) -> None:
    def make(session: Session, key: str = "k" * 40) -> str:
        charrette = session.get_one(Charrette, world.charrette)
        by = system_actor(charrette.id)
        return make_start_link(session, charrette=charrette, by=by, key=key, alone=alone).token

    first: str = world.write(make)
    world.now.move(seconds=seconds)
    second: str = world.write(lambda session: make(session, key))

    assert (first == second) is same
    assert unused(world) == [digest_of(second)]


def test_the_command_for_another_link_names_the_data_folder_unless_it_is_the_usual_one(world: World) -> None:
    def command(data: Path) -> str:
        app = create_app(dataclasses.replace(world.config, data=data))
        words = welcome(app)
        app.extensions["charrette"].database.dispose()
        return next(line for line in words.splitlines() if "invite --role" in line).strip()

    usual = ".venv/bin/flask --app charrette invite --role organiser)"
    assert command(Path("instance").absolute()) == usual
    assert command(Path("/srv/de hal")) == f"CHARRETTE_DATA='/srv/de hal' {usual}"
