"""The register and the rooms cannot differ, in whatever order things happen at the same moment."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, request

from charrette.errors import NotSignedIn, Unavailable
from charrette.live import rooms
from charrette.live.gateway import _entered
from charrette.people.rules.actors import load_actor
from charrette.spine.actors import Actor
from charrette.spine.lists import Audience
from tests.world import World


class Hall:
    """The application with one socket of Annie in it."""

    def __init__(self, app: Flask, world: World) -> None:
        self.app, self.world = app, world
        self.held = app.extensions["charrette"]
        self.presence, self.publisher = self.held.live.presence, self.held.live.publisher
        self.server = self.held.socketio.server
        self.phone = self.held.socketio.test_client(app, auth={"token": world.tokens["annie"]})
        self.digest, self.stream = world.digest("annie"), f"board:{world.board}"
        (self.sid,) = rooms.sockets_of_token(self.server, self.digest)

    def who(self) -> Actor:
        with self.held.database.read() as session:
            return load_actor(session, self.digest)

    @contextlib.contextmanager
    def asking(self) -> Iterator[None]:
        """Be in the midst of an event of this socket."""
        with self.app.test_request_context():
            request.sid, request.namespace = self.sid, "/"  # type: ignore[attr-defined]
            yield

    def rooms(self) -> set[str]:
        return set(self.server.manager.get_rooms(self.sid, "/")) - {self.sid}


@pytest.fixture
def hall(app: Flask, world: World) -> Hall:
    world.open()
    return Hall(app, world)


def follow(hall: Hall) -> Any:
    return hall.phone.emit("follow", {"stream": hall.stream}, callback=True)


def test_rights_that_end_empty_every_room_also_those_the_register_knows_nothing_of(hall: Hall) -> None:
    assert follow(hall)["ok"]
    assert len(hall.rooms()) == 3, "the token, the person, the board"
    hall.presence.leave(hall.sid)  # as the event `disconnect` once did
    hall.publisher.end_sockets(hall.digest)
    assert hall.rooms() == set()


def test_who_is_about_to_follow_while_their_rights_end_gets_into_no_room(hall: Hall) -> None:
    by = hall.who()
    with hall.asking(), hall.held.database.read():
        hall.publisher.end_sockets(hall.digest)
        with pytest.raises(NotSignedIn), _entered(hall.sid, hall.stream, by, hall.presence):
            pytest.fail("it got in")
    assert hall.rooms() == set()
    assert hall.presence.followed() == []


def test_whose_rights_end_while_they_are_read_to_stands_in_no_room_afterwards(hall: Hall) -> None:
    by = hall.who()
    with hall.asking(), pytest.raises(NotSignedIn), _entered(hall.sid, hall.stream, by, hall.presence):
        hall.publisher.end_sockets(hall.digest)
    assert hall.rooms() == set()
    assert hall.presence.followed() == []


def test_a_follow_that_fails_halfway_leaves_nobody_in_the_room(hall: Hall) -> None:
    by, before = hall.who(), hall.rooms()
    with hall.asking(), contextlib.suppress(OSError), _entered(hall.sid, hall.stream, by, hall.presence):
        raise OSError("the disk")
    assert hall.rooms() == before
    assert hall.presence.followed() == []
    assert follow(hall)["ok"]
    with hall.asking(), contextlib.suppress(OSError), _entered(hall.sid, hall.stream, by, hall.presence):
        raise OSError("the disk")
    assert hall.presence.followed() == [hall.stream], "who followed it before goes on"


def test_who_follows_in_another_role_than_before_begins_anew(hall: Hall) -> None:
    assert follow(hall)["ok"]
    by = Actor(hall.who().role, 1, person=hall.who().person)
    hall.presence.follow(hall.sid, hall.stream, Audience.FACILITATOR)
    with hall.asking(), pytest.raises(Unavailable), _entered(hall.sid, hall.stream, by, hall.presence):
        pytest.fail("it got in")
    assert hall.rooms() == set()


def test_a_token_that_ends_while_it_is_let_in_is_not_let_in(hall: Hall) -> None:
    hall.presence.end(hall.digest)
    again = hall.held.socketio.test_client(hall.app, auth={"token": hall.world.tokens["annie"]})
    assert not again.is_connected()
    assert rooms.sockets_of_token(hall.server, hall.digest) == {hall.sid}


def test_a_leave_that_goes_wrong_still_empties_the_rooms(hall: Hall, caplog: pytest.LogCaptureFixture) -> None:
    assert follow(hall)["ok"]

    def broken(*_: object) -> None:
        raise OSError("the register")

    hall.server.handlers["/"]["disconnect"] = broken
    hall.phone.disconnect()
    assert hall.rooms() == set()
    assert "not all of it was noted" in caplog.text


def test_the_event_disconnect_is_no_leave(hall: Hall) -> None:
    assert follow(hall)["ok"]
    before = hall.rooms()
    for name in ("disconnect", "connect", "*", "__disconnect_final"):
        hall.server._handle_eio_message(hall.phone.eio_sid, f'2["{name}"]')
    assert hall.rooms() == before
    assert hall.presence.digest_of(hall.sid) == hall.digest
