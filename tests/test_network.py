"""The address that phones are sent to: the right card of a laptop in a hall, with or without a way to the internet."""

from __future__ import annotations

import ipaddress
import itertools
from pathlib import Path

import psutil
import pytest

from charrette import network, serving
from charrette.config import read_config
from charrette.network import LOOPBACK, Card, likeliest_first
from tests.world import World, config_for

WIFI = Card("wlp3s0", "192.168.8.23")
CABLE = Card("enp0s31f6", "10.20.1.4")
DOCKER = Card("docker0", "172.17.0.1")
BRIDGE = Card("br-5f1e2a", "172.18.0.1")
VIRTUAL_BOX = Card("vboxnet0", "192.168.56.1")
VPN = Card("tun0", "10.8.0.6")
NO_ROUTER = Card("enx0050b6", "169.254.13.7")
SIX = Card("wlp3s0", "fd12:3456::23")
WINDOWS = [Card("vEthernet (WSL)", "172.29.0.1"), Card("Ethernet", "10.20.1.4"), Card("Wi-Fi", "192.168.8.23")]
MAC = [Card("utun3", "10.9.0.2"), Card("bridge100", "192.168.64.1"), Card("en0", "192.168.8.23")]

HALLS: dict[str, tuple[list[Card], str | None, str]] = {
    "wifi without an uplink": ([WIFI], None, WIFI.address),
    "wifi without an uplink beside containers": ([DOCKER, BRIDGE, WIFI], None, WIFI.address),
    "the uplink is the cable": ([WIFI, CABLE], CABLE.address, CABLE.address),
    "wifi and a cable, no uplink": ([CABLE, WIFI], None, WIFI.address),
    "a cable alone": ([DOCKER, CABLE], None, CABLE.address),
    "the uplink is a VPN": ([VPN, WIFI], VPN.address, WIFI.address),
    "a cable that leads nowhere": ([NO_ROUTER, WIFI], None, WIFI.address),
    "virtual machines": ([VIRTUAL_BOX, CABLE], None, CABLE.address),
    "both kinds of addresses": ([SIX, WIFI], None, WIFI.address),
    "only the newer kind": ([SIX, DOCKER], None, SIX.address),
    "nothing but containers": ([DOCKER], None, DOCKER.address),
    "Windows": (WINDOWS, None, "192.168.8.23"),
    "macOS": (MAC, "10.9.0.2", "192.168.8.23"),
}


@pytest.mark.parametrize("hall", HALLS)
def test_phones_are_sent_to_the_right_card_in_whatever_order_the_system_has_them(hall: str) -> None:
    found, routed, right = HALLS[hall]
    for order in itertools.permutations(found):
        assert likeliest_first(order, routed)[0].address == right


def test_the_cards_of_this_machine_are_read_and_nobody_is_sent_to_itself() -> None:
    for card in network.cards():
        assert card.name in psutil.net_if_addrs()
        assert not ipaddress.ip_address(card.address).is_loopback
    found = network.addresses()
    assert network.lan_address() == (found[0].address if found else LOOPBACK)


def test_a_server_that_listens_on_one_address_sends_phones_there(tmp_path: Path) -> None:
    config = read_config({"CHARRETTE_DATA": str(tmp_path), "CHARRETTE_HOST": "192.168.8.23"})
    assert config.public_url == "http://192.168.8.23:5000"


def test_an_address_of_the_newer_kind_stands_in_brackets(tmp_path: Path) -> None:
    assert SIX.url("https", 5000) == "https://[fd12:3456::23]:5000"
    config = read_config({"CHARRETTE_DATA": str(tmp_path), "CHARRETTE_HOST": "fd12:3456::23"})
    assert config.public_url == "http://[fd12:3456::23]:5000"


def told(world: World, url: str, *found: Card) -> str:
    return "\n".join(serving.other_addresses(config_for(world.config.data, public_url=url, port=5000), list(found)))


def test_the_start_says_which_other_addresses_there_are(world: World) -> None:
    said = told(world, "http://192.168.8.23:5000", WIFI, CABLE, DOCKER)

    assert "http://10.20.1.4:5000  (enp0s31f6)" in said
    assert "http://172.17.0.1:5000  (docker0, not one that phones are on)" in said
    assert "192.168.8.23" not in said
    assert "CHARRETTE_PUBLIC_URL" in said


def test_where_the_address_was_given_or_is_the_only_one_nothing_more_is_said(world: World) -> None:
    assert told(world, "https://charrette.example", WIFI, CABLE) == ""
    assert told(world, "http://192.168.8.23:5000", WIFI) == ""


def test_a_server_that_listens_on_one_address_names_no_others(world: World) -> None:
    config = config_for(world.config.data, public_url=f"http://{WIFI.address}:5000", host=WIFI.address)
    assert serving.other_addresses(config, [WIFI, CABLE]) == []


def test_a_machine_on_no_network_is_told_so(world: World) -> None:
    said = told(world, f"http://{LOOPBACK}:5000")
    assert "on no network" in said
