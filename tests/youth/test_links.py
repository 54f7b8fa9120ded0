"""Nothing that is stored tells who somebody of a youth gathering is elsewhere: no order, no moment, no key.

The attackers here have the whole database, and everything that goes over the wire, but not the secret of the server.

house: long, because the attackers and what they look at are one thing to read.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from charrette.crowds.rules import crowds
from charrette.people.models import AccessToken, Person
from charrette.spine.models import CommandReceipt, JournalEvent
from tests.world import YOUTH_CODE, World

pytestmark = pytest.mark.trust("T96")
YOUNG = 30
Pairs = set[tuple[int, int]]
Row = dict[str, Any]


def tables(world: World) -> dict[str, list[Row]]:
    """Return all rows of all tables."""
    with world.reading() as session:
        names = session.scalars(text("select name from sqlite_master where type = 'table'")).all()
        return {
            name: [dict(row._mapping) for row in session.execute(text(f'select rowid as place, * from "{name}"'))]
            for name in names
        }


@pytest.fixture
def evening(world: World) -> Any:
    """Thirty young people come in one after another, check in and post; a minute later some of them are elsewhere.

    Ten were in the week before; of the others ten scan its code, and ten just go on with the phone in their hand.
    """
    world.open()
    world.open(world.youth)
    world.now.ticks = timedelta(milliseconds=7)
    for n in range(0, YOUNG, 3):
        world.join(f"own {n}", client_id=f"phone-of-{n}")
    for n in range(YOUNG):
        world.now.move(seconds=20)
        world.join(f"young {n}", client_id=f"phone-of-{n}", code=YOUTH_CODE)
        world.run("check_in", f"young {n}", gathering=world.youth)
        world.run("post_idea", f"young {n}", board=world.youth_board, text=f"Jong {n}")
        world.now.move(seconds=10)
        if n % 3 == 1:
            world.join(f"Naam {n}", client_id=f"phone-of-{n}")
    for n in reversed(range(YOUNG)):
        who = f"Naam {n}" if n % 3 == 1 else f"young {n}"
        world.run("check_in", who, gathering=world.work)
        world.run("post_idea", who, board=world.board, text=f"Elders {n}")
    return world


def truth(world: World) -> Pairs:
    """Return who is who, as only what they wrote tells: the stand-in and the own row of each."""
    ideas = {row["text"]: row["author_id"] for row in tables(world)["ideas"]}
    return {(ideas[f"Jong {n}"], ideas[f"Elders {n}"]) for n in range(YOUNG)}


def split(found: dict[str, list[Row]], key: str) -> tuple[list[Row], list[Row]]:
    """Return the stand-ins and the others, in the order of ``key``."""
    rows = sorted(found["people"], key=lambda row: (row[key] or "", row["id"]))
    return [row for row in rows if row["stands_in_at"]], [row for row in rows if not row["stands_in_at"]]


def neighbours(found: dict[str, list[Row]]) -> Pairs:
    """Guess that a stand-in belongs to who has the next id before or after it."""
    stand_ins, others = split(found, "place")
    return {(one["id"], two["id"]) for one in stand_ins for two in others if abs(one["id"] - two["id"]) == 1}


def same_place(key: str) -> Callable[[dict[str, list[Row]]], Pairs]:
    """Guess that they stand at the same place when both are put in one order."""

    def guess(found: dict[str, list[Row]]) -> Pairs:
        stand_ins, others = split(found, key)
        return {(one["id"], two["id"]) for one, two in zip(stand_ins, others[-len(stand_ins) :], strict=True)}

    return guess


def last_before(table: str, column: str) -> Callable[[dict[str, list[Row]]], Pairs]:
    """Guess that a stand-in that checks in is whoever a row of ``table`` was made for just before."""

    def guess(found: dict[str, list[Row]]) -> Pairs:
        stand_ins = {row["id"] for row in split(found, "id")[0]}
        pairs = set()
        for line in found["attendance_entries"]:
            made = [
                (row["created_at"], row[column])
                for row in found[table]
                if row[column] is not None and row[column] not in stand_ins and row["created_at"] <= line["at"]
            ]
            if line["person_id"] in stand_ins and made:
                pairs.add((line["person_id"], max(made)[1]))
        return pairs

    return guess


def next_token(found: dict[str, list[Row]]) -> Pairs:
    """Guess that two tokens made one after the other are those of one phone."""
    stand_ins = {row["id"] for row in split(found, "id")[0]}
    holders = [row["person_id"] for row in sorted(found["access_tokens"], key=lambda row: row["place"])]
    pairs = list(itertools.pairwise(holders))
    return {pair for one, two in pairs for pair in ((one, two), (two, one)) if pair[0] in stand_ins}


GUESSES: dict[str, Callable[[dict[str, list[Row]]], Pairs]] = {
    "neighbouring ids": neighbours,
    "order of ids": same_place("place"),
    "order of coming": same_place("created_at"),
    "who came just before": last_before("people", "id"),
    "who got a token just before": last_before("access_tokens", "person_id"),
    "tokens in a row": next_token,
}


@pytest.mark.parametrize("guess", GUESSES.values(), ids=GUESSES)
def test_a_guess_from_the_tables_is_no_better_than_chance(
    evening: World, guess: Callable[[dict[str, list[Row]]], Pairs]
) -> None:
    known = truth(evening)
    right = guess(tables(evening)) & known

    assert len(known) == YOUNG
    assert len(right) < 10, right  # by chance one or two are right; ten of thirty once in ten million times


def test_no_moment_and_no_key_stands_with_both(evening: World) -> None:
    """What is told of a stand-in anywhere, to the microsecond or in a digest, is told of nobody's own row."""
    found, known = tables(evening), truth(evening)
    told: dict[int, set[str]] = {}
    for table, rows in found.items():
        for row in rows:
            words = {word for word in map(str, row.values()) if len(word) >= 20 and not word.endswith(":00:00.000000")}
            for pair in known:
                for id in pair:
                    if table != "people" or row["id"] == id:
                        told.setdefault(id, set()).update(words if speaks_of(row, id) else ())

    for young, own in known:
        assert told[young] & told[own] == set()


def speaks_of(row: Row, id: int) -> bool:
    """Return whether a row has this id in a column, or in what it tells."""
    words = {str(value) for value in row.values()}
    told = " ".join(word for word in words if word.startswith("{") or word.startswith("person:"))
    return str(id) in words or str(id) in told


def test_who_only_came_there_has_no_other_row(world: World) -> None:
    world.open(world.youth)
    before = {row["id"] for row in tables(world)["people"]}
    id = world.join("sanne", client_id="sanne", code=YOUTH_CODE)
    world.run("check_in", "sanne", gathering=world.youth)
    again = world.join("sanne", client_id="sanne", code=YOUTH_CODE)

    assert {row["id"] for row in tables(world)["people"]} - before == {id}
    assert again == id


@pytest.mark.parametrize("by", ["young", "own"], ids=["the phone as it is", "the code of the week"])
def test_elsewhere_a_phone_is_one_person_whichever_way_it_came(world: World, by: str) -> None:
    world.open()
    world.open(world.youth)
    world.join("young", client_id="sanne", code=YOUTH_CODE)
    first = world.post("Elders", "young")
    world.join("own", client_id="sanne")
    second = world.post("Ook elders", "own")
    third = world.post("Jong", by, board=world.youth_board)
    with world.reading() as session:
        author = {id: person for id, person in session.execute(text("select id, author_id from ideas"))}

    assert author[first] == author[second] == world.people["own"] != author[third]
    assert author[third] == world.people["young"]
    kept = world.mine(f"board:{world.board}", by)["ideas"], world.mine(f"board:{world.youth_board}", by)["ideas"]
    assert [[idea["id"] for idea in ideas] for ideas in kept] == [[first, second], [third]]


def test_who_was_here_before_keeps_their_name_and_ideas(world: World) -> None:
    world.open()
    world.open(world.youth)
    idea = world.post("Een plein", "geert")
    world.join("young geert", client_id="phone-of-geert", code=YOUTH_CODE)
    more = world.post("Nog een plein", "young geert")

    assert [one["id"] for one in world.mine(f"board:{world.board}", "young geert")["ideas"]] == [idea, more]
    assert world.mine(f"charrette:{world.charrette}", "young geert") == {"admitted": [world.youth]}
    assert world.mine(f"charrette:{world.charrette}", "annie") == {"admitted": []}


def test_coming_in_there_leaves_no_trace_at_a_person_who_was_known(world: World) -> None:
    world.open(world.youth)
    before = tables(world)
    world.now.move(minutes=3)
    world.join("young geert", client_id="phone-of-geert", code=YOUTH_CODE)
    world.run("check_in", "young geert", gathering=world.youth)
    world.run("check_out", "geert", gathering=world.youth)  # with the token of before
    after = tables(world)
    new = [row for name, rows in after.items() for row in rows if row not in before[name]]

    assert [row for row in before["people"] if row not in after["people"]] == []
    assert [row for row in new if speaks_of(row, world.people["geert"])] == []
    assert world.mine(f"gathering:{world.youth}", "geert")["attendance"]["status"] == "left"


def test_whom_staff_check_in_there_is_not_to_be_guessed_from_their_receipt(world: World) -> None:
    world.open(world.youth)
    fields = {"gathering": world.youth, "person": world.people["jamila"]}
    world.run("check_in_person", **fields)
    words = json.dumps(["check_in_person", fields], sort_keys=True)
    with world.reading() as session:
        kept = set(session.scalars(select(CommandReceipt.fingerprint)))

    assert hashlib.sha256(words.encode()).hexdigest() not in kept
    assert len(kept) >= 1


def test_a_receipt_of_an_older_version_still_knows_a_repeat(world: World) -> None:
    world.open()
    fields = {"gathering": world.work}
    first = world.answer("check_in", "annie", id="een", **fields)
    plain = hashlib.sha256(json.dumps(["check_in", fields], sort_keys=True).encode()).hexdigest()
    world.write(
        lambda session: session.execute(
            text("update command_receipts set fingerprint = :plain where command_id = 'een'"), {"plain": plain}
        )
    )
    assert world.answer("check_in", "annie", id="een", **fields) == first


def test_how_far_a_clock_is_off_is_not_kept_there(world: World) -> None:
    world.open(world.youth)
    world.let_in("geert")
    device = world.now.moment - timedelta(hours=2, minutes=13)
    times = {"device_at": (device - timedelta(minutes=5)).isoformat(), "sent_at": device.isoformat()}
    world.run("check_in", "geert", gathering=world.youth, **times)
    (line,) = tables(world)["attendance_entries"]

    assert (line["device_at"], line["clock_off"]) == (None, 0)
    assert datetime.fromisoformat(line["at"]).minute == (world.now.moment - timedelta(minutes=5)).minute


def test_that_somebody_is_removed_is_not_to_be_seen_there(world: World) -> None:
    world.open()
    world.open(world.youth)
    world.let_in("geert", "jamila")
    taken_back = {}
    for who in ("geert", "jamila"):
        world.run("check_in", who, gathering=world.youth)
        taken_back[who] = world.post(f"Weg {who}", who, board=world.youth_board)
        world.run("withdraw_idea", who, idea=taken_back[who])
    before = tables(world)
    with world.reading() as session:
        seqs = {row.stream: row.seq for row in session.scalars(select(JournalEvent))}
    world.run("erase_me", "geert")
    after = tables(world)
    mine = {row["id"]: row["author_id"] for row in after["ideas"]}[taken_back["geert"]]
    changed = {name: [row for row in rows if row not in before[name]] for name, rows in after.items()}
    (row,) = (row for row in changed["people"] if row["id"] == mine)
    (was,) = (row for row in before["people"] if row["id"] == mine)
    with world.reading() as session:
        streams = {event.stream for event in session.scalars(select(JournalEvent)) if event.seq > seqs[event.stream]}

    assert {name for name in row if row[name] != was[name]} == {"client_id"}
    assert (len(row["client_id"]), row["erased_at"]) == (len(was["client_id"]), None)
    assert [line["person_id"] for line in changed["erasures"]] == [world.people["geert"]]
    assert {row["id"] for row in changed["ideas"]} == set(taken_back.values())  # everybody's alike
    assert {row["text"] for row in changed["ideas"]} == {"█"}
    assert streams.isdisjoint({f"gathering:{world.youth}", f"board:{world.youth_board}"})


def test_who_removes_themselves_with_the_phone_of_that_evening_is_removed_everywhere(world: World) -> None:
    world.open()
    world.open(world.youth)
    world.join("young geert", client_id="phone-of-geert", code=YOUTH_CODE)
    world.run("erase_me", "young geert")
    with world.reading() as session:
        person = session.get_one(Person, world.people["geert"])
        tokens = select(AccessToken.id).where(AccessToken.person_id == world.people["young geert"])
        assert (person.name, person.erased_at is not None) == (None, True)
        assert session.scalars(tokens).all() == []
    assert world.digest("young geert") in world.revoked


def test_who_came_in_there_and_did_nothing_is_idle_and_who_did_is_not(world: World) -> None:
    world.open(world.youth)
    busy = world.join("", client_id="bezig", code=YOUTH_CODE)
    own = world.join("", client_id="bezig")
    world.join("young", client_id="bezig", code=YOUTH_CODE)
    world.run("check_in", "young", gathering=world.youth)
    idle = world.join("", client_id="niets", code=YOUTH_CODE)
    with world.reading() as session:
        told = crowds.idle_people(session, by=world.actor(session, "fenna"))

    assert told == [idle]
    assert not {busy, own} & set(told)


def test_a_repeat_gets_the_same_answer_and_another_command_with_its_id_does_not(world: World) -> None:
    world.open(world.youth)
    world.let_in("geert")
    id = str(uuid.uuid4())
    first = world.answer("post_idea", "geert", id=id, board=world.youth_board, text="Jong")
    assert world.answer("post_idea", "geert", id=id, board=world.youth_board, text="Jong") == first
