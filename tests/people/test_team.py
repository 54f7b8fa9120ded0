"""Who has access, who may know it, and taking it away without locking everybody out."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from charrette.errors import DomainError, NotAllowed
from charrette.people.rules import invitations, team, tokens
from charrette.spine.lists import Role
from tests.world import World

LINK_FOR = "ZZ-Kanarie"


def team_of(world: World, by: str = "otto") -> dict[str, Any]:
    with world.reading() as session:
        return team.team_answer(session, by=world.actor(session, by))


def code_of(world: World, type: str, by: str = "otto", **fields: Any) -> str:
    """Return ``ok`` or the code of the refusal."""
    try:
        world.run(type, by, **fields)
    except DomainError as error:
        return error.code
    return "ok"


def use_link(world: World, name: str, url: str) -> None:
    """Sign ``name`` in with a link; from then on they may act."""

    def work(session: Session) -> tuple[str, int | None]:
        used = invitations.sign_in(session, token=url.rpartition("#")[2])
        return used.token, used.person.id if used.person is not None else None

    token, person = world.write(work)
    world.tokens = {**world.tokens, name: token}
    world.people = {**world.people, name: person}


def second_organiser(world: World) -> int:
    """Let Jamila in as an organiser too; return her id."""
    use_link(world, "jamila", world.run("invite", "otto", role="organiser", name="Jamila")["url"])
    return world.people["jamila"]


def test_an_organiser_sees_who_has_access_since_when_and_which_links_are_out(world: World) -> None:
    world.now.move(hours=1)
    world.run("invite", "otto", role="facilitator", name=" Jamila  de Vries ")
    found = team_of(world)

    began = "2026-06-08T08:00:00.000Z"
    assert found["people"] == [
        {"id": world.people["fenna"], "name": "Fenna", "role": "facilitator", "since": began}
        | {"you": False, "last_organiser": False},
        {"id": world.people["otto"], "name": "Otto", "role": "organiser", "since": began}
        | {"you": True, "last_organiser": True},
    ]
    assert found["screens"] == [{"id": world.screen, "name": "", "since": began}]
    (link,) = found["links"]
    assert (link["role"], link["name"]) == ("facilitator", "Jamila de Vries")
    assert (link["made_at"], link["expires_at"]) == ("2026-06-08T09:00:00.000Z", "2026-06-15T09:00:00.000Z")


def test_who_uses_a_link_bears_its_name_and_the_link_is_out_no_more(world: World) -> None:
    use_link(world, "jamila", world.run("invite", "otto", role="facilitator", name="Jamila")["url"])
    world.run("invite", "otto", role="screen", name="Grote zaal")
    found = team_of(world)

    assert [row["name"] for row in found["people"]] == ["Fenna", "Otto", "Jamila"]
    assert [row["name"] for row in found["links"]] == ["Grote zaal"]


def test_who_signed_out_or_whose_time_is_up_has_no_access_any_more(world: World) -> None:
    world.run("invite", "otto", role="facilitator")
    world.write(lambda session: tokens.sign_out(session, by=world.actor(session, "fenna")))
    assert [row["name"] for row in team_of(world)["people"]] == ["Otto"]

    world.now.move(days=8)
    assert team_of(world)["links"] == []


@pytest.mark.parametrize("who", ["annie", "fenna", "beamer", "olga"])
def test_others_do_not_get_a_byte_of_it(world: World, client: FlaskClient, who: str) -> None:
    world.open()
    world.run("invite", "otto", role="facilitator", name=LINK_FOR)
    assert LINK_FOR in client.get("/api/team", headers=world.header("otto")).text

    week = [f"{kind}:{world.charrette}" for kind in ("charrette", "plan", "agendas", "team")]
    streams = [*week, f"gathering:{world.work}", f"screen:{world.screen}"]
    paths = ["/api/team", "/api/week", "/api/me", "/console", "/me", *(f"/api/streams/{stream}" for stream in streams)]
    answers = {path: client.get(path, headers=world.header(who)).text for path in paths}
    assert [path for path, text in answers.items() if LINK_FOR in text] == []
    assert "Otto" not in answers["/api/team"]
    if who != "olga":
        with pytest.raises(NotAllowed):
            team_of(world, who)


def test_an_organiser_takes_access_away_at_once(world: World) -> None:
    assert code_of(world, "revoke_access", person=world.people["fenna"]) == "ok"
    assert world.revoked == [world.digest("fenna")]
    assert code_of(world, "open_doors", "fenna", gathering=world.work) == "not_signed_in"
    assert [row["name"] for row in team_of(world)["people"]] == ["Otto"]


def test_the_last_organiser_cannot_be_locked_out(world: World) -> None:
    assert code_of(world, "revoke_access", person=world.people["otto"]) == "last_organiser"
    jamila = second_organiser(world)
    assert code_of(world, "revoke_access", person=world.people["otto"]) == "ok"
    assert code_of(world, "revoke_access", "jamila", person=jamila) == "last_organiser"
    assert [(row["name"], row["last_organiser"]) for row in team_of(world, "jamila")["people"]] == [
        ("Fenna", False),
        ("Jamila", True),
    ]


def test_an_organiser_who_cannot_come_back_does_not_count_as_another(world: World) -> None:
    second_organiser(world)
    world.write(lambda session: tokens.sign_out(session, by=world.actor(session, "jamila")))

    assert code_of(world, "revoke_access", person=world.people["otto"]) == "last_organiser"


def test_the_organiser_of_another_charrette_does_not_count_as_another(world: World) -> None:
    assert team_of(world, "olga")["people"][0]["last_organiser"] is True
    assert code_of(world, "revoke_access", "olga", person=world.people["olga"]) == "last_organiser"


def test_a_link_that_was_withdrawn_lets_nobody_in(world: World) -> None:
    url = world.run("invite", "otto", role="facilitator", name="Jamila")["url"]
    (link,) = team_of(world)["links"]
    assert code_of(world, "withdraw_invitation", "fenna", invitation=link["id"]) == "not_allowed"
    assert code_of(world, "withdraw_invitation", "olga", invitation=link["id"]) == "no_such_invitation"
    assert code_of(world, "withdraw_invitation", invitation=link["id"]) == "ok"

    with pytest.raises(DomainError, match="invitation_unknown"):
        use_link(world, "jamila", url)
    assert team_of(world)["links"] == []


def test_a_link_that_was_used_cannot_be_withdrawn_any_more(world: World) -> None:
    url = world.run("invite", "otto", role="facilitator", name="Jamila")["url"]
    (link,) = team_of(world)["links"]
    use_link(world, "jamila", url)

    assert code_of(world, "withdraw_invitation", invitation=link["id"]) == "no_such_invitation"


def test_a_projector_that_came_by_a_link_is_called_by_its_name(world: World) -> None:
    url = world.run("invite", "otto", role="screen", name="Grote zaal")["url"]
    use_link(world, "grote zaal", url)

    assert [row["name"] for row in team_of(world)["screens"]] == ["", "Grote zaal"]
    assert {row["role"] for row in team_of(world)["people"]} == {Role.FACILITATOR.value, Role.ORGANISER.value}
