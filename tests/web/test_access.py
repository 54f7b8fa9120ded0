"""Who may do what: every role times every command and every route, each cell written down. What is not listed fails."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from charrette.errors import DomainError
from charrette.people.rules import team
from charrette.spine.commands import COMMANDS
from charrette.spine.lists import Role
from tests.world import World, WorldAfter

ROLES = {"stranger": None, "screen": "beamer", "participant": "annie", "facilitator": "fenna", "organiser": "otto"}
OUTSIDERS = ("zeno", "olga")

SCREEN = {"report_pages"}
PARTICIPANT = set(
    """add_remark cast_vote check_in check_out edit_idea erase_me post_idea take_back_vote update_me
    withdraw_idea""".split()  # noqa: SIM905 - a long list of names is easier to read so
)
FACILITATOR = set(
    """cancel_round change_item_areas change_round take_back_agreement
    add_time add_walk_in adopt_into_framework agree_item annul_entry answer_idea answer_remark answer_remarks
    check_in_person
    check_out_person close_gathering close_round conceal_board count_heads create_design_item dissolve_group drop_item
    go_to_step group_ideas hide_idea leave_rush let_more_in move_idea
    open_doors open_round pair_screen pause_gathering plan_round
    put_people_back set_people_aside
    remove_idle_people
    rename_group reopen_gathering report_back restore_group
    reveal_board revise_item set_board set_board_phase set_minutes_state
    set_vote_limit
    show_idea show_on_screen start_gathering unpair_screen""".split()  # noqa: SIM905
)
ORGANISER = set(
    """add_agenda_topic add_area answer_trits edit_agenda_topic erase_person fill_trits invite remove_agenda_topic
    revoke_access set_charrette_state withdraw_invitation""".split()  # noqa: SIM905
)
ALLOWED = {
    "screen": SCREEN,
    "participant": PARTICIPANT,
    "facilitator": {*PARTICIPANT, *FACILITATOR},
    "organiser": {*PARTICIPANT, *FACILITATOR, *ORGANISER},
}


def code_of(world: World, who: str, name: str, **fields: Any) -> str:
    """Return the code of the answer to the example of a command, or ``ok``."""
    try:
        world.run(name, who, **{**COMMANDS[name].fields.example, **fields})
    except DomainError as error:
        return error.code
    return "ok"


@pytest.mark.trust("T78")
def test_every_command_is_in_the_table() -> None:
    assert sorted([*SCREEN, *PARTICIPANT, *FACILITATOR, *ORGANISER]) == sorted(COMMANDS)


@pytest.mark.trust("T78")
@pytest.mark.parametrize("role", list(ALLOWED))
def test_a_role_may_send_its_commands_and_no_others(world: World, role: str) -> None:
    """Allowed means here: the rule about the role lets it through, to whatever the domain says of the example."""
    who = ROLES[role]
    assert who is not None
    # What ends the rights of who asks goes last.
    names = sorted(COMMANDS, key=lambda name: (name == "erase_me", name))
    let_through = {name for name in names if code_of(world, who, name, **_harmless(name)) != "not_allowed"}

    assert let_through == ALLOWED[role]


def _harmless(name: str) -> dict[str, int]:
    return {"person": 999} if name in ("revoke_access", "erase_person") else {}


@pytest.mark.trust("T79")
@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_an_outsider_with_guessed_ids_gets_the_answer_for_unknown_ids(world_after: WorldAfter, name: str) -> None:
    """The organiser of another charrette, to whom every command is open: only the ids stand in the way."""
    world, known = world_after(_everything)
    fields = {field: known[field] for field in COMMANDS[name].fields.__struct_fields__ if field in known}
    unknown = {field: [999_999] if isinstance(value, list) else 999_999 for field, value in fields.items()}
    if not fields:
        whole_week = ("add_area", "let_more_in", "remove_idle_people", "set_charrette_state")
        assert name in (*whole_week, *SCREEN, "erase_me", "invite", "pair_screen", "update_me")
        return
    for field in fields:  # one by one: each id must be looked at, not only the first
        rest = {other: unknown[other] for other in fields if other != field}
        guessed = code_of(world, "olga", name, **{**rest, field: fields[field]})
        assert guessed == code_of(world, "olga", name, **{**rest, field: unknown[field]})
        assert guessed.startswith("no_such_")


def _everything(world: World) -> dict[str, Any]:
    world.open()
    idea = world.post("Een bankje")
    group = world.run("group_ideas", board=world.board, ideas=[idea], title="Groen")["group"]
    world.run("check_in", "annie", gathering=world.work)
    people = world.snapshot(f"gathering:{world.work}", "fenna")["people"]
    item, version = world.item(ideas=[idea])
    round = world.round([version])
    remark = world.run("add_remark", "annie", round=round, version=version, kind="support", text="Mooi")["remark"]
    topic = world.run("add_agenda_topic", "otto", area="krakeel", title="Plein")["topic"]
    machine = world.join("een script")
    aside = world.run("set_people_aside", people=[machine], reason="Een script")["set_aside"]
    entry = next(entry for row in people for entry in row["entries"])
    world.run("invite", "otto", role="facilitator")
    with world.reading() as session:
        invitation = team.team_answer(session, by=world.actor(session, "otto"))["links"][0]["id"]
    return {
        **{"gathering": world.work, "board": world.board, "idea": idea, "group": group, "entry": entry, "item": item},
        **{"version": version, "versions": [version], "round": round, "remark": remark},
        **{"remarks": [remark], "topic": topic},
        **{"person": world.people["annie"], "screen": world.screen, "ideas": [idea]},
        **{"from_ideas": [idea], "from_item": item, "area": world.areas[0], "column": world.columns[0]},
        **{"invitation": invitation, "people": [world.people["annie"]], "set_aside": aside},
    }


# --- routes --------------------------------------------------------------------------------------------------
# For each route: how it is asked, and the status for stranger, screen, participant, facilitator, organiser,
# and a participant of another charrette.

ROUTES: dict[tuple[str, str], tuple[str, tuple[int, int, int, int, int, int]]] = {
    ("GET", "/"): ("/", (200, 200, 302, 302, 302, 302)),
    ("GET", "/accessibility"): ("/accessibility", (200, 200, 200, 200, 200, 200)),
    ("GET", "/privacy"): ("/privacy", (200, 200, 200, 200, 200, 200)),
    ("GET", "/healthz"): ("/healthz", (200, 200, 200, 200, 200, 200)),
    ("GET", "/i18n/<language>.json"): ("/i18n/nl.json", (200, 200, 200, 200, 200, 200)),
    ("GET", "/qr.svg"): ("/qr.svg?to=/j/BCDFGH", (200, 200, 200, 200, 200, 200)),
    ("GET", "/static/<path:filename>"): ("/static/css/tokens.css", (200, 200, 200, 200, 200, 200)),
    ("GET", "/screen-worker.js"): ("/screen-worker.js", (200, 200, 200, 200, 200, 200)),
    ("GET", "/agendas/<area_slug>"): ("/agendas/krakeel", (302, 302, 302, 302, 302, 302)),
    ("GET", "/agendas/<slug>/<area_slug>"): ("/agendas/hoogeveen/krakeel", (302, 302, 302, 302, 302, 302)),
    ("GET", "/j/<code>"): ("/j/JKMNPQ", (200, 200, 302, 302, 302, 200)),
    ("GET", "/c/<code>/<door_code>"): ("/c/JKMNPQ/nonsense", (400, 400, 400, 400, 400, 400)),
    ("GET", "/phone"): ("/phone", (302, 302, 200, 200, 200, 200)),
    ("GET", "/me"): ("/me", (401, 404, 200, 200, 200, 200)),
    ("GET", "/me/data.json"): ("/me/data.json", (401, 404, 200, 200, 200, 200)),
    ("GET", "/boards/<int:id>"): ("/boards/{board}", (401, 200, 200, 200, 200, 404)),
    ("GET", "/rounds/<int:id>"): ("/rounds/{round}", (401, 200, 200, 200, 200, 404)),
    ("GET", "/ideas/<int:number>"): ("/ideas/1", (401, 200, 200, 200, 200, 404)),
    ("GET", "/console"): ("/console", (302, 403, 403, 200, 200, 403)),
    ("GET", "/console/<path:place>"): ("/console/week", (302, 403, 403, 200, 200, 403)),
    ("GET", "/screen"): ("/screen", (200, 200, 200, 200, 200, 200)),
    ("GET", "/sign-in"): ("/sign-in", (200, 200, 200, 200, 200, 200)),
    ("GET", "/api/me"): ("/api/me", (401, 200, 200, 200, 200, 200)),
    ("GET", "/api/idle-people"): ("/api/idle-people", (401, 403, 403, 200, 200, 403)),
    ("GET", "/api/rushes"): ("/api/rushes", (401, 403, 403, 200, 200, 403)),
    ("GET", "/api/team"): ("/api/team", (401, 403, 403, 403, 200, 403)),
    ("GET", "/api/week"): ("/api/week", (401, 200, 200, 200, 200, 200)),
    ("GET", "/api/streams/<stream>"): ("/api/streams/board:{board}", (401, 200, 200, 200, 200, 404)),
    ("GET", "/api/streams/<stream>/mine"): ("/api/streams/board:{board}/mine", (401, 200, 200, 200, 200, 404)),
    ("GET", "/api/gatherings/<int:id>/door"): ("/api/gatherings/{gathering}/door", (401, 200, 403, 200, 200, 404)),
    ("GET", "/exports/<slug>/agendas.<suffix>"): ("/exports/hoogeveen/agendas.zip", (200, 200, 200, 200, 200, 200)),
    ("GET", "/exports/<slug>/agendas/<key>.<suffix>"): (
        "/exports/hoogeveen/agendas/krakeel.json",
        (200, 200, 200, 200, 200, 200),
    ),
    ("GET", "/exports/<slug>/ideas.<suffix>"): ("/exports/hoogeveen/ideas.csv", (401, 403, 403, 200, 200, 404)),
    ("GET", "/exports/<slug>/posters/<key>.<suffix>"): (
        "/exports/hoogeveen/posters/work.pdf",
        (401, 403, 403, 200, 200, 404),
    ),
    ("GET", "/exports/<slug>/attendance/<key>.<suffix>"): (
        "/exports/hoogeveen/attendance/work.csv",
        (401, 403, 403, 403, 200, 404),
    ),
    ("GET", "/exports/<slug>/attendance/<key>-log.<suffix>"): (
        "/exports/hoogeveen/attendance/work-log.csv",
        (401, 403, 403, 403, 200, 404),
    ),
    ("POST", "/api/commands"): ("/api/commands", (400, 400, 400, 400, 400, 400)),
    ("POST", "/api/join"): ("/api/join", (400, 400, 400, 400, 400, 400)),
    ("POST", "/api/sign-in"): ("/api/sign-in", (400, 400, 400, 400, 400, 400)),
    ("POST", "/api/screens"): ("/api/screens", (201, 201, 201, 201, 201, 201)),
    ("POST", "/join-codes"): ("/join-codes", (403, 404, 404, 404, 404, 404)),
    ("POST", "/language"): ("/language", (403, 400, 400, 400, 400, 400)),
    ("POST", "/j/<code>"): ("/j/JKMNPQ", (403, 400, 400, 400, 400, 400)),
    ("POST", "/boards/<int:id>/ideas"): ("/boards/{board}/ideas", (403, 400, 400, 400, 400, 404)),
    ("POST", "/ideas/<int:id>"): ("/ideas/{idea}", (403, 400, 400, 400, 400, 404)),
    ("POST", "/ideas/<int:id>/votes"): ("/ideas/{idea}/votes", (403, 400, 400, 400, 400, 404)),
    ("POST", "/ideas/<int:id>/withdrawal"): ("/ideas/{idea}/withdrawal", (403, 400, 302, 400, 400, 404)),
    ("POST", "/rounds/<int:id>/remarks"): ("/rounds/{round}/remarks", (403, 400, 400, 400, 400, 404)),
    ("POST", "/gatherings/<int:id>/check-ins"): ("/gatherings/{gathering}/check-ins", (403, 302, 302, 302, 302, 302)),
    ("POST", "/gatherings/<int:id>/departures"): (
        "/gatherings/{gathering}/departures",
        (403, 302, 302, 302, 302, 302),
    ),
    ("POST", "/me"): ("/me", (403, 404, 302, 302, 302, 302)),
    ("POST", "/me/erasure"): ("/me/erasure", (403, 302, 302, 302, 302, 302)),
    ("POST", "/sign-in"): ("/sign-in", (403, 401, 401, 401, 401, 401)),
    ("POST", "/sign-out"): ("/sign-out", (403, 302, 302, 302, 302, 302)),
}
ASKERS = (*ROLES.values(), "zeno")


@pytest.mark.trust("T78")
def test_every_route_is_in_the_table(app: Flask) -> None:
    found = {
        (method, str(rule))
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }

    assert found == set(ROUTES)


@pytest.mark.trust("T78")
@pytest.mark.parametrize("asker", range(len(ASKERS)), ids=[*ROLES, "outsider"])
def test_every_route_answers_each_role_as_the_table_says(world: World, client: FlaskClient, asker: int) -> None:
    ids = _everything(world)
    who = ASKERS[asker]
    headers = world.header(who) if who is not None else {}
    # what ends the rights of who asks goes last
    ordered = sorted(ROUTES, key=lambda key: (key[1] in ("/me/erasure", "/sign-out"), key))
    answers = {}
    for method, rule in ordered:
        path = re.sub(r"{(\w+)}", lambda found: str(ids[found[1]]), ROUTES[method, rule][0])
        client.delete_cookie("charrette_token")
        with client.open(path, method=method, headers=headers) as answer:
            answers[method, rule] = answer.status_code
    expected = {key: statuses[asker] for key, (_, statuses) in ROUTES.items()}

    assert {key: (answers[key], expected[key]) for key in answers if answers[key] != expected[key]} == {}


def test_every_role_is_in_the_table() -> None:
    assert set(ROLES) - {"stranger"} == {role.value for role in Role}
