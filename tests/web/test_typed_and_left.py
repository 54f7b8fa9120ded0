"""A page that is left halfway comes back as it was: another language, a code that ran out, a page left open."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from flask import Flask

from tests.attendance.hall import code_at_door, person
from tests.web.conftest import Browser, Page
from tests.web.test_keeping_strangers_out import invited
from tests.world import World

JOIN = "/j/JKMNPQ"
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
FIELDS = re.compile(r"\{\{ (field|textarea|select|choices)\(|<textarea|<input[^>]*type=.text")
BUTTON = re.compile(r'<button[^>]*name="language" value="nl"[^>]*>')


def in_dutch(browser: Browser, page: Page, ending: str, **typed: str) -> Page:
    """Press the button for Dutch as a browser without scripts does: it sends the form it belongs to."""
    source = page.response.get_data(as_text=True)
    (button,) = BUTTON.findall(source)
    form = page.form(ending)
    (target,) = re.findall(r'formaction="([^"]+)"', button)
    (id,) = re.findall(r' form="([^"]+)"', button)
    assert re.search(rf'<form[^>]*id="{id}"[^>]*action="{re.escape(form.action)}"', source) or re.search(
        rf'<form[^>]*action="{re.escape(form.action)}"[^>]*id="{id}"', source
    )
    sent = {**form.fields, **typed, "language": "nl"}
    referrer = {"Referer": f"http://localhost{page.response.request.full_path}"}
    return Page(browser.client.post(unescape(target), data=sent, headers=referrer, follow_redirects=True))


def test_who_changes_the_language_halfway_keeps_what_was_typed(app: Flask, world: World) -> None:
    """On the page of the door, whose code ran out meanwhile: the name, the role and the pass."""
    world.open()
    browser = Browser(app)
    page = browser.open(f"/c/JKMNPQ/{code_at_door(world)}")
    world.now.move(minutes=6)
    dutch = in_dutch(browser, page, JOIN, name='Él "Jansen" <b>', party_role="resident")
    fields = dutch.form(JOIN).fields

    assert 'lang="nl"' in dutch.response.get_data(as_text=True)
    assert (fields["name"], fields["party_role"]) == ('Él "Jansen" <b>', "resident")
    came_in = browser.send(dutch, JOIN)
    assert came_in.response.request.path == "/phone"
    assert [row["status"] for row in people_at(world) if row["name"] == 'Él "Jansen" <b>'] == ["present"]


def people_at(world: World) -> list[dict[str, str]]:
    people: list[dict[str, str]] = world.snapshot(f"gathering:{world.work}", "fenna")["people"]
    return people


def test_what_was_typed_comes_back_once_and_on_its_own_page_only(app: Flask, world: World) -> None:
    browser = Browser(app)
    page = in_dutch(browser, browser.open(JOIN), JOIN, name="Annie")

    assert page.form(JOIN).fields["name"] == "Annie"
    assert browser.open(JOIN).form(JOIN).fields["name"] == ""


@pytest.mark.parametrize(
    ("path", "ending", "field"),
    [
        ("/", "/join-codes", "code"),
        ("/nothing-here", "/join-codes", "code"),
        ("/sign-in", "/sign-in", "token"),
        ("/me", "/me", "name"),
        ("/boards/{board}", "/ideas", "text"),
    ],
)
def test_every_page_in_which_people_type_keeps_it_in_another_language(
    app: Flask, world: World, path: str, ending: str, field: str
) -> None:
    world.open()
    browser = Browser(app)
    if field in ("name", "text"):
        browser.client.set_cookie("charrette_token", world.tokens["annie"])
    address = path.format(board=world.board) + ("?code=" if path == "/" else "")
    page = in_dutch(browser, browser.open(address), ending, **{field: "half\r\nécht"})

    assert page.form(ending).fields[field].replace("\r", "") == "half\nécht"
    assert page.response.request.full_path.rstrip("?") == address


def test_every_page_with_fields_says_which_form_is_its_own() -> None:
    pages = {path: path.read_text("utf-8") for path in TEMPLATES.rglob("*.html") if path.name != "_forms.html"}
    wanting = [path.name for path, text in pages.items() if FIELDS.search(text) and "typed_form(" not in text]

    assert wanting == []


def test_the_answer_to_a_form_leads_to_its_page_in_another_language(app: Flask, world: World) -> None:
    world.open()
    browser = Browser(app)
    wrong = browser.send(browser.open("/"), "/join-codes", code="ZZZZZZ")
    page = in_dutch(browser, wrong, "/join-codes", code="BCDFG")

    assert (page.status, page.response.request.path) == (200, "/")
    assert page.form("/join-codes").fields["code"] == "BCDFG"


@pytest.mark.parametrize(
    ("sent_to", "page"),
    [("/join-codes", "/"), ("/boards/7/ideas", "/boards/7"), ("/ideas/7/votes", "/"), ("/me/erasure", "/me")],
)
def test_an_address_that_is_only_sent_to_leads_who_loads_it_again_to_its_page(
    app: Flask, sent_to: str, page: str
) -> None:
    answer = app.test_client().get(sent_to)

    assert (answer.status_code, answer.headers["Location"]) == (302, page)


def test_the_query_of_a_page_stays_in_another_language(app: Flask, world: World) -> None:
    browser = Browser(app)
    browser.client.set_cookie("charrette_token", world.tokens["annie"])
    page = browser.send(browser.open(f"/phone?gathering={world.later}"), "/language", language="nl")

    assert page.response.request.full_path == f"/phone?gathering={world.later}"


# --- the page at the door ------------------------------------------------------------------------------------


def test_the_page_at_the_door_comes_again_when_its_code_ran_out(app: Flask, world: World) -> None:
    world.open()
    browser, address = Browser(app), f"/c/JKMNPQ/{code_at_door(world)}"
    browser.open(address)
    world.now.move(minutes=6)
    again = browser.open(address)
    browser.send(again, JOIN, name="Pieter")

    assert again.status == 200
    assert [row["status"] for row in people_at(world) if row["name"] == "Pieter"] == ["present"]


def test_the_page_of_the_code_alone_still_has_the_pass_of_the_door(app: Flask, world: World) -> None:
    world.open()
    browser = Browser(app)
    browser.open(f"/c/JKMNPQ/{code_at_door(world)}")

    assert browser.open(JOIN).form(JOIN).fields["door_pass"] != ""
    assert Browser(app).open(JOIN).form(JOIN).fields["door_pass"] == ""


def test_a_pass_of_the_door_is_for_one_gathering_one_browser_and_a_few_hours(app: Flask, world: World) -> None:
    world.open()
    browser, address = Browser(app), f"/c/JKMNPQ/{code_at_door(world)}"
    browser.open(address)
    world.now.move(minutes=6)
    other = Browser(app).open(address)
    world.now.move(hours=5)
    late = browser.open(address)

    assert (other.status, late.status) == (400, 400)
    assert other.has_form("/join-codes")


def test_the_pass_outlives_a_browser_that_is_ended_and_goes_when_somebody_signs_out(app: Flask, world: World) -> None:
    world.open()
    browser = Browser(app)
    page = browser.open(f"/c/JKMNPQ/{code_at_door(world)}")
    (cookie,) = [one for one in page.response.headers.getlist("Set-Cookie") if one.startswith("charrette_form=")]
    joined = browser.send(page, JOIN)
    browser.send(browser.open("/me"), "/sign-out")

    assert "Expires=" in cookie
    assert joined.response.request.path == "/phone"
    assert browser.open(JOIN).form(JOIN).fields["door_pass"] == ""


def test_who_left_is_not_checked_in_again_by_going_back_to_the_page_of_the_door(app: Flask, world: World) -> None:
    world.open()
    browser, address = Browser(app), f"/c/JKMNPQ/{code_at_door(world)}"
    browser.client.set_cookie("charrette_token", world.tokens["annie"])
    browser.open(address)
    assert person(world, "annie")["status"] == "present"
    world.run("check_out", "annie", gathering=world.work)
    world.now.move(minutes=6)
    back = browser.open(address)

    assert (back.status, back.response.request.path) == (200, "/phone")
    assert person(world, "annie")["status"] == "left"


# --- sign-in links -------------------------------------------------------------------------------------------


def test_a_sign_in_link_opened_again_in_its_own_browser_leads_to_the_console(app: Flask, world: World) -> None:
    link = invited(world)
    browser, other = Browser(app), Browser(app)
    browser.send(browser.open("/sign-in"), "/sign-in", token=link)
    again = browser.send(browser.open("/sign-in"), "/sign-in", token=f"http://localhost/sign-in#{link}")
    elsewhere = other.send(other.open("/sign-in"), "/sign-in", token=link)

    assert (again.status, again.response.request.path) == (200, "/console")
    assert (elsewhere.status, elsewhere.response.request.path) == (409, "/sign-in")


# --- cookies -------------------------------------------------------------------------------------------------

FORMS = [("/", "/join-codes"), (JOIN, JOIN), ("/sign-in", "/sign-in"), ("/privacy", "/language")]


@pytest.mark.parametrize(("path", "ending"), FORMS)
@pytest.mark.parametrize(("language", "words"), [("en", "keeps no cookies"), ("nl", "bewaart geen cookies")])
def test_a_browser_that_keeps_no_cookies_is_told_so(
    app: Flask, path: str, ending: str, language: str, words: str
) -> None:
    client, headers = app.test_client(use_cookies=False), {"Accept-Language": language}
    form = Page(client.get(path, headers=headers)).form(ending)
    answer = Page(client.post(form.action, data=form.fields, headers=headers))

    assert answer.status == 403
    assert words in answer.text


def test_a_script_of_ours_in_a_browser_without_cookies_is_told_so(app: Flask) -> None:
    client = app.test_client(use_cookies=False)
    answer = client.post("/api/screens", json={}, headers={"X-CSRFToken": "of-a-page"})

    assert (answer.status_code, answer.get_json()["error"]) == (403, "no_cookies")


@pytest.mark.parametrize(("origin", "comes_back"), [("http://localhost", "Annie"), ("http://evil.example", "")])
def test_a_page_that_stood_open_too_long_comes_back_with_what_was_typed(
    app: Flask, world: World, origin: str, comes_back: str
) -> None:
    """But not with what a page of somebody else sent."""
    browser = Browser(app)
    page = browser.open(JOIN)
    sent = {**page.form(JOIN).fields, "csrf_token": "of-yesterday", "name": "Annie"}
    headers = {"Accept-Language": "en", "Referer": f"{origin}{JOIN}"}
    refused = Page(browser.client.post(JOIN, data=sent, headers=headers))
    back = re.search(r'<a class="button button--primary" href="([^"]+)"', refused.response.get_data(as_text=True))
    assert back is not None

    assert refused.status == 403
    assert "open too long" in refused.text
    assert (back[1], browser.open(back[1]).form(JOIN).fields["name"]) == (JOIN, comes_back)
