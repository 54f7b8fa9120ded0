"""What a start prints."""

from __future__ import annotations

import dataclasses

import pytest

from charrette.app import create_app
from charrette.serving import welcome
from tests.world import World


@pytest.mark.parametrize(
    ("host", "proxies", "warned"),
    [("0.0.0.0", 0, False), ("127.0.0.1", 0, True), ("127.0.0.1", 1, False), ("192.168.1.10", 0, False)],
)
def test_a_start_says_when_phones_cannot_reach_the_address_it_prints(
    world: World, host: str, proxies: int, warned: bool
) -> None:
    app = create_app(dataclasses.replace(world.config, host=host, trusted_proxies=proxies))
    words = welcome(app)
    app.extensions["charrette"].database.dispose()

    assert "/sign-in#" in words
    assert ("Only this machine can reach the server: CHARRETTE_HOST is 127.0.0.1." in words) is warned
