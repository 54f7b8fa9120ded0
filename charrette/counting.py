"""Numbers with their noun, in what the command line and a start say. What people read on a screen goes by gettext."""

from __future__ import annotations


def counted(number: int, one: str, many: str) -> str:
    """Return ``1 idea`` or ``3 ideas``; ``one`` and ``many`` may go on with a verb."""
    return f"{number:,} {one if number == 1 else many}"
