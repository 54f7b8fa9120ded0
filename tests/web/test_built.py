"""The scripts and styles of the screens as they are put together: what a page asks for, and how long it may be kept."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

from charrette.keeping import StartError
from charrette.web.built import ensure_built, manifest
from tests.web.conftest import Hall

ROOT = Path(__file__).parents[2]
ASKED = re.compile(r'<(?:link rel="(?:stylesheet|modulepreload)" href|script type="module" src)="([^"]+)"')
FOR_EVER = "public, max-age=31536000, immutable"


def files_of(hall: Hall, page: str) -> list[str]:
    """Return which scripts and styles a page asks for at its start."""
    return ASKED.findall(hall.app.test_client().get(page).get_data(as_text=True))


def test_a_page_asks_for_a_handful_of_files_that_may_be_kept_for_ever(hall: Hall) -> None:
    asked = {page: files_of(hall, page) for page in ("/", "/screen")}

    assert {page: len(files) for page, files in asked.items()} == {"/": 2, "/screen": 2}
    for file in (one for files in asked.values() for one in files):
        answer = hall.app.test_client().get(file, buffered=True)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == FOR_EVER, file


def test_what_was_packed_at_set_up_is_what_is_sent(hall: Hall) -> None:
    for file in files_of(hall, "/screen"):
        packed = (ROOT / file.lstrip("/")).with_name(file.rpartition("/")[2] + ".gz").read_bytes()
        answer = hall.app.test_client().get(file, headers={"Accept-Encoding": "gzip"}, buffered=True)
        assert (answer.data, answer.headers["Content-Encoding"]) == (packed, "gzip")
        assert gzip.decompress(packed) == (ROOT / file.lstrip("/")).read_bytes()


def test_what_keeps_its_name_when_it_changes_is_asked_for_again(hall: Hall) -> None:
    client = hall.app.test_client()
    for file in (
        "/static/img/favicon.svg",
        "/static/js/lib/still.js",
        "/static/built/manifest.json",
        "/static/absent.js",
    ):
        assert "immutable" not in (client.get(file, buffered=True).headers.get("Cache-Control") or ""), file


def test_fonts_bear_their_version_and_may_be_kept(hall: Hall) -> None:
    style = next(file for file in files_of(hall, "/") if file.endswith(".css"))
    client = hall.app.test_client()
    fonts = re.findall(r"url\([\"']?(/static/vendor/[^)\"']+)", client.get(style, buffered=True).get_data(as_text=True))

    assert len(fonts) == 6
    assert {client.get(font, buffered=True).headers["Cache-Control"] for font in fonts} == {FOR_EVER}


def test_every_sheet_is_in_a_screen_and_every_script_of_a_page_is_there() -> None:
    built = ROOT / "static" / "built"
    entries = manifest(str(ROOT / "static"))
    assert all((built / file).is_file() for file, first in entries.values() for file in (file, *first))

    sources = {
        (built / file).parent.joinpath(source).resolve()
        for file, _ in entries.values()
        if file.endswith(".css")
        for source in json.loads((built / f"{file}.map").read_text("utf-8"))["sources"]
    }
    folder = ROOT / "static" / "css"
    left_out = {sheet.relative_to(folder).as_posix() for sheet in folder.rglob("*.css") if sheet not in sources}
    assert {sheet for sheet in left_out if not sheet.startswith("apps/")} == {"common.css"}  # these only name others

    asked = re.findall(
        r"js/[a-z/-]+\.js", "".join(page.read_text("utf-8") for page in (ROOT / "templates").rglob("*.html"))
    )
    assert len(asked) >= 6
    assert {script for script in asked if script not in entries and not script.startswith("js/ui/")} == set()


def test_without_them_a_server_does_not_start_and_says_what_to_do(hall: Hall, tmp_path: Path) -> None:
    hall.app.static_folder = str(tmp_path)
    with pytest.raises(StartError, match="run `make setup`"):
        ensure_built(hall.app)
