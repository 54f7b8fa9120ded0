"""My data: a person sees all that is kept of them, changes it, takes it home, and removes it."""

from __future__ import annotations

from tests.web.conftest import Hall


def test_what_was_told_is_changed_and_what_is_emptied_is_forgotten(hall: Hall) -> None:
    annie = hall.joined("Annie")
    changed = annie.send(annie.open("/me"), "/me", name="Annie de Boer", party_role="resident", area="1")
    fields = changed.form("/me").fields
    emptied = annie.send(changed, "/me", name="", party_role="", area="")

    assert (fields["name"], fields["party_role"], fields["area"]) == ("Annie de Boer", "resident", "1")
    assert "Saved." in changed.text
    left = emptied.form("/me").fields
    assert (left["name"], left["party_role"], left["area"]) == ("", "", "")


def test_a_name_that_is_too_long_stays_in_the_form_and_changes_nothing(hall: Hall) -> None:
    annie = hall.joined("Annie")
    page = annie.send(annie.open("/me"), "/me", name="A" * 190)

    assert page.status == 400
    assert page.form("/me").fields["name"] == "A" * 190
    assert annie.open("/me").form("/me").fields["name"] == "Annie"


def test_the_download_holds_everything_of_this_person_and_of_nobody_else(hall: Hall) -> None:
    board, gathering = hall.board(), hall.gathering()
    annie, geert = hall.joined("Annie"), hall.joined("Geert")
    hall.command("start_gathering", gathering=gathering["id"])
    for browser, text in ((annie, "Een bank"), (geert, "Een boom")):
        browser.send(browser.open(f"/boards/{board['id']}"), "/ideas", first="column", text=text)
    annie.send(annie.open("/phone"), "/check-ins")
    hall.command("set_board_phase", board=board["id"], phase="voting")
    annie.send(annie.open(f"/boards/{board['id']}"), "/ideas/2/votes")

    answer = annie.client.get("/me/data.json")
    assert answer.json is not None
    assert "attachment" in answer.headers["Content-Disposition"]
    assert set(answer.json) == {"person", "ideas", "votes", "remarks", "check_ins"}
    assert answer.json["person"]["name"] == "Annie"
    assert [(idea["number"], idea["text"]) for idea in answer.json["ideas"]] == [(1, "Een bank")]
    assert answer.json["votes"] == [2]
    assert [entry["kind"] for entry in answer.json["check_ins"]] == ["entry"]


def test_somebody_is_removed_only_after_a_clear_yes_and_then_at_once(hall: Hall) -> None:
    board = hall.board()
    annie, geert = hall.joined("Annie"), hall.joined("Geert")
    hall.command("start_gathering", gathering=hall.gathering()["id"])
    annie.send(annie.open(f"/boards/{board['id']}"), "/ideas", first="column", text="Een bank")

    assert annie.send(annie.open("/me"), "/me/erasure").text.startswith("Back to the session My data")
    gone = annie.send(annie.open("/me"), "/me/erasure", sure="yes")
    assert "You are removed" in gone.text
    assert annie.open("/me").status == 401
    assert "Een bank" in geert.open(f"/boards/{board['id']}").text


def test_a_young_person_is_not_asked_for_a_name_afterwards_either(hall: Hall) -> None:
    title = "Jongerenbijeenkomst"
    hall.command("open_doors", gathering=hall.gathering(title)["id"])
    browser = hall.joined("", title=title)
    browser.send(browser.open(f"/phone?gathering={hall.gathering(title)['id']}"), "/check-ins")

    assert not browser.open("/me").has_form("/me")
