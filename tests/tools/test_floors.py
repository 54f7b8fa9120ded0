"""Versions with known holes are not used: each library is at least the one in which its hole was closed.

This is not an audit: one that asks a register of holes needs the internet. It holds what was looked up by hand; the
list stands in ``docs/trust.md`` under T86 as well.
"""

from __future__ import annotations

import json
import re
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.version import Version

ROOT = Path(__file__).parents[2]
FLOORS = {
    "eventlet": "0.40.3",  # request smuggling by trailers
    "flask": "3.1.3",  # answers of one person kept for another by a cache
    "pillow": "12.3.0",  # pictures made to fill the memory or to write outside it
    "python-engineio": "4.15.1",  # a thread for each PONG; requests before connecting
    "python-socketio": "5.18.1",  # attachments kept in memory; code run from a message queue
    "redis": "4.5.5",  # answers of one client given to another
    "reportlab": "4.0",  # code run from the colour of a text
    "werkzeug": "3.1.6",  # forms that fill the memory
}
BROWSER_FLOORS = {"socket.io-parser": "4.2.7"}


@pytest.mark.trust("T86")
@pytest.mark.parametrize("name", sorted(FLOORS))
def test_a_library_is_not_older_than_the_version_that_closed_its_hole(name: str) -> None:
    pinned = re.search(rf"(?im)^{re.escape(name)}(?:\[\w+\])?==(\S+)", (ROOT / "requirements.txt").read_text("utf-8"))
    assert Version(version(name)) >= Version(FLOORS[name])
    assert pinned is None or Version(pinned[1]) >= Version(FLOORS[name])


@pytest.mark.trust("T86")
@pytest.mark.parametrize("name", sorted(BROWSER_FLOORS))
def test_a_browser_library_is_not_older_either(name: str) -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    assert Version(packages[f"node_modules/{name}"]["version"]) >= Version(BROWSER_FLOORS[name])


@pytest.mark.trust("T86")
def test_every_library_is_pinned_to_one_version() -> None:
    for file in ("requirements.txt", "requirements-dev.txt"):
        lines = [line.split("#")[0].strip() for line in (ROOT / file).read_text("utf-8").splitlines()]
        loose = [line for line in lines if line and not line.startswith("-r") and "==" not in line]
        assert loose == [], file
