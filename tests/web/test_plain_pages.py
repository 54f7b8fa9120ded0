"""Every page that works without JavaScript: it is there, says what is wrong in words, and keeps what was typed."""

from __future__ import annotations

import pytest

from tests.web.conftest import Hall


@pytest.mark.parametrize("path", ["/", "/sign-in", "/privacy", "/accessibility", "/j/ZZZZZZ", "/nothing-here", "/me"])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_page_for_strangers_is_a_page_with_one_heading(hall: Hall, path: str, language: str) -> None:
    page = hall.browser(language).open(path)
    source = page.response.get_data(as_text=True)

    assert page.status in (200, 401, 404)
    assert source.count("<h1") == 1
    assert f'<html lang="{language}"' in source
    assert 'href="/accessibility"' in source


def test_a_typed_code_leads_to_the_join_page_and_a_wrong_one_says_so_and_stays(hall: Hall) -> None:
    browser = hall.browser()
    code = hall.gathering()["code"]
    wrong = browser.send(browser.open("/"), "/join-codes", code="BCDFGH")

    assert wrong.status == 404
    assert wrong.form("/join-codes").fields["code"] == "BCDFGH"
    assert "We do not know this code" in wrong.text
    assert "Startbijeenkomst" in browser.send(wrong, "/join-codes", code=f" {code.lower()} ").text


def test_somebody_joins_without_telling_anything_and_the_phone_is_known_afterwards(hall: Hall) -> None:
    browser = hall.browser()
    code = hall.gathering()["code"]
    page = browser.send(browser.open(f"/j/{code}"), f"/j/{code}")

    assert page.response.request.path == "/phone"
    assert browser.open("/").response.request.path == "/phone"
    assert browser.open(f"/j/{code}").response.request.path == "/phone"


def test_a_wrong_field_at_the_door_keeps_the_name_that_was_typed(hall: Hall) -> None:
    browser = hall.browser()
    code = hall.gathering()["code"]
    page = browser.send(browser.open(f"/j/{code}"), f"/j/{code}", name="Jamila", area="atlantis")

    assert page.status == 400
    assert page.form(f"/j/{code}").fields["name"] == "Jamila"


def test_a_gathering_for_young_people_asks_nothing_that_identifies(hall: Hall) -> None:
    title = "Jongerenbijeenkomst"
    page = hall.browser().open(f"/j/{hall.gathering(title)['code']}")

    assert set(page.form(f"/j/{hall.gathering(title)['code']}").fields) == {"csrf_token", "client_id", "door_pass"}


def test_somebody_checks_in_from_the_page_and_hears_since_when(hall: Hall) -> None:
    gathering = hall.gathering()
    annie = hall.joined()
    before = annie.open("/phone")
    hall.command("open_doors", gathering=gathering["id"])
    page = annie.send(annie.open("/phone"), "/check-ins")
    again = annie.open(f"/phone?gathering={gathering['id']}&checked_in=already")

    assert not before.has_form("/check-ins")
    assert "You are checked in since" in page.text
    assert not page.has_form("/check-ins")
    assert "You were already here (" in again.text

    staff = {"Authorization": f"Bearer {hall.token}"}
    shown = hall.app.test_client().get(f"/api/streams/{gathering['stream']}", headers=staff).get_json()
    here = [row["id"] for row in shown["snapshot"]["people"] if row["status"] == "present"]
    hall.command("check_out_person", gathering=gathering["id"], person=here[0])
    left = annie.open(f"/phone?gathering={gathering['id']}&checked_in=already")
    assert "You left at " in left.text
    assert "You were already here (" not in left.text
    assert left.has_form("/check-ins")


def test_the_code_of_the_door_checks_a_known_phone_in_and_lets_a_new_one_join_first(hall: Hall) -> None:
    gathering = hall.gathering("Familieberaad")
    hall.command("open_doors", gathering=gathering["id"])
    door = hall.app.test_client().get(
        f"/api/gatherings/{gathering['id']}/door", headers={"Authorization": f"Bearer {hall.token}"}
    )
    assert door.json is not None
    path = door.json["url"].removeprefix("http://localhost")
    known = hall.joined(title="Familieberaad")
    asked = known.open("/phone")
    fresh = hall.browser()
    page = fresh.send(fresh.open(path), f"/j/{gathering['code']}", name="Geert")

    assert "scan the code on the screen" in asked.text
    assert "You are checked in since" in known.open(path).text
    assert "You are checked in since" in page.text
    wrong = known.open(f"/c/{hall.gathering()['code']}/{door.json['code']}")
    assert (wrong.status, "Scan the one that is on the screen now" in wrong.text) == (400, True)


def test_a_board_works_without_javascript_from_posting_to_taking_back(hall: Hall) -> None:
    gathering, board = hall.gathering(), hall.board()
    annie = hall.joined()
    hall.command("start_gathering", gathering=gathering["id"])
    path = f"/boards/{board['id']}"
    posted = annie.send(annie.open(path), f"{path}/ideas", first="column", text="Een bankje <b>bij</b> de vijver")
    idea = posted.form("/withdrawal").action.split("/")[2]
    changed = annie.send(posted, f"/ideas/{idea}", text="Een bank bij de vijver")
    withdrawn = annie.send(changed, "/withdrawal")

    assert "Een bankje <b>bij</b> de vijver" in posted.text
    assert "Een bank bij de vijver" in changed.text
    assert "withdrawn" in withdrawn.text
    assert not withdrawn.has_form("/withdrawal")


def test_a_board_says_who_sees_whose_an_idea_is_to_named_to_nameless_and_to_young_people(hall: Hall) -> None:
    young = "Jongerenbijeenkomst"
    for title in ("Startbijeenkomst", young):
        hall.command("open_doors", gathering=hall.gathering(title)["id"])
    board, other = (f"/boards/{hall.board(title)['id']}" for title in ("Startbijeenkomst", young))
    pages = [hall.joined(name).open(board).text for name in ("Annie", "")] + [hall.joined("", young).open(other).text]

    said = ["can see that it is yours", "You gave no name, so nobody sees one.", "Nobody sees who you are."]
    assert [[words in page for words in said] for page in pages] == [
        [True, False, False],
        [False, True, False],
        [False, False, True],
    ]


def test_sending_a_form_twice_posts_once(hall: Hall) -> None:
    board = hall.board()
    annie = hall.joined()
    hall.command("start_gathering", gathering=hall.gathering()["id"])
    page = annie.open(f"/boards/{board['id']}")
    for _ in range(2):
        last = annie.send(page, "/ideas", first="column", text="Een bankje bij de vijver")

    assert last.text.count("Een bankje bij de vijver") == 3  # mine, its field to change it, and the board


def test_a_text_that_is_too_long_stays_in_the_form_with_the_reason_beside_it(hall: Hall) -> None:
    board = hall.board()
    annie = hall.joined()
    hall.command("start_gathering", gathering=hall.gathering()["id"])
    page = annie.send(annie.open(f"/boards/{board['id']}"), "/ideas", first="column", text="x" * 201)
    source = page.response.get_data(as_text=True)

    assert page.status == 400
    assert page.form("/ideas").fields["text"] == "x" * 201
    assert "201" in page.text
    assert 'aria-invalid="true"' in source
    assert 'id="text-error"' in source


def test_votes_are_cast_and_taken_back_and_totals_stay_hidden_until_the_close(hall: Hall) -> None:
    board = hall.board()
    annie, geert = hall.joined(), hall.joined("Geert")
    hall.command("start_gathering", gathering=hall.gathering()["id"])
    path = f"/boards/{board['id']}"
    annie.send(annie.open(path), "/ideas", first="column", text="Een bank")
    hall.command("set_board_phase", board=board["id"], phase="voting")
    refused = annie.send(annie.open(path), "/votes")
    assert "Check in first: voting is for who is here." in refused.text
    annie.send(refused, "/check-ins")
    voted = annie.send(annie.open(path), "/votes")
    other = geert.open(path)
    back = annie.send(voted, "/votes")
    annie.send(back, "/votes")
    hall.command("set_board_phase", board=board["id"], phase="closed")

    assert "2 votes left of 3." in voted.text
    assert "1 vote" not in other.text
    assert "3 votes left of 3." in back.text
    assert "1 vote" in geert.open(path).text


def test_a_remark_is_made_and_answered_without_javascript(hall: Hall) -> None:
    gathering, board = hall.gathering(), hall.board()
    annie = hall.joined()
    hall.command("start_gathering", gathering=gathering["id"])
    page = annie.send(annie.open(f"/boards/{board['id']}"), "/ideas", first="column", text="Een plein")
    idea = int(page.form("/withdrawal").action.split("/")[2])
    item = hall.command(
        "create_design_item",
        title="Plein",
        kind="solution",
        grain="fine",
        text="Een plein met bomen",
        why="Omdat er geen plek is",
        from_ideas=[idea],
    )
    round = hall.command("plan_round", gathering=gathering["id"], versions=[item["version"]], title="Ronde 1")["round"]
    path = f"/rounds/{round}"
    planned = annie.open(path)
    hall.command("open_round", round=round)
    wrong = annie.send(annie.open(path), "/remarks", kind="objection", text="", alternative="Een halve kuip")
    made = annie.send(wrong, "/remarks", text="Dan kan de bus er niet door")
    hall.command("close_round", round=round)
    hall.command("answer_remark", remark=1, outcome="adopted", text="De bocht wordt ruimer")
    waiting = annie.open(path)
    hall.command("report_back", round=round)
    reported = annie.open(path)

    assert "Een plein met bomen" not in planned.text
    assert wrong.status == 400
    assert wrong.form("/remarks").fields["alternative"] == "Een halve kuip"
    assert "Dan kan de bus er niet door" in made.text
    assert "De bocht wordt ruimer" not in waiting.text
    assert "What we did with your own remarks" in reported.text
    assert "De bocht wordt ruimer" in reported.text


def test_the_trace_of_an_idea_tells_its_author_why_it_is_hidden_and_others_not(hall: Hall) -> None:
    board = hall.board()
    annie, geert = hall.joined(), hall.joined("Geert")
    hall.command("start_gathering", gathering=hall.gathering()["id"])
    page = annie.send(annie.open(f"/boards/{board['id']}"), "/ideas", first="column", text="De buurman is een dief")
    idea = int(page.form("/withdrawal").action.split("/")[2])
    hall.command("hide_idea", idea=idea, reason="Dit gaat over een persoon")

    own, other = annie.open("/ideas/1"), geert.open("/ideas/1")
    assert "Dit gaat over een persoon" in own.text
    assert "Dit gaat over een persoon" not in other.text
    assert "dief" not in other.text
    assert "dief" not in geert.open(f"/boards/{board['id']}").text


def test_an_idea_that_was_hidden_can_no_longer_be_changed_on_the_page_and_says_why(hall: Hall) -> None:
    board = hall.board()
    annie = hall.joined()
    hall.command("start_gathering", gathering=hall.gathering()["id"])
    page = annie.send(annie.open(f"/boards/{board['id']}"), "/ideas", first="column", text="De buurman is een dief")
    idea = int(page.form("/withdrawal").action.split("/")[2])
    hall.command("hide_idea", idea=idea, reason="Dit gaat over een persoon")
    refused = annie.send(page, "/withdrawal")
    after = annie.open(f"/boards/{board['id']}")

    assert "The facilitator took this idea off the board." in refused.text
    assert not after.has_form("/withdrawal")
    assert "Why it is hidden: Dit gaat over een persoon" in after.text


def test_a_sign_in_link_is_pasted_without_javascript_and_works_once(hall: Hall) -> None:
    token = hall.invite()
    first, second = hall.browser(), hall.browser()
    page = first.client.post(
        "/sign-in",
        data={**first.open("/sign-in").form("/sign-in").fields, "token": f"http://localhost/sign-in#{token}"},
    )
    refused = second.send(second.open("/sign-in"), "/sign-in", token=token)

    assert page.status_code == 302
    assert page.headers["Location"] == "/console"
    assert "used before" in refused.text


def test_who_signs_out_is_a_stranger_again(hall: Hall) -> None:
    annie = hall.joined()
    annie.send(annie.open("/me"), "/sign-out")

    assert annie.open("/phone").response.request.path == "/"
    assert annie.open("/me").status == 401


def test_the_page_of_an_idea_says_why_the_item_it_was_used_in_was_dropped(hall: Hall) -> None:
    hall.command("start_gathering", gathering=hall.gathering()["id"])
    browser, board = hall.joined(), hall.board()
    browser.send(browser.open(f"/boards/{board['id']}"), "/ideas", first="column", text="Een bankje")
    idea = hall.command("post_idea", board=board["id"], text="Een boom", on_behalf=True)["idea"] - 1
    words = {"title": "Plein", "kind": "solution", "grain": "fine", "text": "Een plein", "why": "Er is geen plek"}
    item = hall.command("create_design_item", **words, from_ideas=[idea])["item"]
    hall.command("drop_item", item=item, reason="Er komt een weg")

    for page in (browser.open("/ideas/1"), browser.open(f"/boards/{board['id']}"), browser.open("/me")):
        assert "The design item it was used in was dropped." in page.text
        assert "Er komt een weg" in page.text


def test_a_board_says_that_an_idea_comes_in_early_and_marks_it(hall: Hall) -> None:
    browser, board = hall.joined(), hall.board()
    path = f"/boards/{board['id']}"
    assert "it is marked as early" in browser.open(path).text
    browser.send(browser.open(path), f"{path}/ideas", first="column", text="Alvast een bankje")
    page = browser.open(path)

    assert (">early<" in page.response.get_data(as_text=True), "Alvast een bankje" in page.text) == (True, True)
