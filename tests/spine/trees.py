"""A subject that does not exist, as its files, and programs that use it: see ``test_a_new_subject.py``."""

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
def own(session, by, tree, ids):
    return {"yours": True}
""",
}

TAKEN_HOME = {
    "files.py": """
from charrette.exports.kinds import declare_file
from charrette.spine.choices import word
from charrette.spine.lists import Role

TREES = declare_file(
    "trees",
    formats=("csv",),
    address="trees",
    saved_as=word("file name", "trees-{slug}"),
    title="trees.{format}",
    shows=("charrette",),
    role=Role.FACILITATOR,
)
""",
    "export.py": """
from sqlalchemy import select

from charrette.exports.making import makes
from charrette.exports.moments import moment_of
from charrette.exports.sheets import Column, Sheet
from charrette.spine.choices import word
from charrette.trees.files import TREES
from charrette.trees.models import Tree
from charrette.week.models import Charrette

NAME = word("sheet name", "Trees")
COLUMNS = (Column("name", word("heading", "Name")),)


@makes(TREES)
def trees(session, order, words):
    moment = moment_of(session, session.get_one(Charrette, order.charrette), TREES.name)
    names = session.scalars(select(Tree.name).where(Tree.charrette_id == order.charrette)).all()
    return lambda guard: Sheet(name=NAME, columns=COLUMNS, rows=[(name,) for name in names], moment=moment)
""",
}
"""What is added for a file to take home."""

PAGES = {
    "pages.py": """
from flask import jsonify
from sqlalchemy import select

from charrette.context import services
from charrette.trees.models import Tree
from charrette.web.auth import request_actor
from charrette.web.blueprints import declare_pages

pages = declare_pages("trees", __name__)


@pages.get("/api/trees")
def trees():
    with services().database.read() as session:
        by = request_actor(session)
        names = session.scalars(select(Tree.name).where(Tree.charrette_id == by.charrette_id)).all()
        return jsonify({"ok": True, "trees": list(names)})
"""
}
"""What is added for an address."""

GROUND = """
import json, sys
from pathlib import Path
from charrette.db import Base, Database
from charrette.spine.writer import Writer
from charrette.trees.models import Tree
from charrette.upgrade import upgrade
from tests.furnished import build
from tests.world import Clock, config_for

folder = Path(sys.argv[1])
database = Database(f"sqlite:///{folder / 'charrette.sqlite3'}")
upgrade(database)
Base.metadata.create_all(database.engine, tables=[Tree.__table__])
with Clock():
    world = build(Writer(database)).on(config_for(folder), Clock())
"""
"""A charrette with room for trees."""

ASKING = """
from charrette import create_app

with Clock():
    world.run("plant_tree", "annie", name="Linde")
    client = create_app(config_for(folder)).test_client()

    def ask(path, who):
        return client.get(path, headers=world.header(who))

    week = ask("/api/week", "fenna").json
    listed, sheet = [file for file in week["exports"] if file["kind"] == "trees"]
    file = ask(listed["href"], "fenna")
    told = {
        "listed": listed,
        "file": file.get_data(as_text=True).lstrip("\\ufeff").split("\\r\\n")[1].split(",")[0],
        "sheet": [sheet["format"], ask(sheet["href"], "fenna").get_data()[:2].decode()],
        "named": file.headers["Content-Disposition"],
        "asked": [ask(listed["href"], who).status_code for who in ("fenna", "annie", "olga")],
        "address": ask("/api/trees", "annie").json,
    }
print(json.dumps(told))
"""

PLANTING = """
from charrette.spine.following import SnapshotCache, follow

with Clock():
    planted = world.run("plant_tree", "annie", name="Linde")
    with world.reading() as session:
        seen = follow(session, by=world.actor(session, "annie"), stream="tree:1", since=None, cache=SnapshotCache())
        missed = follow(session, by=world.actor(session, "annie"), stream="tree:1", since=0, cache=SnapshotCache())
print(json.dumps([planted, seen["snapshot"], seen["mine"], [event["type"] for event in missed["events"]]]))
"""
