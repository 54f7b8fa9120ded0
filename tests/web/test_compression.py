"""What is sent gzipped, and what must not be."""

from __future__ import annotations

import gzip

import pytest

from tests.web.conftest import Hall

FILES = ["/static/js/state/board.js", "/static/css/tokens.css"]


@pytest.mark.parametrize("path", FILES)
def test_a_file_is_sent_small_to_who_can_read_that_and_plain_to_who_cannot(hall: Hall, path: str) -> None:
    client = hall.app.test_client()
    small = client.get(path, headers={"Accept-Encoding": "gzip, deflate, br"}, buffered=True)
    plain = client.get(path, buffered=True)
    refused = client.get(path, headers={"Accept-Encoding": "gzip;q=0"}, buffered=True)

    assert small.headers["Content-Encoding"] == "gzip"
    assert small.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(small.data) == plain.data == refused.data
    assert len(small.data) < len(plain.data) / 2
    assert int(small.headers["Content-Length"]) == len(small.data)


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
