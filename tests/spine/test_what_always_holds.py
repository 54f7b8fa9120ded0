"""Whatever happens in whatever order: the rules that always hold, counted anew from the tables."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette.agendas.export.reading import agenda_book, agenda_document
from charrette.agendas.export.tables import agenda_json, agenda_sheet
from charrette.agendas.models import AgendaTopic
from charrette.attendance.lists import EntryKind
from charrette.attendance.models import AttendanceEntry
from charrette.attendance.rules import log
from charrette.boards.export import ideas_json, ideas_sheet, ideas_table
from charrette.boards.lists import IdeaFate
from charrette.boards.picture import tracing
from charrette.exports.moments import Moment, moment_of
from charrette.exports.sheets import sheet_bytes
from charrette.exports.words import Words
from charrette.plan.lists import ItemState
from charrette.plan.models import DesignItem, DesignVersion
from charrette.plan.rules.items import version_hash
from charrette.spine.lists import Audience
from charrette.week.models import Area, Charrette
from tests.spine.random_weeks import ERASE_GEERT, WALKS, Walk, take
from tests.spine.reducer import ordered
from tests.spine.replays import picture
from tests.world import Clock, World, config_for


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=WALKS)
def test_the_rules_that_always_hold(furnished: tuple[Path, World], steps: list[tuple[int, str, int]]) -> None:
    file, plan = furnished
    with tempfile.TemporaryDirectory() as folder, Clock(ticks=timedelta(seconds=11)) as clock:
        shutil.copyfile(file, Path(folder) / "charrette.sqlite3")
        walk = Walk(plan.on(config_for(Path(folder)), clock))
        walk.world.open()
        frozen: dict[int, tuple[str, str]] = {}
        for step in steps:
            take(walk, [step])
            with walk.world.reading() as session:
                _frozen_versions_stay(session, frozen)
        with walk.world.reading() as session:
            _numbers_of_people_fit(session, walk.world)
            _hours_are_what_the_log_says(session, walk.world)
            _every_number_has_an_answer(session, walk.world)
            files = _files(session, walk.world)
            assert _files(session, walk.world) == files, "the same moment gives the same files, at any time"
            _an_agenda_is_of_its_area(session, walk.world)
        _erasing_changes_no_count(walk)
        walk.world.database.dispose()


def _frozen_versions_stay(session: Session, frozen: dict[int, tuple[str, str]]) -> None:
    for version in session.scalars(select(DesignVersion).where(DesignVersion.frozen_hash.is_not(None))):
        assert version.frozen_hash == version_hash(version)
        assert frozen.setdefault(version.id, (version.frozen_hash or "", version.text)) == (
            version.frozen_hash,
            version.text,
        )


def _numbers_of_people_fit(session: Session, world: World) -> None:
    """Count anew, line by line, without the queries of the domain: what was annulled counts nowhere."""
    came: set[tuple[int, int]] = set()
    for gathering in (world.work, world.youth):
        lines = session.scalars(select(AttendanceEntry).where(AttendanceEntry.gathering_id == gathering)).all()
        annulled = {line.annuls_id for line in lines}
        own: dict[int, list[AttendanceEntry]] = {}
        for line in sorted(lines, key=lambda line: (line.at, line.id)):
            if line.person_id is not None and line.kind is not EntryKind.ANNUL and line.id not in annulled:
                own.setdefault(line.person_id, []).append(line)
        attended = {one for one, kept in own.items() if EntryKind.ENTRY in [line.kind for line in kept]}
        came |= {(gathering, one) for one in attended}
        assert log.count_attendances(session, gathering) == len(attended)
        assert log.count_present(session, gathering) == sum(kept[-1].kind is EntryKind.ENTRY for kept in own.values())
    assert log.count_all_attendances(session, world.charrette) == len(came)
    assert log.count_unique(session, world.charrette) == len({one for _, one in came})
    for gathering in (world.work, world.youth):
        seen = log.presences(session, gathering).values()
        present = log.count_present(session, gathering)
        attended = log.count_attendances(session, gathering)
        assert present <= attended
        assert present == len([one for one in seen if one.status == "present"])
        assert attended == len([one for one in seen if one.entries])
    assert log.count_unique(session, world.charrette) <= log.count_all_attendances(session, world.charrette)


def _hours_are_what_the_log_says(session: Session, world: World) -> None:
    """Add the times up anew, from the log alone: each exit closes the entry before it."""
    lines = list(session.scalars(select(AttendanceEntry).where(AttendanceEntry.gathering_id == world.work)))
    annulled = {line.annuls_id for line in lines}
    for person, seen in log.presences(session, world.work).items():
        total, since = 0.0, None
        own = [line for line in lines if line.person_id == person and line.id not in annulled]
        for line in sorted(own, key=lambda line: (line.at, line.id)):
            if line.kind is EntryKind.ENTRY:
                since = since or line.at
            elif line.kind in (EntryKind.EXIT, EntryKind.AUTO_EXIT) and since is not None:
                total, since = total + (line.at - since).total_seconds(), None
        assert seen.seconds == total


def _every_number_has_an_answer(session: Session, world: World) -> None:
    by = world.actor(session, "annie")
    numbers = tracing.all_idea_numbers(session, by)
    assert numbers == list(range(1, len(numbers) + 1))
    known = {"withdrawn", "hidden", "on_agenda", "used", "grouped", "not_handled_yet", *IdeaFate}
    assert {tracing.trace_idea(session, by=by, number=number)["outcome"] for number in numbers} <= known


def _files(session: Session, world: World, moment: Moment | None = None) -> list[bytes]:
    """Return what people take home, but for the PDFs, which take longer (they are in tests/exports).

    ``moment``: what they are to name instead of their own.
    """
    charrette = session.get_one(Charrette, world.charrette)
    book, ideas = (
        agenda_book(session, charrette, public_url="http://127.0.0.1", lang="nl"),
        ideas_table(session, charrette),
    )
    ideas = ideas if moment is None else replace(ideas, moment=moment)
    sheets = [*(agenda_sheet(agenda) for agenda in book.agendas), ideas_sheet(ideas)]
    data = [*(agenda_json(agenda) for agenda in book.agendas), ideas_json(ideas)]
    return [*(sheet_bytes(sheet, "csv", Words("nl")) for sheet in sheets), *data]


def _an_agenda_is_of_its_area(session: Session, world: World) -> None:
    charrette = session.get_one(Charrette, world.charrette)
    for area in session.scalars(select(Area).where(Area.charrette_id == charrette.id)):
        agenda = agenda_document(session, charrette, area, public_url="http://127.0.0.1", lang="nl")
        topics = select(AgendaTopic).where(AgendaTopic.area_id == area.id, AgendaTopic.removed_at.is_(None))
        assert sorted(one.number for one in agenda.topics) == sorted(one.number for one in session.scalars(topics))
        adopted = session.scalars(select(DesignItem).where(DesignItem.state == ItemState.IN_FRAMEWORK))
        meant = [one.number for one in adopted if one.for_all_areas or area.id in {row.area_id for row in one.areas}]
        assert sorted(part.number for part in agenda.framework_parts) == sorted(meant)


def _erasing_changes_no_count(walk: Walk) -> None:
    streams = [stream for stream in walk.streams() if not stream.startswith(("screen", "team"))]
    before = [ordered(picture(walk.world, stream, Audience.PARTICIPANT)) for stream in streams]
    week = picture(walk.world, walk.streams()[0], Audience.FACILITATOR)["attendance"]
    with walk.world.reading() as session:
        charrette = session.get_one(Charrette, walk.world.charrette)
        files, moment = _files(session, walk.world), moment_of(session, charrette, "ideas")
    take(walk, [(ERASE_GEERT, "geert", 0)])

    assert [ordered(picture(walk.world, stream, Audience.PARTICIPANT)) for stream in streams] == before
    assert picture(walk.world, walk.streams()[0], Audience.FACILITATOR)["attendance"] == week
    with walk.world.reading() as session:
        assert _files(session, walk.world, moment) == files
