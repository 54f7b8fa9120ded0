"""Setting the stage: a charrette of the demo's own, and sign-in links for its staff, made in the database."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy.orm import Session

from charrette import clock
from charrette.context import Services
from charrette.demo.crowd import Staff
from charrette.demo.material import read_words
from charrette.demo.phone import Phone, Stopwatch
from charrette.demo.site import Failed, Site
from charrette.people.rules import invitations
from charrette.scripts.reading import load_script
from charrette.scripts.rules import loading
from charrette.spine.actors import system_actor
from charrette.spine.lists import Role
from charrette.week import rules as charrettes

EXAMPLE_WEEK = Path(__file__).parent.parent.parent / "sessions" / "hoogeveen"


class OtherServer(Exception):
    """The server at the address uses another database than this command; the text says what to do."""


@dataclass(frozen=True)
class Stage:
    """A fresh charrette and the tokens of one-time links to it."""

    charrette: int
    slug: str
    code: str
    organisers: list[str]
    facilitators: list[str]


def new_slug() -> str:
    """Return the key of a charrette that nobody else uses: ``demo-20260314-1915-07``."""
    return f"{charrettes.DEMO_PREFIX}{clock.now():%Y%m%d-%H%M-%S}"


def set_stage(held: Services, *, slug: str, folder: Path = EXAMPLE_WEEK) -> Stage:
    """Load the session scripts in ``folder`` as a charrette of their own: no real week is touched."""
    script, team = load_script(folder), read_words()["team"]
    own = replace(script, key=slug, title=f"{script.title} (demo)")

    def work(session: Session) -> Stage:
        loading.load_programme(session, script=own)
        charrette = charrettes.find_charrette(session, slug)
        by = system_actor(charrette.id)

        def invite(role: Role, names: list[str]) -> list[str]:
            return [invitations.invite(session, charrette=charrette, by=by, role=role, name=name) for name in names]

        organisers = invite(Role.ORGANISER, team["organisers"])
        facilitators = invite(Role.FACILITATOR, team["facilitators"])
        return Stage(charrette.id, slug, charrette.code, organisers, facilitators)

    stage: Stage = held.writer.run(work)
    return stage


async def sign_in(site: Site, tokens: list[str], watch: Stopwatch) -> Staff:
    """Use one-time links, as staff do.

    Raises:
        OtherServer: the server does not know them.
    """
    phones = []
    for token in tokens:
        try:
            answer = await site.post("/api/sign-in", {"token": token})
        except Failed as error:
            raise OtherServer(
                f"The server at {site.url} does not know the sign-in link made here: it uses another database. "
                "Give both the same CHARRETTE_DATA (or CHARRETTE_DATABASE_URL)."
            ) from error
        phones.append(Phone(site.url, answer["token"], person=answer["person"]["id"], watch=watch))
    return Staff(phones)
