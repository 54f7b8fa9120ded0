"""Ten thousand frames of rubbish: the server lives, the others notice nothing, and nothing of it stays."""

from __future__ import annotations

import json
import os
import random
import uuid

import pytest
import requests

from tests.live.raw import Poll, RawLine, connections_of, frame, memory_of
from tests.live.server import Hall, wait_until

SEED = 20_260_608
GOOD = [
    "2",
    "3",
    "5",
    "6",
    "40",
    '40{"token":"x"}',
    "41",
    '42["follow",{"stream":"board:1"}]',
    '427["follow",{"stream":"board:1","since":1}]',
    '428["command",{"id":"1","type":"post_idea","board":1,"text":"x"}]',
    '429["unfollow",{"stream":"board:1"}]',
    "431[]",
    '44{"message":"x"}',
    '451-["x",{"_placeholder":true,"num":0}]',
    '461-1[{"_placeholder":true,"num":0}]',
    "42/admin,1[1]",
    "b4AAAA",
]


def mutated(chance: random.Random) -> bytes:
    """Return a packet that is right, wrong, or wrong in one place, as a frame that may be wrong itself."""
    text = bytearray(chance.choice(GOOD).encode())
    for _ in range(chance.choice([0, 0, 1, 1, 2, 8])):
        place = chance.randrange(len(text) + 1)
        what = chance.randrange(4)
        if what == 0:
            text[place:place] = bytes([chance.randrange(256)])
        elif what == 1:
            del text[place : place + 1]
        elif what == 2:
            text[place:place] = text[: chance.randrange(40)]
        else:
            text[place:place] = chance.choice([b"\x00", b"[" * 500, b"9" * 200, b'"', b"\\ud800", b"\x1e", b"-"])
    made = frame(bytes(text), chance.choice([1, 1, 1, 1, 1, 2, 0, 8, 9, 10, 3]), final=chance.random() < 0.95)
    if chance.random() < 0.05:
        made = bytes([made[0] | chance.choice([0x10, 0x20, 0x40])]) + made[1:]
    return os.urandom(chance.randrange(30)) if chance.random() < 0.02 else made


@pytest.mark.trust("T73")
@pytest.mark.parametrize("shared_hall", ["eventlet", "threading", "gevent"], indirect=True)
@pytest.mark.parametrize("count", [1200, pytest.param(10_000, marks=[pytest.mark.long])])
def test_rubbish_ends_at_most_the_line_it_came_over(shared_hall: Hall, count: int) -> None:
    hall, chance = shared_hall, random.Random(SEED)
    witness = hall.phone("geert")
    assert witness.ask("follow", {"stream": f"board:{hall.world.board}"})["ok"]
    name = "rommelaar"
    hall.join(name)
    before = memory_of(hall)
    open_before = connections_of(hall)
    line = None
    for number in range(count):
        if line is None or line.ended:
            if line is not None:
                line.close()
            if number % 1000 < 500:
                name = f"rommelaar-{number}"  # a person whose budget has not been used up
                hall.join(name)
            auth = {"token": hall.world.tokens[name]} if chance.random() < 0.7 else None
            line = RawLine(hall.server.url, auth)
        line.send(mutated(chance))
        if chance.random() < 0.3:
            line.read(0.002)
        if number % 400 == 0:
            message = {"id": uuid.uuid4().hex, "type": "post_idea", "board": hall.world.board, "text": f"Nr {number}"}
            assert witness.ask("command", message)["ok"]
    assert line is not None
    line.close()
    wait_until(lambda: connections_of(hall) <= open_before + 1, "every line to be put away")
    assert memory_of(hall) - before < 25_000_000
    assert witness.ended.empty()
    assert len(witness.events(f"board:{hall.world.board}")) >= count // 400
    assert requests.get(hall.server.url + "/healthz", timeout=30).ok
    assert "charrette/live" not in hall.server.log.read_text(), "a traceback through our own code"


@pytest.mark.trust("T73")
@pytest.mark.parametrize("shared_hall", ["eventlet", "threading"], indirect=True)
def test_rubbish_over_polling_ends_at_most_its_connection(shared_hall: Hall) -> None:
    hall, chance = shared_hall, random.Random(SEED)
    for _ in range(60):
        auth = {"token": hall.world.tokens["jamila"]} if chance.random() < 0.5 else None
        poll = Poll(hall.server.url, auth)
        for _ in range(5):
            texts = [mutated(chance).decode("latin1") for _ in range(chance.choice([1, 1, 3, 40]))]
            if poll.say(*texts) != 200:
                break
        poll.say("1")
        poll.close()
    phone = RawLine(hall.server.url, {"token": hall.world.tokens["jamila"]})
    assert json.loads("[" + (phone.until("40") or "")[2:] + "]")
    phone.close()
    assert requests.get(hall.server.url + "/healthz", timeout=30).ok
    assert "charrette/live" not in hall.server.log.read_text(), "a traceback through our own code"
