"""What an audience may not read is not in its bytes: snapshots, events, catching up, pages and files."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from charrette.errors import NotFound
from charrette.spine.lists import Audience
from charrette.week.models import Step
from tests.spine.replays import picture
from tests.world import World

CANARY = "ZZ-Kanarie"


def hidden(world: World) -> str:
    world.run("hide_idea", idea=world.post(CANARY, "geert"), reason=CANARY + " reden")
    return f"board:{world.board}"


def waiting(world: World) -> str:
    world.post(CANARY, "geert", board=world.moderated)
    return f"board:{world.moderated}"


def withdrawn(world: World) -> str:
    world.run("withdraw_idea", "geert", idea=world.post(CANARY, "geert"))
    return f"board:{world.board}"


def concealed(world: World) -> str:
    world.run("conceal_board", board=world.board, concealed=True)
    idea = world.post(CANARY, "geert")
    world.run("group_ideas", board=world.board, ideas=[idea], title=CANARY + " groep")
    return f"board:{world.board}"


def voted(world: World, *ideas: int) -> None:
    """Close a vote on the board, so that its result is open with these ideas in it."""
    world.run("group_ideas", board=world.board, ideas=list(ideas[1:]), title=CANARY + " groep")
    world.run("set_board_phase", board=world.board, phase="voting")
    world.run("set_board_phase", board=world.board, phase="closed")


def hidden_from_a_result(world: World) -> str:
    idea, other, third = world.post(CANARY, "geert"), world.post("Een boom"), world.post("Een heg")
    voted(world, idea, other, third)
    group = world.snapshot(f"board:{world.board}", "annie")["groups"][0]["id"]
    world.run("rename_group", group=group, title="Groen")
    world.run("hide_idea", idea=idea, reason=CANARY + " reden")
    return f"board:{world.board}"


def concealed_result(world: World) -> str:
    world.run("conceal_board", board=world.board, concealed=True)
    voted(world, world.post(CANARY, "geert"), world.post(CANARY, "geert"), world.post("Een heg"))
    group = world.snapshot(f"board:{world.board}", "fenna")["groups"][0]["id"]
    world.run("dissolve_group", group=group)
    return f"board:{world.board}"


def edited(world: World) -> str:
    world.run("edit_idea", "geert", idea=world.post(CANARY, "geert"), text="Iets vriendelijkers")
    return f"board:{world.board}"


def name_of_author(world: World) -> str:
    world.run("update_me", "geert", name=CANARY)
    world.post("Een bankje", "geert")
    world.run("check_in", "geert", gathering=world.work)
    return f"board:{world.board}"


def name_at_gathering(world: World) -> str:
    name_of_author(world)
    world.run("add_walk_in", gathering=world.work, name=CANARY + " te voet")
    return f"gathering:{world.work}"


def what_facilitators_say(world: World) -> str:
    def work(session: Session) -> None:
        session.get_one(Step, world.steps[0]).say = CANARY

    world.write(work)
    return f"gathering:{world.work}"


def draft_item(world: World) -> str:
    world.item(CANARY)
    return f"plan:{world.charrette}"


def revised_draft(world: World) -> str:
    item, version = world.item()
    round = world.round([version])
    world.run("close_round", round=round)
    world.run("revise_item", item=item, text=CANARY, title=CANARY)
    return f"plan:{world.charrette}"


def planned_round(world: World) -> str:
    _, version = world.item(CANARY)
    return f"round:{world.round([version], opened=False)}"


def words_of_an_unseen_draft(world: World) -> str:
    item, _ = world.item(CANARY)
    version = world.run("revise_item", item=item, text="Een plein")["version"]
    return f"round:{world.round([version])}"


def unreported_answers(world: World) -> str:
    _, version = world.item()
    round = world.round([version])
    made = world.run("add_remark", "geert", round=round, version=version, kind="question", text=CANARY + " vraag")
    world.run("close_round", round=round)
    world.run("answer_remark", remark=made["remark"], outcome="passed_on", text=CANARY + " antwoord")
    return f"round:{round}"


def dropped_reason(world: World) -> str:
    item, _ = world.item()
    world.run("drop_item", item=item, reason=CANARY)
    return f"plan:{world.charrette}"


def projector_names(world: World) -> str:
    with world.reading() as session:
        code = world.actor(session, "new beamer").screen.pairing_code  # type: ignore[union-attr]
    world.run("pair_screen", code=code, name=CANARY)
    return f"team:{world.charrette}"


SECRETS: list[Callable[[World], str]] = [
    hidden,
    waiting,
    withdrawn,
    concealed,
    hidden_from_a_result,
    concealed_result,
    edited,
    name_of_author,
    name_at_gathering,
    what_facilitators_say,
    draft_item,
    revised_draft,
    planned_round,
    words_of_an_unseen_draft,
    unreported_answers,
    dropped_reason,
    projector_names,
]
OPEN_FOR_A_MOMENT = (hidden, withdrawn, hidden_from_a_result, edited)
FACILITATORS_NEITHER = {"withdrawn", "edited", "words_of_an_unseen_draft"}


def everything_told(world: World, stream: str, audience: Audience) -> str:
    """Return all bytes that this audience received: live, caught up from every place, and as a snapshot."""
    live = [
        [told.shapes[audience], told.apart.get(audience)]
        for told in world.announced
        if not told.stream.startswith("screen:")
    ]
    who = {Audience.PARTICIPANT: "annie", Audience.SCREEN: "beamer", Audience.FACILITATOR: "fenna"}[audience]
    if stream.startswith("team:") and who != "fenna":
        with pytest.raises(NotFound):
            world.follow(stream, who)
        return json.dumps([live, picture(world, stream, audience)])
    seq = world.follow(stream, who)["seq"]
    caught_up = [world.follow(stream, who, since) for since in range(seq + 1)]
    return json.dumps([live if who != "fenna" else [], caught_up, picture(world, stream, audience)])


@pytest.mark.parametrize("secret", SECRETS, ids=lambda secret: secret.__name__)
@pytest.mark.parametrize("audience", [Audience.PARTICIPANT, Audience.SCREEN])
def test_a_secret_is_in_no_byte_of_phones_and_projectors(
    world: World, secret: Callable[[World], str], audience: Audience
) -> None:
    world.open()
    world.announced.clear()
    stream = secret(world)

    told = everything_told(world, stream, audience)

    if secret in OPEN_FOR_A_MOMENT:  # who comes later does not get it
        told = json.dumps(world.follow(stream, "annie", 0)) + json.dumps(picture(world, stream, audience))
    assert CANARY not in told


@pytest.mark.parametrize(
    "secret", [one for one in SECRETS if one.__name__ not in FACILITATORS_NEITHER], ids=lambda secret: secret.__name__
)
def test_facilitators_do_read_it_so_the_test_can_fail(world: World, secret: Callable[[World], str]) -> None:
    world.open()
    stream = secret(world)

    assert CANARY in everything_told(world, stream, Audience.FACILITATOR)


@pytest.mark.parametrize("secret", SECRETS, ids=lambda secret: secret.__name__)
def test_no_page_or_file_for_participants_and_strangers_holds_it(
    world: World, secret: Callable[[World], str], client: FlaskClient
) -> None:
    world.open()
    stream = secret(world)
    kind, _, id = stream.partition(":")
    pages = ["/api/week", "/api/me", f"/api/streams/{stream}", f"/api/streams/{stream}?since=0", "/ideas/1"]
    pages += [f"/api/streams/{stream}/mine", "/phone", "/me", f"/phone?gathering={world.work}"]
    pages += [f"/{kind}s/{id}"] if kind in ("board", "round") else []
    files = [f"/exports/hoogeveen/agendas/krakeel.{suffix}" for suffix in ("html", "csv", "json")]

    for path in pages + files:
        answer = client.get(path, headers=world.header("jamila"))
        closed = {404} if path == "/ideas/1" else {404} if "team:" in path else set()
        assert answer.status_code in {200, *closed}, path
        assert CANARY.encode() not in answer.data, path
    for path in files:
        assert CANARY.encode() not in client.get(path).data, path
    with zipfile.ZipFile(io.BytesIO(client.get("/exports/hoogeveen/agendas.zip").data)) as archive:
        assert [name for name in archive.namelist() if CANARY.encode() in archive.read(name)] == []


def test_the_zip_that_all_may_have_holds_no_list_of_ideas(world: World, client: FlaskClient) -> None:
    """The list by itself is for staff; what it holds must not leave in a file beside it."""
    world.open()
    world.post("Een bankje")
    for headers in ({}, world.header("annie"), world.header("fenna")):
        data = client.get("/exports/hoogeveen/agendas.zip", headers=headers).data
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.removeprefix("hoogeveen/") for name in archive.namelist()}
        kept = {f"agendas/krakeel.{suffix}" for suffix in ("pdf", "html", "csv", "xlsx", "json")}

        assert kept | {"index.html", "manifest.json"} <= names
        assert {name for name in names if name.startswith("ideas")} == set()


def test_before_the_vote_is_closed_nobody_learns_how_it_stands(world: World) -> None:
    world.open()
    first, second = world.post("Een bankje"), world.post("Een boom")
    world.run("check_in", "annie", gathering=world.work)
    world.run("set_board_phase", board=world.board, phase="voting")
    world.announced.clear()
    world.run("cast_vote", "annie", idea=first)
    told = world.announced[-1]

    for audience in Audience:
        assert [idea["votes"] for idea in picture(world, f"board:{world.board}", audience)["ideas"]] == [None, None]
        assert told.shapes[audience][0]["data"] == {"changes": {}}
        assert told.apart[audience].keys() == {"tally"}
    world.run("set_board_phase", board=world.board, phase="closed")
    for audience in Audience:
        ideas = picture(world, f"board:{world.board}", audience)["ideas"]
        assert {idea["id"]: idea["votes"] for idea in ideas} == {first: 1, second: 0}


@pytest.mark.trust("T96")
def test_in_a_youth_gathering_nobody_has_a_name_not_even_for_facilitators(world: World) -> None:
    world.open(world.youth)
    world.let_in("geert")
    world.run("update_me", "geert", name=CANARY, party_role="resident")
    world.post("Een skatebaan", "geert", board=world.youth_board)
    world.run("check_in", "geert", gathering=world.youth)

    for stream in (f"board:{world.youth_board}", f"gathering:{world.youth}"):
        assert CANARY not in json.dumps(picture(world, stream, Audience.FACILITATOR))


def test_who_checked_in_is_in_no_event_for_participants(world: World) -> None:
    world.open()
    world.announced.clear()
    world.run("check_in", "geert", gathering=world.work)
    told = next(told for told in world.announced if told.stream.startswith("gathering"))

    assert told.shapes[Audience.PARTICIPANT][0]["data"].keys() == {"changes"}
    assert told.shapes[Audience.FACILITATOR][0]["data"]["person"] == world.people["geert"]
