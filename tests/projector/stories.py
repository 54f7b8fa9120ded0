"""Stories of a projector."""

from __future__ import annotations

from collections.abc import Iterator

from tests.spine.stories import simple, story
from tests.world import World

simple(
    "screen_changed",
    "charrette",
    lambda w: None,
    lambda w: w.run("show_on_screen", screen=w.screen, view="black"),
)
simple("view_shown", "screen", lambda w: None, lambda w: w.run("show_on_screen", screen=w.screen, view="board"))
simple(
    "pages_counted",
    "screen",
    lambda w: None,
    lambda w: w.run("report_pages", "beamer", seq=w.follow(f"screen:{w.screen}", "beamer")["seq"], page=1, pages=3),
)
simple("screen_unpaired", "screen", lambda w: None, lambda w: w.run("unpair_screen", screen=w.screen))


@story("screen_paired", "screen")
def _paired(world: World) -> Iterator[None]:
    with world.reading() as session:
        fresh = world.actor(session, "new beamer").screen
        assert fresh is not None
        world.screen, code = fresh.id, fresh.pairing_code
    yield
    world.run("pair_screen", code=code, name="Grote zaal")
