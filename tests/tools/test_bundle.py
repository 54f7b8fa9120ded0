"""Putting the scripts and styles of the screens together, on a small project of a few lines each."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the entries that the script knows, and one library."""
    script = ROOT / "tools" / "bundle.mjs"
    (tmp_path / "tools").mkdir()
    shutil.copy(script, tmp_path / "tools")
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    for entry in re.findall(r'"((?:js|css)/[^"]+)"', script.read_text("utf-8")):
        write(tmp_path, entry, "body { margin: 0 }" if entry.endswith(".css") else "console.log(1);")
    write(tmp_path, "vendor/lib@1.0.0/lib.js", "export const theirs = 'theirs';")
    write(tmp_path, "vendor/importmap.json", json.dumps({"imports": {"lib": "/static/vendor/lib@1.0.0/lib.js"}}))
    return tmp_path


def write(project: Path, path: str, text: str) -> None:
    """Write a file below ``static/``."""
    file = project / "static" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def bundled(project: Path) -> subprocess.CompletedProcess[str]:
    """Run the script as `make screens` does."""
    return subprocess.run(["node", "tools/bundle.mjs"], cwd=project, capture_output=True, text=True, check=False)


def entries(project: Path) -> dict[str, Any]:
    """Return what the manifest says."""
    found: dict[str, Any] = json.loads((project / "static/built/manifest.json").read_text("utf-8"))["entries"]
    return found


def files(project: Path) -> set[str]:
    """Return the names of what a browser may get."""
    built = project / "static/built"
    return {file.relative_to(built).as_posix() for file in built.rglob("*-*") if file.suffix not in (".map", ".gz")}


def test_what_a_screen_imports_comes_in_its_file_and_what_it_fetches_later_in_one_of_its_own(project: Path) -> None:
    write(project, "js/apps/phone/main.js", 'import { b } from "./b.js"; console.log(b); import("./later.js");')
    write(project, "js/apps/phone/b.js", 'import { theirs } from "lib"; export const b = `b ${theirs}`;')
    write(project, "js/apps/phone/later.js", 'import { b } from "./b.js"; console.log("afterwards", b);')
    assert bundled(project).returncode == 0

    main = entries(project)["js/apps/phone/main.js"]
    read = "".join((project / "static/built" / name).read_text("utf-8") for name in (main["file"], *main["first"]))
    assert "theirs" in read
    assert "afterwards" not in read
    later = next(name for name in files(project) if "later-" in name)
    assert "afterwards" in (project / "static/built" / later).read_text("utf-8")


def test_files_of_the_build_before_stay_and_older_ones_go(project: Path) -> None:
    seen = []
    for text in ("one", "two", "two", "three"):
        write(project, "js/apps/plain/typed.js", f"console.log({json.dumps(text)});")
        assert bundled(project).returncode == 0
        seen.append(entries(project)["js/apps/plain/typed.js"]["file"])
        assert {seen[-1], seen[max(0, len(seen) - 2)]} <= files(project)

    one, two, again, three = seen
    assert two == again
    assert {file for file in files(project) if "typed-" in file} == {two, three}
    assert one not in files(project)


def test_a_build_again_without_a_change_keeps_those_of_before_too(project: Path) -> None:
    for text in ("one", "two", "two", "two"):
        write(project, "js/apps/plain/typed.js", f"console.log({json.dumps(text)});")
        bundled(project)

    assert len([file for file in files(project) if "typed-" in file]) == 2


def test_a_library_that_is_not_on_the_list_is_refused_and_the_build_before_stays(project: Path) -> None:
    bundled(project)
    before = entries(project)
    write(project, "js/apps/phone/main.js", 'import "left-pad";')
    refused = bundled(project)

    assert refused.returncode == 1
    assert "left-pad is not on the list of tools/vendor.py" in refused.stderr
    assert entries(project) == before
