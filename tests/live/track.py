"""A track for races: scenes in a database that is put back before every race, and worker processes."""

from __future__ import annotations

import dataclasses
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg

from charrette import rooms
from charrette.db import Base, Database
from charrette.people.models import LOWEST_DRAWN_ID
from charrette.spine.writer import Writer
from charrette.upgrade import upgrade
from tests.furnished import build
from tests.live.rules import broken_rules
from tests.live.scenes import SCENES, Scene
from tests.live.server import ROOT
from tests.world import config_for

PAUSE_MILLISECONDS = "40"
SECRET = frozenset({"digest", "fingerprint", "pairing_code"})
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*(Z|\+00:00)")
Outcome = tuple[Any, ...]
Sent = list[tuple[str, dict[str, Any]]]
rooms.load("models")
TABLES = Base.metadata.sorted_tables


class Racer:
    """A worker process of our own; see ``tests.live.racer``."""

    def __init__(self, pause: str) -> None:
        command = [sys.executable, "-m", "tests.live.racer", pause]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True)

    def tell(self, **said: Any) -> None:
        """Say a line, and do not wait."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(said) + "\n")
        self._process.stdin.flush()

    def hear(self) -> Any:
        """Return the next answer."""
        assert self._process.stdout is not None
        return json.loads(self._process.stdout.readline())

    def close(self) -> None:
        """End the process."""
        self._process.communicate(timeout=30)


def _all_rows() -> str:
    """Return the query for all rows of all tables as one JSON object."""
    parts = [
        f"'{table.name}', (select json_agg(one order by {', '.join('one.' + key.name for key in table.primary_key)})"
        f' from "{table.name}" as one)'
        for table in TABLES
    ]
    return f"select json_build_object({', '.join(parts)})"


def _keep(name: str) -> str:
    """Return the statements that keep what is in the tables as ``name``, and where their counters stand."""
    kept = [f'create table {name}."{table.name}" as table public."{table.name}"' for table in TABLES]
    counters = f"create table {name}.counters as select sequencename as name, last_value as at from pg_sequences"
    return "; ".join([f"create schema {name}", *kept, counters])


def _put_back(name: str) -> str:
    """Return the statements that put the tables back as they were kept."""
    rows = [f'delete from "{one.name}"; insert into "{one.name}" table {name}."{one.name}"' for one in TABLES]
    counters = f"select setval(quote_ident(name), coalesce(at, 1), at is not null) from {name}.counters"
    return "; ".join(["set local session_replication_role = replica", *rows, counters])


class Track:
    """One database in which scenes are kept, and the workers: two that overlap, and one that takes its time."""

    def __init__(self, url: str, folder: Path) -> None:
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as line:
            # Nothing here outlives the tests, and the disk of a busy machine would take most of their time.
            line.execute(f'alter database "{line.info.dbname}" set synchronous_commit = off')
        database = Database(url)
        upgrade(database)
        self._world = build(Writer(database))
        self._world.database, self._world.writer = database, Writer(database)
        self._world.config = config_for(folder)
        self._line = psycopg.connect(url.replace("+psycopg", ""), autocommit=True)
        self._line.execute(_keep("scene_empty"))
        self._scenes: dict[str, Scene] = {}
        self.racers = [Racer(PAUSE_MILLISECONDS) for _ in range(2)]
        self.steady = Racer("0")
        for racer in (*self.racers, self.steady):
            racer.tell(url=url)
            assert racer.hear() == "ready"

    def scene(self, name: str) -> Scene:
        """Return a scene, built when it is asked for the first time; the database is as it was made then."""
        if name not in self._scenes:
            self._put_back("empty")
            tokens, people = dict(self._world.tokens), dict(self._world.people)
            self._scenes[name] = SCENES[name](dataclasses.replace(self._world, tokens=tokens, people=people))
            self._line.execute(_keep(f"scene_{name}"))
        self._put_back(name)
        return self._scenes[name]

    def _put_back(self, name: str) -> None:
        with self._line.transaction():
            self._line.execute(_put_back(f"scene_{name}"))

    def race(self, name: str, sent: Sent) -> tuple[Outcome, list[Outcome], list[str]]:
        """Return what comes out at the same moment, what in each order, and the rules that are broken."""
        together = self._run(name, sent, self.racers, (0, 1))
        with self._world.reading() as session:
            broken = broken_rules(session)
        serial = [self._run(name, sent, [self.steady], order) for order in ((0, 1), (1, 0))]
        return together, serial, broken

    def _run(self, name: str, sent: Sent, racers: list[Racer], order: tuple[int, ...]) -> Outcome:
        self._put_back(name)
        known = {id for (id,) in self._line.execute("select id from people union select id from access_tokens")}
        entries = {id for (id,) in self._line.execute("select id from attendance_entries")}
        answers: list[Any] = [None, None]
        for place in order:
            racers[place % len(racers)].tell(digest=sent[place][0], raw=sent[place][1])
        for place in order:
            answers[place] = plain(racers[place % len(racers)].hear(), known)
        row = self._line.execute(_all_rows()).fetchone()
        assert row is not None
        for entry in row[0]["attendance_entries"] or []:
            if entry["id"] not in entries:
                entry["id"] = "new"  # two that run beside each other take a number each, and are kept in either order
        rows = {table: sorted(plain(found or [], known), key=json.dumps) for table, found in row[0].items()}
        return answers, rows

    def close(self) -> None:
        """End the workers and hang up."""
        for racer in (*self.racers, self.steady):
            racer.close()
        self._world.database.dispose()
        self._line.close()


def plain(value: Any, known: set[int]) -> Any:
    """Return a value without its moments, and without links, digests and drawn ids that are new each time.

    ``known``: the drawn ids that were there before; who is meant by them counts.
    """
    if isinstance(value, str):
        return "link" if "/sign-in#" in value else MOMENT.sub("moment", value)
    if isinstance(value, dict):
        return {key: "secret" if key in SECRET and one else plain(one, known) for key, one in value.items()}
    if isinstance(value, int) and value >= LOWEST_DRAWN_ID and value not in known:
        return "drawn"
    return [plain(one, known) for one in value] if isinstance(value, list) else value
