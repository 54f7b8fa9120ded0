"""Under which address phones reach this machine: which network cards it has, and which of them is the likely one.

A hall often has a router without an uplink, and a laptop more networks than one: wifi, a cable, those of containers
and of a VPN. So we do not ask which way the internet is, but look at all cards, and tell which others there are.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass

import psutil

LOOPBACK = "127.0.0.1"
VIRTUAL = re.compile(
    r"(?i)^(docker|br-|veth|virbr|vmnet|vboxnet|lxc|lxd|podman|cni|flannel|cali|kube|ifb|dummy|tun|tap|utun|ppp|wg|zt|"
    r"tailscale|ham|gif|stf|awdl|llw|anpi|bridge)|virtual|vethernet|hyper-v|vmware|wsl|loopback|vpn|bluetooth"
)
"""Names of cards that no cable or wifi belongs to, on Linux, macOS and Windows: phones are not on their networks."""
WIRELESS = re.compile(r"(?i)^wl|wi-?fi|wireless|draadloos")


@dataclass(frozen=True)
class Card:
    """One address of a network card that is up."""

    name: str
    address: str

    @property
    def is_virtual(self) -> bool:
        """Whether it is a network inside this machine, or one that goes elsewhere, such as a VPN."""
        return VIRTUAL.search(self.name) is not None

    @property
    def is_wireless(self) -> bool:
        """Whether it is wifi, as far as its name tells."""
        return WIRELESS.search(self.name) is not None

    def url(self, scheme: str, port: int) -> str:
        """Return the address as it stands in a link."""
        host = f"[{self.address}]" if ":" in self.address else self.address
        return f"{scheme}://{host}:{port}"


def cards() -> list[Card]:
    """Return every address of this machine that another one could reach, in the order in which the system has them."""
    states = psutil.net_if_stats()
    return [
        Card(name, address)
        for name, rows in psutil.net_if_addrs().items()
        if name not in states or states[name].isup
        for address in (row.address for row in rows if row.family in (socket.AF_INET, socket.AF_INET6))
        if _is_reachable(address)
    ]


def _is_reachable(address: str) -> bool:
    if "%" in address:  # of this one cable only: a link cannot hold it
        return False
    found = ipaddress.ip_address(address)
    return not (found.is_loopback or found.is_unspecified or (found.version == 6 and found.is_link_local))


def routed_address() -> str | None:
    """Return the address from which this machine would go to the internet; None where there is no way there."""
    probe = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        probe.connect(("192.0.2.1", 9))  # a documentation address: chooses the route, sends nothing
        return str(probe.getsockname()[0])
    except OSError:
        return None
    finally:
        probe.close()


def likeliest_first(found: Iterable[Card], routed: str | None) -> list[Card]:
    """Return the cards with the one first on which phones will be.

    A real card goes before a virtual one, an address that a router gave before one that the card gave itself, IPv4
    before IPv6. Then the one that leads to the internet; without one wifi, as phones are on wifi too.
    """

    def place(card: Card) -> tuple[bool, ...]:
        address = ipaddress.ip_address(card.address)
        return (
            card.is_virtual,
            address.is_link_local,
            address.version == 6,
            card.address != routed,
            not address.is_private,
            not card.is_wireless,
        )

    return sorted(found, key=place)


def addresses() -> list[Card]:
    """Return the addresses of this machine, the likeliest for phones first; none when it is on no network."""
    return likeliest_first(cards(), routed_address())


def lan_address(host: str = "") -> str:
    """Return the address for phones: the one that the server was told to listen on, else the likeliest.

    ``127.0.0.1`` when this machine is on no network.
    """
    try:
        told = ipaddress.ip_address(host)
    except ValueError:
        told = None
    if told is not None and not (told.is_unspecified or told.is_loopback):
        return host
    found = addresses()
    return found[0].address if found else LOOPBACK
