"""The phone of a participant in real Chromium: from the scanned code to the report back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Playwright, expect

from tests.e2e.axe import assert_accessible, sideways, small_targets
from tests.e2e.phones import device, join, watch, write_idea
from tests.e2e.server import CharretteServer

NewContext = Callable[..., BrowserContext]
MOST_BYTES = 150_000


@pytest.mark.parametrize("phone", ["Pixel 7", "small"])
def test_from_the_scanned_code_to_posting_changing_voting_and_the_report_back(
    charrette_server: CharretteServer, playwright: Playwright, new_context: NewContext, phone: str
) -> None:
    leader = charrette_server.sign_in("facilitator")
    gathering, board = leader.first_board()
    context = new_context(**device(playwright, phone), locale="en")
    leader.command("open_doors", gathering=gathering["id"])
    page = join(context, charrette_server, gathering["code"])
    seen = watch(page)

    page.get_by_role("button", name="I am here: check in").click()
    expect(page.locator(".presence")).to_contain_text("Checked in ")
    leader.command("start_gathering", gathering=gathering["id"])
    leader.command("go_to_step", gathering=gathering["id"], step="tips-geven")
    expect(page.get_by_label("Welke tip geef jij de groep mee?")).to_be_visible()
    expect(page.get_by_text("Everybody can read it, without your name.")).to_be_visible()

    write_idea(page, "Een bank bij de vijver")
    write_idea(page, "Weg hiermee")
    mine = page.locator("#mine .card")
    expect(mine.filter(has_text="#1")).to_contain_text("on the board")
    expect(page.locator("#idea")).to_have_value("")

    mine.filter(has_text="#1").get_by_role("button", name="Change").click()
    page.get_by_label("The new words").fill("Een bankje bij de vijver")
    page.get_by_role("button", name="Save").click()
    expect(mine.filter(has_text="#1")).to_contain_text("Een bankje bij de vijver")
    mine.filter(has_text="#2").get_by_role("button", name="Take back").click()
    page.get_by_role("button", name="Yes, take it back").click()
    expect(mine.filter(has_text="#2")).to_contain_text("withdrawn")
    assert [
        (idea["number"], idea["state"], idea["text"])
        for idea in leader.picture(board["stream"])["ideas"]
        if "text" in idea
    ] == [(1, "visible", "Een bankje bij de vijver")]

    leader.command("go_to_step", gathering=gathering["id"], step="stemmen")
    vote = page.get_by_role("button", name="Vote #1")
    vote.click()
    voted = page.get_by_role("button", name="Your vote #1")
    expect(voted).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".votes-left")).to_have_text("2 votes left of 3")
    voted.click()
    expect(page.locator(".votes-left")).to_have_text("3 votes left of 3")
    vote.click()
    expect(page.locator(".votes-left")).to_have_text("2 votes left of 3")

    leader.command("go_to_step", gathering=gathering["id"], step="bespreken")
    expect(page.locator(".ranking__row").first).to_contain_text("1 vote")
    assert sideways(page) == 0
    assert seen.outside(charrette_server) == []
    assert seen.problems == []


def test_a_review_round_from_reading_to_what_was_done_with_my_remark(
    charrette_server: CharretteServer, playwright: Playwright, new_context: NewContext
) -> None:
    leader = charrette_server.sign_in("facilitator")
    gathering, board = leader.first_board()
    leader.command("start_gathering", gathering=gathering["id"])
    idea = leader.command("post_idea", board=board["id"], text="Een plein")["idea"]
    item = leader.command(
        "create_design_item",
        title="Het plein",
        kind="solution",
        grain="fine",
        text="Een plein met zes bomen",
        why="Er is geen plek om te zitten",
        from_ideas=[idea],
    )
    planned = leader.command("plan_round", gathering=gathering["id"], versions=[item["version"]], title="Ronde 1")
    leader.command("open_round", round=planned["round"])
    page = join(new_context(**device(playwright, "small"), locale="en"), charrette_server, gathering["code"])

    page.get_by_role("link", name="Week").click()
    page.get_by_role("link", name="Ronde 1").click()
    expect(page.get_by_text("Een plein met zes bomen")).to_be_visible()
    page.get_by_label("This cannot be done").check()
    page.get_by_label("Your remark").fill("Dan kan de bus er niet door")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Say what could be done instead.")).to_be_visible()
    assert_accessible(page, "a remark that misses its alternative")
    page.get_by_label("What would you do instead?").fill("Zet de bomen aan een kant")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#mine .card")).to_contain_text("Instead: Zet de bomen aan een kant")

    leader.command("close_round", round=planned["round"])
    expect(page.get_by_text("The designers are writing an answer to each.")).to_be_visible()
    assert "De bomen komen" not in page.content()
    remark = leader.picture(f"round:{planned['round']}")["remarks"][0]["id"]
    leader.command("answer_remark", remark=remark, outcome="adopted", text="De bomen komen aan een kant")
    leader.command("report_back", round=planned["round"])
    expect(page.get_by_role("heading", name="What we did with your own remarks")).to_be_visible()
    expect(page.locator(".answer")).to_contain_text("De bomen komen aan een kant")

    second = leader.command("revise_item", item=item["item"], text="Een plein met drie bomen aan een kant")
    again = leader.command("plan_round", gathering=gathering["id"], versions=[second["version"]], title="Ronde 2")
    leader.command("open_round", round=again["round"])
    page.get_by_role("link", name="Week").click()
    page.get_by_role("link", name="Ronde 2").click()
    page.get_by_text("What changed since the version before").click()
    expect(page.locator(".diff del")).to_have_text("zes ")
    expect(page.locator(".diff ins").first).to_contain_text("drie")
    assert sideways(page) == 0


def test_the_first_load_of_the_phone_is_light_and_asks_nothing_outside(
    charrette_server: CharretteServer, playwright: Playwright, new_context: NewContext
) -> None:
    leader = charrette_server.sign_in("facilitator")
    gathering, _ = leader.first_board()
    context = new_context(**device(playwright, "Pixel 7"), locale="nl")
    charrette_server.join(gathering["code"], "Annie").open_in(context)
    page = context.new_page()
    seen = watch(page)
    page.goto(charrette_server.url + "/phone", wait_until="networkidle")
    expect(page.locator(".phone__nav")).to_be_visible()

    sizes = {request.url: request.sizes()["responseBodySize"] for request in seen.requests if request.response()}
    assert sum(sizes.values()) <= MOST_BYTES, sorted(((size, url) for url, size in sizes.items()), reverse=True)
    assert seen.outside(charrette_server) == []
    assert seen.problems == []


def test_the_phone_follows_the_session_but_not_in_the_middle_of_a_text(
    charrette_server: CharretteServer, playwright: Playwright, new_context: NewContext
) -> None:
    leader = charrette_server.sign_in("facilitator")
    gathering, _ = leader.first_board()
    leader.command("start_gathering", gathering=gathering["id"])
    leader.command("go_to_step", gathering=gathering["id"], step="tips-geven")
    page = join(new_context(**device(playwright, "Pixel 7"), locale="en"), charrette_server, gathering["code"])

    page.fill("#idea", "Een halve zin")
    leader.command("go_to_step", gathering=gathering["id"], step="bespreken")
    expect(page.get_by_text("The session has gone on.")).to_be_visible()
    expect(page.locator("#idea")).to_have_value("Een halve zin")
    page.get_by_role("button", name="Go along").click()
    expect(page.get_by_role("heading", name="Wat valt je op aan de uitslag?")).to_be_visible()

    page.get_by_role("link", name="Board").click()
    page.get_by_role("link", name="Back to the session").click()
    expect(page.get_by_role("heading", name="Wat valt je op aan de uitslag?")).to_be_visible()
    leader.command("go_to_step", gathering=gathering["id"], step="tips-geven")
    expect(page.locator("#idea")).to_have_value("Een halve zin")


def test_what_is_hidden_waits_or_is_late_is_said_to_its_author_and_to_nobody_else(
    charrette_server: CharretteServer, playwright: Playwright, new_context: NewContext
) -> None:
    leader = charrette_server.sign_in("facilitator")
    gathering, board = leader.first_board("Jongerenbijeenkomst")
    leader.command("start_gathering", gathering=gathering["id"])
    step = next(row for row in leader.picture(gathering["stream"])["steps"] if row["board"] == board["id"])
    leader.command("go_to_step", gathering=gathering["id"], step=step["key"])
    young = join(new_context(**device(playwright, "small"), locale="en"), charrette_server, gathering["code"])
    other = join(new_context(**device(playwright, "Pixel 7"), locale="en"), charrette_server, gathering["code"])

    expect(young.get_by_text("Nobody sees who you are.")).to_be_visible()
    expect(young.get_by_text("The facilitator reads it first")).to_be_visible()
    expect(young.get_by_text("The ideas are still hidden.")).to_be_visible()
    write_idea(young, "Een skatebaan voor iedereen")
    card = young.locator("#mine .card")
    expect(card).to_contain_text("waiting for the facilitator")
    idea = leader.picture(board["stream"])["ideas"][-1]["id"]
    leader.command("show_idea", idea=idea)
    expect(card).to_contain_text("sent, still hidden")
    other.get_by_role("link", name="Board").click()
    expect(other.get_by_text("idea so far")).to_be_visible()
    assert "skatebaan" not in other.content()
    leader.command("hide_idea", idea=idea, reason="Er stond een naam in")
    expect(card).to_contain_text("Why it is hidden: Er stond een naam in")
    assert_accessible(young, "an idea that was hidden")


def test_an_end_of_rights_is_said_calmly_and_signing_out_leaves_nothing_on_the_phone(
    charrette_server: CharretteServer, playwright: Playwright, new_context: NewContext
) -> None:
    leader = charrette_server.sign_in("organiser")
    gathering, _ = leader.first_board()
    leader.command("start_gathering", gathering=gathering["id"])
    leader.command("go_to_step", gathering=gathering["id"], step="tips-geven")
    context = new_context(**device(playwright, "Pixel 7"), locale="en")
    page = join(context, charrette_server, gathering["code"])
    page.fill("#idea", "Half geschreven")

    token = next(cookie["value"] for cookie in context.cookies() if cookie["name"] == "charrette_token")
    person = charrette_server.ask("GET", "/api/me", token=token)["person"]["id"]
    leader.command("revoke_access", person=person)
    expect(page.get_by_text("You are signed out on this phone.")).to_be_visible()
    expect(page.locator("#idea")).to_have_value("Half geschreven")

    second = new_context(**device(playwright, "Pixel 7"), locale="en")
    page = join(second, charrette_server, gathering["code"])
    page.fill("#idea", "Half geschreven")
    page.get_by_role("link", name="My data").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Welcome")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('draft')).length") == 0


def test_every_state_of_the_phone_is_accessible_in_both_themes_and_has_targets_for_thumbs(
    charrette_server: CharretteServer, playwright: Playwright, new_context: NewContext
) -> None:
    leader = charrette_server.sign_in("facilitator")
    gathering, board = leader.first_board()
    context = new_context(**device(playwright, "small"), locale="en")

    def check(where: str) -> None:
        assert_accessible(page, where)
        assert sideways(page) == 0, where
        assert small_targets(page) == [], where

    page = context.new_page()
    for path in ("/", f"/j/{gathering['code']}", "/sign-in", "/privacy", "/accessibility", "/nothing"):
        page.goto(charrette_server.url + path)
        check(path)
    page.close()
    page = join(context, charrette_server, gathering["code"])
    expect(page.get_by_role("heading", name="Good that you are here")).to_be_visible()
    check("before the doors open")
    leader.command("open_doors", gathering=gathering["id"])
    expect(page.get_by_role("button", name="I am here: check in")).to_be_visible()
    check("doors open")
    page.get_by_role("button", name="I am here: check in").click()
    leader.command("start_gathering", gathering=gathering["id"])
    leader.command("go_to_step", gathering=gathering["id"], step="tips-geven")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Write something first.")).to_be_visible()
    check("nothing written")
    write_idea(page, "Een bank")
    expect(page.locator("#mine .card")).to_contain_text("on the board")
    page.get_by_role("button", name="Take back").click()
    check("composing, with a question whether to take back")
    page.get_by_role("button", name="No, go back").click()
    page.get_by_role("button", name="Change").click()
    check("changing an idea")
    page.get_by_role("link", name="Board").click()
    check("the board")
    page.get_by_role("link", name="Week").click()
    check("the week")
    page.get_by_role("link", name="Back to the session").click()
    leader.command(
        "group_ideas", board=board["id"], ideas=[leader.picture(board["stream"])["ideas"][0]["id"]], title="Zitten"
    )
    leader.command("go_to_step", gathering=gathering["id"], step="stemmen")
    page.get_by_role("button", name="Vote #1").click()
    check("voting")
    leader.command("go_to_step", gathering=gathering["id"], step="bespreken")
    expect(page.locator(".ranking__row")).to_be_visible()
    check("the result")
    leader.command("pause_gathering", gathering=gathering["id"])
    expect(page.get_by_text("break", exact=True)).to_be_visible()
    check("a break")
    leader.command("close_gathering", gathering=gathering["id"])
    expect(page.get_by_role("heading", name="This session is over")).to_be_visible()
    check("the session is over")
    for path in ("/me", "/ideas/1", f"/boards/{board['id']}"):
        page.goto(charrette_server.url + path)
        check(path)
