"""Keeping a stranger from flooding the doors: joining, typed codes, sign-in links, projectors that announce themselves.

Who is at a door has no name yet, so here the address counts, and a whole hall behind one router has one. So joining
leaves room for a full hall, a right code always works, and staff can let more people in (``crowds.let_more_in``).
"""

from __future__ import annotations

import ipaddress

from charrette import clock
from charrette.spine.throttle import Budget, too_many

MOST_JOINS = 1500
"""So many may join at once from one address: the fullest hall, behind one router."""
TRICKLE_SECONDS = 1.0
"""After that one comes in each time this has passed."""
CLIENT_JOINS, CLIENT_SECONDS = 30, 120
"""A phone joins once; a program that begins anew some more often."""
WRONG_HERE, WRONG_HERE_SECONDS = 20, 60
WRONG_IN_ALL, WRONG_IN_ALL_SECONDS = 200, 60
"""So many wrong codes may come at once from one address and from all; an empty budget is full again after so long."""
SCREENS, SCREENS_SECONDS = 60, 300
LONGEST_KEY = 100
"""What somebody sends is remembered no further than this."""


def neighbourhood(address: str | None) -> str:
    """Return what counts as one address: of IPv6 the network (/64), of which a household or a stranger has all."""
    try:
        found = ipaddress.ip_address((address or "").partition("%")[0])
    except ValueError:
        return (address or "nowhere")[:LONGEST_KEY]
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    mapped = found.ipv4_mapped
    return str(mapped) if mapped is not None else str(ipaddress.ip_network((found, 64), strict=False))


class Entrance:
    """The budgets of the doors of one process; forgotten when it stops."""

    def __init__(self) -> None:
        self._joins = Budget(MOST_JOINS, seconds=MOST_JOINS * TRICKLE_SECONDS)
        self._clients = Budget(CLIENT_JOINS, seconds=CLIENT_SECONDS)
        self._wrong_here = Budget(WRONG_HERE, seconds=WRONG_HERE_SECONDS)
        self._wrong_in_all = Budget(WRONG_IN_ALL, seconds=WRONG_IN_ALL_SECONDS)
        self._screens = Budget(SCREENS, seconds=SCREENS_SECONDS)
        self._let_in: dict[int, int] = {}

    def knock(self, address: str | None, *, charrette: int, let_in: int) -> float:
        """Count somebody who joins with a right code; return 0, or how many seconds they must wait.

        ``let_in``: how often the staff of the charrette has let more people in. Once more than before opens the door
        again for everybody; the number is in the database, so that all processes see it.
        """
        if let_in > self._let_in.setdefault(charrette, let_in):
            self._joins.refill()
        self._let_in[charrette] = let_in
        return self._joins.spend(neighbourhood(address), clock.steady())

    def ensure_calm_client(self, client_id: str) -> None:
        """Count a joining of this client id, wherever it comes from.

        Raises:
            TooMany: it joins again and again.
        """
        wait = self._clients.spend(client_id.strip()[:LONGEST_KEY], clock.steady())
        if wait > 0:
            raise too_many("too_many", wait)

    def note_wrong_code(self, address: str | None) -> None:
        """Count a wrong code, link or door code. A right one is never asked here, so it always works.

        Raises:
            TooMany: too many wrong ones came from this address, or in all (``too_many_codes``).
        """
        now = clock.steady()
        wait = self._wrong_here.spend(neighbourhood(address), now) or self._wrong_in_all.spend("all", now)
        if wait > 0:
            raise too_many("too_many_codes", wait)

    def ensure_few_screens(self, address: str | None) -> None:
        """Count a projector that announces itself.

        Raises:
            TooMany: too many from this address (``too_many_screens``).
        """
        wait = self._screens.spend(neighbourhood(address), clock.steady())
        if wait > 0:
            raise too_many("too_many_screens", wait)
