"""Every column that can hold words is either cleaned of a person who is removed, or named here with why it stays.

A new column is in neither list, and the test fails until somebody decides.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, get_args

import msgspec
import pytest
from sqlalchemy import JSON, Column, String, Table, text
from sqlalchemy.orm import Session

from charrette.db import Base, Choice
from charrette.erasures import Cleaner
from charrette.errors import DomainError
from charrette.spine.commands import COMMANDS
from charrette.spine.events import EVENTS
from charrette.spine.models import CommandReceipt
from tests.traces import CANARY, files_with, leave_traces, rows_with
from tests.web.test_access import _everything
from tests.world import World

pytestmark = pytest.mark.trust("T93")

CLEANED = {
    "people": {"client_id", "name"},
    "invitations": {"name"},
    "command_receipts": {"command_id", "fingerprint", "answer"},
    "attendance_entries": {"client_id", "reason"},
    "idea_revisions": {"text"},
}
"""What holds words of or about one person: gone when that person is removed."""

TEAM = "written by the team for all who take part, about the work"
SERVER = "made by the server, of nothing that anybody typed"
ANONYMOUS = "a text without an author: the idea or remark itself, which stays readable"
STAYS: dict[str, tuple[str, set[str]]] = {
    "charrettes": (TEAM, {"slug", "title", "place", "timezone", "code", "goal", "mission", "preconditions"}),
    "parties": (TEAM, {"key", "name", "kind"}),
    "areas": (TEAM, {"slug", "name", "kind", "description"}),
    "gatherings": (
        TEAM,
        {"key", "title", "who", "outcome", "code", "daypart", "planned_start"},
    ),
    "steps": (TEAM, {"key", "title", "prompt", "say", "board_phase"}),
    "boards": (TEAM, {"key", "title", "question"}),
    "board_columns": (TEAM, {"key", "title"}),
    "idea_groups": (TEAM, {"title"}),
    "ideas": (ANONYMOUS + "; the reasons are the team's", {"text", "hidden_reason", "fate_reason"}),
    "remarks": (ANONYMOUS + "; the answer is the team's", {"text", "alternative", "answer"}),
    "design_items": (TEAM, {"title", "kind", "dropped_reason"}),
    "design_versions": (TEAM, {"title", "text", "why", "frozen_hash"}),
    "review_rounds": (TEAM, {"title", "cancelled_reason"}),
    "agenda_topics": (TEAM, {"title", "why", "removed_reason"}),
    "trits_entries": (TEAM, {"text", "party_name", "party_text"}),
    "set_asides": (TEAM, {"reason"}),
    "given_reasons": (TEAM, {"text"}),
    "screens": (TEAM, {"name", "pairing_code", "theme"}),
    "access_tokens": (SERVER, {"digest"}),
    "invitations": (SERVER, {"digest"}),
    "endings": (SERVER, {"what"}),
    "streams": (SERVER, {"name"}),
    "journal_events": (SERVER, {"stream", "type", "facts"}),
    "command_receipts": (SERVER, {"actor"}),
    "store": (SERVER, {"mark"}),
}
OWN = {
    "people": "id = :person",
    "command_receipts": "actor = 'person:' || cast(:person as text)",
    "attendance_entries": "person_id = :person",
    "idea_revisions": "idea_id in (select id from ideas where author_id = :person)",
}
"""Which rows of a table are of a person. Links bear a name and no number: they go by that."""


def words_of(table: Table) -> Iterator[Column[Any]]:
    """Yield the columns of a table that can hold words: texts and JSON, but no closed list."""
    for column in table.columns:
        if isinstance(column.type, JSON) or (isinstance(column.type, String) and not isinstance(column.type, Choice)):
            yield column


def test_of_every_column_that_holds_words_it_was_decided_whether_they_stay(world: World) -> None:
    there = {name: {column.name for column in words_of(table)} for name, table in Base.metadata.tables.items()}
    decided = {
        name: CLEANED.get(name, set()) | STAYS.get(name, ("", set()))[1] for name in CLEANED.keys() | STAYS.keys()
    }
    assert {name: columns for name, columns in there.items() if columns} == decided
    assert not [name for name in CLEANED if CLEANED[name] & STAYS.get(name, ("", set()))[1]]


WORDS = {
    "answer": json.dumps({"ok": True, "result": {"name": CANARY}}),
    "command_id": f"{CANARY} says this is their command",
}
COPIED = "gathering_id, person_id, kind, source, at, received_at, clock_off"
LINE = (
    f"insert into attendance_entries ({COPIED}, client_id, reason) "
    f"select {COPIED}, :words || ' ' || id, :words from attendance_entries where kind = 'entry' and "
)


def plant(session: Session, table: str, column: str, person: int) -> int:
    """Write the canary into a column of rows of this person; return how many. A line of the log is added, as none of
    them can be changed."""
    one = " and command_id = (select max(command_id) from command_receipts where actor = 'person:' || :person)"
    where = OWN[table] + (one if column == "command_id" else "")
    statement = LINE if table == "attendance_entries" else f"update {table} set {column} = :words where "
    words = WORDS.get(column, CANARY if table != "attendance_entries" else f"{CANARY} {column}")
    return int(session.execute(text(statement + where), {"person": person, "words": words}).rowcount)  # type: ignore[attr-defined]


def test_what_stands_in_any_column_of_a_person_goes_with_them(world: World) -> None:
    ids = leave_traces(world)
    places = [(table, column) for table in sorted(OWN) for column in sorted(CLEANED[table])]
    planted = world.write(lambda session: {place: plant(session, *place, ids["kanarie"]) for place in places})
    assert all(planted.values()), planted
    assert {row.partition(":")[0] for row in rows_with(world, CANARY)} >= set(CLEANED)

    world.run("erase_me", "kanarie")
    for name in ("walk-in", "staff"):
        world.run("erase_person", "otto", person=ids[name])
    assert Cleaner(world.database, world.writer, world.config.data).clean()
    assert rows_with(world, CANARY) == []
    assert files_with(world.config.data, CANARY) == []


# --- what nobody's words ever reach -------------------------------------------------------------------------------


def test_no_event_can_hold_words_but_those_of_a_closed_list() -> None:
    texts = {
        (name, field.name)
        for name, kind in EVENTS.items()
        for field in msgspec.structs.fields(kind)
        if _takes_text(field.type)
    }
    assert texts == {("board_phase_set", "phase"), ("trits_answered", "part"), ("trits_filled", "part")}


def _takes_text(kind: Any) -> bool:
    """Whether a field takes any text, on its own, annotated, or as one of several kinds."""
    return kind is str or any(_takes_text(part) for part in get_args(kind))


def _carry_out(world: World, name: str, known: dict[str, Any]) -> bool:
    """Do a command with the canary in every text that it takes, as long as it is not refused for that text."""
    fields = COMMANDS[name].fields
    ids = {field: known[field] for field in fields.__struct_fields__ if field in known}
    said = {field.name: f"{CANARY} {field.name}" for field in msgspec.structs.fields(fields) if _takes_text(field.type)}
    for _ in range(len(said) + 1):
        try:
            world.run(name, "otto", **{**fields.example, **said, **ids})
        except DomainError as error:
            if error.field not in said:
                return False
            del said[error.field]
        else:
            return True
    return False


def test_no_command_leaves_words_of_any_of_its_fields_in_its_receipt(world: World) -> None:
    known = {**_everything(world), "code": "ZZZZZZ"}
    known.pop("area")
    last = ("erase_me", "erase_person", "revoke_access")
    done = [name for name in sorted(COMMANDS, key=lambda name: (name in last, name)) if _carry_out(world, name, known)]

    with world.reading() as session:
        answers = [json.dumps(row.answer) for row in session.query(CommandReceipt)]
    assert len(done) > 25, done
    assert [answer for answer in answers if CANARY in answer] == []
