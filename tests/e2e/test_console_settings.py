"""The settings of a board in the console: all in one place, a refusal at its field, and why something cannot change."""

from __future__ import annotations

from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.console import new_context, open_console
from tests.e2e.server import CharretteServer, Person


def open_settings(page: Page) -> Locator:
    """Open the settings of the board, and return the form."""
    page.get_by_text("Settings of this board").click()
    form = page.locator(".board-tools__settings form")
    expect(form.get_by_label("Hide the ideas until the reveal")).to_be_visible()
    return form


def keep(form: Locator) -> None:
    form.get_by_role("button", name="Keep", exact=True).click()


def settings(leader: Person, stream: str) -> dict[str, object]:
    board = leader.picture(stream)["board"]
    return {name: board[name] for name in ("moderated", "concealed", "votes_per_person", "text_limit")}


def test_a_facilitator_sets_a_board_and_reads_a_refusal_at_its_field(
    charrette_server: CharretteServer, browser: Browser
) -> None:
    leader = charrette_server.sign_in("facilitator")
    gathering, board = leader.first_board()
    leader.command("start_gathering", gathering=gathering["id"])
    page = open_console(new_context(browser), leader, f"/boards/{board['id']}")
    before = settings(leader, board["stream"])
    form = open_settings(page)
    votes, letters = form.get_by_label("Votes per person"), form.get_by_label("Letters in an idea, at most")
    for field, wrong, told in ((votes, "200", "from 1 to 100"), (letters, "5", "from 20 to 2000"), (letters, "", "20")):
        first = field.input_value()
        field.fill(wrong)
        keep(form)
        expect(field.locator("..").locator(".field__error")).to_contain_text(told)
        expect(form.locator(".field__error")).to_have_count(1)
        expect(field).to_have_value(wrong)
        field.fill(first)
    assert settings(leader, board["stream"]) == before

    form.get_by_label("A facilitator reads each idea before others do").check()
    votes.fill("")
    letters.fill("140")
    keep(form)
    expect(page.locator(".board-tools__settings summary")).to_contain_text(
        "votes without limit · 140 letters · read first"
    )
    expect(form.locator(".field__error")).to_have_count(0)
    changed = {"moderated": True, "votes_per_person": None, "text_limit": 140}
    assert settings(leader, board["stream"]) == {**before, **changed}


def test_what_somebody_else_sets_meanwhile_shows_and_is_not_put_back(
    charrette_server: CharretteServer, browser: Browser
) -> None:
    leader = charrette_server.sign_in("facilitator")
    _, board = leader.first_board()
    page = open_console(new_context(browser), leader, f"/boards/{board['id']}")
    form = open_settings(page)
    form.get_by_label("Letters in an idea, at most").fill("300")
    charrette_server.sign_in("facilitator").command("set_board", board=board["id"], votes_per_person=7, moderated=True)
    expect(form.get_by_label("Votes per person")).to_have_value("7")
    expect(form.get_by_label("A facilitator reads each idea before others do")).to_be_checked()
    form.get_by_label("Hide the ideas until the reveal").check()
    keep(form)
    expect(page.locator(".board-tools__settings summary")).to_contain_text("7 votes each · 300 letters")
    assert settings(leader, board["stream"]) == {
        "moderated": True,
        "concealed": True,
        "votes_per_person": 7,
        "text_limit": 300,
    }


def test_what_cannot_be_set_now_says_why(charrette_server: CharretteServer, browser: Browser) -> None:
    leader = charrette_server.sign_in("facilitator")
    gathering, board = leader.first_board()
    _, young = leader.first_board("Jongerenbijeenkomst")
    page = open_console(new_context(browser), leader, f"/boards/{young['id']}")
    form = open_settings(page)
    expect(form).to_contain_text("At a session of young people a facilitator always reads first.")
    expect(form.get_by_role("checkbox")).to_have_count(1)
    expect(form.get_by_label("Votes per person")).to_be_visible()

    leader.command("start_gathering", gathering=gathering["id"])
    leader.command("close_gathering", gathering=gathering["id"])
    page.goto(f"{charrette_server.url}/console/boards/{board['id']}")
    form = open_settings(page)
    expect(form).to_contain_text("The session is closed, so only hiding and revealing can be changed.")
    expect(form.get_by_role("textbox")).to_have_count(0)
    expect(form.get_by_role("spinbutton")).to_have_count(0)
    form.get_by_label("Hide the ideas until the reveal").check()
    keep(form)
    expect(page.get_by_role("button", name="Reveal to all")).to_be_visible()
    page.get_by_role("button", name="Reveal to all").click()
    expect(form.get_by_label("Hide the ideas until the reveal")).not_to_be_checked()
