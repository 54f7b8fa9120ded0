"""What is sent gzipped, and what must not be."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from tests.web.conftest import Hall

FILES = ["/static/js/boards/state.js", "/static/css/tokens.css"]


@pytest.mark.parametrize("path", FILES)
def test_a_file_is_sent_small_to_who_can_read_that_and_plain_to_who_cannot(hall: Hall, path: str) -> None:
    client = hall.app.test_client()
    small = client.get(path, headers={"Accept-Encoding": "gzip, deflate, br"}, buffered=True)
    plain = client.get(path, buffered=True)
    refused = client.get(path, headers={"Accept-Encoding": "gzip;q=0"}, buffered=True)

    assert small.headers["Content-Encoding"] == "gzip"
    assert small.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert plain.data == refused.data
    assert gzip.decompress(small.data) == plain.data
    assert len(small.data) < len(plain.data) / 2
    assert int(small.headers["Content-Length"]) == len(small.data)


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
