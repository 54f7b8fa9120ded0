"""Whose rights ended reads nothing any more, whatever they sent before; who calls an event as they like gets no far."""

from __future__ import annotations

import json
import sqlite3
import uuid
from typing import Any

import pytest

from tests.live.raw import RawLine
from tests.live.server import Hall, wait_until
from tests.world import World

pytestmark = pytest.mark.parametrize("shared_hall", ["eventlet", "threading"], indirect=True)

ODD_NAMES: list[Any] = [
    "disconnect", "connect", "connect_error", "*", "message", "__disconnect_final", "ping", "unknown", "unreadable",
    "", "x" * 5000, 12, None, True, {}, [], {"a": 1}, ["follow"], "Follow", "follow ", "\x00",
]  # fmt: skip
ODD_PACKETS = [
    '42/x,ID["follow",{"stream":"BOARD"}]',
    "42ID[]",
    "42ID{}",
    'ID["disconnect"]',
    '451-ID["disconnect",{"_placeholder":true,"num":0}]',
    '450-ID["disconnect"]',
    '461-ID[{"_placeholder":true,"num":0}]',
    "43ID[1]",
    "43ID",
    "41/x,",
    '40{"token":"x"}',
    "40/x,",
    "44",
    "47",
    "4",
    "4²",
    "42",
    "420",
    '42[["disconnect"]]',
    "42" + "[" * 3000,
]


def connect(hall: Hall, who: str) -> RawLine:
    line = RawLine(hall.server.url, {"token": hall.world.tokens[who]})
    hall.phones.append(line)  # type: ignore[arg-type]
    assert line.is_in
    return line


def board(hall: Hall) -> str:
    return f"board:{hall.world.board}"


def test_an_event_under_any_other_name_is_answered_as_unknown(shared_hall: Hall) -> None:
    line = connect(shared_hall, "annie")
    for name in ODD_NAMES:
        for given in ([], [{}], [1, 2, 3]):
            answer = line.ask(name, *given)
            assert (answer["ok"], answer["error"]) in ((False, "no_such_event"), (False, "command_wrong")), name
            assert answer["message"]
    assert line.ask("follow", {"stream": board(shared_hall)})["ok"], "it is still who it was"


@pytest.mark.parametrize(
    ("packet", "code"),
    [
        ('42/x,ID["follow",{"stream":"board:1"}]', "no_such_event"),
        ('451-ID["command",{"_placeholder":true,"num":0}]', "command_wrong"),
        ("42ID[]", "command_wrong"),
    ],
)
def test_packets_that_no_client_of_ours_sends_are_answered_and_refused(
    shared_hall: Hall, packet: str, code: str
) -> None:
    answer = connect(shared_hall, "annie").ask(packet=packet)
    assert (answer["ok"], answer["error"]) == (False, code)


def test_before_signing_in_an_event_is_answered_and_refused(shared_hall: Hall) -> None:
    line = RawLine(shared_hall.server.url)
    assert line.until("0")
    for name in ("follow", "command", "disconnect"):
        assert line.ask(name, {"stream": board(shared_hall)})["error"] == "not_signed_in"
    line.close()


# --- the canary --------------------------------------------------------------------------------------------------


def _end(hall: Hall, name: str, way: str) -> None:
    if way == "revoke_access":
        hall.do("revoke_access", person=hall.get("/api/me", name).json()["person"]["id"])
    elif way == "erase_me":
        hall.do("erase_me", name)
    else:
        assert hall.post("/sign-out", name).status_code == 200


def _hears(line: RawLine, hall: Hall, canary: str) -> bool:
    """Return whether ``canary``, posted now, reaches a line before it ends or a witness has it."""
    witness = connect(hall, "geert")
    assert witness.ask("follow", {"stream": board(hall)})["ok"]
    hall.do("post_idea", "jamila", board=hall.world.board, text=canary)
    assert witness.until("42[", seconds=30)
    wait_until(lambda: any(canary in text for text in witness.heard) or witness.read(0.2), "the witness to hear")
    line.read(0.5)
    line.read(0.1)
    return any(canary in text for text in line.heard)


@pytest.mark.trust("T80")
@pytest.mark.parametrize(
    ("way", "odd"),
    [("revoke_access", "names"), ("revoke_access", "packets"), ("erase_me", "names"), ("sign_out", "none")],
)
def test_whose_rights_ended_reads_nothing_whatever_they_sent_before(shared_hall: Hall, way: str, odd: str) -> None:
    hall = shared_hall
    name = f"ghost-{way}-{odd}-{uuid.uuid4().hex[:6]}"
    hall.join(name)
    line = connect(hall, name)
    assert line.ask("follow", {"stream": board(hall)})["ok"]
    if odd == "names":
        line.say(*(f"42{json.dumps([one])}" for one in ODD_NAMES[:10]))
    elif odd == "packets":
        line.say(*(one.replace("ID", "7").replace("BOARD", board(hall)) for one in ODD_PACKETS[:8]))
    assert line.ask("follow", {"stream": board(hall)})["ok"], "and still follows"
    _end(hall, name, way)

    canary = f"kanarie-{uuid.uuid4().hex}"
    assert not _hears(line, hall, canary)
    line.say(f'42["follow",{{"stream":"{board(hall)}"}}]', "40" + json.dumps({"token": hall.world.tokens[name]}))
    assert line.until_the_end(), "and its line is closed, also when the client does not do so"
    assert not any(canary in text for text in line.heard)
    del hall.world.tokens[name]


@pytest.mark.trust("T80")
def test_who_is_no_facilitator_any_more_stops_hearing_what_facilitators_hear(
    shared_hall: Hall, furnished_now: tuple[object, World]
) -> None:
    hall = shared_hall
    line = connect(hall, "fenna")
    assert line.ask("follow", {"stream": board(hall)})["ok"]
    person = hall.get("/api/me", "fenna").json()["person"]["id"]
    with sqlite3.connect(hall.server.folder / "charrette.sqlite3", timeout=30) as store:
        roles = store.execute("select role, granted_at from role_grants where person_id = ?", (person,)).fetchall()
        store.execute("delete from role_grants where person_id = ?", (person,))
    assert line.until_the_end(), "the client comes back as who it is now"
    again = connect(hall, "fenna")
    assert again.ask("follow", {"stream": board(hall)})["ok"]
    with sqlite3.connect(hall.server.folder / "charrette.sqlite3", timeout=30) as store:
        store.executemany(
            "insert into role_grants (person_id, role, granted_at) values (?, ?, ?)",
            [(person, role, at) for role, at in roles],
        )
    assert again.until_the_end(), "and the reverse"


def test_who_leaves_comes_back_on_the_same_connection_as_often_as_they_like(shared_hall: Hall) -> None:
    line = connect(shared_hall, "annie")
    token = json.dumps({"token": shared_hall.world.tokens["annie"]})
    for _ in range(4):
        line.say("41", "40" + token)
        line.heard.clear()
        assert line.until("40")
        assert line.ask("follow", {"stream": board(shared_hall)})["ok"]
    hall = shared_hall
    hall.do("post_idea", "jamila", board=hall.world.board, text="Eenmaal en niet vaker")
    assert line.until("42[")
    line.read(0.3)
    assert sum("Eenmaal en niet" in text for text in line.heard) == 1
