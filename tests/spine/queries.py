"""Counting what is asked of the database, and a week that can be made twice as big."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from charrette.boards.models import Board, BoardColumn
from charrette.db import Database
from charrette.people.rules import invitations
from charrette.plan.models import DesignItem
from charrette.plan.rules.rounds import REVIEWABLE
from charrette.projector.lists import ShowView
from charrette.spine.actors import system_actor
from charrette.spine.lists import Role
from charrette.week.lists import GatheringKind
from charrette.week.models import Charrette, Gathering, Party, Step
from tests.world import World


@contextmanager
def counted(world: World, database: Database | None = None) -> Iterator[list[str]]:
    """Note the queries that are asked of the database of the world, or over the connections of ``database``."""
    engine = (database or world.database).engine
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


def grow(world: World, first: int, last: int) -> None:
    """Let more of everything happen, numbered from ``first`` to ``last``: one person more each time, who does it all.
    At the end one round has all items that may be in one."""
    for number in range(first, last + 1):
        who, board = f"bewoner {number}", world.board
        world.join(who)
        world.run("check_in", who, gathering=world.work)
        world.run("set_board_phase", board=board, phase="collecting")
        ideas = [world.post(f"Idee {number} van {name}", name, board=board) for name in (who, "annie", "annie")]
        world.run("group_ideas", board=board, ideas=ideas[:2], title=f"Groep {number}")
        world.run("answer_idea", idea=ideas[2], outcome="duplicate", duplicate_of=ideas[0])
        world.run("set_board_phase", board=board, phase="voting")
        world.run("cast_vote", who, idea=ideas[1])
        item, version = world.item(f"Deel {number}", ideas)
        round = world.round([version], title=f"Ronde {number}")
        for name in (who, "annie"):
            world.run("add_remark", name, round=round, version=version, kind="support", text=f"Mooi {number}")
        world.run("close_round", round=round)
        world.run("agree_item", item=item)
        world.run("adopt_into_framework", item=item, areas="all")
        area = world.run("add_area", "otto", name=f"Wijk {number}", kind="village")["area"]
        from_both = {"from_item": item, "from_ideas": ideas}
        topic = world.run("add_agenda_topic", "otto", area=area, title=f"Punt {number}", **from_both)["topic"]
        world.run("fill_trits", "otto", topic=topic, part="with_help", text="Stenen", party="gemeente")
        world.run("add_agenda_topic", "otto", area="krakeel", title=f"Punt van {number}", **from_both)
        _, loose = world.item(f"Los deel {number}", ideas)
        world.join(f"script {number}")
        world.post("Koop nu", f"script {number}")
        world.run("set_people_aside", people=[world.people[f"script {number}"]], reason=f"Script {number}")
        world.write(lambda session, number=number: _widen(session, world, number))
    round = world.round(reviewable(world), title="Alles")
    for number in range(1, last + 1):
        world.run("add_remark", f"bewoner {number}", round=round, version=loose, kind="support", text="Mooi")
    world.run("close_round", round=round)


def _widen(session: Session, world: World, number: int) -> None:
    """Put one more gathering in the week with all that belongs to it, a party, a projector, and two of the team."""
    charrette = session.get_one(Charrette, world.charrette)
    session.add(Party(charrette_id=charrette.id, key=f"partij-{number}", name=f"Partij {number}"))
    evening = Gathering(charrette_id=charrette.id, key=f"avond-{number}", position=10 + number, day=7)
    evening.kind, evening.title, evening.code = GatheringKind.WORK, f"Avond {number}", f"CCCDF{'BCDFGHJKMN'[number]}"
    session.add(evening)
    session.flush()
    boards = [Board(gathering_id=place, key=f"bord-{number}", title="Bord") for place in (evening.id, world.work)]
    session.add_all(boards)
    session.flush()
    columns = [BoardColumn(board_id=id, key=f"k{number}", title="Nu", position=9) for id in (world.board, boards[0].id)]
    places = [(evening.id, boards[0].id), (world.work, boards[1].id)]
    steps = [Step(gathering_id=place, board_id=board, key=f"stap-{number}", title="Stap") for place, board in places]
    for step in steps:
        step.position, step.shows = 10 + number, ShowView.BOARD
    session.add_all([*columns, *steps])
    for role in (Role.SCREEN, Role.FACILITATOR):
        token = invitations.invite(session, charrette=charrette, by=system_actor(charrette.id), role=role)
        session.flush()
        invitations.sign_in(session, token=token)
    invitations.invite(session, charrette=charrette, by=system_actor(charrette.id), role=Role.FACILITATOR)


def reviewable(world: World) -> list[int]:
    """Return the newest version of each item that may be put to review."""
    with world.reading() as session:
        items = session.scalars(select(DesignItem).where(DesignItem.state.in_(REVIEWABLE)).order_by(DesignItem.id))
        return [item.current.id for item in items]
