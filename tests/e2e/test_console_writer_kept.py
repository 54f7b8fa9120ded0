"""Whoever writes on the console keeps field, words and focus, whatever colleagues do; and goes on typing at once."""

from __future__ import annotations

from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.console import assert_accessible, new_context, open_console
from tests.e2e.server import CharretteServer, Person

HALF = "Een halve zin over de vij"


def expect_writing(page: Page, field: Locator, words: str) -> None:
    expect(field).to_be_visible()
    expect(field).to_have_value(words)
    expect(field).to_be_focused()


def round_with_remark(leader: Person, annie: Person) -> tuple[int, int]:
    """Open a round with a remark of Annie's; return their ids."""
    gathering, _ = leader.first_board()
    leader.command("start_gathering", gathering=gathering["id"])
    item = leader.command("create_design_item", title="Plein", kind="solution", grain="fine", text="Groen.", why="Ja")
    planned = leader.command("plan_round", gathering=gathering["id"], versions=[item["version"]], title="Reacties")
    leader.command("open_round", round=planned["round"])
    remark = annie.command(
        "add_remark", round=planned["round"], version=item["version"], kind="question", text="Ook bankjes?"
    )
    return planned["round"], remark["remark"]


def test_whoever_types_at_a_round_keeps_it_when_colleagues_close_answer_and_report_back(
    charrette_server: CharretteServer, browser: Browser
) -> None:
    leader, other = charrette_server.sign_in("facilitator"), charrette_server.sign_in("facilitator")
    gathering, _ = leader.first_board()
    round, remark = round_with_remark(leader, charrette_server.join(gathering["code"]))
    page = open_console(new_context(browser), leader, f"/rounds/{round}")

    page.get_by_text("A remark from paper").click()
    paper = page.get_by_label("What is written")
    paper.press_sequentially(HALF)
    other.command("close_round", round=round)
    expect(page.get_by_text("The round is closed: it takes no remarks any more.")).to_be_visible()
    expect_writing(page, paper, HALF)
    page.get_by_role("button", name="Put away").click()
    expect(paper).to_have_count(0)
    page.get_by_text("1 text that you put away").click()
    expect(page.locator(".unsent .note__kept")).to_have_text(HALF)
    page.get_by_role("button", name="Throw it away").click()

    answer = page.get_by_label("Our answer")
    answer.press_sequentially("Dat nemen we o")
    other.command("answer_remark", remark=remark, outcome="adopted", text="Twee bankjes.")
    clash = page.locator("[data-clash]")
    expect(clash).to_contain_text("Twee bankjes.")
    expect_writing(page, answer, "Dat nemen we o")
    other.command("report_back", round=round)
    expect(page.get_by_text("The answers of this round are fixed now")).to_be_visible()
    expect_writing(page, answer, "Dat nemen we o")
    assert_accessible(page)


def test_words_whose_field_went_are_typed_on_and_stay_in_sight_elsewhere(
    charrette_server: CharretteServer, browser: Browser
) -> None:
    leader, other = charrette_server.sign_in("facilitator"), charrette_server.sign_in("facilitator")
    gathering, board = leader.first_board()
    leader.command("start_gathering", gathering=gathering["id"])
    leader.command("set_board", board=board["id"], moderated=True)
    annie = charrette_server.join(gathering["code"])
    idea = annie.command("post_idea", board=board["id"], text="Een wachtend idee")["idea"]
    page = open_console(new_context(browser), leader, f"/boards/{board['id']}")
    step = leader.picture(gathering["stream"])["gathering"]["step"]

    page.get_by_role("button", name="From paper").click()
    page.get_by_label("An idea from paper").fill("Van een briefje")
    page.get_by_role("button", name="Keep off").click()
    page.get_by_label("Why is idea").press_sequentially("Dit gaat ")
    other.command("show_idea", idea=idea)
    left = page.get_by_label("Not sent yet: Why is idea")
    expect_writing(page, left, "Dit gaat ")
    page.keyboard.type("niet n")
    expect_writing(page, left, "Dit gaat niet n")
    assert leader.picture(gathering["stream"])["gathering"]["step"] == step
    assert_accessible(page)

    page.get_by_role("link", name="Projectors").click()
    page.get_by_text("2 texts that you typed elsewhere and did not send").click()
    expect(page.locator(".unsent .note__kept")).to_have_text(["Van een briefje", "Dit gaat niet n"])
    page.get_by_role("link", name="Go there").first.click()
    expect(page.get_by_label("An idea from paper")).to_have_value("Van een briefje")
    other.command("close_gathering", gathering=gathering["id"])
    expect(page.get_by_text("this board takes no ideas any more")).to_be_visible()
    page.reload()
    expect(page.get_by_label("An idea from paper")).to_have_value("Van een briefje")
    expect(left).to_have_value("Dit gaat niet n")
