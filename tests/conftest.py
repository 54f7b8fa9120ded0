"""What every test folder shares: the options of the test run."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--update-golden``: write the golden files anew instead of comparing with them."""
    parser.addoption("--update-golden", action="store_true", help="write the golden files of exports anew")
