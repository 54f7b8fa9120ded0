"""Copying the browser libraries: an explicit list, versions checked, one plain sentence when something is missing."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A small copy of the project: the script, package.json and the installed packages."""
    (tmp_path / "tools").mkdir()
    shutil.copy(ROOT / "tools/vendor.py", tmp_path / "tools/vendor.py")
    shutil.copy(ROOT / "package.json", tmp_path / "package.json")
    for name in json.loads((ROOT / "package.json").read_text("utf-8"))["dependencies"]:
        shutil.copytree(ROOT / "node_modules" / name, tmp_path / "node_modules" / name)
    return tmp_path


def run_vendor(project: Path) -> subprocess.CompletedProcess[str]:
    """Run the script as `make vendor` does."""
    return subprocess.run([sys.executable, "tools/vendor.py"], cwd=project, capture_output=True, text=True, check=False)


def contents(project: Path) -> dict[str, bytes]:
    """Return what is in static/vendor: path -> bytes."""
    folder = project / "static/vendor"
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_every_address_in_the_import_map_is_a_file_and_a_second_run_changes_nothing(copy: Path) -> None:
    assert run_vendor(copy).returncode == 0
    before = contents(copy)
    imports = json.loads(before["importmap.json"])["imports"]
    assert {path for path in imports.values() if not (copy / path.lstrip("/")).is_file()} == set()

    again = run_vendor(copy)
    assert again.stdout == f"Browser libraries: {len(before)} files in static/vendor, 0 changed.\n"
    assert contents(copy) == before


def test_every_copied_library_and_font_travels_with_its_licence(copy: Path) -> None:
    run_vendor(copy)
    folders = [path for path in (copy / "static/vendor").iterdir() if path.is_dir()]
    assert [folder.name for folder in folders if not (folder / "LICENSE").is_file()] == []


def test_there_is_no_second_preact_in_the_list(copy: Path) -> None:
    run_vendor(copy)
    assert [name for name in contents(copy) if "standalone" in name] == []


def test_what_is_no_longer_on_the_list_is_removed(copy: Path) -> None:
    old = copy / "static/vendor/preact@10.0.0/dist/preact.mjs"
    old.parent.mkdir(parents=True)
    old.write_text("old")
    assert run_vendor(copy).returncode == 0
    assert not (copy / "static/vendor/preact@10.0.0").exists()


def test_a_library_that_is_not_installed_gives_one_sentence(copy: Path) -> None:
    shutil.rmtree(copy / "node_modules/htm")
    result = run_vendor(copy)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == (
        "The browser library htm is not installed: run `make setup` with an internet connection.\n"
    )


def test_another_version_than_the_pinned_one_is_refused(copy: Path) -> None:
    manifest = copy / "node_modules/htm/package.json"
    manifest.write_text(manifest.read_text("utf-8").replace('"version": "3.1.1"', '"version": "3.0.0"'), "utf-8")
    result = run_vendor(copy)
    assert result.returncode == 1
    assert result.stderr == (
        "The browser library htm is 3.0.0 where package.json asks for 3.1.1: "
        "run `rm -r node_modules` and `make setup`.\n"
    )


def test_the_lock_file_names_no_place_to_download_from() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []
    assert [name for name, package in lock["packages"].items() if name and "integrity" not in package] == []
