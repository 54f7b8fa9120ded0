"""The week itself: gathering after gathering, step after step of the script, at a chosen speed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic

from charrette.counting import counted
from charrette.demo import agendas, boards, door, loop
from charrette.demo.book import Book, DayNote, GatheringNote
from charrette.demo.crowd import Crowd, Guest, Staff
from charrette.demo.line import Message
from charrette.demo.material import Material, Plan
from charrette.demo.phone import Phone, Stopwatch
from charrette.demo.site import Site

SECONDS_PER_MINUTE = 0.06
"""At speed 1 a minute of the script lasts this long: the whole week, some 1,000 minutes, about a minute."""

REVIEWS = ("stakeholder_review", "family_council", "youth")


class Tempo:
    """How fast time goes. Speed 0 is as fast as the server takes it."""

    def __init__(self, speed: float) -> None:
        self._scale = SECONDS_PER_MINUTE / speed if speed > 0 else 0.0

    def seconds(self, minutes: float) -> float:
        """Return how long ``minutes`` of the script last here."""
        return minutes * self._scale

    async def wait(self, minutes: float) -> None:
        """Let time pass."""
        await asyncio.sleep(self.seconds(minutes))


class Scene:
    """One gathering going on: what the helpers of the demo work with."""

    def __init__(self, week: Week, row: Message, note: GatheringNote, guests: list[Guest]) -> None:
        self.week = week
        self.row = row
        self.note = note
        self.guests = guests
        self.step: Message = {}
        self.steps: list[Message] = []
        self.ways: set[tuple[int, str]] = set()

    @property
    def id(self) -> int:
        """The id of the gathering."""
        return self.note.id

    @property
    def kind(self) -> str:
        """Which kind of gathering it is."""
        return str(self.row["kind"])

    def inside(self) -> list[Guest]:
        """Return who is in the hall with a phone."""
        return [guest for guest in self.guests if guest.person in self.note.inside]

    async def sometime(self) -> None:
        """Let a random part of the present step pass."""
        await self.week.tempo.wait(self.step.get("minutes", 5) * self.week.material.rng.uniform(0.05, 0.8))


class Week:
    """A charrette on a running server, and everybody who takes part in it."""

    def __init__(
        self,
        site: Site,
        *,
        book: Book,
        material: Material,
        tempo: Tempo,
        crowd: Crowd,
        organisers: Staff,
        facilitators: Staff,
        watch: Stopwatch,
        say: Callable[[str], None],
    ) -> None:
        self.site = site
        self.book = book
        self.material = material
        self.tempo = tempo
        self.crowd = crowd
        self.organisers = organisers
        self.facilitators = facilitators
        self.watch = watch
        self.say = say
        self.projector: Phone | None = None
        self.boards: dict[int, Message] = {}
        self.plans: dict[str, Plan] = {}
        self.area_slugs: dict[str, int] = {}

    async def run(self) -> None:
        """Run all gatherings in order."""
        await asyncio.gather(*(phone.connect() for phone in (*self.organisers.phones, *self.facilitators.phones)))
        await self.organisers.first.send("set_charrette_state", state="week")
        front = self.facilitators.first
        await front.follow(f"charrette:{self.book.charrette}")
        self.projector = await door.put_up_projector(self)
        programme = await self.site.get("/api/week", front.token)
        self.boards = {board["id"]: board for board in programme["boards"]}
        self.area_slugs = {area["slug"]: area["id"] for area in programme["areas"]}
        self.book.areas = {area["name"].casefold(): area["id"] for area in programme["areas"]}
        for row in programme["gatherings"]:
            await self._hold(row)
        await self.organisers.send("set_charrette_state", state="aftercare")
        await self._hang_up()

    async def _hang_up(self) -> None:
        await self.crowd.leave(self.crowd.guests)
        staff = [*self.organisers.phones, *self.facilitators.phones, *([self.projector] if self.projector else [])]
        await asyncio.gather(*(phone.hang_up() for phone in staff))

    async def _hold(self, row: Message) -> None:
        """Hold one gathering, from the doors to the close."""
        note = GatheringNote(row["id"], row["key"], row["day"], row["title"], nameless=row["kind"] == "youth")
        self.book.gatherings[note.id] = note
        scene = Scene(self, row, note, self.crowd.choose(row["kind"], row["expected"]))
        commands, ideas, remarks, begun = self.watch.count, len(self.book.ideas), len(self.book.remarks), monotonic()
        picture = await self.facilitators.first.follow(row["stream"])
        scene.steps = sorted(picture.rows("steps"), key=lambda step: step["position"])
        await self.crowd.join(scene.guests, row["code"], youth=row["kind"] == "youth")
        await asyncio.gather(*(guest.line.follow(row["stream"]) for guest in scene.guests))
        await door.open_up(scene)
        for step in scene.steps:
            await self._go_through(scene, step["id"])
        await door.close(scene)
        await self._after(scene)
        await self.facilitators.first.unfollow(row["stream"])
        await self.crowd.leave(scene.guests)
        day = self.book.days.setdefault(note.day, DayNote())
        day.slowest = max(day.slowest, self.watch.take())
        day.commands += self.watch.count - commands
        self.say(
            f"Day {note.day}  {note.title}: {counted(len(note.came), 'person', 'people')}, "
            f"{counted(len(self.book.ideas) - ideas, 'idea', 'ideas')}, "
            f"{counted(len(self.book.remarks) - remarks, 'remark', 'remarks')}, {monotonic() - begun:.1f} s"
        )

    async def _go_through(self, scene: Scene, step_id: int) -> None:
        """Go to a step and do what its script asks for."""
        before = next(step for step in scene.steps if step["id"] == step_id)
        if before["shows"] == "round" and scene.kind in REVIEWS:
            await loop.plan(scene)
        picture = await self.facilitators.first.follow(scene.row["stream"])
        answer = await self.facilitators.first.send("go_to_step", gathering=scene.id, step=step_id)
        await self.facilitators.first.seen(scene.row["stream"], answer["seq"])
        scene.step = next(step for step in picture.rows("steps") if step["id"] == step_id)
        begun = monotonic()
        await self._act(scene)
        left = self.tempo.seconds(scene.step["minutes"]) - (monotonic() - begun)
        await asyncio.sleep(max(0.0, left))

    async def _act(self, scene: Scene) -> None:
        step = scene.step
        if step["shows"] == "round" and step["round"] is not None:
            await loop.hold_round(scene, step["round"])
        elif step["shows"] == "report" and step["round"] is not None:
            await loop.report(scene, step["round"])
        elif step["shows"] in ("board", "results") and step["board"] is not None:
            await boards.act(scene, step["board"], step["board_phase"])

    async def _after(self, scene: Scene) -> None:
        """Do what is done after a gathering: the night's work of the design team."""
        if scene.kind == "work":
            await loop.make_items(scene)
        elif scene.kind == "stakeholder_review":
            await loop.answer_remarks(scene)
        elif scene.kind == "presentation":
            await loop.adopt(scene)
            await agendas.answer_ideas(scene)
            await agendas.write(scene)
