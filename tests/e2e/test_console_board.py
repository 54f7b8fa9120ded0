"""A facilitator steers a board: phases, groups by menu and by drag, hiding; two facilitators see the same."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.e2e.console import new_context, open_console
from tests.e2e.server import CharretteServer, Person

TEXTS = ["Een bankje bij de vijver", "Licht op het pad", "Fruitbomen langs het kanaal", "Dertig in de Dorpsstraat"]
Json = dict[str, Any]


class Room:
    """A session that runs, with a facilitator, somebody who posted four ideas, and their board."""

    def __init__(self, server: CharretteServer, title: str = "Startbijeenkomst") -> None:
        self.server = server
        self.leader = server.sign_in("facilitator")
        self.gathering, self.board = self.leader.first_board(title)
        self.leader.command("start_gathering", gathering=self.gathering["id"])
        self.annie = server.join(self.gathering["code"], "Annie")
        self.ideas = [self.annie.command("post_idea", board=self.board["id"], text=text) for text in TEXTS]

    @property
    def path(self) -> str:
        """The board's place in the console."""
        return f"/boards/{self.board['id']}"

    def picture(self, by: Person | None = None) -> Json:
        """Return the board as somebody may see it."""
        return (by or self.leader).picture(self.board["stream"])

    def idea(self, at: int) -> Json:
        """Return idea ``at`` as the facilitator sees it."""
        return next(row for row in self.picture()["ideas"] if row["id"] == self.ideas[at]["idea"])


@pytest.fixture
def room(charrette_server: CharretteServer) -> Room:
    """A room with four ideas."""
    return Room(charrette_server)


def open_projector(context: BrowserContext, room: Room) -> Page:
    """Return a projector, paired by the code that it shows, with the board of the room on it."""
    page = context.new_page()
    page.goto(f"{room.server.url}/screen")
    code = page.get_by_text(re.compile(r"^[0-9A-Z]{6}$")).inner_text()
    screen = room.leader.command("pair_screen", code=code, name="Zaal")["screen"]
    room.leader.command("show_on_screen", screen=screen, view="board", board=room.board["id"])
    return page


def card(page: Page, text: str) -> Locator:
    """Return the card with this text in the columns of the board."""
    return page.locator(".board .card", has_text=text)


def drag(page: Page, thing: Locator, to: Locator) -> None:
    """Drag as a hand does: press, move in steps, let go."""
    source, target = thing.locator(".card__text").bounding_box(), to.bounding_box()
    assert source
    assert target
    page.mouse.move(source["x"] + 20, source["y"] + 8)
    page.mouse.down()
    page.mouse.move(source["x"] + 40, source["y"] + 30, steps=5)
    page.mouse.move(target["x"] + 30, target["y"] + 20, steps=12)
    page.mouse.move(target["x"] + 34, target["y"] + 22, steps=3)
    page.mouse.up()


def test_phases_are_soft_and_concealed_ideas_stay_with_facilitators(room: Room, browser: Browser) -> None:
    page = open_console(new_context(browser), room.leader, room.path)
    expect(card(page, TEXTS[0])).to_contain_text("Annie")
    for phase in ("Voting", "Grouping", "Collecting"):
        page.get_by_role("button", name=phase, exact=True).click()
        expect(page.get_by_role("button", name=phase, exact=True)).to_have_attribute("aria-pressed", "true")
        assert room.picture()["board"]["phase"] == phase.lower()
    page.get_by_text("Settings of this board").click()
    page.get_by_label("Hide the ideas until the reveal").check()
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_role("button", name="Reveal to all")).to_be_visible()
    assert all("text" not in idea for idea in room.picture(room.annie)["ideas"])
    expect(card(page, TEXTS[0])).to_be_visible()
    page.get_by_role("button", name="Reveal to all").click()
    expect(page.get_by_label("Hide the ideas until the reveal")).not_to_be_checked()
    assert all("text" in idea for idea in room.picture(room.annie)["ideas"])


def test_votes_are_secret_until_the_board_closes_and_then_stand_in_order(room: Room, browser: Browser) -> None:
    page = open_console(new_context(browser), room.leader, room.path)
    page.get_by_role("button", name="Voting", exact=True).click()
    expect(page.get_by_role("button", name="Voting", exact=True)).to_have_attribute("aria-pressed", "true")
    room.annie.command("check_in", gathering=room.board["gathering"])
    room.annie.command("cast_vote", idea=room.ideas[2]["idea"])
    expect(page.locator(".tally__item", has_text=re.compile(r"^1\s*vote$"))).to_be_visible()
    expect(page.locator(".card__votes")).to_have_count(0)
    page.get_by_role("button", name="Closed", exact=True).click()
    page.get_by_role("button", name="Results", exact=True).click()
    expect(page.locator(".results-list__row").first).to_contain_text(TEXTS[2])
    expect(page.locator(".results-list__row").first).to_contain_text("1 vote")


@pytest.mark.trust("T17", "T89")
def test_grouping_by_choosing_by_menu_and_undone(room: Room, browser: Browser) -> None:
    page = open_console(new_context(browser), room.leader, room.path)
    for at in (0, 1):
        page.get_by_role("checkbox", name=f"Choose idea {room.ideas[at]['number']}").check()
    page.get_by_label("Title of the group").fill("Rond de vijver")
    page.get_by_role("button", name="Group", exact=True).click()
    group = page.locator(".card-group", has_text="Rond de vijver")
    expect(group.locator(".card")).to_have_count(2)

    page.get_by_role("button", name=f"More for idea {room.ideas[2]['number']}").click()
    page.get_by_role("menuitem", name="Rond de vijver").click()
    expect(group.locator(".card")).to_have_count(3)
    page.get_by_role("button", name=f"More for idea {room.ideas[2]['number']}").click()
    page.get_by_role("menuitem", name="Out of the group").click()
    expect(group.locator(".card")).to_have_count(2)

    page.get_by_role("button", name="More for group Rond de vijver").click()
    page.get_by_role("menuitem", name="Rename…").click()
    page.locator(".card-group").get_by_label("Title of the group").fill("Groen en water")
    page.get_by_role("button", name="Rename", exact=True).click()
    expect(page.locator(".card-group__title")).to_contain_text("Groen en water")
    page.get_by_role("button", name="More for group Groen en water").click()
    page.get_by_role("menuitem", name="Take the group apart").click()
    expect(page.locator(".card-group")).to_have_count(0)
    assert room.idea(0)["group"] is None


def test_a_card_is_dragged_to_a_column_into_a_group_and_up_its_list(room: Room, browser: Browser) -> None:
    group = room.leader.command(
        "group_ideas", board=room.board["id"], ideas=[room.ideas[0]["idea"]], title="Rond de vijver"
    )["group"]
    columns = room.picture()["columns"]
    context = new_context(browser, viewport={"width": 1500, "height": 1100})
    page = open_console(context, room.leader, room.path)
    expect(page.locator(".script__title").first).to_be_visible()
    lists = page.locator(".board__drop")

    drag(page, card(page, TEXTS[1]), lists.nth(1))
    expect(lists.nth(1).locator(".card")).to_contain_text([TEXTS[1]])
    assert room.idea(1)["column"] == columns[1]["id"]
    drag(page, card(page, TEXTS[2]), page.locator(".card-group .card"))
    expect(page.locator(".card-group .card")).to_have_count(2)
    assert room.idea(2)["group"] == group
    drag(page, card(page, TEXTS[3]), card(page, TEXTS[1]).locator(".card__head"))
    expect(lists.nth(1).locator(".card")).to_have_count(2)
    expect(page.locator(".board .card")).to_have_count(4)
    assert room.idea(3)["column"] == columns[1]["id"]
    drag(page, page.locator(".card-group .card", has_text=TEXTS[2]), lists.nth(2))
    expect(lists.nth(2).locator(".card")).to_contain_text([TEXTS[2]])
    assert room.idea(2)["group"] is None


@pytest.mark.trust("T89")
def test_the_order_within_a_column_changes_by_menu(room: Room, browser: Browser) -> None:
    page = open_console(new_context(browser), room.leader, room.path)
    page.get_by_role("button", name=f"More for idea {room.ideas[3]['number']}").click()
    page.get_by_role("menuitem", name="Up", exact=True).click()
    wanted = [TEXTS[0], TEXTS[1], TEXTS[3], TEXTS[2]]
    expect(page.locator(".board__drop").first.locator(".card__text")).to_have_text(wanted)
    expect(page.get_by_role("button", name=f"More for idea {room.ideas[3]['number']}")).to_be_focused()


def test_one_key_takes_an_idea_off_every_screen_and_back(room: Room, browser: Browser) -> None:
    page = open_console(new_context(browser), room.leader, room.path)
    other = open_console(new_context(browser), room.server.sign_in("facilitator"), room.path)
    wall = open_projector(new_context(browser), room)
    expect(card(other, TEXTS[0])).to_be_visible()
    expect(wall.get_by_text(TEXTS[0])).to_be_visible()
    page.get_by_role("checkbox", name=f"Choose idea {room.ideas[0]['number']}").focus()
    page.keyboard.press("h")
    expect(wall.get_by_text(TEXTS[0])).to_have_count(0)
    expect(card(other, TEXTS[0])).to_have_count(0)
    texts = [idea.get("text") for idea in room.picture(room.annie)["ideas"]]
    assert TEXTS[0] not in texts
    page.get_by_role("button", name="Show again").first.click()
    expect(card(other, TEXTS[0])).to_be_visible()
    expect(wall.get_by_text(TEXTS[0])).to_be_visible()
    assert room.idea(0)["hidden_reason"] is None

    page.get_by_role("button", name=f"Hide idea {room.ideas[1]['number']}").click()
    page.get_by_text("1 hidden idea").click()
    page.get_by_role("button", name="Say why").click()
    page.get_by_label(f"Why is idea {room.ideas[1]['number']} hidden?").fill("Gaat over een persoon")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(other.locator(".tray__row")).to_contain_text("Gaat over een persoon")


def test_two_facilitators_work_on_one_board(room: Room, browser: Browser) -> None:
    first = open_console(new_context(browser), room.leader, room.path)
    second = open_console(new_context(browser), room.server.sign_in("facilitator"), room.path)
    first.get_by_role("button", name="From paper").click()
    first.get_by_label("An idea from paper").fill("Een briefje van tafel drie")
    first.get_by_label("Column", exact=True).select_option(index=1)
    first.get_by_role("button", name="Post", exact=True).click()
    expect(card(second, "tafel drie")).to_contain_text("from paper")
    second.get_by_role("button", name="Grouping", exact=True).click()
    expect(first.get_by_role("button", name="Grouping", exact=True)).to_have_attribute("aria-pressed", "true")
    first.keyboard.press("Escape")
    second.locator("main h1").click()
    second.keyboard.press("n")
    expect(first.locator(".steps [aria-current=step]")).to_contain_text("Opening")


def test_an_answer_to_an_idea_needs_its_reason_and_the_text_is_kept(room: Room, browser: Browser) -> None:
    page = open_console(new_context(browser), room.leader, room.path)
    number = room.ideas[0]["number"]
    page.get_by_role("button", name=f"More for idea {number}").click()
    page.get_by_role("menuitem", name="Say what happened with it…").click()
    page.get_by_role("button", name="Keep the answer").click()
    expect(page.get_by_role("dialog").locator(".field__error")).to_have_text("Choose one of these.")
    page.get_by_role("radio", name="Not used").check()
    page.get_by_role("button", name="Keep the answer").click()
    expect(page.get_by_role("dialog").locator(".field__error")).to_be_visible()
    page.get_by_label("Why not?").fill("De grond is van iemand anders")
    page.get_by_role("radio", name="Double").check()
    page.get_by_role("button", name="Keep the answer").click()
    expect(page.get_by_label("What the author should know")).to_have_value("De grond is van iemand anders")
    page.get_by_label("Double of idea number").fill(str(room.ideas[1]["number"]))
    page.get_by_role("button", name="Keep the answer").click()
    expect(card(page, TEXTS[0])).to_contain_text("double")


def test_waiting_ideas_come_through_the_tray(charrette_server: CharretteServer, browser: Browser) -> None:
    leader = charrette_server.sign_in("facilitator")
    week = leader.week()
    boards = [board for board in week["boards"] if leader.picture(board["stream"])["board"]["moderated"]]
    board = boards[0]
    gathering = next(row for row in week["gatherings"] if row["id"] == board["gathering"])
    leader.command("start_gathering", gathering=gathering["id"])
    visitor = charrette_server.join(gathering["code"])
    page = open_console(new_context(browser), leader, f"/boards/{board['id']}")
    for text in ("Een skatebaan", "Iets lelijks"):
        visitor.command("post_idea", board=board["id"], text=text)
    expect(page.locator(".tray--waiting .tray__row")).to_have_count(2)
    page.locator(".tray__row", has_text="Een skatebaan").get_by_role("button").first.click()
    expect(card(page, "Een skatebaan")).to_be_visible()
    page.get_by_role("button", name="Keep off").click()
    page.locator(".ask input").fill("Gaat over een klasgenoot")
    page.locator(".ask").get_by_role("button", name="Keep off").click()
    expect(page.locator(".tray--waiting")).to_have_count(0)
    assert {idea["state"] for idea in leader.picture(board["stream"])["ideas"]} == {"visible", "hidden"}


def test_menus_of_the_first_column_are_whole_and_in_reach_also_when_votes_show(room: Room, browser: Browser) -> None:
    ids = [one["idea"] for one in room.ideas[:2]]
    title = "Een naam die lang is voor een groep"
    room.leader.command("group_ideas", board=room.board["id"], ideas=ids, title=title)
    room.leader.command("set_board_phase", board=room.board["id"], phase="voting")
    room.annie.command("check_in", gathering=room.board["gathering"])
    room.annie.command("cast_vote", idea=ids[0])
    room.leader.command("set_board_phase", board=room.board["id"], phase="closed")
    page = open_console(new_context(browser, viewport={"width": 1366, "height": 768}), room.leader, room.path)
    expect(page.locator(".card-group__title")).to_contain_text("1 vote")
    page.get_by_role("button", name=f"More for group {title}").click()
    expect(page.get_by_role("menuitem", name="Rename…")).to_be_focused()
    page.keyboard.press("Escape")
    for text in (TEXTS[0], TEXTS[2]):
        expect(page.get_by_role("menu")).to_have_count(0)
        card(page, text).get_by_role("button", name="More for idea").click()
        expect(page.get_by_role("menuitem").first).to_be_focused()
        menu, column = page.get_by_role("menu").bounding_box(), page.locator(".board__column").first.bounding_box()
        assert menu is not None
        assert column is not None
        assert menu["x"] >= column["x"], text  # nothing can be brought into view that lies before the first column
        page.keyboard.press("Escape")


@pytest.mark.parametrize(("width", "told"), [(1366, 1), (2200, 0)])
def test_columns_that_do_not_fit_say_so(
    charrette_server: CharretteServer, browser: Browser, width: int, told: int
) -> None:
    room = Room(charrette_server)
    page = open_console(new_context(browser, viewport={"width": width, "height": 768}), room.leader, room.path)
    expect(page.locator(".board__column")).to_have_count(4)
    expect(page.get_by_text("4 columns. Scroll sideways.")).to_have_count(told)
    expect(page.locator(".board--wide")).to_have_count(told)
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.locator("main").get_by_role("link", name="Door").click()
    expect(page.locator("main h1")).to_have_text("Door")
    page.go_back()
    expect(page.locator(".board__column")).to_have_count(4)
    assert broken == []
