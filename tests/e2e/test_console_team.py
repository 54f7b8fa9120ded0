"""Team and access in the console: who is in, whose link is out, taking access away; for organisers only."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.e2e.console import PATIENCE_MS, assert_accessible, new_context, open_console
from tests.e2e.server import CharretteServer


def test_an_organiser_gives_and_takes_away_access(charrette_server: CharretteServer, browser: Browser) -> None:
    otto = charrette_server.sign_in("organiser")
    otto.command("update_me", name="Otto")
    page = open_console(new_context(browser), otto, "/access")
    own = page.get_by_role("listitem").filter(has_text="Otto")
    expect(own).to_contain_text("The only organiser")
    expect(own.get_by_role("button")).to_have_count(0)

    page.get_by_label("Name (not required)").fill("Jamila")
    page.get_by_role("button", name="Make a link").click()
    link = page.get_by_label("Link", exact=True).input_value()
    jamila = page.get_by_role("listitem").filter(has_text="Jamila")
    expect(jamila).to_contain_text("works until")
    theirs = new_context(browser).new_page()
    theirs.goto(link)
    theirs.wait_for_url("**/console*")
    expect(theirs.get_by_role("link", name="Agendas").first).to_be_visible()
    expect(theirs.get_by_role("link", name="Team and access")).to_have_count(0)
    expect(jamila).to_contain_text("since", timeout=PATIENCE_MS)  # the link is used: the page notices by itself
    page.get_by_label("Name (not required)").fill("jamilá")
    expect(page.get_by_text("has access already: facilitator")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Name (not required)").fill("")

    page.get_by_role("button", name="Take away access: Jamila").click()
    page.get_by_role("button", name="No, go back").click()
    page.get_by_role("button", name="Take away access: Jamila").click()
    page.get_by_role("button", name="Yes, take it away").click()
    expect(jamila).to_have_count(0)
    expect(theirs.get_by_text("You are signed out.")).to_be_visible(timeout=PATIENCE_MS)
    theirs.reload()
    theirs.wait_for_url("**/sign-in*")


def test_a_link_that_was_given_to_the_wrong_person_is_withdrawn(
    charrette_server: CharretteServer, browser: Browser
) -> None:
    otto = charrette_server.sign_in("organiser")
    url = otto.command("invite", role="facilitator", name="Geert")["url"]
    page = open_console(new_context(browser), otto, "/access")
    page.get_by_role("button", name="Withdraw: Geert").click()
    page.get_by_role("button", name="Yes, withdraw").click()
    expect(page.get_by_role("listitem").filter(has_text="Geert")).to_have_count(0)

    stranger = new_context(browser).new_page()
    stranger.goto(url)
    expect(stranger.get_by_text("We do not know this link.")).to_be_visible()


def test_people_of_the_team_without_a_name_are_told_apart_and_asked_for_it(
    charrette_server: CharretteServer, browser: Browser
) -> None:
    otto, jamila = (charrette_server.sign_in("organiser") for _ in range(2))
    page = open_console(new_context(browser), otto)
    expect(page.locator("main")).to_contain_text("You have no name yet")
    page.goto(f"{charrette_server.url}/console/access")
    for who in (otto, jamila):
        number = who.get("/api/me")["person"]["id"]
        expect(page.get_by_text(f"No name yet · number {number}", exact=True)).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_role("link", name="Fill in your name").click()
    page.get_by_label("Name").fill("Otto")
    page.get_by_role("button", name="Save").click()
    page.goto(f"{charrette_server.url}/console")
    expect(page.locator("main h1")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_text("You have no name yet")).to_have_count(0)


def test_a_facilitator_gets_no_list_of_the_team(charrette_server: CharretteServer, browser: Browser) -> None:
    otto = charrette_server.sign_in("organiser")
    otto.command("invite", role="facilitator", name="ZZ-Kanarie")
    fenna = charrette_server.sign_in("facilitator")
    page = new_context(browser)
    fenna.open_in(page)
    answers: list[str] = []
    screen = page.new_page()
    screen.on("response", lambda answer: answers.append(answer.url))
    screen.on("websocket", lambda line: line.on("framereceived", lambda frame: answers.append(str(frame))))
    screen.goto(f"{charrette_server.url}/console/access")
    expect(screen.get_by_text("Only an organiser can see this.")).to_be_visible(timeout=PATIENCE_MS)

    assert len(answers) > 1
    assert [one for one in answers if "ZZ-Kanarie" in one or "/api/team" in one] == []
