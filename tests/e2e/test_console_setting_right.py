"""Setting right in the console what was planned or adopted: a round before it opens, the areas of an item."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.e2e.console import assert_accessible, new_context, open_console
from tests.e2e.server import CharretteServer, Person

Json = dict[str, Any]


def item(leader: Person, title: str) -> Json:
    """Make a design item; return its id and its version."""
    return leader.command(
        "create_design_item", title=title, kind="solution", grain="fine", text=f"{title}.", why="Nodig"
    )


def planned(leader: Person, items: list[Json], title: str = "Eerste reacties") -> int:
    gathering, _ = leader.first_board("Werkbijeenkomst")
    versions = [one["version"] for one in items]
    return int(leader.command("plan_round", gathering=gathering["id"], versions=versions, title=title)["round"])


def round_of(leader: Person, id: int) -> Json:
    picture = leader.picture(f"round:{id}")
    titles = sorted(version["item_title"] for version in picture["versions"])
    return {"title": picture["round"]["title"], "gathering": picture["round"]["gathering"], "items": titles}


def test_a_planned_round_is_changed_and_a_refusal_stands_at_its_field(
    charrette_server: CharretteServer, browser: Browser
) -> None:
    leader = charrette_server.sign_in("facilitator")
    round = planned(leader, [item(leader, "Plein")])
    item(leader, "Bankje")
    first = round_of(leader, round)
    page = open_console(new_context(browser), leader, f"/rounds/{round}")
    page.get_by_role("button", name="Change the round").click()
    title = page.get_by_label("Title of the round")
    title.fill(" ")
    page.get_by_role("checkbox", name="Plein").uncheck()
    keep = page.get_by_role("button", name="Keep", exact=True)
    keep.click()
    expect(title.locator("..").locator(".field__error")).to_be_visible()
    title.fill("Wat vindt u?")
    keep.click()
    expect(page.get_by_role("group", name="What is put to the hall?").locator(".field__error")).to_contain_text(
        "Choose"
    )
    expect(title).to_have_value("Wat vindt u?")
    assert round_of(leader, round) == first

    page.get_by_role("checkbox", name="Bankje").check()
    elsewhere, _ = leader.first_board("Familieberaad")
    page.get_by_label("At which session?").select_option(label="Familieberaad")
    assert_accessible(page)
    keep.click()
    expect(page.locator("main h1")).to_contain_text("Wat vindt u?")
    expect(page.get_by_role("button", name="Change the round")).to_be_visible()
    assert round_of(leader, round) == {"title": "Wat vindt u?", "gathering": elsewhere["id"], "items": ["Bankje"]}


def test_what_somebody_else_changes_meanwhile_stays(charrette_server: CharretteServer, browser: Browser) -> None:
    leader = charrette_server.sign_in("facilitator")
    square, bench = item(leader, "Plein"), item(leader, "Bankje")
    round = planned(leader, [square])
    page = open_console(new_context(browser), leader, f"/rounds/{round}")
    page.get_by_role("button", name="Change the round").click()
    page.get_by_label("Title of the round").fill("Tweede titel")
    other = charrette_server.sign_in("facilitator")
    other.command("change_round", round=round, versions=[square["version"], bench["version"]])
    expect(page.get_by_role("checkbox", name="Bankje")).to_be_checked()
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.locator("main h1")).to_contain_text("Tweede titel")
    assert round_of(leader, round)["items"] == ["Bankje", "Plein"]


def test_what_a_colleague_ticks_stays_beside_what_is_ticked_here(
    charrette_server: CharretteServer, browser: Browser
) -> None:
    leader = charrette_server.sign_in("facilitator")
    square, bench, _ = (item(leader, title) for title in ("Plein", "Bankje", "Boom"))
    round = planned(leader, [square])
    page = open_console(new_context(browser), leader, f"/rounds/{round}")
    page.get_by_role("button", name="Change the round").click()
    page.get_by_role("checkbox", name="Boom").check()
    other = charrette_server.sign_in("facilitator")
    other.command("change_round", round=round, versions=[square["version"], bench["version"]])
    expect(page.get_by_role("checkbox", name="Bankje")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Boom")).to_be_checked()
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_role("button", name="Change the round")).to_be_visible()
    assert round_of(leader, round)["items"] == ["Bankje", "Boom", "Plein"]


def test_a_planned_round_warns_of_what_cannot_be_put_to_the_hall_and_is_cancelled_for_a_reason(
    charrette_server: CharretteServer, browser: Browser
) -> None:
    leader = charrette_server.sign_in("facilitator")
    square = item(leader, "Plein")
    round = planned(leader, [square])
    page = open_console(new_context(browser), leader, f"/rounds/{round}")
    expect(page.get_by_role("button", name="Open the round")).to_be_visible()
    expect(page.locator(".note--live")).to_have_count(0)
    leader.command("open_round", round=planned(leader, [square], "Ergens anders"))
    expect(page.locator(".note--live")).to_have_text("“Plein” cannot be put to the hall now: in review.")
    page.get_by_role("button", name="Change the round").click()
    expect(page.get_by_text("There is no item to put to the hall now.")).to_be_visible()
    page.get_by_role("button", name="Cancel", exact=True).click()

    page.get_by_role("button", name="Cancel the round").click()
    page.get_by_role("button", name="Cancel the round").click()
    expect(page.locator(".field__error")).to_be_visible()
    page.get_by_label("Why will it not be held?").fill("Het loopt al ergens anders")
    page.get_by_role("button", name="Cancel the round").click()
    expect(page.get_by_text("It will not be held: Het loopt al ergens anders")).to_be_visible()
    expect(page.get_by_role("button", name="Change the round")).to_have_count(0)


def adopted(leader: Person, areas: Any) -> int:
    """Return an item that the framework holds."""
    made = item(leader, "Plein")
    round = planned(leader, [made])
    for act in ("open_round", "close_round"):
        leader.command(act, round=round)
    leader.command("agree_item", item=made["item"])
    leader.command("adopt_into_framework", item=made["item"], areas=areas)
    return int(made["item"])


def areas_of(leader: Person, id: int) -> list[str] | str:
    week = leader.week()
    items = leader.picture(f"plan:{leader.get('/api/me')['charrette']}")["items"]
    areas = next(one for one in items if one["id"] == id)["areas"]
    return areas if areas == "all" else sorted(one["name"] for one in week["areas"] if one["id"] in areas)


def choose(page: Page, name: str) -> None:
    page.get_by_label("Find an area").fill(name)
    expect(page.get_by_role("group", name="Areas").get_by_role("checkbox")).to_have_count(1)
    page.get_by_role("group", name="Areas").get_by_role("checkbox").check()


def test_an_item_gets_other_areas_of_many_for_a_reason(charrette_server: CharretteServer, browser: Browser) -> None:
    leader = charrette_server.sign_in("organiser")
    for number in range(8):
        leader.command("add_area", name=f"Buurt {number}")
    id = adopted(leader, "all")
    page = open_console(new_context(browser), leader, f"/items/{id}")
    page.get_by_role("button", name="Change the areas").click()
    page.get_by_role("radio", name="For some areas").check()
    keep = page.get_by_role("button", name="Keep", exact=True)
    page.get_by_label("Why are the areas changed?").fill("Het gaat alleen over twee buurten")
    keep.click()
    expect(page.get_by_role("group", name="Areas").locator(".field__error")).to_contain_text("at least one")
    choose(page, "buurt 3")
    choose(page, "BUURT 5")
    page.get_by_label("Find an area").fill("zwolle")
    expect(page.get_by_text("No area by that name.")).to_be_visible()
    expect(page.get_by_text("Chosen: Buurt 3, Buurt 5")).to_be_visible()
    page.get_by_role("radio", name="For all areas").check()  # and back: what was chosen is still there
    page.get_by_role("radio", name="For some areas").check()
    page.get_by_label("Why are the areas changed?").fill("")
    keep.click()
    expect(page.get_by_label("Why are the areas changed?").locator("..").locator(".field__error")).to_be_visible()
    assert areas_of(leader, id) == "all"
    assert_accessible(page)

    page.get_by_label("Why are the areas changed?").fill("Het gaat alleen over twee buurten")
    keep.click()
    expect(page.locator(".facts")).to_contain_text("Buurt 3, Buurt 5")
    expect(page.get_by_role("region", name="Why we did this")).to_contain_text("Het gaat alleen over twee buurten")
    assert areas_of(leader, id) == ["Buurt 3", "Buurt 5"]
