"""A new subject is a new folder: what it declares is found, and nothing else of the package is touched.

The subject here is a row of trees with one command, one event and one stream, in a copy of the package.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from charrette import rooms
from charrette.spine.registry import DeclaredTwice, Registry, Slot

ROOT = Path(__file__).parents[2]
MOST_FILES_OF_A_STREAM = 12

TREES = {
    "__init__.py": '"""Trees that people want."""\n',
    "models.py": """
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from charrette.db import Base


class Tree(Base):
    __tablename__ = "trees"
    id: Mapped[int] = mapped_column(primary_key=True)
    charrette_id: Mapped[int] = mapped_column(ForeignKey("charrettes.id"))
    name: Mapped[str]
""",
    "events.py": """
from typing import ClassVar

from charrette.spine.events import Changes, Event, event


@event
class TreePlanted(Event, frozen=True, kw_only=True):
    stream: ClassVar[str] = "tree"
    changes: ClassVar[Changes] = {"tree": None}
    tree: int
""",
    "rules.py": """
from charrette.spine.journal import record
from charrette.spine.reach import ensure_own, get_by_id
from charrette.trees.events import TreePlanted
from charrette.trees.models import Tree


def get_tree(session, by, id):
    tree = get_by_id(session, Tree, id, "tree")
    return ensure_own(tree, tree.charrette_id, by, "tree")


def plant_tree(session, *, by, name):
    tree = Tree(charrette_id=by.charrette_id, name=name)
    session.add(tree)
    session.flush()
    record(session, TreePlanted(tree=tree.id))
    return tree
""",
    "commands.py": """
from charrette.spine.commands import Command, command
from charrette.spine.lists import Role
from charrette.trees import rules


class PlantTree(Command, frozen=True, kw_only=True):
    name: str
    example = {"name": "Linde"}


@command(PlantTree, role=Role.PARTICIPANT, stream="tree")
def plant_tree(work, fields):
    \"\"\"Plant a tree.\"\"\"
    return {"tree": rules.plant_tree(work.session, by=work.by, name=fields.name).id}
""",
    "picture.py": """
from charrette.spine.streams import mine, part, stream
from charrette.trees.models import Tree
from charrette.trees.rules import get_tree

stream("tree", Tree, reach=get_tree)


@part("tree", "tree", single=True)
def tree_itself(session, tree, audience, ids):
    return {"id": tree.id, "name": tree.name}


@mine("tree")
def own(session, by, tree):
    return {"yours": True}
""",
}

PLANTING = """
import json, sys
from pathlib import Path
from charrette.db import Base
from charrette.spine.following import SnapshotCache, follow
from charrette.trees.models import Tree
from tests.furnished import build
from tests.world import Clock, World, config_for
from charrette.db import Database
from charrette.spine.writer import Writer
from charrette.upgrade import upgrade

folder = Path(sys.argv[1])
database = Database(f"sqlite:///{folder / 'charrette.sqlite3'}")
upgrade(database)
Base.metadata.create_all(database.engine, tables=[Tree.__table__])
with Clock():
    world = build(Writer(database)).on(config_for(folder), Clock())
    planted = world.run("plant_tree", "annie", name="Linde")
    with world.reading() as session:
        seen = follow(session, by=world.actor(session, "annie"), stream="tree:1", since=None, cache=SnapshotCache())
        missed = follow(session, by=world.actor(session, "annie"), stream="tree:1", since=0, cache=SnapshotCache())
print(json.dumps([planted, seen["snapshot"], seen["mine"], [event["type"] for event in missed["events"]]]))
"""


def run_with(package: Path, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a program with the package in this folder in front of our own."""
    environ = {**os.environ, "PYTHONPATH": f"{package}:{ROOT}"}
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program, *arguments],
        capture_output=True,
        text=True,
        env=environ,
        cwd=package,
        check=False,
    )


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A folder with a copy of the package, with trees in it."""
    shutil.copytree(ROOT / "charrette", tmp_path / "charrette", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "charrette" / "trees").mkdir()
    for name, text in TREES.items():
        (tmp_path / "charrette" / "trees" / name).write_text(text, "utf-8")
    return tmp_path


def test_a_stream_with_its_command_and_event_is_a_folder_of_few_files(package: Path) -> None:
    data = package / "data"
    data.mkdir()
    told = run_with(package, PLANTING, str(data))
    assert told.stderr == ""
    assert json.loads(told.stdout) == [
        {"tree": 1},
        {"tree": {"id": 1, "name": "Linde"}},
        {"yours": True},
        ["tree_planted"],
    ]
    assert len(TREES) <= MOST_FILES_OF_A_STREAM


def test_a_name_that_is_there_already_ends_the_start(package: Path) -> None:
    commands = package / "charrette" / "trees" / "commands.py"
    commands.write_text(commands.read_text("utf-8").replace("def plant_tree(", "def post_idea("), "utf-8")
    told = run_with(package, "from charrette.app import create_app; create_app()")
    assert "DeclaredTwice: the command 'post_idea' is declared twice" in told.stderr


def test_what_is_declared_twice_is_refused() -> None:
    trees: Registry[int] = Registry("tree", "rules")
    trees.add("linde", 1)
    with pytest.raises(DeclaredTwice, match="'linde' is declared twice"):
        trees.add("linde", 2)
    gardener: Slot[object] = Slot("a gardener")  # type: ignore[type-var]
    gardener(print)  # type: ignore[arg-type]
    with pytest.raises(DeclaredTwice, match="a gardener"):
        gardener(print)  # type: ignore[arg-type]


def test_what_nobody_gives_is_told() -> None:
    with pytest.raises(LookupError, match="no subject declares a gardener"):
        _ = Slot("a gardener").given


def test_every_file_of_a_subject_is_in_a_room() -> None:
    strangers = []
    for subject in rooms.subjects():
        for path in sorted((rooms.HOME / subject).iterdir()):
            name = path.name.removesuffix(".py")
            if name not in (*rooms.ROOMS, "__init__", "__pycache__"):
                strangers.append(f"{subject}/{path.name}")
    assert strangers == ["scripts/reading"]  # what a facilitator wrote is read before it is anything of ours
