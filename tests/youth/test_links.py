"""Who comes to a youth gathering is somebody of their own there, and nothing that is stored links the two.

The attackers here have the whole database, and everything that goes over the wire, but not the secret of the server.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, text

from charrette.crowds.rules import crowds
from charrette.people.models import AccessToken, Person
from charrette.spine.models import CommandReceipt, JournalEvent
from tests.world import YOUTH_CODE, World
from tests.youth.stolen import speaks_of, tables

pytestmark = pytest.mark.trust("T96")


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
