"""A worker for tests: carries out the commands it is told, one line each, on the database it is told.

    python -m tests.live.racer [MILLISECONDS]

It waits so many milliseconds before each commit, so that two of them overlap. Lines in and out are JSON.
"""

from __future__ import annotations

import json
import sys
import traceback
from pathlib import Path
from typing import Any

from sqlalchemy import select

from charrette.db import Database
from charrette.errors import DomainError
from charrette.faults import Faults
from charrette.spine.execute import execute
from charrette.spine.writer import Writer
from charrette.week.models import Charrette
from tests.world import config_for

CONFIG = config_for(Path("nowhere"))


def answer_to(writer: Writer, raw: dict[str, Any], digest: str) -> dict[str, Any]:
    """Carry out a command; what went wrong with us is told with where it did."""
    try:
        return execute(writer, CONFIG, raw, digest=digest)
    except DomainError as error:
        return {"ok": False, "error": error.code}
    except Exception:
        return {"ok": False, "error": "server_error", "trace": traceback.format_exc()}


def main(pause: str) -> None:
    """Obey until there is nothing more to read."""
    writer: Writer | None = None
    for line in sys.stdin:
        asked = json.loads(line)
        if "url" in asked:
            database = Database(asked["url"])
            writer = Writer(database, faults=Faults(f"pause_before_commit:{pause}" if pause != "0" else ""))
            with database.read() as session:
                session.scalars(select(Charrette.id)).all()
            told: Any = "ready"
        else:
            assert writer is not None
            told = answer_to(writer, asked["raw"], asked["digest"])
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "0")
