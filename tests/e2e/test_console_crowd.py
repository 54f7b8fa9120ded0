"""A crowd at the door, as the console shows it: people held up, phones that did nothing, a machine that did much."""

from __future__ import annotations

import requests
from playwright.sync_api import Browser, expect

from charrette.crowds.rules import crowds
from charrette.db import Database
from charrette.spine.writer import Writer
from tests.e2e.console import PATIENCE_MS, assert_accessible, new_context, open_console
from tests.e2e.phones import Stage, begin
from tests.e2e.server import CharretteServer, Person


def join_without_a_word(server: CharretteServer, code: str, count: int, *, first: int = 0) -> list[str]:
    """Let phones join by the code and do nothing; return their tokens."""
    bodies = [{"code": code, "client_id": f"idle {number}"} for number in range(first, first + count)]
    answers = [requests.post(f"{server.url}/api/join", json=body, timeout=60) for body in bodies]
    return [str(answer.json()["token"]) for answer in answers]


def test_the_console_says_that_people_are_held_up_and_lets_more_in(
    charrette_server: CharretteServer, browser: Browser
) -> None:
    stage = begin(charrette_server)
    page = open_console(new_context(browser), stage.leader, f"/boards/{stage.board['id']}")
    database = Database(f"sqlite:///{charrette_server.data / 'charrette.sqlite3'}")
    charrette = stage.leader.week()["charrette"]["id"]
    Writer(database).run(lambda session: crowds.note_crowd(session, charrette_id=charrette))
    database.dispose()

    expect(page.get_by_text("People cannot come in")).to_be_visible(timeout=PATIENCE_MS)
    assert_accessible(page)
    page.get_by_role("button", name="Let more people in").click()
    expect(page.get_by_text("People cannot come in")).to_have_count(0)
    expect(page.locator(".notice__text")).to_have_text("The door is open for a full hall again.")


def test_who_joined_and_did_nothing_stands_apart_and_is_removed_at_once(
    charrette_server: CharretteServer, browser: Browser
) -> None:
    stage = begin(charrette_server)
    code = stage.gathering["code"]
    annie = stage.join(new_context(browser))
    idle = join_without_a_word(charrette_server, code, 3)
    page = open_console(new_context(browser), stage.leader, f"/gatherings/{stage.gathering['id']}/door")
    apart = page.locator("details.idle")

    expect(apart.locator("summary")).to_have_text("3 phones joined and did nothing since")
    expect(page.locator("main section > .people .person__name", has_text="Annie")).to_be_visible()
    apart.locator("summary").click()
    assert_accessible(page)
    apart.get_by_role("button", name="Remove them all").click()
    expect(apart.get_by_role("group")).to_contain_text("Remove 3 phones that did nothing?")
    apart.get_by_role("button", name="Yes, remove").click()
    expect(apart).to_have_count(0)
    expect(page.locator(".notice__text")).to_contain_text("3 people were removed")
    expect(annie.locator(".phone__nav")).to_be_visible()
    for token in idle:
        me = requests.get(f"{charrette_server.url}/api/me", headers={"Authorization": f"Bearer {token}"}, timeout=60)
        assert me.status_code == 401
    assert join_without_a_word(charrette_server, code, 1)[0] not in idle


def rush_in(server: CharretteServer, stage: Stage, idea: int, count: int = 24) -> None:
    """Let one machine join as so many phones, one after the other, each of which checks in and votes at once."""
    for number in range(count):
        (token,) = join_without_a_word(server, stage.gathering["code"], 1, first=number)
        one = Person(server, token)
        one.command("check_in", gathering=stage.gathering["id"])
        one.command("cast_vote", idea=idea)


def test_a_machine_that_came_in_as_a_crowd_is_told_set_aside_and_put_back(
    charrette_server: CharretteServer, browser: Browser
) -> None:
    stage = begin(charrette_server)
    idea = stage.leader.command("post_idea", board=stage.board["id"], text="Een bankje")["idea"]
    stage.leader.command("set_board_phase", board=stage.board["id"], phase="voting")
    page = open_console(new_context(browser), stage.leader, f"/boards/{stage.board['id']}")
    votes = page.locator(".tally__item", has_text="vote")
    rush_in(charrette_server, stage, idea)

    told = page.locator(".rush")
    expect(told).to_contain_text("24 phones came in unusually fast.", timeout=PATIENCE_MS)
    expect(told).not_to_contain_text("within seconds")
    assert told.bounding_box()["height"] < 80
    expect(votes.first).to_have_text("24votes")
    assert_accessible(page)
    told.get_by_role("button", name="Look at it").click()
    expect(told).to_contain_text("They joined and voted or posted within seconds")
    assert_accessible(page)
    told.get_by_role("button", name="Set them aside…").click()
    page.get_by_label("Why?").fill("Een script")
    told.get_by_role("button", name="Set them aside").click()
    expect(told).to_have_count(0)
    expect(page.locator(".notice__text")).to_contain_text("24 phones were set aside")
    assert_accessible(page)
    expect(page.get_by_role("link", name="Tips voor de groepen (example)").first).to_be_visible()
    expect(page.locator(".tally")).to_have_text("1idea1person0votes0voters24votes set aside")
    page.goto(f"{charrette_server.url}/console/gatherings/{stage.gathering['id']}/door")
    apart = page.locator("details.aside")
    expect(apart.locator("summary")).to_have_text("24 phones were set aside", timeout=PATIENCE_MS)
    apart.locator("summary").click()
    expect(apart).to_contain_text("Een script")
    assert_accessible(page)
    apart.get_by_role("button", name="Put them back").click()
    apart.get_by_role("button", name="Yes, put back").click()
    expect(apart).to_have_count(0)
    expect(page.locator(".notice__text")).to_contain_text("24 phones count again")
    assert stage.leader.picture(stage.board["stream"])["tally"]["votes"] == 24


def test_a_rush_that_one_of_the_team_left_so_is_told_to_nobody_of_them_any_more(
    charrette_server: CharretteServer, browser: Browser
) -> None:
    stage = begin(charrette_server)
    idea = stage.leader.command("post_idea", board=stage.board["id"], text="Een bankje")["idea"]
    stage.leader.command("set_board_phase", board=stage.board["id"], phase="voting")
    rush_in(charrette_server, stage, idea)
    page = open_console(new_context(browser), stage.leader)
    page.locator(".rush").get_by_role("button", name="Look at it").click(timeout=PATIENCE_MS)
    page.locator(".rush").get_by_role("button", name="Leave it so").click()
    expect(page.locator(".rush")).to_have_count(0)
    other = open_console(new_context(browser), charrette_server.sign_in("organiser"))
    with other.expect_response("**/api/rushes") as answer:
        other.reload()
    assert answer.value.json()["rushes"] == []
    expect(other.locator(".rush")).to_have_count(0)


def test_a_rush_at_a_session_that_is_over_stands_at_its_door_only(
    charrette_server: CharretteServer, browser: Browser
) -> None:
    stage = begin(charrette_server)
    idea = stage.leader.command("post_idea", board=stage.board["id"], text="Een bankje")["idea"]
    stage.leader.command("set_board_phase", board=stage.board["id"], phase="voting")
    rush_in(charrette_server, stage, idea)
    stage.leader.command("close_gathering", gathering=stage.gathering["id"])
    page = open_console(new_context(browser), stage.leader, f"/gatherings/{stage.gathering['id']}/door")
    expect(page.locator(".rush")).to_have_count(1, timeout=PATIENCE_MS)
    with page.expect_response("**/api/rushes") as answer:
        page.goto(f"{charrette_server.url}/console/boards/{stage.board['id']}")
    assert len(answer.value.json()["rushes"]) == 1
    expect(page.locator("main h1").first).to_be_visible()
    expect(page.locator(".rush")).to_have_count(0)
