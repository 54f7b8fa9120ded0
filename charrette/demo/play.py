"""From the options to a played week: set the stage, play, take the exports home, check."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from charrette.context import Services
from charrette.demo import check
from charrette.demo.book import Book
from charrette.demo.crowd import Crowd
from charrette.demo.material import Example, Material
from charrette.demo.phone import Stopwatch
from charrette.demo.setting import Stage, new_slug, set_stage, sign_in
from charrette.demo.site import Site
from charrette.demo.week import Tempo, Week

Say = Callable[[str], None]


@dataclass(frozen=True)
class Options:
    """What somebody chose on the command line."""

    ideas: list[Example]
    phones: int
    speed: float
    out: Path | None
    seed: int


@dataclass(frozen=True)
class Played:
    """A played week: our own account of it, what was wrong, where the exports are, what became of the ideas file."""

    book: Book
    problems: list[str]
    out: Path
    files: int
    lines: str


def play(held: Services, site: Site, options: Options, say: Say) -> Played:
    """Play the week against the running server at ``site``."""
    stage = set_stage(held, slug=new_slug())
    out = options.out or held.config.data / "demo" / stage.slug
    return asyncio.run(_play(site, stage, options, out, say))


async def _play(site: Site, stage: Stage, options: Options, out: Path, say: Say) -> Played:
    watch = Stopwatch()
    book = Book(stage.slug, stage.charrette)
    material = Material(options.ideas, options.seed)
    organisers = await sign_in(site, stage.organisers, watch)
    facilitators = await sign_in(site, stage.facilitators, watch)
    areas = [area["slug"] for area in (await site.get("/api/week", organisers.first.token))["areas"]]
    week = Week(
        site,
        book=book,
        material=material,
        tempo=Tempo(options.speed),
        crowd=Crowd(site, material, options.phones, watch, areas),
        organisers=organisers,
        facilitators=facilitators,
        watch=watch,
        say=say,
    )
    await week.run()
    token = organisers.first.token
    files = await _take_home(site, token, out)
    (out / "account.json").write_bytes(msgspec.json.format(msgspec.json.encode(book), indent=1))
    found = await asyncio.to_thread(check.problems, site, book, token)
    return Played(book, found, out, files, material.told())


async def _take_home(site: Site, token: str, out: Path) -> int:
    """Fetch every file that the organiser is offered; return how many."""
    exports = (await site.get("/api/week", token))["exports"]
    for export in exports:
        data = await site.file(export["href"], token)
        path = out.joinpath(*Path(export["href"]).parts[3:])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return len(exports)
