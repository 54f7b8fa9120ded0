"""Making the small charrette of ``tests.world``: its programme, its people, and another charrette beside it.

It is made by the domain's own functions where these exist; the programme itself, which session scripts make in
real life, is put into the tables directly.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from charrette import clock
from charrette.attendance.rules import joining as people
from charrette.boards.models import Board, BoardColumn
from charrette.people.rules import invitations, tokens
from charrette.projector import rules as screens
from charrette.projector.lists import ShowView
from charrette.spine.actors import system_actor
from charrette.spine.lists import Role
from charrette.spine.writer import Writer
from charrette.week.lists import GatheringKind
from charrette.week.models import Area, Charrette, Gathering, Party, Step
from tests.world import YOUTH_CODE, World


def _programme(session: Session) -> World:
    charrette = Charrette(
        slug="hoogeveen", title="De Smederijen", place="Hoogeveen", code="BCDFGH", created_at=clock.now()
    )
    charrette.goal, charrette.preconditions = "Bewoners beslissen", "Binnen het budget"
    session.add(charrette)
    session.flush()
    areas = [
        Area(charrette_id=charrette.id, slug=slug, name=name, kind="village")
        for slug, name in (("krakeel", "Krakeel"), ("nieuwlande", "Nieuwlande"))
    ]
    session.add_all([*areas, Party(charrette_id=charrette.id, key="gemeente", name="Gemeente Hoogeveen")])
    session.flush()
    world = World(charrette=charrette.id, code=charrette.code, areas=[area.id for area in areas])
    _gatherings(session, world)
    _boards(session, world)
    _steps(session, world)
    return world


def _gatherings(session: Session, world: World) -> None:
    rows = [
        ("work", 2, GatheringKind.WORK, "Werkbijeenkomst", "JKMNPQ", 65),
        ("youth", 5, GatheringKind.YOUTH, "Jongerenbijeenkomst", YOUTH_CODE, 35),
        ("later", 6, GatheringKind.PRESENTATION, "Presentatie raamwerk", "ZBCDFG", 100),
    ]
    for position, (key, day, kind, title, code, expected) in enumerate(rows):
        gathering = Gathering(charrette_id=world.charrette, key=key, position=position, day=day, kind=kind)
        gathering.title, gathering.code, gathering.expected = title, code, expected
        session.add(gathering)
        session.flush()
        setattr(world, key, gathering.id)


def _boards(session: Session, world: World) -> None:
    boards = {
        "board": Board(gathering_id=world.work, key="plein", title="Het plein", question="Wat mist u?", text_limit=500),
        "moderated": Board(gathering_id=world.work, key="klachten", title="Zorgen", moderated=True),
        "youth_board": Board(gathering_id=world.youth, key="jong", title="Jong"),
        "later_board": Board(gathering_id=world.later, key="slot", title="Slot"),
    }
    for name, board in boards.items():
        session.add(board)
        session.flush()
        setattr(world, name, board.id)
    columns = [
        BoardColumn(board_id=world.board, key=key, title=key.title(), position=position)
        for position, key in enumerate(("nu", "straks"), start=1)
    ]
    session.add_all(columns)
    session.flush()
    world.columns = [column.id for column in columns]


def _steps(session: Session, world: World) -> None:
    ideas = Step(gathering_id=world.work, key="ideeen", position=2, title="Ideeën", minutes=30)
    ideas.shows, ideas.board_id, ideas.board_phase = ShowView.BOARD, world.board, "collecting"
    steps = [
        Step(gathering_id=world.work, key="welkom", position=1, title="Welkom", minutes=10, say="Heet iedereen welkom"),
        ideas,
        Step(gathering_id=world.work, key="ronde", position=3, title="Ronde", shows=ShowView.ROUND, round_number=1),
    ]
    session.add_all(steps)
    session.flush()
    world.steps = [step.id for step in steps]


def _staff(session: Session, charrette: Charrette, role: Role) -> invitations.SignedIn:
    token = invitations.invite(session, charrette=charrette, by=system_actor(charrette.id), role=role)
    session.flush()
    return invitations.sign_in(session, token=token)


def _people(session: Session, world: World) -> None:
    charrette = session.get_one(Charrette, world.charrette)
    for name in ("annie", "geert", "jamila"):
        joined = people.join(session, code=charrette.code, client_id=f"phone-of-{name}", name=name.title())
        world.tokens[name], world.people[name] = joined.token, joined.person.id
    for name, role in (("fenna", Role.FACILITATOR), ("otto", Role.ORGANISER)):
        used = _staff(session, charrette, role)
        assert used.person is not None
        used.person.name = name.title()
        world.tokens[name], world.people[name] = used.token, used.person.id
    used = _staff(session, charrette, Role.SCREEN)
    assert used.screen is not None
    world.tokens["beamer"], world.screen = used.token, used.screen.id


def _elsewhere(session: Session, world: World) -> None:
    """Another charrette in the same database, whose people must never see anything of the first."""
    other = Charrette(slug="elders", title="Elders", place="Elders", code="GHJKMN", created_at=clock.now())
    session.add(other)
    session.flush()
    joined = people.join(session, code=other.code, client_id="phone-of-zeno", name="Zeno")
    world.tokens["zeno"], world.people["zeno"] = joined.token, joined.person.id
    used = _staff(session, other, Role.ORGANISER)
    assert used.person is not None
    world.tokens["olga"], world.people["olga"] = used.token, used.person.id
    screen = screens.announce_screen(session)
    world.tokens["new beamer"] = tokens.issue_token(session, screen=screen)


def build(writer: Writer) -> World:
    """Make the small charrette and return its ids."""

    def work(session: Session) -> World:
        world = _programme(session)
        _people(session, world)
        _elsewhere(session, world)
        return world

    built: World = writer.run(work)
    return built
