"""What a page asks of the database does not grow with what is in the week: the same for a small one and a big one."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from tests.spine.queries import counted, grow
from tests.world import World

SMALL, BIG = 2, 6
Places = dict[str, object]
PAGES: dict[str, list[tuple[str, str]]] = {
    "/": [("nobody", "/")],
    "/accessibility": [("nobody", "/accessibility")],
    "/agendas/<area_slug>": [("nobody", "/agendas/krakeel")],
    "/agendas/<slug>/<area_slug>": [("nobody", "/agendas/hoogeveen/krakeel")],
    "/api/gatherings/<int:id>/door": [("fenna", "/api/gatherings/{gathering}/door")],
    "/api/idle-people": [("fenna", "/api/idle-people")],
    "/api/me": [("annie", "/api/me"), ("otto", "/api/me")],
    "/api/rushes": [("fenna", "/api/rushes")],
    "/api/streams/<stream>": [
        (who, f"/api/streams/{stream}")
        for who in ("annie", "fenna", "beamer")
        for stream in ("board:{board}", "round:1", "gathering:{gathering}", "charrette:1", "plan:1", "agendas:1")
    ],
    "/api/streams/<stream>/mine": [
        ("annie", f"/api/streams/{stream}/mine")
        for stream in ("board:{board}", "round:1", "gathering:{gathering}", "charrette:1")
    ],
    "/api/team": [("otto", "/api/team")],
    "/api/week": [(who, "/api/week") for who in ("annie", "fenna", "otto", "beamer")],
    "/boards/<int:id>": [(who, "/boards/{board}") for who in ("annie", "fenna", "beamer")],
    "/c/<code>/<door_code>": [("annie", "/c/JKMNPQ/nonsense")],
    "/console": [("fenna", "/console"), ("otto", "/console")],
    "/console/<path:place>": [("otto", "/console/week")],
    "/healthz": [("nobody", "/healthz")],
    "/i18n/<language>.json": [("nobody", "/i18n/nl.json")],
    "/ideas/<int:number>": [(who, "/ideas/{number}") for who in ("annie", "geert", "fenna")],
    "/j/<code>": [("nobody", "/j/JKMNPQ"), ("annie", "/j/JKMNPQ")],
    "/me": [("annie", "/me"), ("otto", "/me")],
    "/me/data.json": [("annie", "/me/data.json")],
    "/phone": [(who, f"/phone{more}") for who in ("annie", "fenna") for more in ("", "?gathering={gathering}")],
    "/privacy": [("nobody", "/privacy")],
    "/qr.svg": [("nobody", "/qr.svg?to=/j/BCDFGH")],
    "/rounds/<int:id>": [(who, "/rounds/{round}") for who in ("annie", "fenna", "beamer")],
    "/screen": [("beamer", "/screen")],
    "/screen-worker.js": [("beamer", "/screen-worker.js")],
    "/sign-in": [("nobody", "/sign-in")],
}
"""Each address that is asked for, with who asks for it. What the process that makes files asks is looked at in
``tests/spine/test_queries.py``."""


def newest_round(world: World) -> int:
    return max(row["id"] for row in world.snapshot(f"charrette:{world.charrette}", "fenna")["rounds"])


def much_came_of(world: World, idea: int, first: int, last: int) -> None:
    """Let design items and topics come of one idea, some of which went."""
    for number in range(first, last + 1):
        item, version = world.item(f"Uit idee {number}", [idea])
        world.run("close_round", round=world.round([version], title=f"Om idee {number}"))
        world.run("agree_item", item=item)
        world.run("adopt_into_framework", item=item, areas="all")
        area = world.run("add_area", "otto", name=f"Buurt {number}", kind="village")["area"]
        for about in ({"from_item": item}, {"from_ideas": [idea]}):
            topic = world.run("add_agenda_topic", "otto", area=area, title=f"Van idee {number}", **about)["topic"]
        world.run("remove_agenda_topic", "otto", topic=topic, reason="Dubbel")
        world.run("add_agenda_topic", "otto", area=area, title=f"Nog eens {number}", from_ideas=[idea])
        world.run("drop_item", item=world.item(f"Vervalt {number}", [idea])[0], reason="Te duur")


def asked_by(app: Flask, world: World, number: int) -> dict[str, int]:
    """Return how many queries each page takes. Who asks was here before; what they ask for was not asked before."""
    places: Places = {"board": world.board, "gathering": world.work, "round": newest_round(world), "number": number}
    database = app.extensions["charrette"].database
    found = {}
    for who, address in (one for each in PAGES.values() for one in each):
        client, header = app.test_client(), {} if who == "nobody" else world.header(who)
        client.get("/api/me", headers=header)
        with counted(world, database) as asked:
            answer = client.get(address.format(**places), headers=header, buffered=True)
        assert answer.status_code in (200, 302, 400), (who, address, answer.status_code)
        found[f"{address} for {who}"] = len(asked)
    return found


def test_every_page_is_looked_at(app: Flask) -> None:
    there = {str(rule) for rule in app.url_map.iter_rules() if "GET" in (rule.methods or set())}

    assert {rule for rule in there if not rule.startswith(("/static", "/exports"))} == set(PAGES)


def in_each_phase(app: Flask, world: World, number: int) -> dict[str, dict[str, int]]:
    """Return how many queries each page takes, in each phase of a board that had a ballot before."""
    found = {}
    world.run("set_board_phase", board=world.board, phase="closed")
    for phase in ("collecting", "voting", "closed"):
        world.run("set_board_phase", board=world.board, phase=phase)
        found[phase] = asked_by(app, world, number)
    return found


def test_a_page_of_a_bigger_week_asks_no_more_of_the_database(
    world: World, app: Flask, note_figure: Callable[[str], None]
) -> None:
    world.open()
    posted = world.run("post_idea", "annie", board=world.board, text="Een bankje")
    grow(world, 1, SMALL)
    much_came_of(world, posted["idea"], 1, SMALL)
    small = in_each_phase(app, world, posted["number"])
    grow(world, SMALL + 1, BIG)
    much_came_of(world, posted["idea"], SMALL + 1, BIG)
    big = in_each_phase(app, world, posted["number"])

    for phase, pages in big.items():
        assert {name: (small[phase][name], pages[name]) for name in pages if pages[name] > small[phase][name]} == {}
        note_figure(f"queries of pages, the board {phase}: {pages}")
