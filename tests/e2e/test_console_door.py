"""The door in the console: who comes without a phone is added above the list, and who may be there already is named."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.console import assert_accessible, new_context, open_console
from tests.e2e.server import CharretteServer, Person


@pytest.fixture
def fenna(charrette_server: CharretteServer) -> Person:
    """A facilitator at a session whose doors are open; Truus Bakker came in and Hendrik Bos went out."""
    fenna = charrette_server.sign_in("facilitator")
    session = fenna.first_board()[0]["id"]
    fenna.command("open_doors", gathering=session)
    for name in ("Truus Bakker", "Hendrik Bos"):
        fenna.command("add_walk_in", gathering=session, name=name)
    people = fenna.picture(f"gathering:{session}")["people"]
    (hendrik,) = [one["id"] for one in people if one["name"] == "Hendrik Bos"]
    fenna.command("check_out_person", gathering=session, person=hendrik)
    return fenna


def open_door(browser: Browser, fenna: Person) -> Page:
    """Open the page of the door."""
    return open_console(new_context(browser), fenna, f"/gatherings/{fenna.first_board()[0]['id']}/door")


def names(fenna: Person) -> list[str]:
    """Return who is on the list by name and in."""
    people = fenna.picture(f"gathering:{fenna.first_board()[0]['id']}")["people"]
    return sorted(one["name"] for one in people if one["name"] and one["status"] == "present")


def test_who_is_searched_in_vain_is_added_above_the_list_as_typed_and_no_row_moves_under_the_mouse(
    browser: Browser, fenna: Person
) -> None:
    page = open_door(browser, fenna)
    form, row = page.get_by_text("Somebody without a phone"), page.get_by_text("Truus Bakker", exact=True)
    assert form.bounding_box()["y"] < row.bounding_box()["y"]  # type: ignore[index]
    page.get_by_label("Find a name").fill("Gerrie de Wit")
    expect(page.get_by_text("Nobody by that name")).to_be_visible()
    expect(page.locator("#walk-in")).to_have_value("Gerrie de Wit")
    assert_accessible(page)
    page.get_by_role("button", name="Add to the list").click()

    expect(page.get_by_text("Gerrie de Wit", exact=True)).to_be_visible()
    expect(page.get_by_label("Find a name")).to_have_value("")
    assert names(fenna) == ["Gerrie de Wit", "Truus Bakker"]

    rows = page.locator(".person__name")
    expect(rows.nth(2)).to_have_text("Hendrik Bos")
    order = rows.all_text_contents()
    rows.nth(1).hover()
    fenna.command("add_walk_in", gathering=fenna.first_board()[0]["id"], name="Anna Aarts")
    expect(rows).to_have_text([*order, "Anna Aarts"])
    page.get_by_label("Find a name").hover()
    expect(rows).to_have_text(["Anna Aarts", *order])


def test_who_stands_on_the_list_is_named_before_a_second_one_is_added(browser: Browser, fenna: Person) -> None:
    page = open_door(browser, fenna)
    page.get_by_label("Find a name").fill("bakker tru")
    expect(page.locator(".person__name")).to_have_text(["Truus Bakker"])
    page.get_by_label("Find a name").fill("")
    page.get_by_text("Somebody without a phone").click()
    page.locator("#walk-in").fill("Bákker Truus")
    page.get_by_role("button", name="Add to the list").click()
    page.get_by_role("button", name="It is Truus Bakker").click()
    expect(page.locator("#walk-in")).to_have_value("")
    assert names(fenna) == ["Truus Bakker"]

    page.locator("#walk-in").fill("truus")
    page.get_by_role("button", name="Add to the list").click()
    note = page.locator(".note", has_text="Was on the list already")
    expect(note).to_contain_text("Truus Bakker is in since")
    assert_accessible(page)
    assert names(fenna) == ["Truus Bakker"]
    page.get_by_role("button", name="Add all the same").click()
    expect(page.get_by_text("truus", exact=True)).to_be_visible()

    page.locator("#walk-in").fill("Hendrik")
    page.get_by_role("button", name="Add to the list").click()
    expect(note).to_contain_text("Hendrik Bos left at")
    note.get_by_role("button", name="Check in Hendrik Bos").click()
    expect(note).to_have_count(0)
    assert names(fenna) == ["Hendrik Bos", "Truus Bakker", "truus"]


def test_who_is_searched_by_another_prefix_or_by_initials_is_found_or_named_before_a_second_one_is_added(
    browser: Browser, fenna: Person
) -> None:
    session = fenna.first_board()[0]["id"]
    for name in ("Jan van den Berg", "J.P. de Vries", "Anna M\u00fcller"):
        fenna.command("add_walk_in", gathering=session, name=name)
    page = open_door(browser, fenna)
    search, rows = page.get_by_label("Find a name"), page.locator(".person__name")
    for typed, name in (
        ("jan v.d. berg", "Jan van den Berg"),
        ("jan vries", "J.P. de Vries"),
        ("mueller", "Anna M\u00fcller"),
    ):
        search.fill(typed)
        expect(page.get_by_text("1 person found")).to_be_visible()
        expect(rows).to_have_text([name])

    search.fill("Jan van der Berg")
    expect(page.get_by_text("Nobody by that name")).to_be_visible()
    expect(page.get_by_role("heading", name="Is it one of these?")).to_be_visible()
    expect(rows).to_have_text(["Jan van den Berg"])
    assert_accessible(page)
    page.get_by_role("button", name="Add to the list").click()
    expect(page.locator(".note", has_text="Was on the list already")).to_contain_text("Jan van den Berg is in since")
