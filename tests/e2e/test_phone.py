"""The phone of a participant in real Chromium: from the scanned code to the report back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Playwright, expect

from tests.e2e.axe import assert_accessible, sideways
from tests.e2e.phones import begin, device, join, watch, write_idea
from tests.e2e.server import CharretteServer

NewContext = Callable[..., BrowserContext]
MOST_BYTES = 115_000


@pytest.mark.parametrize("phone", ["Pixel 7", "small"])
def test_from_the_scanned_code_to_posting_changing_and_taking_back(
    charrette_server: CharretteServer, playwright: Playwright, new_context: NewContext, phone: str
) -> None:
    stage = begin(charrette_server, None)
    stage.leader.command("open_doors", gathering=stage.gathering["id"])
    page = stage.join(new_context(**device(playwright, phone), locale="en"))
    seen = watch(page)

    page.get_by_role("button", name="I am here: check in").click()
    expect(page.locator(".presence")).to_contain_text("Checked in ")
    stage.leader.command("start_gathering", gathering=stage.gathering["id"])
    stage.go("tips-geven")
    expect(page.get_by_label("Welke tip geef jij de groep mee?")).to_be_visible()
    expect(page.get_by_text("Everybody can read it, without your name.")).to_be_visible()
    expect(page.get_by_role("button", name="Send")).to_be_in_viewport(ratio=1)

    write_idea(page, "Een bank bij de vijver")
    write_idea(page, "Weg hiermee")
    first, second = (page.locator("#mine .card").filter(has_text=f"#{number}") for number in (1, 2))
    expect(first).to_contain_text("on the board")
    expect(second).to_contain_text("on the board")  # nothing moves under the thumb any more
    expect(page.locator("#idea")).to_have_value("")
    first.get_by_role("button", name="Change").click()
    page.get_by_label("The new words").fill("Een bankje bij de vijver")
    page.get_by_role("button", name="Save").click()
    expect(first).to_contain_text("Een bankje bij de vijver")
    second.get_by_role("button", name="Take back").click()
    page.get_by_role("button", name="Yes, take it back").click()
    expect(second).to_contain_text("withdrawn")
    left = [(idea["number"], idea["text"]) for idea in stage.ideas() if idea["state"] == "visible"]
    assert left == [(1, "Een bankje bij de vijver")]
    assert (sideways(page), seen.outside(charrette_server), seen.problems) == (0, [], [])


def test_a_phone_that_posts_and_changes_asks_for_nothing_and_for_the_one_idea_that_others_touch(
    charrette_server: CharretteServer, playwright: Playwright, new_context: NewContext
) -> None:
    stage = begin(charrette_server)
    page = stage.join(new_context(**device(playwright, "Pixel 7"), locale="en"))
    expect(page.locator("#idea")).to_be_visible()
    seen = watch(page)
    for number in range(1, 7):
        write_idea(page, f"Idee {number}")
        expect(page.locator("#mine .card").filter(has_text=f"#{number}")).to_contain_text("on the board")
    first = page.locator("#mine .card").filter(has_text="#1")
    first.get_by_role("button", name="Change").click()
    page.get_by_label("The new words").fill("Een bankje bij de vijver")
    page.get_by_role("button", name="Save").click()
    expect(first).to_contain_text("Een bankje bij de vijver")
    hidden = stage.ideas()[3]
    stage.leader.command("hide_idea", idea=hidden["id"], reason="Over iemand")
    expect(page.locator("#mine .card").filter(has_text=f"#{hidden['number']}")).to_contain_text("Over iemand")

    asked = [request.url.partition("/mine")[2] for request in seen.requests if "/mine" in request.url]
    assert asked == [f"?ids={hidden['id']}"]


@pytest.mark.parametrize("phone", ["Pixel 7", "small"])
def test_a_vote_is_cast_taken_back_and_cast_again_and_the_result_opens_for_all(
    charrette_server: CharretteServer, playwright: Playwright, new_context: NewContext, phone: str
) -> None:
    stage = begin(charrette_server)
    stage.leader.command("post_idea", board=stage.board["id"], text="Een bank")
    page = stage.join(new_context(**device(playwright, phone), locale="en"))
    stage.go("stemmen")
    vote, voted = (page.get_by_role("button", name=name) for name in ("Vote #1", "Your vote #1"))
    left = page.locator(".votes-left")

    vote.click()
    expect(page.get_by_text("Check in first: voting is for who is here.")).to_be_visible()
    page.get_by_role("button", name="I am here: check in and vote").click()
    expect(page.locator(".presence__words")).to_be_visible()
    expect(voted).to_have_attribute("aria-pressed", "true")
    expect(left).to_have_text("2 votes left of 3")
    for _ in range(3):
        voted.click()
        vote.click()
    expect(left).to_have_text("2 votes left of 3")
    assert stage.ideas()[0]["votes"] is None
    stage.go("bespreken")
    expect(page.locator(".ranking__row").first).to_contain_text("1 vote")
    assert sideways(page) == 0


def test_who_has_no_vote_left_reads_how_to_take_one_back(
    charrette_server: CharretteServer, playwright: Playwright, new_context: NewContext
) -> None:
    stage = begin(charrette_server)
    for text in ("Een bank", "Een boom", "Een toilet", "Een fontein"):
        stage.leader.command("post_idea", board=stage.board["id"], text=text)
    page = stage.join(new_context(**device(playwright, "small"), locale="en"))
    checks_in = page.get_by_role("button", name="I am here: check in")
    expect(checks_in).to_have_class(re.compile("button--primary"))
    checks_in.click()
    stage.go("stemmen")
    for number in (1, 2, 3):
        page.get_by_role("button", name=f"Vote #{number}", exact=True).click()
    expect(page.locator(".votes-left")).to_contain_text("0 votes left of 3")
    expect(page.get_by_text("Press one of your votes to take it back.")).to_be_in_viewport()
    page.get_by_role("button", name="Your vote #2").click()
    expect(page.locator(".votes-left")).to_have_text("1 vote left of 3")


@pytest.mark.trust("T32")
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


@pytest.mark.trust("T21")
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
    expect(card.get_by_role("button", name="Take back")).to_be_visible()
    leader.command("hide_idea", idea=idea, reason="Er stond een naam in")
    expect(card).to_contain_text("Why it is hidden: Er stond een naam in")
    expect(card.get_by_role("button")).to_have_count(0)
    assert_accessible(young, "an idea that was hidden")


@pytest.mark.trust("T80")
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
    expect(page.get_by_text("What you have not sent yet stays on this phone.")).to_be_visible()
    expect(page.locator("#idea")).to_have_count(0)
    expect(page.get_by_label("What you were writing")).to_have_value("Half geschreven")

    second = new_context(**device(playwright, "Pixel 7"), locale="en")
    page = join(second, charrette_server, gathering["code"])
    page.fill("#idea", "Half geschreven")
    page.get_by_role("link", name="My data").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Welcome")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('draft')).length") == 0
