"""What staff do at the door shows on the phone of the one concerned, by itself."""

from __future__ import annotations

import re
from datetime import datetime

from playwright.sync_api import Browser, expect

from charrette import clock
from tests.e2e.console import new_context, open_console
from tests.e2e.phones import begin
from tests.e2e.server import CharretteServer


def test_a_check_in_at_the_door_shows_on_the_phone(charrette_server: CharretteServer, browser: Browser) -> None:
    stage = begin(charrette_server)
    phone = stage.join(new_context(browser, timezone_id="Asia/Tokyo"), "Annie")
    own = phone.locator(".presence__words")
    expect(phone.get_by_role("button", name=re.compile("check in"))).to_be_visible()
    door = open_console(new_context(browser), stage.leader, f"/gatherings/{stage.gathering['id']}/door")

    door.get_by_role("button", name="Check in Annie").click()
    expect(own).to_contain_text("Checked in")
    people = stage.leader.picture(f"gathering:{stage.gathering['id']}")["people"]
    since = clock.in_hall(datetime.fromisoformat(people[0]["since"]), "Europe/Amsterdam")
    assert own.inner_text() == f"Checked in {since:%H}:{since:%M}", "the time of the hall, on a phone from elsewhere"
    door.get_by_role("button", name="Check out Annie").click()
    expect(own).to_have_count(0)
    expect(phone.get_by_role("button", name=re.compile("check in"))).to_be_visible()
