"""Removing a person: nothing of them is left in any column or file, nobody else loses anything."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from charrette import backups, copies
from charrette.erasures import Cleaner, read_list
from charrette.errors import Conflict, NotAllowed, NotFound, NotSignedIn
from charrette.people.models import Invitation, Person
from charrette.privacy.models import Erasure
from charrette.privacy.rules import erasure
from charrette.spine.lists import Audience
from charrette.spine.models import CommandReceipt
from tests.spine.replays import picture
from tests.traces import CANARY, files_with, invite_directly, leave_traces, rows_with
from tests.world import World

pytestmark = pytest.mark.trust("T93")


def erase_all(world: World, ids: dict[str, int]) -> None:
    world.run("erase_me", "kanarie")
    for name in ("walk-in", "staff"):
        world.run("erase_person", "otto", person=ids[name])


def cleaned(world: World) -> bool:
    return Cleaner(world.database, world.writer, world.config.data).clean()


def test_after_erasure_the_name_is_in_no_column_and_in_no_file(world: World) -> None:
    ids = leave_traces(world)
    assert len({row.partition(":")[0] for row in rows_with(world, CANARY)}) >= 5  # so the test can fail
    assert files_with(world.config.data, CANARY)

    erase_all(world, ids)
    assert cleaned(world)

    assert rows_with(world, CANARY) == []
    assert files_with(world.config.data, CANARY) == []


def test_what_was_typed_of_somebody_cannot_be_guessed_from_a_receipt(world: World) -> None:
    ids = leave_traces(world)
    with world.reading() as session:
        own = f"person:{ids['kanarie']}"
        before = set(session.scalars(select(CommandReceipt.fingerprint).where(CommandReceipt.actor == own)))
        told = {row.answer["result"].get("person") for row in session.scalars(select(CommandReceipt))}
    assert ids["walk-in"] in told

    erase_all(world, ids)

    with world.reading() as session:
        receipts = list(session.scalars(select(CommandReceipt)))
        about = {row.fingerprint for row in receipts if row.answer["result"].get("person") == ids["walk-in"]}
        links = [row.fingerprint for row in receipts if "invitation" in row.answer["result"]]
    assert before.isdisjoint({row.fingerprint for row in receipts})
    assert about == {""}
    assert "" in links


def test_a_repeat_of_what_added_somebody_does_not_bring_them_back(world: World) -> None:
    world.open()
    fields = {"gathering": world.work, "name": CANARY}
    first = world.answer("add_walk_in", "fenna", id="een", **fields)
    world.run("erase_person", "otto", person=first["result"]["person"])

    assert world.answer("add_walk_in", "fenna", id="een", **fields) == first
    assert rows_with(world, CANARY) == []


def test_the_answer_to_update_me_still_tells_the_name_also_to_a_repeat(world: World) -> None:
    first = world.answer("update_me", "annie", id="een", name="Annie de Boer")

    assert first["result"] == {"person": world.people["annie"], "name": "Annie de Boer"}
    assert world.answer("update_me", "annie", id="een", name="Annie de Boer") == first


def test_an_erasure_changes_no_count_and_no_anonymous_text(world: World) -> None:
    ids = leave_traces(world)
    idea = world.post("Een glijbaan", "kanarie")
    _, version = world.item()
    round = world.round([version])
    world.run("add_remark", "kanarie", round=round, version=version, kind="support", text="Mooi")
    world.run("set_board_phase", board=world.board, phase="voting")
    world.run("check_in", "kanarie", gathering=world.work)
    world.run("cast_vote", "kanarie", idea=idea)

    def counts() -> list[Any]:
        board = picture(world, f"board:{world.board}", Audience.PARTICIPANT)
        gathering = picture(world, f"gathering:{world.work}", Audience.PARTICIPANT)
        week = picture(world, f"team:{world.charrette}", Audience.FACILITATOR)
        shown = picture(world, f"round:{round}", Audience.PARTICIPANT)
        return [board["ideas"], board["tally"], gathering["attendance"], week["attendance"], shown["tally"]]

    before = counts()
    erase_all(world, ids)

    assert counts() == before
    with pytest.raises(NotSignedIn):
        world.run("update_me", "kanarie", name="Terug")


def test_only_an_organiser_of_the_same_charrette_removes_somebody_else(world: World) -> None:
    for who in ("annie", "fenna", "beamer"):
        with pytest.raises(NotAllowed):
            world.run("erase_person", who, person=world.people["geert"])
    with pytest.raises(NotFound):
        world.run("erase_person", "olga", person=world.people["geert"])

    world.run("erase_person", "otto", person=world.people["geert"])
    with pytest.raises(NotFound):
        world.run("erase_person", "otto", person=world.people["geert"])


def test_somebody_who_is_removed_on_request_is_signed_out_everywhere(world: World) -> None:
    world.run("erase_person", "otto", person=world.people["geert"])

    assert world.digest("geert") in world.revoked
    with pytest.raises(NotSignedIn):
        world.run("update_me", "geert", name="Geert")


@pytest.mark.parametrize("command", ["erase_me", "erase_person"])
def test_the_only_organiser_cannot_be_removed(world: World, command: str) -> None:
    fields = {"person": world.people["otto"]} if command == "erase_person" else {}
    with pytest.raises(Conflict, match="last_organiser"):
        world.run(command, "otto", **fields)


def test_that_somebody_was_removed_is_kept_with_when_and_by_whom_and_no_word(world: World) -> None:
    world.run("erase_person", "otto", person=world.people["geert"])
    world.run("erase_me", "annie")

    with world.reading() as session:
        rows = session.execute(select(Erasure.person_id, Erasure.by_person_id, Erasure.erased_at).order_by(Erasure.id))
        assert [tuple(row) for row in rows] == [
            (world.people["geert"], world.people["otto"], world.now.moment),
            (world.people["annie"], world.people["annie"], world.now.moment),
        ]


def test_the_list_beside_the_database_holds_ids_and_moments_only(world: World) -> None:
    world.run("update_me", "geert", name=CANARY)
    world.run("erase_person", "otto", person=world.people["geert"])
    cleaned(world)
    (line,) = read_list(world.config.data)
    file = world.config.data / "erased.jsonl"

    assert line.person == world.people["geert"]
    assert set(json.loads(file.read_text())) == {"store", "person", "joined", "erased"}
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_link_that_is_too_old_no_longer_says_for_whom_it_was(world: World) -> None:
    digest = invite_directly(world, CANARY)
    world.write(erasure.forget_expired_names)
    assert rows_with(world, CANARY)
    world.now.move(days=8)
    world.write(erasure.forget_expired_names)

    with world.reading() as session:
        assert session.scalar(select(Invitation.name).where(Invitation.digest == digest)) is None
    assert rows_with(world, CANARY) == []


def test_a_reader_that_takes_long_delays_the_cleaning_and_does_not_prevent_it(world: World) -> None:
    ids = leave_traces(world)
    with world.database.read() as reader:
        assert reader.scalar(select(Erasure.id)) is None
        erase_all(world, ids)
        assert not cleaned(world)
    assert cleaned(world)

    assert files_with(world.config.data, CANARY) == []


def test_a_copy_in_the_data_folder_loses_them_too_and_keeps_its_date(world: World) -> None:
    leave_traces(world)
    folder = world.config.data / "backups"
    copy = folder / "day1.sqlite3"
    backups.back_up(world.database, copy)
    (folder / "notes.txt").write_text("not a database")
    before = copy.stat().st_mtime_ns
    assert files_with(folder, CANARY) == ["day1.sqlite3"]

    erase_all(world, dict(world.people) | {"walk-in": walk_in_of(world)})
    assert cleaned(world)

    assert files_with(world.config.data, CANARY) == []
    assert copy.stat().st_mtime_ns == before
    backups._ensure_sound(copy)


def test_a_copy_elsewhere_is_cleaned_as_long_as_it_lies_where_it_was_written(world: World, tmp_path: Path) -> None:
    world.run("update_me", "geert", name=CANARY)
    copy, other = tmp_path / "day1.sqlite3", tmp_path / "other.sqlite3"
    for file in (copy, other, tmp_path / "on a stick.sqlite3"):
        backups.back_up(world.database, file)
        copies.note_copy(world.config.data, file)
    (tmp_path / "on a stick.sqlite3").unlink()
    other.write_text("now something else")
    world.run("erase_person", "otto", person=world.people["geert"])

    assert cleaned(world)
    assert files_with(tmp_path, CANARY) == []
    assert other.read_text() == "now something else"


def test_the_database_of_another_server_is_never_touched(world: World, tmp_path: Path) -> None:
    """It may be a copy of ours that is in use now: replacing it under that server would lose what is posted there."""
    world.run("update_me", "geert", name=CANARY)
    inside, outside = world.config.data / "other" / "charrette.sqlite3", tmp_path / "served.sqlite3"
    for file in (inside, outside):
        backups.back_up(world.database, file)
    (inside.parent / "server.lock").touch()
    with closing(sqlite3.connect(outside)) as connection:
        connection.execute("pragma journal_mode=wal")
    copies.note_copy(world.config.data, outside)
    before = inside.read_bytes(), outside.read_bytes()
    world.run("erase_person", "otto", person=world.people["geert"])

    assert cleaned(world)
    assert (inside.read_bytes(), outside.read_bytes()) == before


def test_an_error_of_the_database_does_not_take_the_name_into_the_log(world: World) -> None:
    with pytest.raises(Conflict) as failed:
        world.write(lambda session: session.execute(insert(Person), {"name": CANARY, "charrette_id": 999}))

    assert isinstance(failed.value.__cause__, IntegrityError)
    assert CANARY not in str(failed.value.__cause__)


def walk_in_of(world: World) -> int:
    listed = world.snapshot(f"gathering:{world.work}", "fenna")["people"]
    return next(int(row["id"]) for row in listed if row["walk_in"])
