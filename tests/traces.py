"""A person who leaves their name wherever one can, and where it still is afterwards."""

from __future__ import annotations

import contextlib
import uuid
from pathlib import Path
from typing import Any

from sqlalchemy import select

from charrette.db import Base
from charrette.people.rules import invitations
from charrette.spine.actors import digest_of
from charrette.spine.lists import Role
from charrette.week.models import Charrette
from tests.world import World

CANARY = "ZZ-Kanarie"


def leave_traces(world: World) -> dict[str, int]:
    """Let three people of this name come by: a phone, a walk-in, a facilitator; return their ids."""
    world.open()
    phone = world.join("kanarie", client_id=f"telefoon van {CANARY}", party_role=None, area="krakeel")
    world.run("update_me", "kanarie", name=f"{CANARY} met een naam", party_role="resident", area="nieuwlande")
    world.run("update_me", "kanarie", name=CANARY)
    moment = "2026-06-08T07:00:00Z"
    world.run("check_in", "kanarie", gathering=world.work, device_at=moment, sent_at=moment)
    changed = world.post(f"Ik, {CANARY}, wil een bankje", "kanarie")
    world.run("edit_idea", "kanarie", idea=changed, text="Een bankje bij de vijver")
    world.run("withdraw_idea", "kanarie", idea=world.post(f"Bel {CANARY}", "kanarie"))
    walk_in = world.run("add_walk_in", gathering=world.work, name=f"{CANARY} te voet", area="krakeel")["person"]
    listed = world.snapshot(f"gathering:{world.work}", "fenna")["people"]
    for entry in [entry for row in listed if CANARY in str(row["name"]) for entry in row["entries"]]:
        world.run("annul_entry", entry=entry, reason=f"{CANARY} stond er dubbel op")
    return {"kanarie": phone, "walk-in": walk_in, "staff": _facilitator(world)}


def _facilitator(world: World) -> int:
    url = world.run("invite", "otto", role="facilitator", name=f"{CANARY} begeleidt")["url"]
    world.run("invite", "otto", role="facilitator", name=f"{CANARY} begeleidt")  # a second one, that nobody uses
    used = world.write(lambda session: invitations.sign_in(session, token=url.partition("#")[2]))
    world.tokens["staff"], world.people["staff"] = used.token, used.person.id
    world.run("post_idea", "staff", board=world.board, text="Een boom")
    return int(used.person.id)


def invite_directly(world: World, name: str) -> str:
    """Return the digest of a link that nobody uses, as the command line makes it."""
    token = str(uuid.uuid4())

    def work(session: Any) -> None:
        charrette = session.get_one(Charrette, world.charrette)
        by = world.actor(session, "otto")
        invitations.invite(session, charrette=charrette, by=by, role=Role.FACILITATOR, name=name, token=token)

    world.write(work)
    return digest_of(token)


def rows_with(world: World, words: str) -> list[str]:
    """Return where in the database these words stand, as ``table: row``, in every column of every table."""
    with world.reading() as session:
        return [
            f"{table.name}: {tuple(row)}"
            for table in Base.metadata.sorted_tables
            for row in session.execute(select(table))
            if words in str(tuple(row))
        ]


def files_with(folder: Path, words: str) -> list[str]:
    """Return the files of a folder that hold these words anywhere, in the free room of a database too."""
    found = []
    for path in sorted(folder.rglob("*")):
        with contextlib.suppress(FileNotFoundError, IsADirectoryError):  # a server works in the folder meanwhile
            if words.encode() in path.read_bytes():
                found.append(str(path.relative_to(folder)))
    return found
