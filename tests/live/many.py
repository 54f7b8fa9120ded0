"""A board with very many ideas, written straight into the database: posting them would take minutes."""

from __future__ import annotations

import shutil
from pathlib import Path

from charrette import clock
from charrette.boards.models import Idea
from charrette.db import Database
from charrette.week.models import Charrette
from tests.world import World

WORDS = "Bij de brug een bankje, want wie naar de winkel loopt kan nu nergens zitten. "


def with_many_ideas(file: Path, world: World, ideas: int, target: Path) -> Path:
    """Make a copy of the small charrette in ``file`` whose board has so many ideas, and return where it is."""
    shutil.copyfile(file, target)
    database = Database(f"sqlite:///{target}")
    now = clock.now()
    with database.write() as session:
        session.add_all(
            Idea(
                charrette_id=world.charrette,
                board_id=world.board,
                number=number,
                text=f"{number}: {WORDS * 3}",
                author_id=world.people[("geert", "jamila")[number % 2]],
                column_id=world.columns[number % 2],
                posted_at=now,
                changed_at=now,
            )
            for number in range(1, ideas + 1)
        )
        session.get_one(Charrette, world.charrette).last_number = ideas
        session.commit()
    database.dispose()
    return target
