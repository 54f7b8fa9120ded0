"""A small charrette with real people, for tests: Annie, Geert and Jamila, their facilitator and organiser.

``tests.furnished`` makes it; here is what tests do in it.
"""

from __future__ import annotations

import dataclasses
import threading
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
from charrette.config import Config
from charrette.db import Database
from charrette.people.rules.actors import load_actor
from charrette.spine import following
from charrette.spine.actors import Actor, digest_of
from charrette.spine.commands import COMMANDS
from charrette.spine.execute import execute
from charrette.spine.following import SnapshotCache
from charrette.spine.streams import get_stream_owner, own_things
from charrette.spine.writer import Announcement, Writer

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
        """Carry out a command as the wire would and return the whole answer.

        Whatever the test is about: what happened is on the stream whose number the answer carries.
        """
        raw, before = {"id": id or str(uuid.uuid4()), "type": type, **fields}, len(self.announced)
        answer = execute(self.writer, self.config, raw, digest=self.digest(by))
        happened = {told.stream.partition(":")[0] for told in self.announced[before:]}
        alone = threading.current_thread() is threading.main_thread()  # else what others did is among it
        assert not alone or not happened or COMMANDS[type].stream in (None, *happened), f"{type} happens on {happened}"
        return answer

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


WorldAfter = Callable[[Callable[[World], Any]], tuple[World, Any]]
"""What the fixture ``world_after`` gives."""
