"""``flask --app charrette demo``: a whole week in a few minutes, on a server that runs."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from flask import current_app

from charrette import whereabouts
from charrette.context import Services
from charrette.counting import counted
from charrette.demo.check import MOST_SHOWN
from charrette.demo.line import LineLost, LineRefused
from charrette.demo.material import OWN_IDEAS, BadIdeas, read_ideas
from charrette.demo.phone import Refused, ServerAway
from charrette.demo.play import Options, Played, play
from charrette.demo.replay import BadRecording, Replayed, read_recording, replay
from charrette.demo.report import tables
from charrette.demo.setting import OtherServer
from charrette.demo.site import Failed, NoServer, Site
from charrette.upgrade import UpgradeError, upgrade

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
TROUBLES = (
    BadIdeas,
    BadRecording,
    OtherServer,
    UpgradeError,
    NoServer,
    ServerAway,
    LineLost,
    LineRefused,
    Refused,
    Failed,
)
"""What ends a demo with one plain sentence."""


def find_server(held: Services, url: str | None) -> Site:
    """Return the running server, or end with one sentence that says how to start it."""
    told = None if url else whereabouts.find(held.config)
    site = Site(url or (told.local_url if told else whereabouts.local_url(held.config)))
    try:
        site.json("/healthz")
    except (NoServer, Failed):
        give_up(f"No server answers at {site.url}. Start it first, in another window: make run")
    return site


def give_up(sentence: str) -> None:
    """End with one plain sentence."""
    click.echo(sentence, err=True)
    sys.exit(1)


@click.command("demo")
@click.option(
    "--ideas", type=FILE, default=OWN_IDEAS, help="CSV with a column text; our own Dutch examples by default."
)
@click.option("--replay", "recording", type=FILE, help="Replay a recorded room (JSON lines) instead of a week.")
@click.option("--phones", type=click.IntRange(4, 300), default=40, show_default=True)
@click.option(
    "--speed", type=click.FloatRange(0), default=1.0, show_default=True, help="1: a minute of pauses in all; 0: none."
)
@click.option("--out", type=FOLDER, help="Folder for the exports; demo/ in the data folder by default.")
@click.option("--url", help="Address of the running server; found by itself by default.")
@click.option("--seed", type=int, default=1, show_default=True, help="Another number gives other people and choices.")
def demo(
    ideas: Path, recording: Path | None, phones: int, speed: float, out: Path | None, url: str | None, seed: int
) -> None:
    """Play a whole week on the running server, with simulated phones, as a charrette of its own.

    It ends with all exports in a folder, a table per day, and a check of every acknowledgement.
    """
    held: Services = current_app.extensions["charrette"]
    site = find_server(held, url)
    try:
        upgrade(held.database)
        if recording is not None:
            sys.exit(_tell_votes(replay(held, site, read_recording(recording))))
        options = Options(read_ideas(ideas), phones, speed, out, seed)
        click.echo(f"Six days on {site.url}, with {phones} phones.\n")
        played = play(held, site, options, click.echo)
    except TROUBLES as error:
        give_up(str(error))
    else:
        sys.exit(_tell(played, held.config.before_commands))


def _tell(played: Played, before_commands: str) -> int:
    """Print what came of it and how to look around in it; return the exit code."""
    click.echo(tables(played.book))
    click.echo(f"\n{played.lines}\n{counted(played.files, 'export is', 'exports are')} in {played.out}")
    click.echo(
        "To look around in this week, open the link that this command makes:\n  "
        f"{before_commands}.venv/bin/flask --app charrette invite --role organiser --charrette {played.book.slug}\n"
        "The console warns there that many phones came at once. That was this demo: press Leave it so."
    )
    if not played.problems:
        click.echo(
            "Checked: everything acknowledged is there, every idea number can be traced, the agendas hold exactly "
            "the adopted topics, and the attendance numbers equal our own count."
        )
        return 0
    click.echo(f"\nNot right, {counted(len(played.problems), 'time', 'times')}:", err=True)
    for sentence in played.problems[:MOST_SHOWN]:
        click.echo(f"- {sentence}", err=True)
    return 1


def _tell_votes(replayed: Replayed) -> int:
    """Print how the votes of a recorded room add up; return the exit code."""
    problems = replayed.problems()
    click.echo(
        f"{counted(replayed.people, 'person', 'people')}, {counted(replayed.events, 'event', 'events')}, "
        f"{counted(len(replayed.told), 'idea', 'ideas')}, {counted(sum(replayed.told.values()), 'vote', 'votes')}."
    )
    for sentence in problems[:MOST_SHOWN]:
        click.echo(f"- {sentence}", err=True)
    if not problems:
        click.echo("Checked: every total equals one vote a person, the last one counting.")
    return 1 if problems else 0
