"""The loop in the console: from ideas to an item, a round, answers, the next version, the framework, an agenda."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.e2e.console import assert_accessible, new_context, open_console
from tests.e2e.server import CharretteServer, Person


def _make_item(page: Page, numbers: list[int]) -> None:
    for number in numbers:
        page.get_by_role("checkbox", name=f"Choose idea {number}").check()
    page.get_by_role("button", name="Make a design item").click()
    expect(page.locator(".seeds li")).to_have_count(len(numbers))
    page.get_by_label("Title").fill("Dorpsplein zonder auto's")
    page.get_by_label("What do we propose?").fill("Het plein wordt een plek om te zitten.")
    page.get_by_role("button", name="Make the first version").click()
    expect(page.locator(".field__error")).to_be_visible()
    page.get_by_label("Why?").fill("Nu is er geen plek om elkaar te ontmoeten.")
    page.get_by_role("button", name="Make the first version").click()
    expect(page.locator("main h1")).to_contain_text("Dorpsplein zonder auto's")


def _hold_round(page: Page, annie: Person) -> None:
    page.locator(".console__side--programme").get_by_role("link", name="Plan and rounds").click()
    page.get_by_role("button", name="Plan a round").click()
    page.get_by_label("Title of the round").fill("Eerste reacties")
    page.get_by_role("button", name="Plan it").click()
    page.get_by_role("button", name="Open the round").click()
    expect(page.get_by_role("button", name="Close the round")).to_be_visible()
    expect(page.get_by_text("No remark to answer yet")).to_be_visible()
    expect(page.locator("main progress")).to_have_count(0)
    round = annie.week()["rounds"][0]
    version = annie.picture(round["stream"])["versions"][0]["id"]
    for kind, text in (("objection", "Waar moeten de auto's heen?"), ("improvement", "Maak er een toilet bij")):
        annie.command("add_remark", round=round["id"], version=version, kind=kind, text=text)
    expect(page.locator(".remark")).to_have_count(2)
    page.get_by_role("button", name="Close the round").click()
    page.get_by_role("button", name="Yes, close").click()
    first = page.locator(".remark").first
    expect(first.get_by_role("radio", name="Answered", exact=True)).to_have_count(0)
    first.get_by_role("radio", name="Not adopted", exact=True).check()
    first.get_by_role("button", name="Keep the answer").click()
    expect(first.locator(".field__error")).to_be_visible()
    first.get_by_label("Our answer").fill("Ze staan voortaan aan de rand van het dorp.")
    first.get_by_role("button", name="Keep the answer").click()
    expect(page.get_by_text("1 of 2 answered")).to_be_visible()
    expect(page.get_by_role("button", name="Report back to the hall")).to_have_attribute("aria-disabled", "true")
    assert annie.picture(round["stream"])["remarks"] == []
    _report_back(page, annie, round["stream"])


def _report_back(page: Page, annie: Person, stream: str) -> None:
    second = page.locator(".remark").last
    second.get_by_label("Our answer").fill("Er komt een toilet.")
    second.get_by_role("button", name="Keep the answer").click()
    expect(second.locator(".field__error")).to_have_text("Choose one of these.")
    second.get_by_role("radio", name="Adopted", exact=True).check()
    second.get_by_role("button", name="Keep the answer").click()
    second.get_by_role("button", name="Change the answer").click()
    second.get_by_role("radio", name="Passed on", exact=True).check()
    expect(second.get_by_text("Say to whom it is passed on.")).to_be_visible()
    second.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Report back to the hall").click()
    expect(page.get_by_text("Everybody reads 2 remarks with our answer, in the hall and outside it.")).to_be_visible()
    assert annie.picture(stream)["remarks"] == []
    page.get_by_role("button", name="Yes, report back").click()
    expect(page.get_by_text("Everybody can read what was done with the remarks.")).to_be_visible()
    assert len(annie.picture(stream)["remarks"]) == 2


def test_a_loop_from_ideas_to_the_framework(charrette_server: CharretteServer, browser: Browser) -> None:
    leader = charrette_server.sign_in("facilitator")
    gathering, board = leader.first_board()
    leader.command("start_gathering", gathering=gathering["id"])
    annie = charrette_server.join(gathering["code"], "Annie")
    texts = ("Een bank op het plein", "Geen auto's bij de kerk")
    numbers = [annie.command("post_idea", board=board["id"], text=text)["number"] for text in texts]
    page = open_console(new_context(browser), leader, f"/boards/{board['id']}")
    _make_item(page, numbers)
    page.get_by_role("button", name="Agree").click()
    expect(page.get_by_text("A round of remarks comes first")).to_be_visible()
    expect(page.get_by_role("button", name="Yes, agree")).to_have_count(0)
    expect(page.locator("main").get_by_role("link", name="Plan a round")).to_have_attribute("href", "/console/plan")
    _hold_round(page, annie)

    page.get_by_role("link", name="Dorpsplein zonder auto's").click()
    page.get_by_role("button", name="Revise").click()
    page.get_by_label("Version 2 will say").fill("Het plein wordt een plek om te zitten, met een toilet.")
    expect(page.locator(".diff ins")).to_have_text(", met een toilet")
    page.get_by_role("button", name="Make version 2").click()
    expect(page.locator(".version .eyebrow")).to_have_text("Version 2")
    expect(page.locator(".facts")).to_contain_text("Version 1 was in")
    expect(page.locator(".facts").get_by_role("link", name="Round 1")).to_be_visible()
    page.get_by_role("button", name="Agree").click()
    expect(page.get_by_text("Version 2 was in no round yet: nobody could send a remark on it.")).to_be_visible()
    expect(page.get_by_text("Fewer than three rounds of remarks.")).to_be_visible()
    page.get_by_role("button", name="Yes, agree").click()
    page.get_by_role("radio", name="For some areas").check()
    page.get_by_role("button", name="Adopt", exact=True).click()
    expect(page.locator(".field__error")).to_have_text("Choose all areas, or at least one.")
    page.get_by_role("checkbox", name="Krakeel").check()
    page.get_by_role("button", name="Adopt", exact=True).click()
    expect(page.locator(".facts")).to_contain_text("Krakeel")
    page.locator(".note--good").get_by_role("link", name="To the agendas").click()
    expect(page.locator("main h1")).to_have_text("Agendas")
    item = leader.picture(f"plan:{leader.get('/api/me')['charrette']}")["items"][0]
    assert (item["state"], item["from_ideas"], item["version"]["number"]) == ("in_framework", sorted(numbers), 2)


def test_an_agenda_topic_with_its_trits(charrette_server: CharretteServer, browser: Browser) -> None:
    leader = charrette_server.sign_in("organiser")
    gathering, board = leader.first_board()
    leader.command("start_gathering", gathering=gathering["id"])
    number = leader.command("post_idea", board=board["id"], text="Een bank", on_behalf=True)["number"]
    page = open_console(new_context(browser), leader, f"/boards/{board['id']}")
    page.get_by_role("checkbox", name=f"Choose idea {number}").check()
    page.get_by_role("button", name="To an agenda").click()
    page.get_by_role("main").get_by_role("link", name="Krakeel", exact=True).click()
    page.get_by_label("Title").fill("Het plein terug aan de buurt")
    page.get_by_role("button", name="Put on the agenda").click()
    topic = page.locator(".topic")
    expect(topic).to_contain_text(f"from #{number}")
    expect(topic).to_contain_text("not complete")

    page.get_by_role("button", name="Fill in: We do this ourselves").click()
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.locator(".field__error")).to_be_visible()
    page.get_by_label("What exactly?").fill("Wij zetten de bank neer.")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(topic.locator(".trits__part--filled")).to_have_count(1)
    page.get_by_role("button", name="Fill in: We need help with this").click()
    page.get_by_label("What exactly?").fill("Bestrating")
    page.get_by_label("By whom?").fill("Gemeente Hoogeveen")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(topic).to_contain_text("Gemeente Hoogeveen")
    page.get_by_role("button", name="Fill in: We leave this to others").click()
    page.get_by_role("checkbox", name="Not applicable").check()
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(topic.locator(".chip--good")).to_have_text("complete")
    assert page.request.get(f"{charrette_server.url}{page.get_by_role('link', name='PDF').get_attribute('href')}").ok

    page.get_by_role("button", name="Take off the agenda").click()
    page.get_by_label("Why does it go off the agenda?").fill("Staat er dubbel op")
    page.get_by_role("button", name="Take off", exact=True).click()
    expect(page.locator(".topic")).to_have_count(0)


def test_what_a_party_says_is_noted_and_stands_on_the_agenda(
    charrette_server: CharretteServer, browser: Browser
) -> None:
    leader = charrette_server.sign_in("organiser")
    topic = leader.command("add_agenda_topic", area="krakeel", title="Het plein terug aan de buurt")["topic"]
    leader.command("fill_trits", topic=topic, part="with_help", text="Bestrating", party="Gemeente Hoogeveen")
    page = open_console(new_context(browser), leader, "/agendas/krakeel")
    part = page.get_by_role("region", name="We need help with this")
    expect(part.locator(".chip")).to_have_text("asked")
    expect(part).to_contain_text("By: Gemeente Hoogeveen")

    part.get_by_role("button", name="Note the answer: We need help with this").click()
    part.get_by_role("button", name="Keep the answer").click()
    expect(part.locator(".field__error")).to_have_text("Choose one of these.")
    expect(part.get_by_role("radio", checked=True)).to_have_count(0)
    part.get_by_role("radio", name="does not take it on").check()
    part.get_by_role("button", name="Keep the answer").click()
    expect(part.locator(".field__error")).to_contain_text("Write down why")
    part.get_by_label("Why not?").fill("De stenen zijn op.")
    part.get_by_role("button", name="Keep the answer").click()
    expect(part.locator(".chip")).to_have_text("does not take it on")
    expect(part).to_contain_text("De stenen zijn op.")
    agenda = new_context(browser).new_page()
    agenda.goto(f"{charrette_server.url}/agendas/krakeel?lang=en")
    expect(agenda.locator(".party")).to_have_text("By: Gemeente Hoogeveen (does not take it on): De stenen zijn op.")

    part.get_by_role("button", name="Change: We need help with this").click()
    part.get_by_label("What exactly?").fill("Bomen")
    part.get_by_role("button", name="Keep", exact=True).click()
    expect(part.locator(".chip")).to_have_text("asked")
    expect(part).not_to_contain_text("De stenen zijn op.")
    part.get_by_role("button", name="Note the answer: We need help with this").click()
    part.get_by_role("radio", name="takes it on", exact=True).check()
    part.get_by_role("button", name="Keep the answer").click()
    expect(part.locator(".chip")).to_have_text("takes it on")
    assert_accessible(page)
