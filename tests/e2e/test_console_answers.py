"""The console at work with many: one answer for all who agree, and choices that stay with the words beside them."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.e2e.console import assert_accessible, new_context, open_console
from tests.e2e.projectors import begin_evening
from tests.e2e.server import CharretteServer


def test_all_who_agree_without_a_word_get_one_answer_and_then_it_can_be_reported_back(
    charrette_server: CharretteServer, browser: Browser
) -> None:
    evening = begin_evening(charrette_server, phones=6)
    leader = evening.leader
    words = {"kind": "solution", "grain": "fine", "text": "Banken op het plein.", "why": "Rust"}
    version = leader.command("create_design_item", title="Het plein", **words)["version"]
    here = {"gathering": evening.gathering["id"], "versions": [version], "title": "Reacties"}
    round = leader.command("plan_round", **here)["round"]
    leader.command("open_round", round=round)
    for person in evening.people[:5]:
        person.command("add_remark", round=round, version=version, kind="support")
    evening.people[5].command("add_remark", round=round, version=version, kind="support", text="Mooi plan")
    leader.command("close_round", round=round)
    page = open_console(new_context(browser), leader, f"/rounds/{round}")
    together = page.locator("section.panel", has_text="5 people support it without a word")

    expect(together.get_by_role("group", name="What do we do with it?").first).to_be_visible()
    expect(page.get_by_label("Our answer").locator("visible=true")).to_have_count(2)
    assert_accessible(page)
    together.get_by_label("Our answer").first.fill("Fijn. Zo maken we het.")
    together.get_by_role("button", name="Answer 5 remarks at once").click()
    expect(together.locator(".field__error")).to_have_text("Choose one of these.")
    together.get_by_role("radio", name="Adopted", exact=True).first.check()
    page.reload()
    expect(together.get_by_label("Our answer").first).to_have_value("Fijn. Zo maken we het.")
    expect(together.get_by_role("radio", name="Adopted", exact=True).first).to_be_checked()
    together.get_by_role("button", name="Answer 5 remarks at once").click()
    expect(page.get_by_text("5 of 6 answered")).to_be_visible()
    expect(together).to_have_count(0)
    last = page.locator(".remark", has_text="Mooi plan")
    last.get_by_role("radio", name="Adopted", exact=True).check()
    last.get_by_label("Our answer").fill("Dank.")
    last.get_by_role("button", name="Keep the answer").click()
    expect(page.get_by_role("button", name="Report back to the hall")).to_be_enabled()
    answers = [remark["answer"] for remark in leader.picture(f"round:{round}")["remarks"]]
    assert sorted(answers) == ["Dank.", *["Fijn. Zo maken we het."] * 5]


def test_what_is_chosen_beside_a_name_at_the_door_is_there_after_a_reload(
    charrette_server: CharretteServer, browser: Browser
) -> None:
    evening = begin_evening(charrette_server)
    page = open_console(new_context(browser), evening.leader, f"/gatherings/{evening.gathering['id']}/door")
    page.get_by_text("Somebody without a phone").click()
    page.locator("#walk-in").fill("Bep")
    page.locator("#walk-in-role").select_option("resident")
    page.locator("#walk-in-area").select_option(index=2)
    area = page.locator("#walk-in-area").input_value()
    page.reload()

    expect(page.locator("#walk-in")).to_have_value("Bep")
    expect(page.locator("#walk-in-role")).to_have_value("resident")
    expect(page.locator("#walk-in-area")).to_have_value(area)
    page.get_by_role("button", name="Add to the list").click()
    expect(page.locator(".person__name", has_text="Bep")).to_be_visible()
    expect(page.locator("#walk-in-role")).to_have_value("")
