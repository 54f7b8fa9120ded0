"""What was not shown to people yet is behind no door: every page, file and stream, for everybody who is no staff.

One charrette in which everything that can be unshown is, with a canary in its words; then all doors are walked, taken
from the routes themselves, so that a new page is walked too.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy.orm import Session

from charrette.agendas.models import AgendaTopic
from charrette.boards.models import Idea
from charrette.plan.lists import ItemState
from charrette.plan.models import DesignItem
from charrette.week.models import Step
from tests.world import World

pytestmark = pytest.mark.trust("T79", "T95")

SECRET = "ZZ-Geheim"
"""What only facilitators may read."""

OWN = "ZZ-Eigen"
"""What besides them only Geert may read: his own words, his name, and why his note was hidden."""

NOBODY = "ZZ-Weg"
"""What was taken back: others than who wrote it read it no more."""

SECRETS = ["groep", "idee", "versie", "kladtitel", "opmerking", "antwoord", "zeg", "beamer"]
SECRETS += ["te-voet", "rondetitel"]


def unshown(world: World) -> None:
    """Fill the charrette with what is not shown yet; Geert wrote what it came from."""
    world.open()
    world.run("update_me", "geert", name=f"{OWN} Geert")
    world.run("conceal_board", board=world.board, concealed=True)
    own = world.post(f"{OWN} op een verborgen bord", "geert")
    hidden = world.post(f"{OWN} verborgen", "geert")
    other = world.post(f"{SECRET} idee", "annie")
    world.run("group_ideas", board=world.board, ideas=[own, other], title=f"{SECRET} groep")
    world.run("answer_idea", idea=own, outcome="parked", reason=f"{OWN} waarom")
    world.run("hide_idea", idea=hidden, reason=f"{OWN} waarom verborgen")
    world.run("withdraw_idea", "annie", idea=world.post(f"{NOBODY} teruggenomen", "annie"))
    world.post(f"{OWN} wacht", "geert", board=world.moderated)
    _items(world, [own, hidden])
    world.run("add_walk_in", gathering=world.work, name=f"{SECRET} te-voet")
    with world.reading() as session:
        code = world.actor(session, "new beamer").screen.pairing_code  # type: ignore[union-attr]
    world.run("pair_screen", code=code, name=f"{SECRET} beamer")

    def say(session: Session) -> None:
        session.get_one(Step, world.steps[0]).say = f"{SECRET} zeg"

    world.write(say)


def _items(world: World, ideas: list[int]) -> None:
    shown, version = world.item("Een plein", ideas)
    round = world.round([version])
    for who, words in (("annie", f"{SECRET} opmerking"), ("geert", f"{OWN} opmerking")):
        made = world.run("add_remark", who, round=round, version=version, kind="question", text=words)
        world.run("answer_remark", remark=made["remark"], outcome="passed_on", text=f"{SECRET} antwoord")
    world.run("close_round", round=round)
    words = {"text": f"{SECRET} versie", "why": f"{SECRET} versie", "title": f"{SECRET} kladtitel"}
    newest = world.run("revise_item", item=shown, **words)["version"]
    world.round([newest], opened=False, title=f"{SECRET} rondetitel")
    draft = {"kind": "solution", "grain": "fine", "text": f"{SECRET} versie", "why": SECRET, "from_ideas": ideas}
    world.run("create_design_item", title=f"{SECRET} kladtitel", **draft)
    dropped = world.run("create_design_item", title=f"{SECRET} gevallen", **draft)["item"]
    world.run("drop_item", item=dropped, reason=f"{OWN} gevallen")  # told to whose idea it was
    topic = world.run("add_agenda_topic", "otto", area="krakeel", title="Plein", from_ideas=ideas)["topic"]
    gone = world.run("add_agenda_topic", "otto", area="krakeel", title=f"{SECRET} weg")["topic"]
    world.run("remove_agenda_topic", "otto", topic=gone, reason=f"{SECRET} weg")

    def lead_back(session: Session) -> None:  # as when an item is taken back into work after its topic was made
        session.get_one(AgendaTopic, topic).from_item_id = shown
        assert session.get_one(DesignItem, shown).state is ItemState.REVISING

    world.write(lead_back)


def addresses(world: World, app: Flask) -> list[str]:
    """Return the address of every page and file, with every id there is."""
    with world.reading() as session:
        numbers = range(1, session.query(Idea).count() + 1)
    of = {
        **{"number": list(numbers), "slug": ["hoogeveen"], "area_slug": ["krakeel"], "language": ["nl"]},
        **{"suffix": ["html", "csv", "xlsx", "json"], "name": ["work", "work-log"], "key": ["work"], "place": ["plan"]},
        **{"code": ["JKMNPQ"], "door_code": ["x"], "filename": [], "stream": streams(world)},
    }
    found = []
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or set()):
            found += list(_filled(str(rule), {**of, "id": list(range(1, 6))}))
    return [*found, *(f"/api/streams/{stream}?since=0" for stream in streams(world))]


def _filled(rule: str, of: dict[str, list[int] | list[str]]) -> Iterator[str]:
    field = re.search(r"<(?:\w+:)?(\w+)>", rule)
    if field is None:
        yield rule
        return
    for value in of[field[1]]:
        yield from _filled(rule.replace(field[0], str(value), 1), of)


def streams(world: World) -> list[str]:
    kinds = {"charrette": 1, "gathering": 3, "board": 4, "round": 2, "screen": 2}
    return [f"{kind}:{number}" for kind, most in kinds.items() for number in range(1, most + 1)]


def words_of(data: bytes) -> str:
    """Return all text in an answer: of a PDF what is printed, of a zip what is in its files."""
    if data.startswith(b"%PDF"):
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "".join(name + words_of(archive.read(name)) for name in archive.namelist())
    text = data.decode("utf-8", "replace")
    return text + (json.dumps(json.loads(text), ensure_ascii=False) if text.startswith(("{", "[")) else "")


def read_by(world: World, app: Flask, client: FlaskClient, who: str | None) -> dict[str, str]:
    """Return what somebody reads at every address that answers them."""
    told = {}
    for address in addresses(world, app):
        client.delete_cookie("charrette_token")
        with client.get(address, headers=world.header(who) if who else {}) as answer:
            assert answer.status_code < 500, address
            told[address] = words_of(answer.data)
    return told


@pytest.mark.parametrize("who", [None, "jamila", "geert", "beamer", "olga"])
def test_what_was_not_shown_is_behind_no_door(world: World, app: Flask, client: FlaskClient, who: str | None) -> None:
    unshown(world)
    told = read_by(world, app, client, who)

    forbidden = [SECRET, NOBODY] + ([OWN] if who != "geert" else [])
    found = {f"{word} at {address}" for address, words in told.items() for word in forbidden if word in words}
    assert found == set()
    assert len([words for words in told.values() if words]) > 20


def test_facilitators_and_authors_do_read_it_so_the_walk_finds_it(
    world: World, app: Flask, client: FlaskClient
) -> None:
    unshown(world)
    facilitator, author = ("\n".join(read_by(world, app, client, who).values()) for who in ("fenna", "geert"))

    assert [words for words in SECRETS if f"{SECRET} {words}" not in facilitator] == []
    assert NOBODY not in facilitator
    for words in ("op een verborgen bord", "wacht", "waarom", "waarom verborgen", "opmerking", "Geert"):
        assert f"{OWN} {words}" in author


def test_nor_is_it_in_the_file_that_is_printed(world: World, client: FlaskClient) -> None:
    unshown(world)
    printed = words_of(client.get("/exports/hoogeveen/agendas/krakeel.pdf").data)

    assert "Plein" in printed
    assert [word for word in (SECRET, OWN, NOBODY) if word in printed] == []
