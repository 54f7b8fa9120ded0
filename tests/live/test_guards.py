"""What is frozen, agreed, counted or ended is held by the database itself: raw SQL past the code is refused."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

import pytest
from alembic import command
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from charrette.db import Database
from charrette.plan.models import DesignVersion
from charrette.plan.rules.items import version_hash
from charrette.spine.writer import Writer
from charrette.upgrade import upgrade
from tests.furnished import build
from tests.live.test_constraints import _ask, _write
from tests.live.test_migrations import database, with_alembic
from tests.world import World

__all__ = ["database"]

AT = "'2026-06-08 08:00:00'"
BREACHES = {
    "the words of a frozen version": "update design_versions set text = 'Anders' where id = 1",
    "its title": "update design_versions set title = 'Anders' where id = 1",
    "its hash": "update design_versions set frozen_hash = null where id = 1",
    "its moment": f"update design_versions set frozen_at = {AT} where id = 1",
    "taking it out": "delete from design_versions where id = 1",
    "what its hash covers": "update design_items set kind = 'anders' where id = 1",
    "a version behind an agreement": "insert into design_versions (item_id, number, title, text, why, made_at)"
    f" values (1, 2, 'Plein', 'Anders', '', {AT})",
    "agreeing what is not frozen": "update design_items set state = 'agreed' where id = 2",
    "adopting what is not frozen": "update design_items set state = 'in_framework' where id = 2",
    "agreeing what was in no round": "update design_items set state = 'agreed' where id = 3",
    "an item that begins agreed": "insert into design_items"
    " (charrette_id, number, title, kind, grain, state, created_at, for_all_areas)"
    f" values (1, 9, 'Weg', 'solution', 'fine', 'agreed', {AT}, true)",
    "opening a round of what is not frozen": "update review_rounds set state = 'open' where id = 2",
    "putting into review what is not frozen": "update round_versions set open = true where round_id = 2",
    "entering what is not frozen in an open round": "insert into round_versions (round_id, version_id) values (3, 2)",
    "a remark in a closed round": "insert into remarks (round_id, version_id, number, kind, text, made_at)"
    f" values (1, 1, 9, 'support', 'Mooi', {AT})",
    "a remark on what is not in the round": "insert into remarks (round_id, version_id, number, kind, text, made_at)"
    f" values (3, 1, 9, 'support', 'Mooi', {AT})",
    "a round that is answered with a remark that is not": "update review_rounds set state = 'answered' where id = 3",
    "an answer that was reported back": "update remarks set answer = 'Toch niet' where round_id = 1",
    "a third vote of two": "insert into votes (idea_id, person_id, board_id, cast_at)"
    f" select id, (select person_id from votes limit 1), board_id, {AT} from ideas where number = 3",
    "a vote on another board": "insert into votes (idea_id, person_id, board_id, cast_at)"
    f" select id, author_id, board_id + 1, {AT} from ideas where number = 3",
    "a line of the log": f"update attendance_entries set at = {AT}",
    "who a line of the log is about": "update attendance_entries set person_id = person_id + 1",
    "a reason in the log": "update attendance_entries set reason = 'Zomaar'",
    "taking a line out of the log": "delete from attendance_entries",
    "taking an idea out": "delete from ideas where number = 3",
    "forgetting that somebody was removed": "delete from erasures",
    "a name for somebody who was removed": "update people set name = 'Geert' where erased_at is not null",
    "bringing back somebody who was removed": "update people set erased_at = null where erased_at is not null",
    "a token that ended": "update access_tokens set revoked_at = null where revoked_at is not null",
    "a link that was used": "update invitations set used_at = null where used_at is not null",
}
"""What each tries, and how; see ``_week`` for what is there."""


@dataclasses.dataclass
class Week:
    """The small charrette after some days of work, on a database of each kind."""

    database: Database
    world: World


def _week(database: Database) -> World:
    """One agreed item, one draft in a planned round, one frozen and in an open round, votes, a log and a removal."""
    world = build(Writer(database))
    world = dataclasses.replace(world, database=database, writer=Writer(database))
    world.open()
    _, version = world.item("Plein")
    round = world.round([version])
    remark = world.run("add_remark", "annie", round=round, version=version, kind="question", text="Hoe breed?")
    world.run("close_round", round=round)
    world.run("answer_remark", remark=remark["remark"], outcome="adopted", text="Zes meter")
    world.run("report_back", round=round)
    world.run("agree_item", item=1)
    _, draft = world.item("Weg")
    world.round([draft], opened=False, title="Twee")
    _, frozen = world.item("Brug")
    third = world.round([frozen], title="Drie")
    world.run("add_remark", "annie", round=third, version=frozen, kind="question", text="Hoe hoog?")
    ideas = [world.post(f"Idee {number}") for number in range(3)]
    world.run("set_board_phase", board=world.board, phase="voting")
    for idea in ideas[:2]:
        world.run("check_in", "annie", gathering=world.work)
        world.run("cast_vote", "annie", idea=idea)
    world.run("erase_person", "otto", person=world.people["geert"])
    _write(database, "update boards set votes_per_person = 2")
    return world


@pytest.fixture(params=["sqlite", "postgresql"], scope="module")
def week(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Week]:
    """That charrette; each test leaves it as it was, as everything it tries is refused."""
    on_postgres = request.param == "postgresql"
    file = tmp_path_factory.mktemp("week") / "charrette.sqlite3"
    found = Database(request.getfixturevalue("database_url") if on_postgres else f"sqlite:///{file}")
    upgrade(found)
    yield Week(found, _week(found))
    found.dispose()


@pytest.mark.parametrize("breach", BREACHES)
def test_what_holds_is_refused_to_whatever_writes(week: Week, breach: str) -> None:
    statement = BREACHES[breach]
    table = (re.search(r"(?:update|into|from) (\w+)", statement) or [""])[1]
    before = _ask(week.database, f"select * from {table}")
    with pytest.raises(IntegrityError):
        _write(week.database, statement)

    assert before, "there is something to break"
    assert _ask(week.database, f"select * from {table}") == before


def test_an_upgrade_brings_the_guards_to_a_database_in_use_and_freezes_what_should_be(database: Database) -> None:
    upgrade(database)
    with_alembic(database, lambda config: command.downgrade(config, "0010"))
    _week_before(database)
    upgrade(database)

    with database.read() as session:
        (agreed, open_, draft) = session.scalars(select(DesignVersion).order_by(DesignVersion.id))
        assert (agreed.frozen_hash, open_.frozen_hash) == (version_hash(agreed), version_hash(open_))
        assert agreed.frozen_at is not None
        assert draft.frozen_hash is None
    with pytest.raises(IntegrityError, match="a frozen version never changes"):
        _write(database, "update design_versions set text = 'Anders' where id = 1")
    _write(database, "update design_versions set text = 'Anders' where id = 3")
    assert _ask(database, "select text from design_versions where id = 3") == [("Anders",)]


def _week_before(database: Database) -> None:
    """What a version without the guards might have left: an item agreed and one in review, and neither is frozen."""
    _write(
        database,
        "insert into charrettes (slug, title, place, timezone, code, state, goal, mission, preconditions, last_number,"
        " last_item_number, last_round_number, last_topic_number, let_in, crowded, created_at) values ('week', 'Week',"
        f" '', 'Europe/Amsterdam', 'BCDFGH', 'week', '', '', '', 0, 3, 1, 0, 0, false, {AT})",
        "insert into gatherings (charrette_id, key, position, day, kind, title, who, outcome, state, code, openness,"
        " expected_is_minimum, planned_is_example, door_required, step_extra_seconds)"
        " values (1, 'work', 0, 2, 'work', 'Werk', '', '', 'running', 'CDFGHJ', 'public', false, false, false, 0)",
        "insert into design_items (charrette_id, number, title, kind, grain, state, created_at, for_all_areas) values"
        f" (1, 1, 'Plein', 'solution', 'fine', 'agreed', {AT}, false),"
        f" (1, 2, 'Weg', 'solution', 'fine', 'in_review', {AT}, false),"
        f" (1, 3, 'Brug', 'solution', 'fine', 'draft', {AT}, false)",
        "insert into design_versions (item_id, number, title, text, why, made_at) values"
        f" (1, 1, 'Plein', 'Zitten', 'Nu niet', {AT}), (2, 1, 'Weg', 'Rijden', 'é', {AT}), (3, 1, 'B', 'B', '', {AT})",
        "insert into review_rounds (charrette_id, gathering_id, number, title, state, planned_at)"
        f" values (1, 1, 1, 'Een', 'open', {AT})",
        "insert into round_versions (round_id, version_id, open) values (1, 2, true)",
    )
