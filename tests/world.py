"""A small charrette with real people, for tests: Annie, Geert and Jamila, their facilitator and organiser.

It is made by the domain's own functions where these exist; the programme itself, which session scripts make in
real life, is put into the tables directly.

house: long, because the charrette and what tests do in it are one thing to read.
"""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from charrette import clock
from charrette.attendance.rules import joining as people
from charrette.boards.models import Board, BoardColumn
from charrette.config import Config
from charrette.db import Database
from charrette.people.rules import invitations, tokens
from charrette.people.rules.actors import load_actor
from charrette.projector import rules as screens
from charrette.projector.lists import ShowView
from charrette.spine import following
from charrette.spine.actors import Actor, digest_of, system_actor
from charrette.spine.execute import execute
from charrette.spine.following import SnapshotCache
from charrette.spine.lists import Role
from charrette.spine.streams import get_stream_owner, own_things
from charrette.spine.writer import Announcement, Writer
from charrette.week.lists import GatheringKind
from charrette.week.models import Area, Charrette, Gathering, Party, Step

START = datetime(2026, 6, 8, 8, 0, tzinfo=UTC)
YOUTH_CODE = "RSTVWX"
SECRET = "a secret for tests that is long enough to be taken"


class Clock:
    """A clock for tests. It stands still until it is moved; with ``ticks`` it moves on a little at every look."""

    def __init__(self, moment: datetime = START, *, ticks: timedelta = timedelta(0)) -> None:
        self.moment = moment
        self.ticks = ticks

    def __call__(self) -> datetime:
        self.moment += self.ticks
        return self.moment

    def move(self, **by: float) -> None:
        """Move on, as in ``move(minutes=5)``."""
        self.moment += timedelta(**by)

    def __enter__(self) -> Clock:
        clock.set_source(self)
        return self

    def __exit__(self, *_: object) -> None:
        clock.set_source(None)


class Seconds:
    """Counts the seconds for ``clock.steady``; it stands still until it is moved."""

    def __init__(self) -> None:
        self.passed = 1000.0

    def __call__(self) -> float:
        return self.passed

    def __enter__(self) -> Seconds:
        clock.set_steady_source(self)
        return self

    def __exit__(self, *_: object) -> None:
        clock.set_steady_source(None)


def config_for(folder: Path, **settings: Any) -> Config:
    """Return the settings of a server whose data are in ``folder``."""
    values: dict[str, Any] = {
        "data": folder,
        "database_url": f"sqlite:///{folder / 'charrette.sqlite3'}",
        "public_url": "http://127.0.0.1:5260",
        "secret_key": SECRET,
        "async_mode": "threading",
        "testing": True,
    }
    return Config(**{**values, **settings})


@dataclass
class World:
    """The ids of what is in the small charrette, the tokens of its people, and doing things in it."""

    charrette: int = 0
    code: str = ""
    work: int = 0
    youth: int = 0
    later: int = 0
    board: int = 0
    columns: list[int] = field(default_factory=list)
    moderated: int = 0
    youth_board: int = 0
    later_board: int = 0
    steps: list[int] = field(default_factory=list)
    areas: list[int] = field(default_factory=list)
    screen: int = 0
    tokens: dict[str, str] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    config: Config = field(default_factory=Config)
    database: Database = field(default_factory=lambda: Database("sqlite://"))
    writer: Writer = field(default_factory=lambda: Writer(Database("sqlite://")))
    now: Clock = field(default_factory=Clock)
    announced: list[Announcement] = field(default_factory=list)
    revoked: list[str] = field(default_factory=list)

    def on(self, config: Config, now: Clock) -> World:
        """Return the same charrette on the database of ``config``, with a writer whose announcements are kept."""
        database = Database(config.database_url, pepper=config.secret_key)
        fresh = dataclasses.replace(
            self,
            config=config,
            database=database,
            writer=Writer(database),
            now=now,
            announced=[],
            revoked=[],
        )
        fresh.writer.announce = fresh._note
        return fresh

    def _note(self, announcements: list[Announcement], revoked: list[str]) -> None:
        self.announced += announcements
        self.revoked += revoked

    def run(self, type: str, by: str = "fenna", *, id: str | None = None, **fields: Any) -> dict[str, Any]:
        """Carry out a command as the wire would and return its result; what a rule refuses raises."""
        return self.answer(type, by, id=id, **fields)["result"]

    def answer(self, type: str, by: str = "fenna", *, id: str | None = None, **fields: Any) -> dict[str, Any]:
        """Carry out a command as the wire would and return the whole answer."""
        raw = {"id": id or str(uuid.uuid4()), "type": type, **fields}
        return execute(self.writer, self.config, raw, digest=self.digest(by))

    def digest(self, who: str) -> str:
        """Return what the database keeps of somebody's token."""
        return digest_of(self.tokens[who])

    def header(self, who: str) -> dict[str, str]:
        """Return the header with which a program of ``who`` asks."""
        return {"Authorization": f"Bearer {self.tokens[who]}"}

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Read from the database."""
        with self.database.read() as session:
            yield session

    def write(self, work: Callable[[Session], Any]) -> Any:
        """Write through the writer, as a door does."""
        return self.writer.run(work)

    def actor(self, session: Session, who: str) -> Actor:
        """Return ``who`` with the role of now."""
        return load_actor(session, self.digest(who))

    def follow(self, stream: str, by: str, since: int | None = None) -> dict[str, Any]:
        """Return what somebody gets who follows a stream."""
        with self.database.read() as session:
            actor = self.actor(session, by)
            return following.follow(session, by=actor, stream=stream, since=since, cache=SnapshotCache())

    def snapshot(self, stream: str, by: str) -> dict[str, Any]:
        """Return the picture of a stream as ``by`` may see it."""
        found: dict[str, Any] = self.follow(stream, by)["snapshot"]
        return found

    def mine(self, stream: str, by: str) -> dict[str, Any]:
        """Return what of a stream is somebody's own."""
        with self.database.read() as session:
            actor = self.actor(session, by)
            owner = get_stream_owner(session, actor, stream)
            return own_things(session, by=actor, stream=stream, owner=owner) or {}

    def join(self, name: str, *, code: str | None = None, **given: Any) -> int:
        """Let somebody in by the code; from then on ``name`` may act. Returns their id."""

        def work(session: Session) -> tuple[str, int]:
            client_id = given.pop("client_id", f"phone-of-{name}")
            joined = people.join(session, code=code or self.code, client_id=client_id, name=name, **given)
            return joined.token, joined.person.id

        self.tokens = {**self.tokens}
        self.people = {**self.people}
        self.tokens[name], self.people[name] = self.writer.run(work)
        return self.people[name]

    def let_in(self, *names: str, code: str = YOUTH_CODE) -> None:
        """Let phones that are known already show the code of a gathering; they keep the tokens that they had."""

        def work(session: Session) -> None:
            for name in names:
                people.join(session, code=code, client_id=f"phone-of-{name}")

        self.writer.run(work)

    def post(self, text: str, by: str = "annie", *, board: int | None = None, **fields: Any) -> int:
        """Post an idea and return its id."""
        found: int = self.run("post_idea", by, board=board or self.board, text=text, **fields)["idea"]
        return found

    def open(self, gathering: int | None = None) -> None:
        """Open the doors of a gathering and begin it."""
        self.run("open_doors", gathering=gathering or self.work)
        self.run("start_gathering", gathering=gathering or self.work)

    def item(self, text: str = "Een plein om te zitten", ideas: list[int] | None = None) -> tuple[int, int]:
        """Make a design item; return its id and that of its first version."""
        made = self.run(
            "create_design_item",
            title="Dorpsplein",
            kind="solution",
            grain="fine",
            text=text,
            why="Er is nu geen plek",
            from_ideas=ideas or [],
        )
        return made["item"], made["version"]

    def round(self, versions: list[int], *, opened: bool = True, title: str = "Eerste ronde") -> int:
        """Plan a review round of these versions, and open it."""
        found: int = self.run("plan_round", gathering=self.work, versions=versions, title=title)["round"]
        if opened:
            self.run("open_round", round=found)
        return found


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
