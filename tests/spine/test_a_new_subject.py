"""A new subject is a new folder: what it declares is found, and nothing else of the package is touched.

The subject here is a row of trees with one command, one event and one stream, in a copy of the package; then with a
file to take home and with an address.
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
from tests.spine.additions import FELLED, FELLING, SCENE, SET, SETTING, SHOWN, VIEW, Edits
from tests.spine.trees import ASKING, GROUND, PAGES, PLANTING, TAKEN_HOME, TREES

ROOT = Path(__file__).parents[2]
MOST_FILES_OF_A_STREAM = 12
MOST_FILES_OF_A_COMMAND = 8
MOST_FILES_OF_A_SETTING = 7
ITS_FIELD_ON_THE_CONSOLE = 1
"""``static/js/boards/console/settings.js`` has the field."""
MOST_FILES_OF_A_VIEW = 6
MOST_FILES_OF_A_FILE = 2
MOST_FILES_OF_A_PAGE = 1


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
    told = run_with(package, GROUND + PLANTING, str(data))
    assert told.stderr == ""
    assert json.loads(told.stdout) == [
        {"tree": 1},
        {"tree": {"id": 1, "name": "Linde"}},
        {"yours": True},
        ["tree_planted"],
    ]
    assert len(TREES) <= MOST_FILES_OF_A_STREAM


def test_a_file_to_take_home_and_an_address_are_few_files_more(package: Path) -> None:
    for name, text in (TAKEN_HOME | PAGES).items():
        (package / "charrette" / "trees" / name).write_text(text, "utf-8")
    data = package / "data"
    data.mkdir()
    (package / "templates").symlink_to(ROOT / "templates")
    (package / "static").symlink_to(ROOT / "static")
    told = run_with(package, GROUND + ASKING, str(data))
    assert told.stderr == ""
    assert json.loads(told.stdout) == {
        "listed": {"title": "trees.csv", "href": "/exports/hoogeveen/trees.csv", "kind": "trees", "format": "csv"},
        "file": '"Linde"',
        "sheet": ["xlsx", "PK"],
        "named": 'attachment; filename="trees-hoogeveen.csv"',
        "asked": [200, 403, 404],
        "address": {"ok": True, "trees": ["Linde"]},
    }
    assert len(TAKEN_HOME) <= MOST_FILES_OF_A_FILE
    assert len(PAGES) <= MOST_FILES_OF_A_PAGE


def edit(package: Path, edits: Edits) -> None:
    """Put what is new where it belongs in the copy."""
    versions = package / "charrette" / "migrations" / "versions"
    newest = max(path.name[:4] for path in versions.glob("[0-9]*.py"))
    for name, places in edits.items():
        file = package / name
        text = file.read_text("utf-8") if file.exists() else ""
        for before, new in places:
            assert not before or text.count(before) == 1, f"{before!r} in {name}"
            new = new.replace("{newest}", newest)
            text = text.replace(before, before + new) if before else new
        file.write_text(text, "utf-8")


def test_a_command_more_is_its_fields_and_its_rule(package: Path) -> None:
    edit(package, FELLING)
    data = package / "data"
    data.mkdir()
    told = run_with(package, GROUND + FELLED, str(data))
    assert told.stderr == ""
    assert json.loads(told.stdout) == ["not_allowed", ""]
    assert len(FELLING) <= MOST_FILES_OF_A_COMMAND


def test_a_setting_of_boards_more_is_known_to_script_table_picture_and_command(package: Path, tmp_path: Path) -> None:
    edit(package, SETTING)
    data, week = package / "data", tmp_path / "week"
    data.mkdir()
    shutil.copytree(ROOT / "sessions" / "blank", week)
    script = next(file for file in sorted(week.glob("*.toml")) if "[[boards]]" in file.read_text("utf-8"))
    script.write_text(script.read_text("utf-8").replace("[[boards]]\n", "[[boards]]\nrows = 3\n", 1), "utf-8")
    told = run_with(package, GROUND + SET, str(data), str(week))
    assert told.stderr == ""
    assert json.loads(told.stdout) == {
        "told": ["board_settings_changed"],
        "refused": ["number_out_of_range", "rows"],
        "seen": [None, 4],
        "script": [3],
    }
    assert len(SETTING) + ITS_FIELD_ON_THE_CONSOLE <= MOST_FILES_OF_A_SETTING


def test_a_view_of_the_projector_more_can_be_shown_and_is_drawn(package: Path) -> None:
    shutil.copytree(ROOT / "static" / "js", package / "static" / "js")
    shutil.copytree(ROOT / "tools", package / "tools")
    shutil.copyfile(ROOT / "package.json", package / "package.json")
    edit(package, VIEW)
    data = package / "data"
    data.mkdir()
    told = run_with(package, GROUND + SHOWN, str(data))
    assert (told.stderr, json.loads(told.stdout)) == ("", "trees")
    made = run_with(package, "from tools.lists import main; main()")
    assert made.stderr == ""
    command = ["node", "--input-type=module", "--eval", SCENE]
    drawn = subprocess.run(command, cwd=package, capture_output=True, text=True, check=True)
    assert json.loads(drawn.stdout) == {
        "scene": {"kind": "trees", "title": "Het plein", "page": 2},
        "listed": {"words": "trees", "needs": "board", "key": "t", "paged": True},
        "undrawn": [],
    }
    assert len(VIEW) <= MOST_FILES_OF_A_VIEW


def test_a_file_of_a_name_that_is_there_already_ends_the_start(package: Path) -> None:
    declared = TAKEN_HOME["files.py"].replace('"trees",\n    formats', '"ideas",\n    formats')
    (package / "charrette" / "trees" / "files.py").write_text(declared, "utf-8")
    told = run_with(package, "from charrette.app import create_app; create_app()")
    assert "DeclaredTwice: the kind of file 'ideas' is declared twice" in told.stderr


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
