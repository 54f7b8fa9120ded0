"""Removing a walk-in who asks for it, at the door in the console: it says what goes and what stays, and asks first."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.console import assert_accessible, new_context, open_console
from tests.e2e.server import CharretteServer


@pytest.mark.trust("T93")
def test_an_organiser_removes_a_walk_in_who_asks_for_it(charrette_server: CharretteServer, browser: Browser) -> None:
    otto = charrette_server.sign_in("organiser")
    id = otto.first_board()[0]["id"]
    otto.command("open_doors", gathering=id)
    for name in ("Annie", "Geert"):
        otto.command("add_walk_in", gathering=id, name=name)
    page = open_console(new_context(browser), otto, f"/gatherings/{id}/door")
    page.get_by_role("button", name="More for Geert").click()
    page.get_by_role("menuitem", name="Remove at their request…").click()
    dialog = page.get_by_role("dialog", name="Remove Geert?")
    expect(dialog).to_contain_text("without a name")
    assert_accessible(page)
    dialog.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("Geert", exact=True)).to_be_visible()

    page.get_by_role("button", name="More for Geert").click()
    page.get_by_role("menuitem", name="Remove at their request…").click()
    page.get_by_role("button", name="Yes, remove").click()

    expect(page.get_by_text("Removed at their request", exact=True)).to_be_visible()
    expect(page.get_by_text("Geert", exact=True)).to_have_count(0)
    expect(page.get_by_text("2 people on the list")).to_be_visible()
