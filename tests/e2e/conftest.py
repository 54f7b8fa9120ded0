"""What every end-to-end test needs: the Chromium of this machine, started quietly."""

from __future__ import annotations

import os
import shutil
from typing import Any

import pytest

QUIET = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Use the installed Chromium (``CHARRETTE_CHROMIUM``, else the one on the path) instead of a downloaded one."""
    path = os.environ.get("CHARRETTE_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    return {**browser_type_launch_args, "executable_path": path, "args": [*QUIET, "--no-first-run"]}
