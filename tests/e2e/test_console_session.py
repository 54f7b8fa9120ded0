"""A facilitator runs a session from the console: from the doors to the close, the door itself, the projector."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.e2e.console import new_context, open_console
from tests.e2e.projectors import begin_evening, pair
from tests.e2e.server import CharretteServer, Person


def _numbers(page: Page, label: str) -> str:
    return page.locator(".numbers__one", has_text=label).locator("dd").inner_text()


def _come_in(page: Page, server: CharretteServer, gathering: dict[str, Any]) -> None:
    """Open the doors; two people check in with their phones."""
    page.get_by_role("main").get_by_role("link", name="Startbijeenkomst").click()
    page.get_by_role("button", name="Open the doors").click()
    expect(page.locator(".runbar")).to_contain_text("doors open")
    for name in ("Annie", "Geert"):
        server.join(gathering["code"], name).command("check_in", gathering=gathering["id"])
    expect(page.locator(".numbers__one", has_text="present now").locator("dd")).to_have_text("2")
    assert _numbers(page, "expected") == "75"


def _go_through(page: Page, leader: Person, stream: str) -> None:
    """Start, go forward, back and to any step; more time; a break."""
    now = page.locator(".steps [aria-current=step]")
    page.get_by_role("button", name="Start", exact=True).press("Enter")
    expect(page.locator(".runbar .timer")).to_contain_text("left")
    expect(page.get_by_role("button", name="Next step")).to_be_focused()
    expect(page.get_by_role("button", name="Next step")).not_to_have_attribute("aria-disabled", "true")
    page.keyboard.press("n")
    expect(now).to_contain_text("Opening")
    expect(page.locator(".script__say").first).to_contain_text("De komende zes dagen")
    page.get_by_role("button", name="Previous step").click()
    expect(now).to_contain_text("Inloop")
    page.locator(".steps__item", has_text="Tips geven").click()
    expect(page.locator(".step-now__title")).to_have_text("Tips geven")
    page.get_by_role("button", name="1 min more").click()
    page.get_by_role("button", name="Break").click()
    expect(page.locator(".runbar")).to_contain_text("break")
    assert leader.picture(stream)["gathering"]["step_extra_seconds"] == 60
    page.get_by_role("button", name="Go on").click()


def test_from_the_doors_to_the_close(charrette_server: CharretteServer, browser: Browser) -> None:
    leader = charrette_server.sign_in("facilitator")
    gathering, _ = leader.first_board()
    page = open_console(new_context(browser), leader, f"/gatherings/{gathering['id']}")
    before = page.get_by_text("Open the doors to go through the steps.")
    expect(before).to_be_visible()
    page.locator("nav").get_by_role("link", name="Week").first.click()
    expect(page.get_by_role("heading", name=re.compile("Day"))).to_have_count(6)
    _come_in(page, charrette_server, gathering)
    _go_through(page, leader, gathering["stream"])

    page.get_by_role("button", name="Close the session").click()
    expect(page.get_by_text("2 people are in, and are checked out then. Close now?")).to_be_visible()
    page.get_by_role("button", name="Yes, close").click()
    expect(page.get_by_role("heading", name="The session is closed")).to_be_visible()
    expect(before).to_have_count(0)
    assert (_numbers(page, "present now"), _numbers(page, "attendances")) == ("0", "2")
    page.get_by_role("button", name="Reopen the session").click()
    page.get_by_role("button", name="Reopen", exact=True).click()
    expect(page.locator(".field__error")).to_be_visible()
    page.get_by_label("Why do you reopen it?").fill("Er kwam nog een bus")
    page.get_by_role("button", name="Reopen", exact=True).click()
    expect(page.locator(".runbar")).to_contain_text("running")


def test_the_door_by_tap_by_hand_and_annulled(charrette_server: CharretteServer, browser: Browser) -> None:
    leader = charrette_server.sign_in("organiser")
    gathering, _ = leader.first_board()
    charrette_server.join(gathering["code"], "Zoë")
    page = open_console(new_context(browser), leader, f"/gatherings/{gathering['id']}/door")
    page.get_by_text("Somebody without a phone").click()
    page.get_by_label("Name (not required)").fill("Buurman")
    page.get_by_role("button", name="Add to the list").click()
    expect(page.locator(".field__error")).to_contain_text("doors are not open")
    expect(page.get_by_label("Name (not required)")).to_have_value("Buurman")
    leader.command("open_doors", gathering=gathering["id"])
    page.get_by_role("button", name="Check in Zoë").click()
    expect(page.get_by_role("button", name="Check out Zoë")).to_be_visible()

    page.get_by_role("button", name="Add to the list").click()
    expect(page.locator(".person", has_text="Buurman")).to_contain_text("in since")
    page.get_by_role("button", name="Count one more person, without a name").click()
    expect(page.locator(".person", has_text="Present, not by name")).to_be_visible()
    assert _numbers(page, "present now") == "3"

    page.get_by_label("Find a name").fill("zoe")
    expect(page.locator(".person")).to_have_count(1)
    page.get_by_role("button", name="More for Zoë").click()
    page.get_by_role("menuitem", name="Annul this check-in…").click()
    page.get_by_role("button", name="Annul the check-in").click()
    page.get_by_label("Why?").fill("Verkeerde naam aangetikt")
    page.get_by_role("button", name="Annul the check-in").click()
    expect(page.get_by_role("button", name="Check in Zoë")).to_be_visible()
    assert _numbers(page, "attendances") == "2"

    page.get_by_text("Count heads").click()
    page.get_by_label("How many people are in the hall?").fill("41")
    page.get_by_role("button", name="Keep this number").click()
    expect(page.locator(".numbers__one", has_text="heads counted").locator("dd")).to_have_text("41")
    page.get_by_role("button", name="Show the code").click()
    image = page.get_by_role("img", name=re.compile("QR code"))
    expect(image).to_be_visible()
    assert image.evaluate("async (one) => { await one.decode(); return one.naturalWidth > 0; }")
    for link in page.locator(".files__link").all():
        assert page.request.get(charrette_server.url + str(link.get_attribute("href"))).status == 200


def test_a_facilitator_without_a_phone_is_checked_in_from_the_list(
    charrette_server: CharretteServer, browser: Browser
) -> None:
    fenna = charrette_server.sign_in("facilitator")
    gathering, _ = fenna.first_board()
    fenna.command("open_doors", gathering=gathering["id"])
    page = open_console(new_context(browser), fenna, f"/gatherings/{gathering['id']}/door")
    expect(page.locator(".person")).to_have_count(0)
    page.get_by_role("link", name="My data").click()
    page.get_by_label("Name").fill("Fenna")
    page.get_by_role("button", name="Save").click()

    page.goto(f"{charrette_server.url}/console/gatherings/{gathering['id']}/door")
    expect(page.locator(".person", has_text="Fenna")).to_contain_text("team")
    page.get_by_role("button", name="Check in Fenna").click()
    expect(page.locator(".person", has_text="Fenna")).to_contain_text("in since")
    assert _numbers(page, "present now") == "1"


def _projector(server: CharretteServer) -> tuple[str, Person]:
    made = server.ask("POST", "/api/screens", body={})
    return made["screen"]["pairing_code"], Person(server, made["token"], made["screen"]["id"])


def test_a_projector_is_paired_and_steered_by_single_keys(charrette_server: CharretteServer, browser: Browser) -> None:
    leader = charrette_server.sign_in("facilitator")
    _, board = leader.first_board()
    code, screen = _projector(charrette_server)
    stream = f"screen:{screen.id}"
    page = open_console(new_context(browser), leader, "/screens")
    page.get_by_label("Code on the projector").fill("AAAAAA")
    page.get_by_role("button", name="Pair", exact=True).click()
    expect(page.locator(".field__error")).to_be_visible()
    expect(page.get_by_label("Code on the projector")).to_have_value("AAAAAA")
    page.get_by_label("Code on the projector").fill(code)
    page.get_by_label("Name of the place").fill("Grote zaal")
    page.get_by_role("button", name="Pair", exact=True).click()
    expect(page.get_by_role("heading", name="Grote zaal")).to_be_visible()
    page.get_by_role("button", name="Frozen").click()
    expect(page.get_by_role("button", name="Frozen")).to_have_attribute("aria-pressed", "true")

    page.goto(f"{charrette_server.url}/console/boards/{board['id']}")
    expect(page.locator(".preview__view")).to_have_text("Join")
    page.locator("main h1").click()
    page.keyboard.press("b")
    expect(page.locator(".preview__view")).to_have_text("Board")
    assert screen.picture(stream)["screen"]["board"] == board["id"]
    page.keyboard.press("x")
    expect(page.locator(".preview__view")).to_have_text("Black")
    page.get_by_label("Find an idea").fill("jjj")
    assert screen.picture(stream)["screen"]["view"] == "black"
    page.locator("main h1").click()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Freeze, and let go")


def test_a_projector_without_a_name_is_called_the_same_everywhere_and_its_round_is_not_called_none(
    charrette_server: CharretteServer, browser: Browser
) -> None:
    leader = charrette_server.sign_in("facilitator")
    gathering, _ = leader.first_board()
    code, screen = _projector(charrette_server)
    leader.command("pair_screen", code=code, gathering=gathering["id"])
    page = open_console(new_context(browser), leader, "/screens")
    chosen = page.get_by_label("Review round").locator("option:checked")
    expect(page.get_by_role("heading", name=f"Projector {screen.id}")).to_be_visible()
    expect(chosen).to_have_text("None")
    page.get_by_role("button", name="Review round").click()
    expect(chosen).to_have_text("That of the session")

    page.goto(f"{charrette_server.url}/console/gatherings/{gathering['id']}")
    expect(page.locator(".script__screen")).to_contain_text(f"Projector {screen.id}")


def test_the_console_turns_the_pages_of_the_projector(
    charrette_server: CharretteServer, browser: Browser, page: Page
) -> None:
    evening = begin_evening(charrette_server)
    evening.leader.command("set_board_phase", board=evening.board["id"], phase="grouping")
    for number in range(20):
        evening.post(f"Een bankje bij de brug, nummer {number}", number)
    wall = pair(page, charrette_server, evening.leader, name="Grote zaal")
    page_of_console = open_console(new_context(browser), evening.leader, "/screens")
    console = page_of_console.get_by_role("main")
    expect(console.locator(".preview__view")).to_have_text("Join")  # all is in its place before the first press
    expect(page_of_console.locator("[data-still]")).to_have_count(0)
    expect(console.get_by_role("button", name="Next page")).to_have_count(0)  # the join code has one page
    console.get_by_role("button", name="Board", exact=True).click()
    paging = wall.page.locator(".screen__paging")
    expect(paging).to_contain_text("Page 1 of")
    expect(console.get_by_role("button", name="Previous page")).to_have_attribute("aria-disabled", "true")

    pages = int(paging.inner_text().split()[-1])
    following = console.get_by_role("button", name="Next page")
    for number in range(2, pages + 1):
        following.click()
        expect(paging).to_have_text(f"Page {number} of {pages}")
        expect(console.get_by_text(f"page {number} of {pages}", exact=True)).to_be_visible()
    expect(following).to_have_attribute("aria-disabled", "true")
    page_of_console.keyboard.press("]")
    page_of_console.keyboard.press("[")
    expect(paging).to_have_text(f"Page {pages - 1} of {pages}")
    beside_the_script = page_of_console.get_by_role("complementary", name="Script")
    for number in range(pages - 2, 0, -1):
        beside_the_script.get_by_role("button", name="Previous page").click()
        expect(paging).to_have_text(f"Page {number} of {pages}")


def test_signing_out_asks_once_more_because_a_link_works_once(
    charrette_server: CharretteServer, browser: Browser
) -> None:
    page = open_console(new_context(browser), charrette_server.sign_in("facilitator"))
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="No, go back").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Yes, sign out").click()
    page.wait_for_url(f"{charrette_server.url}/")
    page.goto(f"{charrette_server.url}/console")
    page.wait_for_url("**/sign-in*")


def test_an_organiser_makes_a_sign_in_link_that_works_once(charrette_server: CharretteServer, browser: Browser) -> None:
    leader = charrette_server.sign_in("organiser")
    page = open_console(new_context(browser), leader, "/access")
    page.get_by_role("button", name="Make a link").click()
    link = page.get_by_label("Link", exact=True).input_value()
    token = link.partition("#")[2]
    assert link.startswith(f"{charrette_server.url}/sign-in#")
    assert charrette_server.ask("POST", "/api/sign-in", body={"token": token})["role"] == "facilitator"
    assert charrette_server.ask("POST", "/api/sign-in", body={"token": token})["error"] == "invitation_used"


def test_the_preview_names_the_round_that_the_wall_shows(
    charrette_server: CharretteServer, browser: Browser, page: Page
) -> None:
    evening = begin_evening(charrette_server)
    words = {"kind": "solution", "grain": "fine", "text": "Banken.", "why": "Rust"}
    here = {"gathering": evening.gathering["id"]}
    made = [evening.leader.command("create_design_item", title=title, **words)["version"] for title in ("Plein", "Pad")]
    first = evening.leader.command("plan_round", **here, versions=made[:1], title="Eerste ronde")["round"]
    evening.leader.command("open_round", round=first)
    evening.leader.command("plan_round", **here, versions=made[1:], title="Tweede ronde")
    wall = pair(page, charrette_server, evening.leader, name="Grote zaal", gathering=evening.gathering["id"])
    console = open_console(new_context(browser), evening.leader, "/screens")
    wall.show("round")

    expect(page.locator("main")).to_contain_text("Plein")
    expect(console.get_by_role("main").locator(".preview__line")).to_have_text("Eerste ronde")
