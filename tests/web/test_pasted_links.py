"""A sign-in link is read out of what was pasted: with words around it, cut in lines, through a program for letters."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from charrette.people.rules.invitations import read_token
from tests.web.conftest import Hall

TOKEN = "Ab3_-xYz" * 5 + "-_9"
LINK = f"http://192.168.1.20:5000/sign-in#{TOKEN}"
PASTED = {
    "the link": LINK,
    "the token": TOKEN,
    "spaces and a line end": f"  {LINK}\r\n",
    "a dot": f"{LINK}.",
    "brackets": f"<{LINK}>",
    "quotes": f"“{LINK}”",
    "stars": f"*{LINK}*",
    "underlined": f"_{LINK}_",
    "a sentence": f"Hoi Fenna, je link is {LINK}. Hij werkt één keer, dus #nietdelen!",
    "the token in a sentence": f"Je token: {TOKEN}, tot zo",
    "cut in lines": f"{LINK[:50]}\n{LINK[50:]}",
    "the token cut in lines": f"{TOKEN[:20]}\n {TOKEN[20:]}",
    "letters that nobody sees": f"\u200b{LINK[:45]}\u00ad{LINK[45:]}\ufeff",
    "percent signs": LINK.replace("#", "%23"),
    "a program that looks at links": f"https://safe.example/?url={quote(LINK, safe='')}&data=x",
    "what an address has behind it": f"#{TOKEN}%29.",
    "other dashes": LINK.replace("-xYz", "\u2011xYz"),
}


@pytest.mark.parametrize("way", PASTED)
def test_a_link_is_read_out_of_what_was_pasted(way: str) -> None:
    assert read_token(PASTED[way]) == TOKEN


@pytest.mark.parametrize("typed", ["", "#", "hallo daar", "#abc", LINK[:-1]])
def test_what_is_no_link_stays_what_was_typed(typed: str) -> None:
    assert read_token(typed) == typed.rpartition("#")[2]


@pytest.mark.parametrize("around", ["{}", "<{}>.", "Je link:\n{}\nTot zo", "{} "])
def test_every_door_takes_a_link_as_it_was_pasted(hall: Hall, around: str) -> None:
    """The page, and the door for other programs."""

    def link() -> str:
        return around.format(f"http://localhost/sign-in#{hall.invite()}")

    browser = hall.browser()
    page = browser.send(browser.open("/sign-in"), "/sign-in", token=link())
    program = hall.app.test_client().post("/api/sign-in", json={"token": link()})

    assert (page.status, page.response.request.path) == (200, "/console")
    assert (program.status_code, program.get_json()["role"]) == (200, "facilitator")
