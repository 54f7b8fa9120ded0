"""What is added to a subject or to the projector, as edits of files, and programs that use it: see
``test_a_new_subject.py``."""

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
