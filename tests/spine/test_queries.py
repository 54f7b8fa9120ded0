"""Rows of queries do not grow with rows of data: the same number for a small week and for one three times as big."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from charrette.agendas.export.reading import agenda_book, agenda_document
from charrette.attendance.export.reading import attendance_list, check_in_log
from charrette.boards.export import ideas_beside, ideas_table
from charrette.exports.words import Words
from charrette.plan.models import ReviewRound
from charrette.privacy.picture import own_data
from charrette.running.picture.programme import week_answer
from charrette.spine.streams import MINE, PARTS, STREAMS, own_things
from charrette.week.models import Area, Charrette, Gathering
from tests.spine.queries import counted, grow, reviewable
from tests.world import World

SMALL, BIG = 2, 6
Counts = dict[str, int]


def owner_of(session: Session, world: World, kind: str) -> Any:
    newest = session.scalar(select(func.max(ReviewRound.id)))
    numbers = {"board": world.board, "gathering": world.work, "round": newest, "screen": world.screen}
    return session.get_one(STREAMS[kind].model, numbers.get(kind, world.charrette))


def ask(world: World, question: Callable[[Session], Any]) -> int:
    """Return how many queries a question takes in a session that knows nothing yet."""
    with world.reading() as session, counted(world) as asked:
        question(session)
    return len(asked)


def pictures(world: World) -> Counts:
    return {
        f"{name} for {audience.value}": ask(
            world,
            lambda session, part=part, audience=audience: part.load(
                session, owner_of(session, world, part.stream), audience, None
            ),
        )
        for name, part in PARTS.items()
        for audience in part.audiences
    }


def own(world: World) -> Counts:
    def of(kind: str) -> Callable[[Session], Any]:
        return lambda session: own_things(
            session,
            by=world.actor(session, "annie"),
            stream=f"{kind}:1",
            owner=owner_of(session, world, kind),
        )

    return {f"mine of {kind}": ask(world, of(kind)) for kind in MINE}


def files(world: World) -> Counts:
    def charrette(session: Session) -> Charrette:
        return session.get_one(Charrette, world.charrette)

    about: dict[str, Callable[[Session], Any]] = {
        "the ideas": lambda session: ideas_table(session, charrette(session)),
        "one agenda": lambda session: agenda_document(
            session, charrette(session), session.get_one(Area, world.areas[0]), public_url="http://x", lang="nl"
        ),
        "an attendance list": lambda session: attendance_list(
            session, charrette(session), session.get_one(Gathering, world.work), purpose="", lang="nl"
        ),
        "a check-in log": lambda session: check_in_log(
            session, charrette(session), session.get_one(Gathering, world.work)
        ),
        "all agendas": lambda session: agenda_book(
            session,
            charrette(session),
            public_url="http://x",
            lang="nl",
            beside=ideas_beside(ideas_table(session, charrette(session)), Words()),
        ),
        "the programme": lambda session: week_answer(session, world.actor(session, "otto")),
        "what is kept of one person": lambda session: own_data(session, world.actor(session, "annie")),
    }
    return {name: ask(world, question) for name, question in about.items()}


def commands(world: World) -> Counts:
    versions = reviewable(world)
    ideas = [idea["id"] for idea in world.snapshot(f"board:{world.board}", "otto")["ideas"]]
    acts: dict[str, Callable[[], Any]] = {
        "plan_round": lambda: world.round(versions, opened=False, title="Nog een ronde"),
        "group_ideas": lambda: world.run("group_ideas", board=world.board, ideas=ideas, title="Alles bij elkaar"),
    }
    found = {}
    for name, act in acts.items():
        with counted(world) as asked:
            act()
        found[name] = len(asked)
    return found


@pytest.mark.parametrize("count", [pictures, own, files, commands])
def test_a_bigger_week_asks_no_more_of_the_database(
    world: World, count: Callable[[World], Counts], note_figure: Callable[[str], None]
) -> None:
    world.open()
    grow(world, 1, SMALL)
    small = count(world)
    grow(world, SMALL + 1, BIG)
    big = count(world)

    assert {name: (small[name], big[name]) for name in big if big[name] > small[name]} == {}
    note_figure(f"queries: {big}")
