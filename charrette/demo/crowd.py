"""Who takes part: people with phones, a staff of organisers and facilitators, one projector."""

from __future__ import annotations

import asyncio
import random
import secrets
from dataclasses import dataclass
from typing import Any

from charrette.demo.line import Message
from charrette.demo.material import Material
from charrette.demo.phone import Phone, Stopwatch
from charrette.demo.site import Site

WHOLE_CIRCLE = 115
"""People the week is written for: the 75 of the first evening, the 35 young people, some who come at the end."""

YOUTH, FRONT = 35 / WHOLE_CIRCLE, 75 / WHOLE_CIRCLE
DESIGN_TEAM = 10
PARTY_ROLES = ("resident",) * 8 + (
    "planner",
    "investor",
    "decision_maker",
    "policy_maker",
    "user",
    "caretaker",
    "worker",
)


@dataclass
class Guest:
    """A person with a phone; ``phone`` is there once they joined, ``nameless`` by the code of a youth gathering."""

    number: int
    young: bool
    late: bool
    client_id: str
    phone: Phone | None = None
    nameless: bool = False

    @property
    def line(self) -> Phone:
        """The phone of somebody who joined."""
        assert self.phone is not None
        return self.phone

    @property
    def person(self) -> int:
        """The id the server gave them."""
        return self.line.person


class Staff:
    """Organisers or facilitators, several, because each has a limit on how fast they may work."""

    def __init__(self, phones: list[Phone]) -> None:
        self.phones = phones

    @property
    def first(self) -> Phone:
        """The one who stands in front."""
        return self.phones[0]

    async def send(self, type: str, **fields: Any) -> Message:
        """Have the least busy one do it, and the one in front only when there is nobody else."""
        return await min(self.phones[1:] or self.phones, key=lambda phone: phone.busy).send(type, **fields)


class Crowd:
    """Everybody. People join when they first come somewhere, with the code of that gathering."""

    def __init__(self, site: Site, material: Material, count: int, watch: Stopwatch, areas: list[str]) -> None:
        young, front = max(1, round(count * YOUTH)), max(1, round(count * FRONT))
        self.guests = [
            Guest(number, young=number < young, late=number >= young + front, client_id=secrets.token_hex(16))
            for number in range(count)
        ]
        self._site = site
        self._material = material
        self._watch = watch
        self._areas = areas
        self._rng: random.Random = material.rng

    def choose(self, kind: str, expected: int | None) -> list[Guest]:
        """Return who comes to a gathering: as many as expected, scaled to the phones there are."""
        if kind == "youth":
            circle = [guest for guest in self.guests if guest.young]
        elif kind == "presentation":
            circle = self.guests
        else:
            circle = [guest for guest in self.guests if not guest.young and not guest.late]
        wanted = round((expected or DESIGN_TEAM) * len(self.guests) / WHOLE_CIRCLE)
        return self._rng.sample(circle, min(len(circle), max(2, wanted)))

    async def join(self, guests: list[Guest], code: str, *, youth: bool) -> None:
        """Let those who are new join with a code, and connect all of them. Who came in at a youth gathering joins anew
        elsewhere, and is somebody else there."""
        await asyncio.gather(*(self._come(guest, code, youth) for guest in guests))

    async def _come(self, guest: Guest, code: str, youth: bool) -> None:
        goes_elsewhere = guest.young and guest.nameless and not youth
        if guest.phone is None or goes_elsewhere:
            guest.nameless = youth
            body: Message = {"code": code, "client_id": guest.client_id}
            if not youth and not guest.young:
                body |= self._about(guest)
            answer = await self._site.post("/api/join", body)
            guest.phone = Phone(self._site.url, answer["token"], person=answer["person"]["id"], watch=self._watch)
        await guest.phone.connect()

    def _about(self, guest: Guest) -> Message:
        """Return what somebody tells of themselves: not everybody gives a name, a role or an area."""
        told: Message = {}
        if self._rng.random() < 0.8:
            names = self._material.words["names"]
            told["name"] = names[guest.number % len(names)]
        if self._rng.random() < 0.7:
            told["party_role"] = self._rng.choice(PARTY_ROLES)
        if self._areas and self._rng.random() < 0.6:
            told["area"] = self._rng.choice(self._areas)
        return told

    async def leave(self, guests: list[Guest]) -> None:
        """Let phones sleep until the next gathering."""
        await asyncio.gather(*(guest.line.hang_up() for guest in guests if guest.phone is not None))
