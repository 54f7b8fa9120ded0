"""What is sent gzipped, and what must not be."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from charrette.web.compression import packed
from tests.web.conftest import Hall

FILES = ["/static/js/boards/state.js", "/static/css/tokens.css"]


def without_remarks(source: bytes) -> bytes:
    """Return a script or style without the remarks that stand on lines of their own, found line by line."""
    kept, inside = [], False
    for line in source.splitlines(keepends=True):
        text = line.strip()
        inside = inside or (text.startswith(b"/*") and text.find(b"*/") in (-1, len(text) - 2))
        if not inside:
            kept.append(line)
        inside = inside and not line.rstrip().endswith(b"*/")
    return b"".join(kept)


@pytest.mark.parametrize("path", FILES)
def test_a_file_is_sent_small_to_who_can_read_that_and_plain_to_who_cannot(hall: Hall, path: str) -> None:
    client = hall.app.test_client()
    small = client.get(path, headers={"Accept-Encoding": "gzip, deflate, br"}, buffered=True)
    plain = client.get(path, buffered=True)
    refused = client.get(path, headers={"Accept-Encoding": "gzip;q=0"}, buffered=True)

    assert small.headers["Content-Encoding"] == "gzip"
    assert small.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert plain.data == refused.data
    assert gzip.decompress(small.data).count(b"\n") == plain.data.count(b"\n")
    assert gzip.decompress(small.data).split() == without_remarks(plain.data).split()
    assert len(small.data) < len(plain.data) / 2
    assert int(small.headers["Content-Length"]) == len(small.data)


@pytest.mark.parametrize("kind", ["js", "css"])
def test_all_of_ours_keeps_its_code_when_its_remarks_are_left_out(hall: Hall, kind: str) -> None:
    client = hall.app.test_client()
    folder = Path(str(hall.app.static_folder))
    for file in sorted((folder / kind).rglob(f"*.{kind}")):
        path = f"/static/{file.relative_to(folder).as_posix()}"
        small = client.get(path, headers={"Accept-Encoding": "gzip"}, buffered=True)
        if small.headers.get("Content-Encoding") == "gzip":
            sent, whole = gzip.decompress(small.data), file.read_bytes()
            assert sent.split() == without_remarks(whole).split(), path
            assert sent.count(b"\n") == whole.count(b"\n"), path
            assert not re.search(rb"^[ \t]", sent, re.MULTILINE), path


def test_a_type_in_front_of_code_takes_no_code_along() -> None:
    script = b"/** Goes. */\n/** @type {HTMLElement} */ (here).focus();\n/**\n * @param {number} by\n */\nmove(by);\n"
    kept = b"\n/** @type {HTMLElement} */ (here).focus();\n\n\n\nmove(by);\n"
    assert gzip.decompress(packed(script, True)) == kept


def test_a_screen_gets_the_words_that_stand_in_its_scripts_and_no_others(hall: Hall) -> None:
    client = hall.app.test_client()
    everything = client.get("/i18n/nl.json").json
    phone = client.get("/i18n/nl.json?screen=phone").json
    assert everything is not None
    assert phone is not None

    assert set(phone) < set(everything)
    assert "Saving…" not in everything or "Saving…" in phone
    assert client.get("/i18n/nl.json?screen=../secret").json == everything


ROOMS = {"phone": "phone", "console": "console", "screen": "projector"}
"""The room of a subject's scripts in which each screen is drawn: a folder, or a file, of that name."""


def room_of(path: Path) -> str | None:
    """Return the room in which a script stands: the innermost folder, or the file, that bears a room's name."""
    return next((name for name in reversed(path.with_suffix("").parts) if name in ROOMS.values()), None)


@pytest.mark.parametrize("screen", ROOMS)
def test_a_screen_gets_the_words_of_all_its_scripts_also_of_those_it_fetches_later(hall: Hall, screen: str) -> None:
    client = hall.app.test_client()
    everything = client.get("/i18n/nl.json").json
    got = client.get(f"/i18n/nl.json?screen={screen}").json
    assert everything is not None
    assert got is not None
    folder = Path(str(hall.app.static_folder)) / "js"
    scripts = [file for file in folder.rglob("*.js") if room_of(file.relative_to(folder)) == ROOMS[screen]]
    written = {text for file in scripts for text in re.findall(r'\btn?\(\s*"([^"\\\\]+)"', file.read_text("utf-8"))}

    assert len(written) > 50
    assert {text for text in written if text in everything and text not in got} == set()


def test_a_file_that_is_unchanged_is_not_sent_again(hall: Hall) -> None:
    client = hall.app.test_client()
    small = client.get(FILES[0], headers={"Accept-Encoding": "gzip"}, buffered=True)
    again = client.get(
        FILES[0], headers={"Accept-Encoding": "gzip", "If-None-Match": small.headers["ETag"]}, buffered=True
    )

    assert (again.status_code, again.data) == (304, b"")


def test_a_page_with_a_secret_in_it_is_never_compressed(hall: Hall) -> None:
    page = hall.app.test_client().get("/", headers={"Accept-Encoding": "gzip"}, buffered=True)

    assert b"csrf_token" in page.data
    assert "Content-Encoding" not in page.headers
