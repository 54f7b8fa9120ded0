"""A youth gathering is nameless and looked through by its kind; nothing said there leads to anything said elsewhere."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from charrette.boards.models import Board
from charrette.errors import Invalid, NotAllowed, NotFound
from charrette.people.models import Person
from charrette.scripts.rules import loading
from charrette.week.lists import GatheringKind
from charrette.week.models import Gathering
from tests.world import YOUTH_CODE, World

pytestmark = pytest.mark.trust("T96")


def board(world: World) -> str:
    return f"board:{world.youth_board}"


@pytest.fixture
def evening(world: World) -> World:
    """A youth gathering that goes on; Geert, who has a name and posted before, is there too."""
    world.open()
    world.run("check_in", "geert", gathering=world.work)
    world.post("Een plein", "geert")
    world.open(world.youth)
    world.let_in("geert", "jamila")
    world.run("check_in", "geert", gathering=world.youth)
    return world


# --- read before the hall reads it ---------------------------------------------------------------------------------


def test_an_idea_waits_for_approval_whatever_the_board_says(evening: World) -> None:
    def switch_off(session: Any) -> None:
        session.get_one(Board, evening.youth_board).moderated = False

    evening.write(switch_off)
    idea = evening.post("Een skatebaan", "geert", board=evening.youth_board)
    before = [evening.snapshot(board(evening), who)["ideas"][0].get("text") for who in ("jamila", "beamer", "fenna")]
    evening.run("show_idea", idea=idea)
    after = [evening.snapshot(board(evening), who)["ideas"][0].get("text") for who in ("jamila", "beamer")]

    assert before == [None, None, "Een skatebaan"]
    assert after == ["Een skatebaan"] * 2
    assert evening.snapshot(board(evening), "jamila")["board"]["moderated"] is True
    evening.run("edit_idea", "geert", idea=idea, text="Een skatebaan met lamp")
    assert "text" not in evening.snapshot(board(evening), "jamila")["ideas"][0]


def test_a_script_cannot_switch_it_off_and_loading_again_changes_nothing(world: World) -> None:
    week = "sessions/hoogeveen"
    world.write(lambda session: loading.load_folder(session, week))

    def set_off(session: Any) -> None:
        session.execute(text("update boards set moderated = false"))

    def load(session: Any) -> bool:
        return loading.load_folder(session, week).changed

    world.write(set_off)
    world.write(load)
    assert world.write(load) is False

    def states(session: Any) -> set[bool]:
        rows = session.query(Board).join(Gathering).filter(Gathering.kind == GatheringKind.YOUTH)
        return {row.moderated for row in rows}

    world.write(set_off)
    assert world.write(states) == {True}


# --- without a name ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [YOUTH_CODE, None], ids=["its own code", "the code of the week"])
def test_who_comes_in_there_keeps_no_name_role_or_area(world: World, app: Flask, code: str | None) -> None:
    world.open(world.youth)
    told = {"name": "Sanne", "party_role": "resident", "area": "krakeel"}
    body = {"code": code or world.code, "client_id": "phone-of-sanne", **told}
    client = app.test_client()
    joined = client.post("/api/join", json=body).get_json()
    world.tokens = {**world.tokens, "sanne": joined["token"]}
    world.let_in(*([] if code else ["sanne"]))
    world.run("check_in", "sanne", gathering=world.youth)
    changed = world.run("update_me", "sanne", **told)
    me = client.get("/api/me", headers=world.header("sanne")).get_json()["person"]
    page = client.get(f"/j/{body['code']}").get_data(as_text=True)

    assert (joined["person"]["name"], changed["name"]) == (None, None)
    assert (me["name"], me["party_role"], me["area"]) == (None, None, None)
    assert 'name="name"' not in page


def test_who_has_a_name_can_tell_nothing_more_while_there(evening: World) -> None:
    assert evening.run("update_me", "geert", name="Geert de Vries")["name"] == "Geert"
    evening.run("check_out", "geert", gathering=evening.youth)
    assert evening.run("update_me", "geert", name="Geert de Vries")["name"] == "Geert de Vries"


def test_with_the_code_of_the_week_names_are_asked_again_when_another_gathering_is_open(world: World) -> None:
    world.open(world.youth)
    world.join("Sanne", client_id="sanne")
    world.open()
    world.join("Sanne", client_id="sanne")
    with world.reading() as session:
        assert world.actor(session, "Sanne").person.name == "Sanne"  # type: ignore[union-attr]


def test_a_walk_in_and_who_is_checked_in_by_hand_have_no_name(evening: World) -> None:
    evening.run("add_walk_in", gathering=evening.youth, name="Sanne", party_role="resident", area="krakeel")
    evening.run("check_in_person", gathering=evening.youth, person=evening.people["jamila"])
    rows = evening.snapshot(f"gathering:{evening.youth}", "fenna")["people"]

    assert [(row["name"], row["party_role"], row["area"], row["status"]) for row in rows] == [
        (None, None, None, "present")
    ] * 3
    assert evening.people["jamila"] not in {row["id"] for row in rows}
    evening.run("check_out_person", gathering=evening.youth, person=evening.people["jamila"])
    seen = evening.mine(f"gathering:{evening.youth}", "jamila")["attendance"]
    assert seen["status"] == "left"


# --- nothing leads elsewhere ---------------------------------------------------------------------------------------


def everything_there(world: World) -> str:
    """Return all that stands anywhere in the database about the youth gathering: rows, facts and receipts."""
    found = []
    with world.reading() as session:
        for query in (
            "select * from ideas where board_id = :board",
            "select * from votes where board_id = :board",
            "select * from attendance_entries where gathering_id = :gathering",
            "select * from remarks where round_id in (select id from review_rounds where gathering_id = :gathering)",
            "select * from journal_events where stream in ('board:' || :board, 'gathering:' || :gathering)",
        ):
            rows = session.execute(text(query), {"board": world.youth_board, "gathering": world.youth})
            found += [dict(row._mapping) for row in rows]
    return json.dumps(found, default=str)


def test_what_somebody_does_there_bears_another_number_than_what_they_do_elsewhere(evening: World) -> None:
    geert = evening.people["geert"]
    idea = evening.post("Een skatebaan", "geert", board=evening.youth_board)
    evening.run("show_idea", idea=idea)
    _, version = evening.item()
    round = evening.run("plan_round", gathering=evening.youth, versions=[version], title="Jong")["round"]
    evening.run("open_round", round=round)
    evening.run("add_remark", "geert", round=round, version=version, kind="support", text="Goed")
    evening.run("set_board_phase", board=evening.youth_board, phase="voting")
    evening.run("cast_vote", "geert", idea=idea)
    with evening.reading() as session:
        columns = {
            "ideas": "author_id",
            "votes": "person_id",
            "remarks": "author_id",
            "attendance_entries": "person_id",
        }
        by = {
            table: set(session.scalars(text(f"select {column} from {table} order by 1")))
            for table, column in columns.items()
        }
        receipts = session.scalars(
            text("select answer from command_receipts where actor = :actor"), {"actor": f"person:{geert}"}
        ).all()
    (stand_in,) = by["votes"]

    assert by == {
        "ideas": {geert, stand_in},
        "votes": {stand_in},
        "remarks": {stand_in},
        "attendance_entries": {geert, stand_in},
    }
    assert stand_in != geert
    facts = everything_there(evening)
    assert f'"person": {geert}' not in facts
    assert f'"person_id": {geert}' not in facts
    assert f'"idea": {idea}' not in json.dumps([json.loads(row) if isinstance(row, str) else row for row in receipts])


def test_no_picture_says_who_of_elsewhere_it_was(evening: World) -> None:
    evening.post("Een skatebaan", "geert", board=evening.youth_board)
    for stream in (board(evening), f"gathering:{evening.youth}"):
        for who in ("fenna", "otto", "jamila"):
            words = json.dumps(evening.snapshot(stream, who))
            assert f'"id": {evening.people["geert"]},' not in words.partition('"people"')[2]
            assert "Geert" not in words
    (idea,) = evening.snapshot(board(evening), "fenna")["ideas"]
    assert (idea["author"]["name"], idea["author"]["id"] != evening.people["geert"]) == (None, True)
    listed = evening.snapshot(f"gathering:{evening.work}", "fenna")["people"]
    assert idea["author"]["id"] not in {row["id"] for row in listed}


def test_the_phone_still_finds_what_is_its_own(evening: World, app: Flask) -> None:
    idea = evening.run("post_idea", "geert", id="een", board=evening.youth_board, text="Een skatebaan")
    again = evening.run("post_idea", "geert", id="een", board=evening.youth_board, text="Een skatebaan")
    client, header = app.test_client(), evening.header("geert")
    kept = client.get("/me/data.json", headers=header).get_json()
    traced = client.get(f"/ideas/{idea['number']}", headers=header).get_data(as_text=True)

    assert again == idea
    assert [one["text"] for one in evening.mine(board(evening), "geert")["ideas"]] == ["Een skatebaan"]
    assert evening.follow(board(evening), "geert")["mine"]["ideas"][0]["id"] == idea["idea"]
    assert evening.follow(board(evening), "jamila")["mine"]["ideas"] == []
    assert evening.mine(f"gathering:{evening.youth}", "geert")["attendance"]["status"] == "present"
    assert [one["text"] for one in kept["ideas"]] == ["Een plein", "Een skatebaan"]
    assert {one["gathering"] for one in kept["check_ins"]} == {"Werkbijeenkomst", "Jongerenbijeenkomst"}
    assert "Een skatebaan" in traced
    evening.run("edit_idea", "geert", idea=idea["idea"], text="Een skatebaan met lamp")
    evening.run("withdraw_idea", "geert", idea=idea["idea"])


def test_who_has_only_the_database_cannot_work_out_who_a_stand_in_stands_for(evening: World) -> None:
    evening.post("Een skatebaan", "geert", board=evening.youth_board)
    with evening.reading() as session:
        rows = list(session.scalars(select(Person)))
    keys = {row.client_id for row in rows if row.stands_in_at is not None}
    others = [row for row in rows if row.stands_in_at is None]
    told = [f"stand-in\n{evening.youth}\n{word}" for row in others for word in (row.client_id, f"row {row.id}")]

    assert len(keys) >= 1
    assert keys.isdisjoint({hashlib.sha256(word.encode()).hexdigest() for word in told})
    assert keys.isdisjoint({hmac.digest(b"", word.encode(), "sha256").hex() for word in told})


def test_who_is_removed_is_removed_there_too_and_nothing_leads_back(evening: World) -> None:
    evening.post("Een skatebaan", "geert", board=evening.youth_board)
    streams = board(evening), f"gathering:{evening.youth}"
    before = [evening.follow(stream, "fenna") for stream in streams]
    evening.run("erase_me", "geert")
    evening.join("Geert", client_id="phone-of-geert")

    assert [evening.follow(stream, "fenna") for stream in streams] == before  # nobody sees whose it was
    with pytest.raises(NotAllowed, match="gathering_code_needed"):
        evening.mine(board(evening), "Geert")


def test_somebody_who_only_did_something_there_is_not_idle(evening: World) -> None:
    evening.join("", client_id="sanne", code=YOUTH_CODE)
    evening.run("check_in", "", gathering=evening.youth)

    assert evening.run("remove_idle_people")["removed"] == 0
    assert evening.mine(f"gathering:{evening.youth}", "")["attendance"]["status"] == "present"


def test_who_is_known_and_showed_the_code_there_stays_let_in_when_idle_people_are_removed(evening: World) -> None:
    """Jamila did nothing there yet, and did elsewhere; Sanne came in there first and then did something elsewhere."""
    evening.join("sanne", client_id="sanne", code=YOUTH_CODE)
    evening.post("Een plein", "sanne")
    evening.join("niemand", client_id="niets", code=YOUTH_CODE)
    before = evening.mine(board(evening), "jamila"), evening.mine(board(evening), "sanne")

    assert evening.run("remove_idle_people")["removed"] == 1
    assert (evening.mine(board(evening), "jamila"), evening.mine(board(evening), "sanne")) == before
    assert evening.revoked == [evening.digest("niemand")]


def test_nobody_comes_in_as_a_stand_in(evening: World) -> None:
    with evening.reading() as session:
        key = session.scalar(text("select client_id from people where stands_in_at is not null"))
    with pytest.raises(Invalid, match="client_id_wrong"):
        evening.join("Sanne", client_id=str(key))


def test_a_stand_in_cannot_be_checked_in_anywhere_else(evening: World) -> None:
    (row,) = evening.snapshot(f"gathering:{evening.youth}", "fenna")["people"]
    with pytest.raises(NotFound, match="no_such_person"):
        evening.run("check_in_person", gathering=evening.work, person=row["id"])
