"""The command line: ``.venv/bin/flask --app charrette COMMAND``."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import Flask, current_app
from sqlalchemy.orm import Session

from charrette import backups, clock, erasures, whereabouts
from charrette.context import Services
from charrette.counting import counted
from charrette.demo.command import demo
from charrette.errors import NotFound
from charrette.keeping import StartError, copies, marker
from charrette.keeping.opening import look_first, open_store, plain_words, remember
from charrette.people.rules import invitations
from charrette.scripts.reading import ScriptErrors
from charrette.scripts.rules import loading
from charrette.spine.actors import system_actor
from charrette.spine.lists import Role
from charrette.upgrade import UpgradeError, upgrade
from charrette.week import rules as charrettes

LANGUAGES = click.Choice(["nl", "en"])


def register(app: Flask) -> None:
    """Put the commands on ``app``."""
    for command in (load_sessions, invite, export, backup, list_backups, restore, migrate, demo):
        app.cli.add_command(command)


def _held() -> Services:
    """Return the parts of the application; the database is closed when the command ends."""
    held: Services = current_app.extensions["charrette"]
    click.get_current_context().call_on_close(held.database.dispose)
    return held


def _services() -> Services:
    held = _held()
    try:
        look_first(held.config, held.database.path)
        with plain_words(held.config, held.database.path):
            open_store(held.config, held.database)
            remember(held.config, held.database)
    except (StartError, UpgradeError) as error:
        _give_up(str(error))
    return held


def _give_up(sentence: str) -> None:
    click.echo(sentence, err=True)
    sys.exit(1)


def _give_up_charrette(slug: str | None) -> None:
    _give_up(f"There is no charrette called {slug!r}." if slug else "There is no charrette yet.")


@click.command("load-sessions")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--lang", type=LANGUAGES, default="nl", show_default=True, help="Language of the report.")
def load_sessions(folder: Path, lang: str) -> None:
    """Load the session scripts in FOLDER. Mistakes are reported all at once, and then nothing is changed."""
    held = _services()
    try:
        report = held.writer.run(lambda session: loading.load_folder(session, folder))
        remember(held.config, held.database)
    except ScriptErrors as error:
        _give_up(error.text(lang))
    else:
        click.echo(report.text(lang))


@click.command("invite")
@click.option("--role", type=click.Choice([role.value for role in Role if role is not Role.PARTICIPANT]), required=True)
@click.option("--charrette", "slug", help="Which charrette; the newest when left out.")
@click.option("--json", "as_json", is_flag=True, help='Print {"url", "token"}.')
def invite(role: str, slug: str | None, as_json: bool) -> None:
    """Make a one-time sign-in link."""
    held = _services()

    def work(session: Session) -> str:
        charrette = charrettes.find_charrette(session, slug)
        return invitations.invite(session, charrette=charrette, by=system_actor(charrette.id), role=Role(role))

    try:
        token = held.writer.run(work)
    except NotFound:
        _give_up_charrette(slug)
        return
    url = f"{whereabouts.public_url(held.config)}/sign-in#{token}"
    click.echo(json.dumps({"url": url, "token": token}) if as_json else url)


@click.command("export")
@click.option("--charrette", "slug", help="Which charrette; the newest when left out.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True)
@click.option("--lang", type=LANGUAGES, default="nl", show_default=True)
def export(slug: str | None, out: Path, lang: str) -> None:
    """Write all agendas, the ideas and one zip of it all into a folder."""
    # Here, as a server loads this module too, and what makes files stays out of it.
    from charrette.agendas.export.book import book_files, book_zip
    from charrette.agendas.export.reading import agenda_book
    from charrette.boards.export import ideas_beside, ideas_table
    from charrette.exports.words import Words

    held, words = _services(), Words(lang)
    try:
        with held.database.read() as session:
            charrette = charrettes.find_charrette(session, slug)
            url = whereabouts.public_url(held.config)
            ideas = ideas_beside(ideas_table(session, charrette), words)
            book = agenda_book(session, charrette, public_url=url, lang=lang, beside=ideas)
    except NotFound:
        _give_up_charrette(slug)
        return
    files = {**book_files(book, words), f"agendas-{book.slug}.zip": book_zip(book, words)}
    for name, data in files.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    click.echo(f"{counted(len(files), 'file', 'files')} in {out}, from moment {book.moment.seq}.")


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write a copy of everything to FILE, also while the server runs."""
    held = _services()
    try:
        size = backups.back_up(held.database, file)
        erasures.keep_copy_clean(held.database, held.config.data, file)
        marker.remember_copies(held.config, file.absolute().parent)
    except backups.BackupError as error:
        _give_up(str(error))
    else:
        click.echo(f"{file}: {size} bytes.")


@click.command("backups")
@click.option("--json", "as_json", is_flag=True, help="Print a list of {file, bytes, at}.")
def list_backups(as_json: bool) -> None:
    """List the backups that can be found, the newest first. Nothing is opened or changed."""
    held = _held()
    rows = [
        {"file": str(one.file.absolute()), "bytes": one.size, "at": clock.iso(datetime.fromtimestamp(one.at, UTC))}
        for one in copies.found(held.config, held.database.path)
    ]
    if as_json:
        click.echo(json.dumps(rows))
    elif not rows:
        click.echo("There are no backups yet.")
    else:
        for row in rows:
            click.echo(f"{row['at']}  {row['bytes']:>12} bytes  {row['file']}")


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
def restore(file: Path, yes: bool) -> None:
    """Put back a copy made by backup. The server must be stopped; what is there now is kept beside it."""
    held = _held()
    if not yes and sys.stdin.isatty():
        click.confirm("This puts back the copy over what is there now. Go on?", abort=True)
    try:
        kept = backups.restore(held.config, held.database, file)
        upgrade(held.database)
        backups.end_restored(held.database, held.writer, held.config.data)
    except (backups.BackupError, UpgradeError) as error:
        _give_up(str(error))
    else:
        click.echo(f"Restored {file}." + (f" What was there is kept in {kept}." if kept else ""))


@click.command("migrate")
def migrate() -> None:
    """Bring the database to the tables of this version."""
    _services()
    click.echo("The database is up to date.")
