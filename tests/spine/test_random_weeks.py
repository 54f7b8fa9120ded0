"""Whatever happens in whatever order: who followed from the start, who caught up, and who comes in now see the same.

house: long, because the steps of a random week serve both what all see and what always holds.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette.agendas.export.reading import agenda_book, agenda_document
from charrette.agendas.export.tables import agenda_csv, agenda_json
from charrette.agendas.models import AgendaTopic
from charrette.attendance.lists import EntryKind
from charrette.attendance.models import AttendanceEntry
from charrette.attendance.rules import log
from charrette.boards.export import ideas_csv, ideas_json, ideas_table
from charrette.boards.lists import IdeaFate
from charrette.boards.picture import tracing
from charrette.errors import DomainError
from charrette.exports.moments import Moment, moment_of
from charrette.plan.lists import ItemState
from charrette.plan.models import DesignItem, DesignVersion
from charrette.plan.rules.items import version_hash
from charrette.spine.lists import Audience
from charrette.week.models import Area, Charrette
from tests.spine.reducer import apply, ordered
from tests.spine.replays import picture
from tests.world import Clock, World, config_for

WHO = {"participant": "annie", "screen": "beamer", "facilitator": "fenna"}


@dataclass
class Walk:
    """A charrette in which things happen, and the ids that came up on the way."""

    world: World
    ideas: list[int] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    items: list[int] = field(default_factory=list)
    rounds: list[int] = field(default_factory=list)
    remarks: list[int] = field(default_factory=list)
    topics: list[int] = field(default_factory=list)
    newcomers: int = 0

    def any(self, name: str, number: int) -> int:
        """Return one of the ids that came up; an id that nothing has when there is none yet."""
        known: list[int] = getattr(self, name)
        return known[number % len(known)] if known else 999

    def streams(self) -> list[str]:
        """Return the streams of this charrette."""
        world = self.world
        return [
            *(f"{kind}:{world.charrette}" for kind in ("team", "charrette", "plan", "agendas")),
            f"gathering:{world.work}",
            f"gathering:{world.youth}",
            f"board:{world.board}",
            f"board:{world.moderated}",
            f"screen:{world.screen}",
            *(f"round:{id}" for id in self.rounds),
        ]


Step = Callable[[Walk, str, int], Any]
PEOPLE = ("annie", "geert", "jamila")


def _keep(name: str, key: str, step: Step) -> Step:
    def kept(walk: Walk, who: str, number: int) -> None:
        getattr(walk, name).append(step(walk, who, number)[key])

    return kept


def _newest_version(walk: Walk, number: int) -> int:
    rows = walk.world.snapshot(f"plan:{walk.world.charrette}", "fenna")["items"]
    return rows[number % len(rows)]["version"]["id"] if rows else 999


def _remark(walk: Walk, who: str, number: int) -> Any:
    round = walk.any("rounds", number)
    version = walk.world.snapshot(f"round:{round}", "fenna")["versions"][0]["id"]
    return walk.world.run("add_remark", who, round=round, version=version, kind="question", text=f"Waarom {number}?")


def _join(walk: Walk, who: str, number: int) -> None:
    walk.newcomers += 1
    walk.world.join(f"nieuw-{walk.newcomers}")


def _annul(walk: Walk, who: str, number: int) -> None:
    people = walk.world.snapshot(f"gathering:{walk.world.work}", "fenna")["people"]
    entries = [entry for person in people for entry in person["entries"]]
    walk.world.run("annul_entry", entry=entries[number % len(entries)] if entries else 999, reason="Vergist")


PHASES = ("collecting", "grouping", "voting", "closed")
STEPS: list[Step] = [
    _keep("ideas", "idea", lambda w, who, n: w.world.run("post_idea", who, board=w.world.board, text=f"Idee {n}")),
    _keep("ideas", "idea", lambda w, who, n: w.world.run("post_idea", who, board=w.world.moderated, text=f"Zorg {n}")),
    lambda w, who, n: w.world.run("edit_idea", who, idea=w.any("ideas", n), text=f"Beter {n}"),
    lambda w, who, n: w.world.run("withdraw_idea", who, idea=w.any("ideas", n)),
    lambda w, who, n: w.world.run("hide_idea", idea=w.any("ideas", n), reason="Over iemand"),
    lambda w, who, n: w.world.run("show_idea", idea=w.any("ideas", n)),
    lambda w, who, n: w.world.run("answer_idea", idea=w.any("ideas", n), outcome="parked"),
    lambda w, who, n: w.world.run("set_board_phase", board=w.world.board, phase=PHASES[n % 4]),
    lambda w, who, n: w.world.run("conceal_board", board=w.world.board, concealed=n % 2 == 0),
    lambda w, who, n: w.world.run("cast_vote", who, idea=w.any("ideas", n)),
    lambda w, who, n: w.world.run("take_back_vote", who, idea=w.any("ideas", n)),
    lambda w, who, n: w.world.run("move_idea", idea=w.any("ideas", n), column=w.world.columns[n % 2], ungroup=n > 5),
    _keep(
        "groups",
        "group",
        lambda w, who, n: w.world.run("group_ideas", board=w.world.board, ideas=[w.any("ideas", n)], title=f"G{n}"),
    ),
    lambda w, who, n: w.world.run("dissolve_group", group=w.any("groups", n)),
    lambda w, who, n: w.world.run("open_doors", gathering=w.world.work),
    lambda w, who, n: w.world.run("start_gathering", gathering=(w.world.work, w.world.youth)[n % 2]),
    lambda w, who, n: w.world.run("pause_gathering", gathering=w.world.work),
    lambda w, who, n: w.world.run("close_gathering", gathering=w.world.work),
    lambda w, who, n: w.world.run("reopen_gathering", gathering=w.world.work, reason="Nog een bus"),
    lambda w, who, n: w.world.run("go_to_step", gathering=w.world.work, step=("next", "previous")[n % 2]),
    lambda w, who, n: w.world.let_in(who),
    lambda w, who, n: w.world.run("check_in", who, gathering=(w.world.work, w.world.youth)[n % 2]),
    lambda w, who, n: w.world.run("check_out", who, gathering=w.world.work),
    lambda w, who, n: w.world.run("check_in_person", gathering=w.world.work, person=w.world.people[who]),
    lambda w, who, n: w.world.run("add_walk_in", gathering=(w.world.work, w.world.youth)[n % 2], name="Roelof"),
    _annul,
    _join,
    lambda w, who, n: w.world.run("update_me", who, name=f"{who} {n}"),
    lambda w, who, n: w.world.run("erase_me", "jamila"),
    _keep(
        "items",
        "item",
        lambda w, who, n: w.world.run(
            "create_design_item", title=f"D{n}", kind="k", grain="fine", text="t", why="w", from_ideas=w.ideas[:1]
        ),
    ),
    lambda w, who, n: w.world.run("revise_item", item=w.any("items", n), text=f"Nieuw {n}"),
    lambda w, who, n: w.world.run("agree_item", item=w.any("items", n)),
    lambda w, who, n: w.world.run("drop_item", item=w.any("items", n), reason="Te duur"),
    lambda w, who, n: w.world.run(
        "adopt_into_framework", item=w.any("items", n), areas=("all", ["krakeel"], ["nieuwlande"])[n % 3]
    ),
    _keep(
        "rounds",
        "round",
        lambda w, who, n: w.world.run(
            "plan_round", gathering=w.world.work, versions=[_newest_version(w, n)], title=f"Ronde {n}"
        ),
    ),
    lambda w, who, n: w.world.run("open_round", round=w.any("rounds", n)),
    _keep("remarks", "remark", _remark),
    lambda w, who, n: w.world.run("close_round", round=w.any("rounds", n)),
    lambda w, who, n: w.world.run("answer_remark", remark=w.any("remarks", n), outcome="adopted", text="Gedaan"),
    lambda w, who, n: w.world.run("report_back", round=w.any("rounds", n)),
    _keep(
        "topics",
        "topic",
        lambda w, who, n: w.world.run(
            "add_agenda_topic", "otto", area=("krakeel", "nieuwlande")[n % 2], title="T", from_ideas=w.ideas[:1]
        ),
    ),
    lambda w, who, n: w.world.run("fill_trits", "otto", topic=w.any("topics", n), part="ourselves", text="Wij"),
    lambda w, who, n: w.world.run("show_on_screen", screen=w.world.screen, view="board", board=w.world.board),
]
ERASE_GEERT = len(STEPS)  # at the end only: the walk goes on with Geert
STEPS.append(lambda w, who, n: w.world.run("erase_me", "geert"))
WALKS = st.lists(
    st.tuples(st.integers(0, ERASE_GEERT - 1), st.sampled_from(PEOPLE), st.integers(0, 12)), min_size=10, max_size=40
)


def _take(walk: Walk, steps: list[tuple[int, str, int]]) -> None:
    for kind, who, number in steps:
        with contextlib.suppress(DomainError, IndexError):
            STEPS[kind](walk, who, number)


@pytest.mark.trust("T19", "T17")
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(before=WALKS, after=WALKS)
def test_followers_late_comers_and_newcomers_see_the_same(
    furnished: tuple[Path, World], before: list[tuple[int, str, int]], after: list[tuple[int, str, int]]
) -> None:
    file, plan = furnished
    with tempfile.TemporaryDirectory() as folder, Clock(ticks=timedelta(milliseconds=7)) as clock:
        shutil.copyfile(file, Path(folder) / "charrette.sqlite3")
        walk = Walk(plan.on(config_for(Path(folder)), clock))
        walk.world.open()
        walk.world.let_in("annie")
        _take(walk, before)
        held = {
            (stream, who): walk.world.follow(stream, who)
            for stream in walk.streams()
            for who in WHO.values()
            if who == "fenna" or not stream.startswith("team" if who == "beamer" else ("team", "screen"))
        }
        walk.world.announced.clear()
        _take(walk, after)
        for (stream, who), answer in held.items():
            _compare(walk, stream, who, answer)
        walk.world.database.dispose()


def _compare(walk: Walk, stream: str, who: str, answer: dict[str, Any]) -> None:
    audience = next(Audience(name) for name, one in WHO.items() if one == who)
    fresh = ordered(picture(walk.world, stream, audience))
    live = [event for told in walk.world.announced if told.stream == stream for event in told.shapes[audience]]
    caught_up = walk.world.follow(stream, who, answer["seq"])["events"]

    assert [event["seq"] for event in live] == list(range(answer["seq"] + 1, answer["seq"] + 1 + len(live)))
    assert [event["seq"] for event in caught_up] == [event["seq"] for event in live]
    assert ordered(apply(answer["snapshot"], live)) == fresh
    assert ordered(apply(answer["snapshot"], caught_up)) == fresh


# --- what always holds ---------------------------------------------------------------------------------------


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
            _take(walk, [step])
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
    agendas = [make(agenda) for agenda in book.agendas for make in (agenda_csv, agenda_json)]
    ideas = ideas if moment is None else replace(ideas, moment=moment)
    return [*agendas, ideas_csv(ideas), ideas_json(ideas)]


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
    _take(walk, [(ERASE_GEERT, "geert", 0)])

    assert [ordered(picture(walk.world, stream, Audience.PARTICIPANT)) for stream in streams] == before
    assert picture(walk.world, walk.streams()[0], Audience.FACILITATOR)["attendance"] == week
    with walk.world.reading() as session:
        assert _files(session, walk.world, moment) == files
