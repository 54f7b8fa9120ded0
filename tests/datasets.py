"""Where the data of the tests are: what ships in ``tests/data/``, and larger sets where somebody has them.

The larger sets are for a run of their own, ``make test-more``; ``tests/data/README.md`` tells what they are.
"""

from __future__ import annotations

import os
from pathlib import Path

SHIPPED = Path(__file__).parent / "data"


def larger(name: str) -> Path | None:
    """Return a file of the larger sets in ``CHARRETTE_TEST_DATA``; None when no larger sets were pointed out."""
    folder = os.environ.get("CHARRETTE_TEST_DATA")
    return Path(folder) / name if folder else None
