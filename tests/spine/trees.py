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

Edits = dict[str, list[tuple[str, str]]]
"""For each file what stands there and what is put behind it; a file that is new has nothing before."""

FELLING: Edits = {
    "charrette/trees/rules.py": [
        (
            "return tree\n",
            """

def fell_tree(session, *, by, tree):
    tree = get_tree(session, by, tree)
    tree.name = ""
    record(session, TreePlanted(tree=tree.id))
""",
        )
    ],
    "charrette/trees/commands.py": [
        (
            "name=fields.name).id}\n",
            """

class FellTree(Command, frozen=True, kw_only=True):
    tree: int
    example = {"tree": 1}


@command(FellTree, role=Role.FACILITATOR, stream="tree")
def fell_tree(work, fields):
    \"\"\"Fell a tree.\"\"\"
    rules.fell_tree(work.session, by=work.by, tree=fields.tree)
    return {}
""",
        )
    ],
}
"""A command more, with its rule."""

FELLED = """
from charrette.errors import DomainError

with Clock():
    world.run("plant_tree", "annie", name="Linde")
    try:
        world.run("fell_tree", "annie", tree=1)
    except DomainError as error:
        refused = error.code
    world.run("fell_tree", "fenna", tree=1)
    print(json.dumps([refused, world.snapshot("tree:1", "annie")["tree"]["name"]]))
"""

SETTING: Edits = {
    "charrette/boards/settings.py": [
        ("concealed: bool = False\n", "    rows: Annotated[int, msgspec.Meta(ge=1, le=9)] | None = None\n")
    ],
    "charrette/boards/models.py": [("votes_per_person: Mapped[int | None]\n", "    rows: Mapped[int | None]\n")],
    "charrette/migrations/versions/9999_rows.py": [
        (
            "",
            """
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{newest}"
branch_labels = depends_on = None


def upgrade():
    op.add_column("boards", sa.Column("rows", sa.Integer))
""",
        )
    ],
}
"""A setting of boards more: its field, its column, the migration that makes it."""

SET = """
from charrette.errors import Invalid
from charrette.boards.models import Board
from charrette.scripts.rules.loading import load_folder

script = Path(sys.argv[2])
board = f"board:{world.board}"
with Clock():
    held = world.follow(board, "annie")
    world.announced.clear()
    world.run("set_board", "fenna", board=world.board, rows=4)
    told = [event["type"] for one in world.announced if one.stream == board for event in list(one.shapes.values())[0]]
    try:
        world.run("set_board", "fenna", board=world.board, rows=10)
    except Invalid as error:
        refused = [error.code, error.field]
    seen = [held["snapshot"]["board"]["rows"], world.snapshot(board, "annie")["board"]["rows"]]
    other = Database(f"sqlite:///{folder / 'other.sqlite3'}")
    upgrade(other)
    Base.metadata.create_all(other.engine, tables=[Tree.__table__])
    rows = Writer(other).run(
        lambda session: [load_folder(session, script) and None, *(one.rows for one in session.query(Board))]
    )
print(json.dumps({"told": told, "refused": refused, "seen": seen, "script": [one for one in rows if one]}))
"""

VIEW: Edits = {
    "charrette/projector/lists.py": [
        (
            'BLACK = "black", View(word("show_view", "black"), key="x")\n',
            '    TREES = "trees", View(word("show_view", "trees"), needs="board", key="t", paged=True)\n',
        )
    ],
    "static/js/projector/state/screen.js": [
        (
            "  report: reportScene,\n",
            """  trees: (board, extra) => ({ kind: "trees", title: board.board.title, page: extra.page }),
""",
        )
    ],
    "static/js/running/projector.js": [
        (
            'import { Timer } from "./card.js";\n',
            """
/** @param {{ scene: Scene, [more: string]: any }} props */
export const Trees = ({ scene, ...around }) => html`<${Frame} ...${around} scene=${scene} title=${scene.title} />`;
""",
        )
    ],
    "static/js/apps/projector/main.js": [
        ("import { Black, Step", ", Trees"),
        ("  report: Report,\n", "  trees: Trees,\n"),
    ],
}
"""A view of the projector more: its entry, its scene, what draws it, and the line that brings these together."""

SHOWN = """
with Clock():
    world.run("show_on_screen", "fenna", screen=world.screen, view="trees", board=world.board)
    print(json.dumps(world.snapshot(f"screen:{world.screen}", "beamer")["screen"]["view"]))
"""

SCENE = """
import { readFileSync } from "node:fs";
const { sceneOf, streamsOf } = await import(`${process.cwd()}/static/js/projector/state/screen.js`);
const { LISTS } = await import(`${process.cwd()}/static/js/staff-lists.js`);
const screen = { paired: true, view: "trees", charrette: 1, board: 3, page: 2 };
const pictures = { "charrette:1": { charrette: {} }, "board:3": { board: { title: "Het plein" } } };
const main = readFileSync("static/js/apps/projector/main.js", "utf8");
const drawn = /const VIEWS = {([^}]*)}/.exec(main)[1].match(/\\w+(?=:)/g);
console.log(JSON.stringify({
  scene: sceneOf(screen, (stream) => pictures[stream]),
  listed: LISTS.show_view.trees,
  undrawn: Object.keys(LISTS.show_view).filter((view) => !drawn.includes(view)),
}));
"""

TAKEN_HOME = {
    "files.py": """
from charrette.exports.kinds import declare_file
from charrette.spine.lists import Role

TREES = declare_file(
    "trees",
    formats=("csv",),
    address="trees",
    saved_as="trees-{slug}",
    title="trees.{format}",
    shows=("charrette",),
    role=Role.FACILITATOR,
)
""",
    "export.py": """
from sqlalchemy import select

from charrette.exports.making import makes
from charrette.exports.moments import moment_of
from charrette.exports.sheets import Sheet
from charrette.trees.files import TREES
from charrette.trees.models import Tree
from charrette.week.models import Charrette


@makes(TREES)
def trees(session, order, words):
    moment = moment_of(session, session.get_one(Charrette, order.charrette), TREES.name)
    names = session.scalars(select(Tree.name).where(Tree.charrette_id == order.charrette)).all()
    return lambda guard: Sheet(name="trees", head=("name",), rows=[(name,) for name in names], moment=moment)
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
